package io.hyperparameter.config;

import io.hyperparameter.config.ConfigError.Kind;
import io.hyperparameter.index.ParamIndex;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names the sources of a {@link Config} and what is allowed in them.
 *
 * <pre>{@code
 * Config config = Config.loader()
 *     .file(Path.of("train.toml"))
 *     .profile("fast")
 *     .environment("HP_", ParamIndex.load())
 *     .overrides("train.lr=0.1", "~train.schedule")
 *     .load();
 * }</pre>
 *
 * <p>Sources are laid over each other in the order they were added; then come the files of
 * profiles, environment variables, and overrides, whatever the order of the calls. A builder: not
 * thread-safe, and every method gives it back. {@link #load} may be called again and reads files
 * anew.
 */
public final class ConfigLoader {
  private final List<Source> sources = new ArrayList<>();
  private final List<String> profiles = new ArrayList<>();
  private final List<Overrides.Given> overrides = new ArrayList<>();
  private final List<EnvironmentKeys> prefixes = new ArrayList<>();
  private Map<String, String> variables = System.getenv();
  private boolean environmentReferences;
  private boolean systemReferences;
  private ConfigLimits limits = ConfigLimits.DEFAULT;

  ConfigLoader() {}

  /**
   * Adds a file, or all configuration files of a directory in the order of their names (not those
   * in directories below it, and no files of profiles, that is {@code train-fast.toml} beside
   * {@code train.toml}).
   *
   * @param path a file, whose name tells the format ({@link ConfigFormat#of}), or a directory
   * @return this
   */
  public ConfigLoader file(Path path) {
    sources.add(new Source.InFile(Messages.given(path, "path")));
    return this;
  }

  /**
   * Adds a class-path resource, found through the thread's context class loader.
   *
   * @param resource its name, without a leading slash
   * @return this
   */
  public ConfigLoader resource(String resource) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return resource(loader != null ? loader : ClassLoader.getSystemClassLoader(), resource);
  }

  /**
   * Adds a class-path resource.
   *
   * @param loader finds it
   * @param resource its name, without a leading slash
   * @return this
   */
  public ConfigLoader resource(ClassLoader loader, String resource) {
    sources.add(
        new Source.InResource(
            Messages.given(loader, "class loader"),
            Messages.given(resource, "name of a resource")));
    return this;
  }

  /**
   * Adds text. It is read at {@link #load}, which can then be called once; the reader is not
   * closed.
   *
   * @param name how messages name it
   * @param format how it is written
   * @param reader the text
   * @return this
   */
  public ConfigLoader text(String name, ConfigFormat format, Reader reader) {
    sources.add(
        new Source.InReader(
            Messages.given(name, "name"),
            Messages.given(format, "format"),
            Messages.given(reader, "reader")));
    return this;
  }

  /**
   * Adds a map, nested or dotted; references in its texts are resolved.
   *
   * @param name how messages name it
   * @param values names to values
   * @return this
   */
  public ConfigLoader map(String name, Map<String, ? extends @Nullable Object> values) {
    sources.add(new Source.InMemory(Messages.given(name, "name"), Messages.given(values, "map")));
    return this;
  }

  /**
   * Adds profiles: with {@code fast}, the file {@code train-fast.toml} is laid over {@code
   * train.toml}. Each profile must have a file beside at least one of the files and resources
   * added.
   *
   * @param names the profiles, later ones over earlier ones
   * @return this
   */
  public ConfigLoader profile(String... names) {
    profiles.addAll(List.of(Messages.given(names, "profile")));
    return this;
  }

  /**
   * Adds definitions, as on a command line: {@code key=value}, {@code key[0]=value}, {@code
   * key+=value} and {@code +key=value} to append and prepend to a list, {@code ~key} to delete.
   * They are carried out in order; values are text. Where files include others, {@code
   * include.NAME=FILE} chooses another file.
   *
   * @param definitions the definitions
   * @return this
   */
  public ConfigLoader overrides(String... definitions) {
    overrides.addAll(Overrides.Given.of(Messages.given(definitions, "definition")));
    return this;
  }

  /**
   * Adds one definition, as {@link #overrides}, and tells where it was given.
   *
   * @param definition the definition
   * @param origin a phrase for messages, such as {@code -D argument 2}
   * @return this
   */
  public ConfigLoader override(String definition, String origin) {
    overrides.add(
        new Overrides.Given(
            Messages.given(definition, "definition"),
            ConfigOrigin.ofDefinition(Messages.given(origin, "origin"))));
    return this;
  }

  /**
   * Takes environment variables that begin with a prefix: with {@code HP_}, the variable {@code
   * HP_TRAIN__LR} is {@code train.lr}. One that fits no parameter of the index, or two, is an
   * error.
   *
   * @param prefix the prefix
   * @param index the known parameters
   * @return this
   */
  public ConfigLoader environment(String prefix, ParamIndex index) {
    prefixes.add(
        new EnvironmentKeys(Messages.given(prefix, "prefix"), Messages.given(index, "index")));
    return this;
  }

  /**
   * Replaces the process's environment, for tests and for programs that have one of their own.
   *
   * @param variables names to values
   * @return this
   */
  public ConfigLoader variables(Map<String, String> variables) {
    this.variables = Map.copyOf(Messages.given(variables, "map of variables"));
    return this;
  }

  /**
   * Allows <code>${env:NAME}</code> and <code>${env:NAME:default}</code>: text of the environment.
   *
   * @return this
   */
  public ConfigLoader environmentReferences() {
    environmentReferences = true;
    return this;
  }

  /**
   * Allows <code>${sys:name}</code>: text of a system property.
   *
   * @return this
   */
  public ConfigLoader systemReferences() {
    systemReferences = true;
    return this;
  }

  /**
   * Sets how large the sources may be; {@link ConfigLimits#DEFAULT} otherwise.
   *
   * @param limits the limits
   * @return this
   */
  public ConfigLoader limits(ConfigLimits limits) {
    this.limits = Messages.given(limits, "limits");
    return this;
  }

  /**
   * Reads, merges and resolves everything.
   *
   * @return the configuration
   * @throws ConfigException with everything that is wrong
   */
  public Config load() {
    Problems problems = new Problems();
    IncludeChoices choices = new IncludeChoices(overrides);
    Documents documents = new Documents(limits, problems, true, choices);
    Merge merge = new Merge(problems);
    MapNode merged = new MapNode(ConfigOrigin.of("an empty configuration"));
    for (Source source : sources(problems)) {
      merged = merge.maps(merged, documents.read(source));
    }
    for (EnvironmentKeys keys : prefixes) {
      merged = merge.maps(merged, keys.read(variables, limits, problems));
    }
    References references =
        new References(
            environmentReferences ? variables : null,
            systemReferences ? System::getProperty : null);
    return Config.of(
        Merge.settle(merged),
        choices.others(overrides, problems),
        references,
        limits,
        new Config.Loaded(documents.files(), choices.isComposed()),
        "",
        problems);
  }

  /** The sources in their order, directories as their files, those of profiles last. */
  private List<Source> sources(Problems problems) {
    List<Source> all = new ArrayList<>();
    for (Source source : sources) {
      if (source instanceof Source.InFile file && Files.isDirectory(file.path())) {
        all.addAll(filesOf(file.path(), problems));
      } else {
        all.add(source);
      }
    }
    List<Source> below = List.copyOf(all);
    for (String profile : profiles) {
      List<String> lookedFor = new ArrayList<>();
      int found = 0;
      for (Source source : below) {
        Source special = special(source, profile);
        if (special != null) {
          lookedFor.add(special.name());
          if (exists(special)) {
            all.add(special);
            found++;
          }
        }
      }
      if (found == 0) {
        problems.add(
            Kind.OVERRIDE,
            null,
            null,
            "no file for the profile "
                + Messages.quote(profile)
                + "; looked for "
                + (lookedFor.isEmpty()
                    ? "none, as no file was added"
                    : String.join(", ", lookedFor)));
      }
    }
    return all;
  }

  private static List<Source> filesOf(Path directory, Problems problems) {
    List<Source> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      TreeSet<String> names = new TreeSet<>();
      entries
          .filter(Files::isRegularFile)
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> !name.startsWith(".") && ConfigFormat.isKnown(name))
          .forEach(names::add);
      for (String name : names) {
        if (!isSpecial(name, names)) {
          files.add(new Source.InFile(directory.resolve(name)));
        }
      }
      if (files.isEmpty()) {
        problems.add(
            Kind.UNREADABLE,
            null,
            ConfigOrigin.of(directory.toString()),
            "no configuration is in this directory: it is taken from files named .toml, .yaml,"
                + " .yml, .json or .properties; name a file of another name itself");
      }
    } catch (IOException e) {
      problems.add(
          Kind.UNREADABLE,
          null,
          ConfigOrigin.of(directory.toString()),
          "cannot be listed: " + e,
          e);
    }
    return files;
  }

  /** Whether a file is that of a profile: {@code a-b.toml} beside {@code a.toml}. */
  private static boolean isSpecial(String name, Set<String> names) {
    String extension = name.substring(name.lastIndexOf('.'));
    for (int dash = name.indexOf('-'); dash >= 0; dash = name.indexOf('-', dash + 1)) {
      if (names.contains(name.substring(0, dash) + extension)) {
        return true;
      }
    }
    return false;
  }

  /** The source of a profile beside another one. */
  private static @Nullable Source special(Source source, String profile) {
    String name = source.name();
    String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int dot = file.lastIndexOf('.') < 0 ? file.length() : file.lastIndexOf('.');
    return source.relative(file.substring(0, dot) + "-" + profile + file.substring(dot));
  }

  private static boolean exists(Source source) {
    return source instanceof Source.InFile file
        ? Files.isRegularFile(file.path())
        : source instanceof Source.InResource in && in.loader().getResource(in.resource()) != null;
  }
}
