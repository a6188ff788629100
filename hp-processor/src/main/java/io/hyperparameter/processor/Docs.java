package io.hyperparameter.processor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Descriptions: {@code @Doc}, or what the Javadoc says, as plain text. */
final class Docs {
  private static final Pattern PARAM =
      Pattern.compile("(?ms)^\\s*@param\\s+(\\S+)\\s(.*?)(?=^\\s*@\\w|\\z)");
  private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s*([^{}]*)}");
  private static final Pattern HTML = Pattern.compile("</?[a-zA-Z][^<>]*>");

  private final Elements elements;

  Docs(Elements elements) {
    this.elements = elements;
  }

  /**
   * What {@code @Doc} on one of the elements says, else the {@code @param} of the documented one.
   */
  String ofParameter(String name, Element documented, @Nullable Element... annotated) {
    for (Element element : annotated) {
      AnnotationMirror doc = Annotations.find(element, Annotations.DOC);
      String text = doc == null ? null : Annotations.text(doc, "value");
      if (text != null) {
        return text;
      }
    }
    String comment = elements.getDocComment(documented);
    if (comment != null) {
      Matcher param = PARAM.matcher(comment);
      while (param.find()) {
        if (param.group(1).equals(name)) {
          return plain(param.group(2));
        }
      }
    }
    return "";
  }

  /** What {@code @Doc} on a field says, else {@code given}, else its Javadoc's first sentence. */
  String ofField(Element field, String given) {
    AnnotationMirror doc = Annotations.find(field, Annotations.DOC);
    String text = doc == null ? null : Annotations.text(doc, "value");
    if (text != null || !given.isEmpty()) {
      return text != null ? text : given;
    }
    String comment = elements.getDocComment(field);
    if (comment == null) {
      return "";
    }
    String body = plain(comment.split("(?m)^\\s*@\\w", 2)[0]);
    int end = body.indexOf(". ");
    return end < 0 ? body : body.substring(0, end + 1);
  }

  /** Without tags and markup, on one line. */
  static String plain(String javadoc) {
    String text = javadoc;
    for (Matcher inline = INLINE.matcher(text); inline.find(); inline = INLINE.matcher(text)) {
      text = inline.replaceFirst(Matcher.quoteReplacement(shown(inline.group(1), inline.group(2))));
    }
    text = HTML.matcher(text).replaceAll(" ");
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return text.strip().replaceAll("\\s+", " ");
  }

  /** What a reader sees of an inline tag: of a link its label, or the name without its package. */
  private static String shown(String tag, String content) {
    if (!tag.startsWith("link")) {
      return content;
    }
    String[] parts = content.strip().split("\\s+", 2);
    return parts.length == 2 ? parts[1] : parts[0].replaceFirst("^#", "").replace('#', '.');
  }

  /** Text to stand in a comment of generated Java. */
  static String comment(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '@' -> out.append("&#64;");
                case '\\' -> out.append("&#92;");
                case '/' -> out.append(out.toString().endsWith("*") ? "&#47;" : "/");
                default -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
              }
            });
    return out.toString();
  }
}
