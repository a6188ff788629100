package io.hyperparameter;

import io.hyperparameter.annotation.Secret;
import io.hyperparameter.json.MiniJson;
import io.hyperparameter.text.ParamText;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a parameter comes from: every value that is there, innermost first, each with
 * its kind and origin, and at the end the declared defaults. Made by {@link ParamScope#explain}.
 *
 * <pre>
 * train.lr is 0.01 (double)
 *   depth 2  0.01 (double)  -D argument 1
 *   depth 1  0.05 (double)  train.toml:12:6
 *   default  0.001 (double)  com.example.Trainer#LR (com/example/Trainer.java:8)
 * </pre>
 *
 * <p>Values are as text; that of a {@link Secret} is {@code ***}. Immutable and safe on any thread.
 */
public final class Explanation {
  private static final int WIDTH = 80;

  /** The index is what a default is known by where a name is asked. */
  private static final String DECLARED =
      "\n  it is declared, but no index has its default; explain(KEY) of the typed key"
          + "\n  tells it, and hp-processor writes it into the index";

  /** A class that is not initialised yet has declared nothing. */
  private static final String UNDECLARED =
      "\n  nothing declares it so far; explain(KEY) of a typed key tells its default";

  private final String key;
  private final List<Layer> layers;

  /** Whether the text says how to have the lines of code. */
  private final boolean lacksLines;

  /** Whether a typed key or generated code declares the key, so that it may have a default. */
  private final boolean isDeclared;

  /** What may have been meant. */
  private final List<String> near;

  Explanation(
      String key, List<Layer> layers, boolean lacksLines, boolean isDeclared, List<String> near) {
    this.key = key;
    this.layers = List.copyOf(layers);
    this.lacksLines = lacksLines;
    this.isDeclared = isDeclared;
    this.near = List.copyOf(near);
  }

  /** What kind of place a value is in. */
  public enum Place {
    /** An idle scope, which was asked. */
    IDLE,
    /** An open scope. */
    SCOPE,
    /** The thread or task itself: written while no scope was open. */
    OUTSIDE,
    /** What the thread or task started with: the frozen values, or those captured for it. */
    START,
    /** A declaration: what a read gives where nothing is set. */
    DEFAULT
  }

  /**
   * One value.
   *
   * @param place what kind of place it is in
   * @param depth of a scope, from 1, the outermost; else 0
   * @param kind {@code long}, {@code double}, {@code boolean}, {@code text}, {@code null}, {@code
   *     removed} for a key that is hidden here, {@code lazy}, {@code list} or {@code object}; of a
   *     default its type as Java writes it
   * @param value the value as text, {@code ***} if it is secret; null where there is none to show:
   *     for {@code null}, {@code removed}, {@code lazy}, and an unknown default. Of an object the
   *     class
   * @param origin where it came from, as a phrase or place: {@code train.toml:12:6}
   */
  public record Layer(Place place, int depth, String kind, @Nullable String value, String origin) {
    private String name() {
      return place == Place.SCOPE ? "depth " + depth : place.name().toLowerCase(Locale.ROOT);
    }

    private String told() {
      return value == null ? kind : value + " (" + kind + ")";
    }
  }

  /** {@return the full key} */
  public String key() {
    return key;
  }

  /** {@return every value, the one a reader sees first; unmodifiable} */
  public List<Layer> layers() {
    return layers;
  }

  /**
   * {@return what a read with a default sees: the innermost value; or, if it is null or removed or
   * there is none, the first declared default; empty if there is none either}
   */
  public Optional<Layer> effective() {
    for (Layer layer : layers) {
      boolean hides = layer.kind().equals("removed") || layer.kind().equals("null");
      if (!hides || layer.place() == Place.DEFAULT) {
        return Optional.of(layer);
      }
      if (layer.place() != Place.DEFAULT) {
        break;
      }
    }
    return layers.stream().filter(layer -> layer.place() == Place.DEFAULT).findFirst();
  }

  /**
   * The explanation for people, in lines of at most 80 columns where words allow. Where the origin
   * of a value is known by its depth or thread alone, the last line says how to have the line of
   * code. Where reads would find neither value nor default, it says what may know of a default.
   */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(ParamText.key(key));
    out.append(effective().map(layer -> " is " + layer.told()).orElseGet(this::nothing));
    int names = layers.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
    String indent = " ".repeat(names + 4);
    for (Layer layer : layers) {
      String line = "  " + layer.name() + " ".repeat(names - layer.name().length() + 2);
      line += layer.told();
      boolean fits = line.length() + 2 + layer.origin().length() <= WIDTH;
      out.append('\n').append(line).append(fits ? "  " + layer.origin() : "");
      if (!fits) {
        wrap(out, layer.origin(), indent);
      }
    }
    if (lacksLines) {
      out.append("\n  with -Dhyperparameter.track=true this tells the lines of code that set it");
    }
    if (!near.isEmpty()) {
      wrap(out, "did you mean " + ParamText.oneOf(near) + "?", "  ");
    }
    if (effective().isEmpty()) {
      out.append(isDeclared ? DECLARED : UNDECLARED);
    }
    return out.append('\n').toString();
  }

  /** Null is a value: a listing has it, though a read takes its default. */
  private String nothing() {
    boolean isNull = !layers.isEmpty() && layers.get(0).kind().equals("null");
    return isNull ? " is null, so reads take their defaults" : " has no value";
  }

  private static void wrap(StringBuilder out, String text, String indent) {
    int column = WIDTH;
    for (String word : text.split(" ", -1)) {
      if (column + 1 + word.length() > WIDTH) {
        out.append('\n').append(indent);
        column = indent.length();
      } else {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
  }

  /**
   * {@return the explanation as one JSON object, on one line} Its fields are {@code key} and {@code
   * layers}, a list of objects with the components of {@link Layer}: {@code place} in lower case,
   * {@code depth} a number, {@code kind}, {@code value} a text or null, {@code origin}.
   */
  public String toJson() {
    StringBuilder out = new StringBuilder("{\"key\":").append(MiniJson.quote(key));
    out.append(",\"layers\":[");
    String separator = "";
    for (Layer layer : layers) {
      String value = layer.value();
      out.append(separator).append("{\"place\":");
      out.append(MiniJson.quote(layer.place().name().toLowerCase(Locale.ROOT)));
      out.append(",\"depth\":").append(layer.depth());
      out.append(",\"kind\":").append(MiniJson.quote(layer.kind()));
      out.append(",\"value\":").append(value == null ? "null" : MiniJson.quote(value));
      out.append(",\"origin\":").append(MiniJson.quote(layer.origin())).append('}');
      separator = ",";
    }
    return out.append("]}").toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Explanation that && key.equals(that.key) && layers.equals(that.layers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, layers);
  }
}
