package io.hyperparameter.tool;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The {@code Param} members of Spark ML: {@code maxIter} of {@code LogisticRegression}, wherever
 * among its traits it stands, is {@code LogisticRegression.maxIter}, with the meaning, the bounds
 * and the default that the code gives. Fitted models are left out: what they have was set before.
 */
public final class SparkReader implements LibraryReader {
  private static final String PARAM = "org/apache/spark/ml/param/";
  private static final String VALIDATORS = PARAM + "ParamValidators$";
  private static final String MODEL = "org/apache/spark/ml/Model";

  private static final Map<String, String> TYPES =
      Map.of(
          "IntParam", "int",
          "LongParam", "long",
          "FloatParam", "float",
          "DoubleParam", "double",
          "BooleanParam", "boolean",
          "IntArrayParam", "List<int>",
          "DoubleArrayParam", "List<double>",
          "StringArrayParam", "List<String>",
          "Param", "String");

  /** What the code of one class or trait says. */
  private record Members(Map<String, Member> params, Map<String, String> defaults) {}

  private record Member(String type, String meaning, ParamBounds bounds, String file, int line) {}

  /** For {@link java.util.ServiceLoader}. */
  public SparkReader() {}

  @Override
  public String library() {
    return "Spark ML";
  }

  @Override
  public List<String> marks() {
    return List.of("org/apache/spark/ml/"); // traits between those with members have none
  }

  @Override
  public List<ParamEntry> read(Classes classes) {
    Map<ClassNode, Members> known = new HashMap<>();
    List<ParamEntry> entries = new ArrayList<>();
    for (ClassNode type : classes.all()) {
      int no = Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE;
      if ((type.access & no) != 0 || type.name.indexOf('$') >= 0) {
        continue;
      }
      Set<String> above = new LinkedHashSet<>();
      collect(type, classes, above);
      if (above.contains(MODEL)) {
        continue;
      }
      Map<String, Member> params = new LinkedHashMap<>();
      Map<String, String> defaults = new HashMap<>();
      for (String name : above) { // nearest first
        ClassNode each = classes.find(name);
        if (each != null) {
          Members members = known.computeIfAbsent(each, SparkReader::members);
          members.params().forEach(params::putIfAbsent);
          members.defaults().forEach(defaults::putIfAbsent);
        }
      }
      params.forEach(
          (name, param) ->
              entries.add(
                  new ParamEntry(
                      Names.simple(type.name) + "." + name,
                      param.type(),
                      defaults.get(name),
                      param.meaning(),
                      param.bounds(),
                      Names.dotted(type.name),
                      param.file(),
                      param.line())));
    }
    return entries;
  }

  /** A class, its superclasses and their traits, by name. */
  private static void collect(ClassNode type, Classes classes, Set<String> above) {
    List<String> names = new ArrayList<>(List.of(type.name));
    for (int i = 0; i < names.size(); i++) {
      if (above.add(names.get(i))) {
        ClassNode each = classes.find(names.get(i));
        if (each != null) {
          if (each.superName != null) {
            names.add(each.superName);
          }
          names.addAll(each.interfaces);
        }
      }
    }
  }

  private static Members members(ClassNode type) {
    Members members = new Members(new LinkedHashMap<>(), new HashMap<>());
    for (MethodNode method : type.methods) {
      if (method.name.equals("<init>") || method.name.equals("$init$")) {
        Code code = Code.of(type, method);
        if (code != null) {
          for (MethodInsnNode call : code.calls()) {
            member(type, code, call, members);
            defaultOf(code, call, members);
          }
        }
      }
    }
    return members;
  }

  /** {@code new IntParam(this, "maxIter", "maximum number of iterations", gtEq(0))}. */
  private static void member(ClassNode type, Code code, MethodInsnNode call, Members members) {
    if (call.name.equals("<init>")
        && call.owner.startsWith(PARAM)
        && TYPES.containsKey(Names.simple(call.owner))
        && code.constantArgument(call, 1) instanceof String name
        && code.constantArgument(call, 2) instanceof String meaning) {
      ParamBounds bounds =
          code.argument(call, 3) instanceof MethodInsnNode validator
                  && validator.owner.equals(VALIDATORS)
              ? bounds(code, validator)
              : ParamBounds.NONE;
      String typeName = TYPES.getOrDefault(Names.simple(call.owner), "String");
      members
          .params()
          .put(name, new Member(typeName, meaning, bounds, Names.file(type), Code.line(call)));
    }
  }

  private static ParamBounds bounds(Code code, MethodInsnNode call) {
    String first = Code.text(code.constantArgument(call, 0));
    String second = Code.text(code.constantArgument(call, 1));
    boolean all = Type.getArgumentTypes(call.desc).length == 2;
    if (first == null) {
      return ParamBounds.NONE;
    }
    return switch (call.name) {
      case "gt" -> new ParamBounds(first, true, null, false, List.of());
      case "gtEq" -> new ParamBounds(first, false, null, false, List.of());
      case "lt" -> new ParamBounds(null, false, first, true, List.of());
      case "ltEq" -> new ParamBounds(null, false, first, false, List.of());
      case "inRange" ->
          new ParamBounds(
              first,
              !all && Boolean.FALSE.equals(code.constantArgument(call, 2)),
              second,
              second != null && !all && Boolean.FALSE.equals(code.constantArgument(call, 3)),
              List.of());
      default -> ParamBounds.NONE;
    };
  }

  /**
   * {@code maxIter.->(100)}, as {@code setDefault} takes it, and {@code setDefault(maxIter, 100)}.
   */
  private static void defaultOf(Code code, MethodInsnNode call, Members members) {
    boolean pair =
        call.owner.startsWith(PARAM)
            && (call.name.equals("$minus$greater") || call.name.equals("w"));
    boolean set = call.name.equals("setDefault") && Type.getArgumentTypes(call.desc).length == 2;
    if (pair || set) {
      String name = getter(pair ? code.receiver(call) : code.argument(call, 0));
      String value = Code.text(code.constantArgument(call, pair ? 0 : 1));
      if (name != null && value != null) {
        members.defaults().put(name, value);
      }
    }
  }

  private static @Nullable String getter(@Nullable Object at) {
    return at instanceof MethodInsnNode call && call.desc.startsWith("()L" + PARAM)
        ? call.name
        : null;
  }
}
