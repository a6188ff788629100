package io.hyperparameter.tool;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Names of byte code as an index spells them. */
final class Names {
  private static final String LANG = "java.lang.";

  private Names() {}

  /** {@code p.Outer.Inner} of {@code p/Outer$Inner}. */
  static String dotted(String internal) {
    return internal.replace('/', '.').replace('$', '.');
  }

  /** {@code Inner} of {@code p/Outer$Inner}. */
  static String simple(String internal) {
    return internal.substring(Math.max(internal.lastIndexOf('/'), internal.lastIndexOf('$')) + 1);
  }

  /** A type as source says it, {@code java.lang} left out. */
  static String type(Type type) {
    String name = type.getClassName().replace('$', '.');
    return name.startsWith(LANG) && name.indexOf('.', LANG.length()) < 0
        ? name.substring(LANG.length())
        : name;
  }

  /**
   * {@code p.Trainer#train(p.Data,double)}, as in an index; that of the method around it for a
   * lambda.
   */
  static String element(ClassNode owner, MethodNode method) {
    String[] parts = method.name.split("\\$", 3);
    if (parts.length == 3 && parts[0].equals("lambda")) {
      return dotted(owner.name) + "#" + parts[1];
    }
    StringBuilder out = new StringBuilder(dotted(owner.name)).append('#').append(method.name);
    String separator = "(";
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      out.append(separator).append(argument.getClassName().replace('$', '.'));
      separator = ",";
    }
    return out.append(separator.equals("(") ? "()" : ")").toString();
  }

  /** The source file below its root; the name of the class if it is not said. */
  static String file(ClassNode owner) {
    String path = owner.name.substring(0, owner.name.lastIndexOf('/') + 1);
    return path + (owner.sourceFile != null ? owner.sourceFile : simple(owner.name) + ".class");
  }
}
