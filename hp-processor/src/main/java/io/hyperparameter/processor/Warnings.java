package io.hyperparameter.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Has the compiler say of generated code what it says of the author's: nothing more, so that a
 * build that fails on warnings does not fail on ours, and nothing less to those who call it.
 */
final class Warnings {
  private static final String SUPPRESS = "java.lang.SuppressWarnings";

  private Warnings() {}

  /** The annotations of a generated method, a line each. */
  static String ofMethod(BoundCall call, TypeNames names) {
    Set<String> suppressed = suppressed(call);
    StringBuilder out = new StringBuilder();
    if (isDeprecated(call.executable())) {
      out.append("  @" + names.of("java.lang.Deprecated") + "\n");
      suppressed.add("removal");
    }
    if (Annotations.has(call.executable(), "java.lang.SafeVarargs")) {
      out.append("  @" + names.of("java.lang.SafeVarargs") + "\n");
      suppressed.add("varargs");
    }
    return out.append(line(suppressed, names)).toString();
  }

  /** The annotation of the class of explicit arguments, on a line. */
  static String ofArguments(BoundCall call, TypeNames names) {
    return line(suppressed(call), names);
  }

  /** What the author suppressed on the element, or around it. */
  private static Set<String> suppressed(BoundCall call) {
    Set<String> names = new TreeSet<>();
    andAround(call.executable()).forEach(e -> names.addAll(suppressed(e)));
    names.remove(Conflicts.SUPPRESSED);
    return names;
  }

  /** What the author suppressed on the element itself. */
  static List<String> suppressed(Element element) {
    AnnotationMirror found = Annotations.find(element, SUPPRESS);
    return found == null ? List.of() : Annotations.texts(found, "value");
  }

  private static boolean isDeprecated(Element element) {
    return andAround(element).stream().anyMatch(e -> Annotations.has(e, "java.lang.Deprecated"));
  }

  /** The element and the classes around it. */
  private static List<Element> andAround(Element element) {
    List<Element> all = new ArrayList<>();
    all.add(element);
    for (Element e = element.getEnclosingElement();
        e instanceof TypeElement;
        e = e.getEnclosingElement()) {
      all.add(e);
    }
    return all;
  }

  private static String line(Set<String> suppressed, TypeNames names) {
    if (suppressed.isEmpty()) {
      return "";
    }
    String all = suppressed.stream().map(Literals::of).collect(Collectors.joining(", "));
    return "  @"
        + names.of(SUPPRESS)
        + "("
        + (suppressed.size() == 1 ? all : "{" + all + "}")
        + ")\n";
  }
}
