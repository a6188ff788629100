package io.hyperparameter.processor;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Values of simple constant expressions in trees that are parsed only: literals, signs,
 * concatenation, and names of constants that the enclosing classes, imports or the package explain.
 */
final class Constants {
  private final Elements elements;

  Constants(ProcessingEnvironment env) {
    elements = env.getElementUtils();
  }

  /** The value of an expression at a field's declaration; null if it is none of these. */
  @Nullable Object valueOf(ExpressionTree tree, Element at, TreePath path) {
    if (tree instanceof LiteralTree literal) {
      return literal.getValue();
    }
    if (tree instanceof ParenthesizedTree inner) {
      return valueOf(inner.getExpression(), at, path);
    }
    if (tree instanceof UnaryTree unary) {
      Object value = valueOf(unary.getExpression(), at, path);
      return unary.getKind() == Tree.Kind.UNARY_MINUS ? negative(value) : null;
    }
    if (tree instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
      Object left = valueOf(binary.getLeftOperand(), at, path);
      Object right = valueOf(binary.getRightOperand(), at, path);
      boolean text = left instanceof String || right instanceof String;
      return text && left != null && right != null ? left.toString() + right : null;
    }
    if (tree instanceof IdentifierTree identifier) {
      return named(identifier.getName().toString(), at, path.getCompilationUnit());
    }
    if (tree instanceof MemberSelectTree select) {
      TypeElement type = type(select.getExpression(), at, path.getCompilationUnit());
      return type == null ? null : field(type, select.getIdentifier().toString());
    }
    return null;
  }

  private static @Nullable Object negative(@Nullable Object value) {
    if (value instanceof Integer number) {
      return -number;
    }
    if (value instanceof Long number) {
      return -number;
    }
    if (value instanceof Float number) {
      return -number;
    }
    return value instanceof Double number ? -number : null;
  }

  private @Nullable Object named(String name, Element at, CompilationUnitTree unit) {
    for (Element e = at; e != null; e = e.getEnclosingElement()) {
      Object value = e instanceof TypeElement type ? field(type, name) : null;
      if (value != null) {
        return value;
      }
    }
    for (ImportTree imported : unit.getImports()) {
      String full = imported.getQualifiedIdentifier().toString();
      int dot = full.lastIndexOf('.');
      String last = full.substring(dot + 1);
      if (imported.isStatic() && (last.equals(name) || last.equals("*"))) {
        TypeElement type = elements.getTypeElement(full.substring(0, dot));
        Object value = type == null ? null : field(type, name);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  private @Nullable Object field(TypeElement type, String name) {
    for (VariableElement field : ElementFilter.fieldsIn(elements.getAllMembers(type))) {
      if (field.getSimpleName().contentEquals(name)) {
        return field.getConstantValue();
      }
    }
    return null;
  }

  private @Nullable TypeElement type(ExpressionTree tree, Element at, CompilationUnitTree unit) {
    String name = tree.toString();
    int dot = name.indexOf('.');
    TypeElement first = simpleType(dot < 0 ? name : name.substring(0, dot), at, unit);
    return first == null
        ? elements.getTypeElement(name)
        : elements.getTypeElement(first.getQualifiedName() + (dot < 0 ? "" : name.substring(dot)));
  }

  private @Nullable TypeElement simpleType(String name, Element at, CompilationUnitTree unit) {
    for (Element e = at; e != null; e = e.getEnclosingElement()) {
      if (e instanceof TypeElement type) {
        if (type.getSimpleName().contentEquals(name)) {
          return type;
        }
        for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
          if (nested.getSimpleName().contentEquals(name)) {
            return nested;
          }
        }
      }
      if (e instanceof PackageElement in) {
        TypeElement imported = imported(name, unit);
        String prefix = in.isUnnamed() ? "" : in.getQualifiedName() + ".";
        return imported != null ? imported : elements.getTypeElement(prefix + name);
      }
    }
    return null;
  }

  private @Nullable TypeElement imported(String name, CompilationUnitTree unit) {
    for (ImportTree imported : unit.getImports()) {
      String full = imported.getQualifiedIdentifier().toString();
      if (full.endsWith("." + name)) {
        return elements.getTypeElement(full);
      }
      if (full.endsWith(".*") && !imported.isStatic()) {
        TypeElement found = elements.getTypeElement(full.substring(0, full.length() - 1) + name);
        if (found != null) {
          return found;
        }
      }
    }
    return elements.getTypeElement("java.lang." + name);
  }
}
