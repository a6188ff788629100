package io.hyperparameter.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What the fields of an object hold after the constructor without arguments, as far as constants
 * tell: those it stores, and those it hands to other constructors of the class and its
 * superclasses. Branches count as if all were taken, the last store wins.
 */
final class Constructed {
  private static final int MAX_DEPTH = 16;

  private final LibraryReader.Classes classes;

  /** By name; null is a value that nobody knows. */
  private final Map<String, @Nullable Object> fields = new HashMap<>();

  private Constructed(LibraryReader.Classes classes) {
    this.classes = classes;
  }

  /** The known fields; null if there is no such constructor, so that nothing is known. */
  static @Nullable Constructed of(ClassNode type, LibraryReader.Classes classes) {
    Constructed made = new Constructed(classes);
    return made.run(type, "()V", List.of(), 0) ? made : null;
  }

  /** Whether anything is stored into a field, known or not. */
  boolean has(String field) {
    return fields.containsKey(field);
  }

  @Nullable Object get(String field) {
    return fields.get(field);
  }

  private boolean run(ClassNode type, String desc, List<@Nullable Object> arguments, int depth) {
    for (MethodNode method : type.methods) {
      if (method.name.equals("<init>") && method.desc.equals(desc) && depth < MAX_DEPTH) {
        Code code = Code.of(type, method);
        if (code != null) {
          for (AbstractInsnNode each : method.instructions) {
            step(type, code, each, arguments(desc, arguments), depth);
          }
          return true;
        }
      }
    }
    return false;
  }

  private void step(
      ClassNode type,
      Code code,
      AbstractInsnNode at,
      Map<Integer, @Nullable Object> arguments,
      int depth) {
    if (at instanceof MethodInsnNode call
        && call.name.equals("<init>")
        && code.receiver(call) instanceof VarInsnNode self
        && self.var == 0) {
      Type[] types = Type.getArgumentTypes(call.desc);
      List<@Nullable Object> given = new ArrayList<>();
      for (int i = 0; i < types.length; i++) {
        given.add(value(code, types[i], code.argument(call, i), arguments));
      }
      ClassNode other = call.owner.equals(type.name) ? type : classes.find(call.owner);
      if (other != null) {
        run(other, call.desc, given, depth + 1);
      }
    } else if (at instanceof FieldInsnNode store && at.getOpcode() == Opcodes.PUTFIELD) {
      fields.put(store.name, value(code, Type.getType(store.desc), code.stored(store), arguments));
    }
  }

  private static @Nullable Object value(
      Code code,
      Type type,
      @Nullable AbstractInsnNode maker,
      Map<Integer, @Nullable Object> arguments) {
    return maker instanceof VarInsnNode load
        ? arguments.get(load.var)
        : Code.as(type, code.constant(maker));
  }

  /** By their local variables. */
  private static Map<Integer, @Nullable Object> arguments(
      String desc, List<@Nullable Object> values) {
    Map<Integer, @Nullable Object> byVariable = new HashMap<>();
    int variable = 1;
    Type[] types = Type.getArgumentTypes(desc);
    for (int i = 0; i < types.length; i++) {
      byVariable.put(variable, values.get(i));
      variable += types[i].getSize();
    }
    return byVariable;
  }
}
