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
  static String ofMethod(BoundCall call) {
    Set<String> suppressed = suppressed(call);
    StringBuilder out = new StringBuilder();
    if (isDeprecated(call.executable())) {
      out.append("  @Deprecated\n");
      suppressed.add("removal");
    }
    if (Annotations.has(call.executable(), "java.lang.SafeVarargs")) {
      out.append("  @SafeVarargs\n");
      suppressed.add("varargs");
    }
    return out.append(line(suppressed)).toString();
  }

  /** The annotation of the class of explicit arguments, on a line. */
  static String ofArguments(BoundCall call) {
    return line(suppressed(call));
  }

  /** What the author suppressed on the element, or around it. */
  private static Set<String> suppressed(BoundCall call) {
    Set<String> names = new TreeSet<>();
    for (Element e : andAround(call.executable())) {
      AnnotationMirror found = Annotations.find(e, SUPPRESS);
      if (found != null) {
        names.addAll(Annotations.texts(found, "value"));
      }
    }
    return names;
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

  private static String line(Set<String> suppressed) {
    if (suppressed.isEmpty()) {
      return "";
    }
    String all = suppressed.stream().map(Literals::of).collect(Collectors.joining(", "));
    return "  @SuppressWarnings(" + (suppressed.size() == 1 ? all : "{" + all + "}") + ")\n";
  }
}
