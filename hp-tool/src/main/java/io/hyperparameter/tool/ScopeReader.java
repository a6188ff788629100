package io.hyperparameter.tool;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds uses of this library in jars that were compiled without its processor: typed keys made by
 * {@code Param.of...}, and reads of scopes, where the key is a constant. A key that is put together
 * at run time cannot be known.
 */
final class ScopeReader implements LibraryReader {
  static final List<String> MARKS =
      List.of("io/hyperparameter/Param", "io/hyperparameter/ScopeAccess");

  private static final String PACKAGE = "io/hyperparameter/";

  /** What is no part of the library: programs that use it, and so have parameters. */
  private static final List<String> PROGRAMS =
      List.of(PACKAGE + "examples/", PACKAGE + "benchmarks/");

  private static final Set<String> SCOPES =
      Set.of("ParamScope", "ParamPath", "ParamAccess", "ScopeAccess");
  private static final Set<String> KEYS =
      Set.of("Param", "IntParam", "LongParam", "DoubleParam", "BooleanParam");

  @Override
  public String library() {
    return "hyperparameter";
  }

  @Override
  public List<String> marks() {
    return MARKS;
  }

  @Override
  public List<ParamEntry> read(Classes classes) {
    List<ParamEntry> entries = new ArrayList<>();
    for (ClassNode owner : classes.all()) {
      if (isLibrary(owner.name)) {
        continue; // in a jar that carries it; what it reads for itself nobody sets
      }
      for (MethodNode method : owner.methods) {
        if (mentions(method)) {
          Code code = Code.of(owner, method);
          if (code != null) {
            read(owner, method, code, entries);
          }
        }
      }
    }
    return entries;
  }

  private static boolean mentions(MethodNode method) {
    for (AbstractInsnNode each : method.instructions) {
      if (each instanceof MethodInsnNode call && isOurs(call.owner)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a class is of any module of the library. */
  private static boolean isLibrary(String name) {
    return isOurs(name)
        || (name.startsWith(PACKAGE) && PROGRAMS.stream().noneMatch(name::startsWith));
  }

  /**
   * Whether a class is of the API. Also where the library was moved to another package by shading.
   */
  private static boolean isOurs(String name) {
    boolean here = name.startsWith(PACKAGE) && name.indexOf('/', PACKAGE.length()) < 0;
    return here || name.contains("/" + PACKAGE);
  }

  private static void read(
      ClassNode owner, MethodNode method, Code code, List<ParamEntry> entries) {
    Map<AbstractInsnNode, Draft> drafts = new HashMap<>(); // nodes are equal to themselves only
    List<Draft> ordered = new ArrayList<>();
    for (MethodInsnNode call : code.calls()) {
      if (isOurs(call.owner)) {
        String type = Names.simple(call.owner);
        Draft draft =
            type.equals("Param") && call.name.startsWith("of")
                ? typedKey(code, call)
                : SCOPES.contains(type) ? scopeRead(code, call) : null;
        if (draft != null) {
          drafts.put(call, draft);
          ordered.add(draft);
        } else if (KEYS.contains(type)) {
          limit(code, call, drafts);
        }
      }
    }
    for (FieldInsnNode field : code.fields()) {
      if (field.getOpcode() == Opcodes.PUTSTATIC || field.getOpcode() == Opcodes.PUTFIELD) {
        Draft draft = drafts.get(maker(code, code.stored(field)));
        if (draft != null) {
          draft.field = field.name;
        }
      }
    }
    ordered.forEach(draft -> entries.add(draft.entry(owner, method)));
  }

  /** {@code Param.ofDouble("train.lr", 0.1, "learning rate")}. */
  private static @Nullable Draft typedKey(Code code, MethodInsnNode call) {
    if (!(code.constantArgument(call, 0) instanceof String key)) {
      return null;
    }
    Object value = code.constantArgument(call, 1);
    String type =
        switch (call.name) {
          case "ofInt" -> "int";
          case "ofLong" -> "long";
          case "ofDouble" -> "double";
          case "ofBoolean" -> "boolean";
          case "ofString" -> "String";
          case "ofList" ->
              code.constantArgument(call, 2) instanceof Type element
                  ? "List<" + Names.type(element) + ">"
                  : "List";
          default -> value instanceof Code.Constant one ? Names.type(one.type()) : "Object";
        };
    Draft draft = new Draft(key, type, Code.text(value), Code.line(call));
    int last = Type.getArgumentTypes(call.desc).length - 1;
    if (last >= 2 && code.constantArgument(call, last) instanceof String description) {
      draft.description = description;
    }
    return draft;
  }

  /** {@code scope.getDouble("train.lr", 0.1)}, {@code scope.at("train").getDouble("lr", 0.1)}. */
  private static @Nullable Draft scopeRead(Code code, MethodInsnNode call) {
    boolean reads = call.name.startsWith("get") || call.name.equals("find");
    if (!reads || !(code.constantArgument(call, 0) instanceof String name)) {
      return null;
    }
    String prefix = prefix(code, call);
    if (prefix == null) {
      return null;
    }
    Object second = code.constantArgument(call, 1);
    String type =
        switch (call.name) {
          case "getInt" -> "int";
          case "getLong" -> "long";
          case "getDouble" -> "double";
          case "getFloat" -> "float";
          case "getBoolean" -> "boolean";
          case "getString" -> "String";
          default ->
              second instanceof Type named
                  ? Names.type(named)
                  : second instanceof Code.Constant one ? Names.type(one.type()) : "Object";
        };
    return new Draft(prefix + name, type, Code.text(second), Code.line(call));
  }

  /** What stands before the name that is read; null if nobody can know. */
  private static @Nullable String prefix(Code code, MethodInsnNode call) {
    if (code.receiver(call) instanceof MethodInsnNode at
        && isOurs(at.owner)
        && at.name.equals("at")) {
      String outer = prefix(code, at);
      return outer != null && code.constantArgument(at, 0) instanceof String name
          ? outer + name + "."
          : null;
    }
    return Names.simple(call.owner).equals("ParamPath") ? null : "";
  }

  /** {@code key.min(0)} and the like. */
  private static void limit(Code code, MethodInsnNode call, Map<AbstractInsnNode, Draft> drafts) {
    Draft draft = drafts.get(maker(code, code.receiver(call)));
    String value = Code.text(code.constantArgument(call, 0));
    if (draft != null && value != null) {
      switch (call.name) {
        case "min" -> draft.min = value;
        case "max" -> draft.max = value;
        case "describedAs" -> draft.description = value;
        default -> {}
      }
    }
  }

  /** The call of {@code Param.of...} behind a chain of {@code min}, {@code max} and so on. */
  private static @Nullable AbstractInsnNode maker(Code code, @Nullable AbstractInsnNode at) {
    AbstractInsnNode maker = at;
    while (maker instanceof MethodInsnNode call
        && call.getOpcode() != Opcodes.INVOKESTATIC
        && isOurs(call.owner)) {
      maker = code.receiver(call);
    }
    return maker;
  }

  /** A parameter that is not complete yet. */
  private static final class Draft {
    private final String key;
    private final String type;
    private final @Nullable String value;
    private final int line;
    private String description = "";
    private @Nullable String min;
    private @Nullable String max;
    private @Nullable String field;

    Draft(String key, String type, @Nullable String value, int line) {
      this.key = key;
      this.type = type;
      this.value = value;
      this.line = line;
    }

    ParamEntry entry(ClassNode owner, MethodNode method) {
      return new ParamEntry(
          key,
          type,
          value,
          description,
          min == null && max == null
              ? ParamBounds.NONE
              : new ParamBounds(min, false, max, false, List.of()),
          field != null ? Names.dotted(owner.name) + "#" + field : Names.element(owner, method),
          Names.file(owner),
          line);
    }
  }
}
