package io.hyperparameter.tool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** One method's code, with what each instruction finds on its stack. */
final class Code {
  /** Words of all frames; beyond, a method is no method but an attack on memory. */
  private static final long MAX_WORDS = 20_000_000;

  private final MethodNode method;
  private final Frame<SourceValue>[] frames;

  private Code(MethodNode method, Frame<SourceValue>[] frames) {
    this.method = method;
    this.frames = frames;
  }

  /** The code of a method, or null if it has none or none that makes sense. */
  static @Nullable Code of(ClassNode owner, MethodNode method) {
    long words = (long) method.instructions.size() * (method.maxLocals + method.maxStack);
    if (method.instructions.size() == 0 || words > MAX_WORDS) {
      return null;
    }
    try {
      return new Code(method, new Analyzer<>(new SourceInterpreter()).analyze(owner.name, method));
    } catch (AnalyzerException e) {
      return null; // the JVM would refuse it, too
    }
  }

  /** Its calls in order, those left out that nothing leads to. */
  List<MethodInsnNode> calls() {
    return instructions(MethodInsnNode.class);
  }

  /** Its stores to and loads from fields in order. */
  List<FieldInsnNode> fields() {
    return instructions(FieldInsnNode.class);
  }

  private <T extends AbstractInsnNode> List<T> instructions(Class<T> type) {
    List<T> all = new ArrayList<>();
    for (AbstractInsnNode each = method.instructions.getFirst();
        each != null;
        each = each.getNext()) {
      if (type.isInstance(each) && frame(each) != null) {
        all.add(type.cast(each));
      }
    }
    return all;
  }

  private @Nullable Frame<SourceValue> frame(AbstractInsnNode at) {
    return frames[method.instructions.indexOf(at)];
  }

  /** What made the argument of a call: 0 is the first one behind the receiver. */
  @Nullable AbstractInsnNode argument(MethodInsnNode call, int number) {
    int count = Type.getArgumentTypes(call.desc).length;
    return number < count ? onStack(call, count - number) : null;
  }

  /** What made the object that is called. */
  @Nullable AbstractInsnNode receiver(MethodInsnNode call) {
    return onStack(call, Type.getArgumentTypes(call.desc).length + 1);
  }

  /** What made the value that is stored. */
  @Nullable AbstractInsnNode stored(FieldInsnNode store) {
    return onStack(store, 1);
  }

  /** What made a value on the stack, 1 being the top; null if several instructions did. */
  private @Nullable AbstractInsnNode onStack(AbstractInsnNode at, int fromTop) {
    Frame<SourceValue> frame = frame(at);
    if (frame == null || frame.getStackSize() < fromTop) {
      return null;
    }
    SourceValue value = frame.getStack(frame.getStackSize() - fromTop);
    return value.insns.size() == 1 ? value.insns.iterator().next() : null;
  }

  /**
   * The value an instruction always makes: a String, Integer, Long, Float, Double, a Type for a
   * class, a {@link Constant} for an enum constant; null if it is none of these.
   */
  @Nullable Object constant(@Nullable AbstractInsnNode at) {
    if (at instanceof LdcInsnNode load) {
      return load.cst;
    }
    if (at instanceof IntInsnNode push && at.getOpcode() != Opcodes.NEWARRAY) {
      return push.operand;
    }
    if (at instanceof FieldInsnNode field
        && at.getOpcode() == Opcodes.GETSTATIC
        && field.desc.equals("L" + field.owner + ";")) {
      return new Constant(Type.getObjectType(field.owner), field.name);
    }
    if (at instanceof MethodInsnNode call
        && isBoxing(call)
        && Type.getArgumentTypes(call.desc).length == 1) {
      return as(Type.getArgumentTypes(call.desc)[0], constant(argument(call, 0)));
    }
    int opcode = at == null ? Opcodes.NOP : at.getOpcode();
    if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
      return opcode - Opcodes.ICONST_0;
    }
    return switch (opcode) {
      case Opcodes.LCONST_0 -> 0L;
      case Opcodes.LCONST_1 -> 1L;
      case Opcodes.FCONST_0 -> 0f;
      case Opcodes.FCONST_1 -> 1f;
      case Opcodes.FCONST_2 -> 2f;
      case Opcodes.DCONST_0 -> 0d;
      case Opcodes.DCONST_1 -> 1d;
      default -> null;
    };
  }

  private static boolean isBoxing(MethodInsnNode call) {
    return call.owner.equals("scala/runtime/BoxesRunTime")
        || (call.name.equals("valueOf") && call.owner.startsWith("java/lang/"));
  }

  /** A constant as its type: byte code has 0 and 1 for booleans. */
  static @Nullable Object as(Type type, @Nullable Object value) {
    return type.getSort() == Type.BOOLEAN && value instanceof Integer bit
        ? (Object) (bit != 0)
        : value;
  }

  /** The constant argument of a call. */
  @Nullable Object constantArgument(MethodInsnNode call, int number) {
    Type[] types = Type.getArgumentTypes(call.desc);
    return number < types.length ? as(types[number], constant(argument(call, number))) : null;
  }

  /** A constant of an enum, or what looks so. */
  record Constant(Type type, String name) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A constant as an index has it; null if it is none that text can tell. */
  static @Nullable String text(@Nullable Object constant) {
    if (constant instanceof Double || constant instanceof Float) {
      String text = constant.toString();
      return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
    return constant == null || constant instanceof Type ? null : constant.toString();
  }

  /** The line of an instruction; 0 if it is not known. */
  static int line(AbstractInsnNode at) {
    for (AbstractInsnNode each = at; each != null; each = each.getPrevious()) {
      if (each instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return 0;
  }
}
