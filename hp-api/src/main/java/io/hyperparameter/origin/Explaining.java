package io.hyperparameter.origin;

import io.hyperparameter.BooleanParam;
import io.hyperparameter.DoubleParam;
import io.hyperparameter.Explanation;
import io.hyperparameter.Explanation.Layer;
import io.hyperparameter.Explanation.Place;
import io.hyperparameter.IntParam;
import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamKey;
import io.hyperparameter.Suggest;
import io.hyperparameter.context.Tracking;
import io.hyperparameter.hashing.DeclaredKeys;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import io.hyperparameter.jvm.ThreadNames;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.ValueHistory;
import io.hyperparameter.text.NearMiss;
import io.hyperparameter.text.ParamText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what an {@link Explanation} tells: own values, levels, defaults. */
public final class Explaining {
  private final String key;
  private final List<Layer> layers = new ArrayList<>();
  private boolean lacksLines;

  public Explaining(String key) {
    this.key = key;
  }

  /** What a context holds, level by level. */
  public void context(Context context) {
    long hash = context.hashOf(key);
    ValueHistory history = new ValueHistory();
    String stored = context.keyOf(hash);
    if (stored == null || stored.equals(key)) {
      context.history(hash, history);
    }
    boolean written = false;
    for (ValueHistory.Entry entry : history.entries()) {
      written |= entry.level() == ValueHistory.BASE;
      layers.add(layer(context, entry, written));
    }
  }

  private @Nullable String noted(@Nullable String origin) {
    lacksLines |= origin == null && !Tracking.ON;
    return origin;
  }

  /** Whether a value is there whose line of code would be known if scopes were tracked. */
  public boolean lacksLines() {
    return lacksLines;
  }

  private Layer layer(Context context, ValueHistory.Entry entry, boolean written) {
    String thread = ThreadNames.of(context.thread());
    int level = entry.level();
    if (level == ValueHistory.SNAPSHOT) {
      // what is known of the base is of what was written over the snapshot, if something was
      String named = written ? null : noted(context.namedOrigin(0, key));
      return layer(
          Place.START,
          0,
          entry.kind(),
          entry.value(),
          named != null ? named : "what " + thread + " started with");
    }
    String named = noted(context.namedOrigin(level, key));
    if (level == ValueHistory.BASE) {
      return layer(
          Place.OUTSIDE,
          0,
          entry.kind(),
          entry.value(),
          named != null ? named : "written outside scopes of " + thread);
    }
    return layer(
        Place.SCOPE,
        level,
        entry.kind(),
        entry.value(),
        named != null ? named : "the scope at depth " + level + " of " + thread);
  }

  /** A value of an idle scope. */
  public void idle(int kind, @Nullable Object value, @Nullable String origin) {
    layers.add(layer(Place.IDLE, 0, kind, value, origin != null ? origin : "this idle scope"));
  }

  private Layer layer(Place place, int depth, int kind, @Nullable Object value, String origin) {
    return layer(key, place, depth, kind, value, origin);
  }

  /** A value as it is shown; calls no code of the program's. */
  public static Layer layer(
      String key, Place place, int depth, int kind, @Nullable Object value, String origin) {
    String named =
        switch (kind) {
          case Kind.LONG -> "long";
          case Kind.DOUBLE -> "double";
          case Kind.BOOLEAN -> "boolean";
          case Kind.TEXT -> "text";
          case Kind.NULL -> "null";
          case Kind.TOMBSTONE -> "removed";
          default ->
              value instanceof Suggest ? "lazy" : ParamText.isListOfJdk(value) ? "list" : "object";
        };
    boolean shows = value != null && !(value instanceof Suggest);
    String text =
        !shows
            ? null
            : Secrets.mask(key, named.equals("object") ? name(value) : ShownValues.of(value));
    return new Layer(place, depth, named, text, Secrets.maskOrigin(key, origin));
  }

  private static String name(@Nullable Object value) {
    return value == null ? "" : value.getClass().getTypeName();
  }

  /** The default of a typed key, which it gives whatever others declare; then those declared. */
  public void defaults(@Nullable ParamKey<?> typed) {
    List<Layer> declared = new ArrayList<>();
    for (ParamEntry entry : ParamIndex.load().find(key)) {
      String text = entry.defaultValue();
      declared.add(
          new Layer(
              Place.DEFAULT,
              0,
              entry.type(),
              text == null ? null : Secrets.mask(key, text),
              entry.element() + " (" + entry.file() + ":" + entry.line() + ")"));
    }
    Layer own = typed == null ? null : ownDefault(typed);
    if (own != null
        && declared.stream().noneMatch(layer -> Objects.equals(layer.value(), own.value()))) {
      layers.add(own);
    }
    layers.addAll(declared);
  }

  /** Which names may have been meant by one that nobody knows, of all that somebody does. */
  public static List<String> near(String unknown, Collection<String> visible) {
    Set<String> names = new HashSet<>(visible);
    names.addAll(DeclaredKeys.all());
    ParamIndex.load().entries().forEach(entry -> names.add(entry.key()));
    return NearMiss.of(unknown, names);
  }

  private Layer ownDefault(ParamKey<?> typed) {
    if (typed instanceof IntParam number) {
      return ownDefault("int", number.defaultValue());
    }
    if (typed instanceof LongParam number) {
      return ownDefault("long", number.defaultValue());
    }
    if (typed instanceof DoubleParam number) {
      return ownDefault("double", number.defaultValue());
    }
    if (typed instanceof BooleanParam flag) {
      return ownDefault("boolean", flag.defaultValue());
    }
    Object value = ((Param<?>) typed).defaultValue();
    return ownDefault(value.getClass().getSimpleName(), value);
  }

  private Layer ownDefault(String type, Object value) {
    String text = value instanceof Double number ? ParamText.of(number) : value.toString();
    return new Layer(Place.DEFAULT, 0, type, Secrets.mask(key, text), "the typed key");
  }

  /** What was gathered, the effective one first. */
  public List<Layer> layers() {
    return layers;
  }

  /** The own values of an idle scope that are under this key. */
  public void own(ParamValues values) {
    int own = values.indexOf(KeyHash.hash(key));
    if (own >= 0 && values.key(own).equals(key)) {
      idle(values.kind(own), values.boxed(own), values.originOf(key));
    }
  }
}
