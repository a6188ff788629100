package io.hyperparameter.config;

import io.hyperparameter.ParamException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.Suggest;
import io.hyperparameter.recording.ParamRecorder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A configuration: files, maps, variables and definitions merged into one tree of values, with
 * references resolved. Each value knows the file, line and column it came from.
 *
 * <pre>{@code
 * Config config = Config.load(Path.of("train.toml")).with("train.lr=0.1");
 *
 * TrainConfig train = config.bind(TrainConfig.class);    // a record
 *
 * try (var scope = config.toScope().enter()) {           // or: whoever asks for train.lr
 *   train();
 * }
 * }</pre>
 *
 * <p>Later sources win: maps merge name by name, anything else is replaced. A text that is <code>
 * ${path}</code> becomes the value at that path, with its kind; inside of longer text it becomes
 * part of the text. The guide is {@code docs/configuration.md}, the rules are F1 to F8 of the
 * contract shipped with {@code hp-contract}.
 *
 * <p>Keys are dotted: {@code train.lr} is {@code lr} in {@code [train]} as well as {@code
 * "train.lr"}. Immutable and safe on any thread, as far as objects are that were put into maps.
 */
public final class Config {
  /** So many names a message lists. */
  private static final int MAX_LISTED = 10;

  /** Before references were resolved: what definitions apply to. */
  private final MapNode written;

  private final MapNode root;

  /** Null where text is text: in what has been resolved, a reference would be somebody's data. */
  private final @Nullable References references;

  private final ConfigLimits limits;

  private final Loaded loaded;

  /** The full key of what this is a part of; empty if it is the whole. */
  private final String part;

  /**
   * What a load has read.
   *
   * @param files all files, in the order they were read
   * @param isComposed whether some included others, which are read now: it is too late to choose
   */
  record Loaded(List<Path> files, boolean isComposed) {
    static final Loaded NOTHING = new Loaded(List.of(), false);
  }

  private Config(
      MapNode written,
      MapNode root,
      @Nullable References references,
      ConfigLimits limits,
      Loaded loaded,
      String part) {
    this.written = written;
    this.root = root;
    this.references = references;
    this.limits = limits;
    this.loaded = loaded;
    this.part = part;
  }

  static Config of(
      MapNode merged,
      List<Overrides.Given> overrides,
      @Nullable References references,
      ConfigLimits limits,
      Loaded loaded,
      String part,
      Problems problems) {
    MapNode written = new Overrides(limits, problems).apply(merged, overrides);
    MapNode root =
        references == null ? written : Interpolation.resolve(written, references, limits, problems);
    problems.throwIfAny();
    return new Config(written, root, references, limits, loaded, part);
  }

  // ---- make ----

  /**
   * Reads files and lays them over each other.
   *
   * @param paths files or directories, later ones over earlier ones
   * @return the configuration
   * @throws ConfigException with everything that is wrong
   */
  public static Config load(Path... paths) {
    ConfigLoader loader = loader();
    for (Path path : Messages.given(paths, "path")) {
      loader.file(path);
    }
    return loader.load();
  }

  /**
   * A configuration of a map, nested or dotted.
   *
   * @param values names to values; text may have references
   * @return the configuration
   * @throws ConfigException with everything that is wrong
   */
  public static Config of(Map<String, ? extends @Nullable Object> values) {
    return loader().map("a map", values).load();
  }

  /**
   * What is visible through a scope, with its origins, for binding it to a record. It takes some
   * microseconds for each value.
   *
   * @param scope an open or idle scope; lazy values are not computed
   * @return the configuration; text of the scope is taken as it is, without references
   * @throws ConfigException with everything that is wrong
   */
  public static Config of(ParamScope scope) {
    Problems problems = new Problems();
    Map<String, @Nullable Object> values = Messages.given(scope, "scope").toMap();
    Map<String, String> origins = new HashMap<>();
    values.forEach(
        (key, value) -> {
          String origin = value instanceof Suggest ? null : origin(scope, key);
          if (origin != null) {
            origins.put(key, origin);
          }
        });
    MapNode root =
        new Documents(ConfigLimits.DEFAULT, problems, false)
            .read(new Source.InMemory("a scope", values, origins));
    problems.throwIfAny();
    return new Config(root, root, null, ConfigLimits.DEFAULT, Loaded.NOTHING, "");
  }

  /** A class that no value is read as, so that each read says where the value is from. */
  private static final class Nothing {}

  private static @Nullable String origin(ParamScope scope, String key) {
    try {
      scope.get(key, Nothing.class);
    } catch (ParamException e) {
      return e.origin();
    }
    return null;
  }

  /**
   * {@return a builder, for other sources than files, profiles, variables, overrides and limits}
   */
  public static ConfigLoader loader() {
    return new ConfigLoader();
  }

  /**
   * This configuration with definitions applied, in order: {@code key=value}, {@code key[0]=value},
   * {@code key+=value}, {@code +key=value}, {@code ~key}. References see what they change; those of
   * a {@linkplain #at part} and of a {@linkplain #of(ParamScope) scope} are resolved already, so
   * that definitions there are plain text.
   *
   * @param definitions the definitions; values are text
   * @return a new configuration; this one stays as it is
   * @throws ConfigException with everything that is wrong
   */
  public Config with(String... definitions) {
    Problems problems = new Problems();
    for (String each : Messages.given(definitions, "definition")) {
      if (loaded.isComposed() && IncludeChoices.isChoice(each)) {
        problems.add(
            ConfigError.Kind.OVERRIDE,
            Documents.INCLUDE,
            null,
            "definition "
                + Messages.quote(each)
                + ": the files are read already; give it to the loader, overrides(...)");
      }
    }
    return of(written, Overrides.Given.of(definitions), references, limits, loaded, part, problems);
  }

  /**
   * The part below a key.
   *
   * @param key the key of a map
   * @return the configuration there; keys are relative to it, but errors name them in full
   * @throws ConfigException if there is no map at the key
   */
  public Config at(String key) {
    MapNode.Member member = root.find(Objects.requireNonNull(key, Messages.KEY));
    if (member != null && member.node() instanceof MapNode map) {
      return new Config(
          map, map, null, limits, new Loaded(loaded.files(), false), Messages.join(part, key));
    }
    Problems problems = new Problems();
    String full = Messages.join(part, key);
    problems.add(
        member == null ? ConfigError.Kind.MISSING_FIELD : ConfigError.Kind.TYPE,
        full,
        member == null ? null : member.node().origin(),
        member == null
            ? "nothing at " + Messages.quote(full) + Messages.didYouMean(key, groups(), listed())
            : Messages.quote(full) + " is " + Messages.describe(member.node()) + " and no map");
    problems.throwIfAny();
    throw new IllegalStateException();
  }

  private String listed() {
    List<String> groups = groups();
    return groups.isEmpty()
        ? "Nothing here is a map"
        : "There are " + Messages.some(groups, MAX_LISTED);
  }

  private List<String> groups() {
    List<String> groups = new ArrayList<>();
    root.entries()
        .forEach(
            entry -> {
              if (entry.getValue().node() instanceof MapNode) {
                groups.add(entry.getKey());
              }
            });
    return groups;
  }

  // ---- look ----

  /** {@return every key that has a value, sorted; unmodifiable} Lists count as values. */
  public SortedSet<String> keys() {
    TreeSet<String> keys = new TreeSet<>();
    Plain.leaves(root, (key, unused) -> keys.add(key));
    return Collections.unmodifiableSortedSet(keys);
  }

  /** {@return all values as nested maps; unmodifiable, in the order they were written} */
  public Map<String, @Nullable Object> toMap() {
    noteRead(part, root);
    return Plain.map(root);
  }

  /**
   * The value at a key: Long, Double, Boolean, String, a list, a map, or an object of a map.
   *
   * @param key a full key
   * @return the value; empty if it is missing or null
   */
  public Optional<Object> find(String key) {
    MapNode.Member member = root.find(Objects.requireNonNull(key, Messages.KEY));
    if (member != null) {
      noteRead(Messages.join(part, key), member.node());
    }
    return peek(key);
  }

  /** As {@link #find}, for what looks at all values and uses none. */
  Optional<Object> peek(String key) {
    MapNode.Member member = root.find(Objects.requireNonNull(key, Messages.KEY));
    return member == null ? Optional.empty() : Optional.ofNullable(Plain.of(member.node()));
  }

  /**
   * The text of a number, boolean, null or text as it was written, without quotes: {@code 1e-3}
   * where {@link #find} gives a Double.
   *
   * @param key a full key
   * @return the text; empty if the key is missing, a list or a map, or was never text
   */
  public Optional<String> text(String key) {
    MapNode.Member member = root.find(Objects.requireNonNull(key, Messages.KEY));
    if (member == null || !(member.node() instanceof Node.Scalar scalar)) {
      return Optional.empty();
    }
    noteRead(Messages.join(part, key), scalar);
    return Optional.ofNullable(scalar.text());
  }

  /**
   * Where the value at a key came from.
   *
   * @param key a full key
   * @return its origin; empty if the key is missing
   */
  public Optional<ConfigOrigin> origin(String key) {
    MapNode.Member member = root.find(Objects.requireNonNull(key, Messages.KEY));
    return member == null ? Optional.empty() : Optional.of(member.node().origin());
  }

  /**
   * {@return the files that this was made of, in the order they were read; unmodifiable} With those
   * they include and those of profiles, also where other files replaced all that they say; no
   * resources.
   */
  public List<Path> files() {
    return loaded.files();
  }

  /** What a check asks of the tree that this is. */
  ConfigTree tree() {
    return new ConfigTree(root, references == null ? null : written);
  }

  // ---- use ----

  /**
   * {@return an idle scope with all values} Nested names are joined with dots, lists are kept, and
   * errors of reads name the file, line and column.
   */
  public ParamScope toScope() {
    return Plain.scope(root);
  }

  /**
   * Makes a record of this configuration. Each component is the value of its name: converted as a
   * read of a scope converts it, a nested record from a map, a {@code List} or {@code Set} from a
   * list or from text with commas, a {@code Map} from a map, a sealed interface from a map whose
   * {@code type} names one of its records, any other class by its factory for text ({@code
   * Duration}, {@code Path}, your own). A missing one is its {@link
   * io.hyperparameter.annotation.Default}, else empty if it is an {@code Optional} and null if it
   * is {@code @Nullable}, else an error. {@link io.hyperparameter.annotation.Min}, {@link
   * io.hyperparameter.annotation.Max} and {@link io.hyperparameter.annotation.OneOf} hold.
   *
   * @param <T> the record, or a sealed interface of records
   * @param type its class
   * @return an instance
   * @throws ConfigException with everything that is wrong, each with the full path of the field;
   *     values that belong to no field count
   */
  public <T> T bind(Class<T> type) {
    return bind(type, false);
  }

  /**
   * {@link #bind(Class)}, but values that belong to no field are ignored.
   *
   * @param <T> the record, or a sealed interface of records
   * @param type its class
   * @return an instance
   * @throws ConfigException with everything that is wrong
   */
  public <T> T bindLeniently(Class<T> type) {
    return bind(type, true);
  }

  private <T> T bind(Class<T> type, boolean lenient) {
    if (!Messages.given(type, "class").isRecord() && !type.isSealed()) {
      throw new IllegalArgumentException(
          type.getName() + " is no record and no sealed interface; bind to one of these");
    }
    Problems problems = new Problems();
    Binder binder = new Binder(problems, lenient);
    Object made = binder.value(root, type, part, Bounds.NONE);
    if (lenient) {
      noteRead(binder.taken());
    } else {
      noteRead(part, root);
    }
    problems.throwIfAny();
    return type.cast(Objects.requireNonNull(made));
  }

  /**
   * Who takes a value from here does not ask the scope that may have it, too: a recorder is told
   * that its key was asked for, if there is any.
   */
  private static void noteRead(String full, Node node) {
    if (node instanceof MapNode map) {
      Plain.leaves(map, (name, unused) -> ParamRecorder.noteUse(Messages.join(full, name)));
    } else {
      ParamRecorder.noteUse(full);
    }
  }

  private static void noteRead(Set<String> keys) {
    keys.forEach(ParamRecorder::noteUse);
  }

  /**
   * This configuration as text that loads to the same values.
   *
   * @param format the format
   * @return the text
   * @throws ConfigException naming what the format cannot hold
   */
  public String write(ConfigFormat format) {
    return Messages.given(format, "format").write(Plain.map(root));
  }

  /** The number of values, never the values: some may be secret. */
  @Override
  public String toString() {
    return "a configuration of " + keys().size() + " values";
  }
}
