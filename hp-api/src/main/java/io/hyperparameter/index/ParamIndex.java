package io.hyperparameter.index;

import io.hyperparameter.Param;
import io.hyperparameter.annotation.AutoParam;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every declared parameter of the class path: what {@code hp-processor} recorded in each jar when
 * it compiled {@link AutoParam} elements and constants made by {@link Param}.
 *
 * <pre>{@code
 * for (ParamEntry entry : ParamIndex.load().entries()) {
 *   System.out.printf("%s (%s, default %s): %s%n",
 *       entry.key(), entry.type(), entry.defaultValue(), entry.description());
 * }
 * }</pre>
 *
 * <p>An index is for tools (help pages, checks of configuration files, tuners); reading a parameter
 * never needs it. Immutable and safe on any thread. No class named by an index is loaded.
 */
public final class ParamIndex {
  /** Where each jar has its index. */
  public static final String RESOURCE = "META-INF/hyperparameter/index.json";

  private static final String JAR = "jar:";
  private static final String IN_JAR = "!/";

  private static final Comparator<ParamEntry> ORDER =
      Comparator.comparing(ParamEntry::key)
          .thenComparing(ParamEntry::element)
          .thenComparing(ParamEntry::file)
          .thenComparing(ParamEntry::line)
          .thenComparing(ParamEntry::toString);

  private final List<ParamEntry> entries;

  /** The jars and directories each entry was found in; none if it was not loaded. */
  private final Map<ParamEntry, Set<String>> locations;

  private ParamIndex(Map<ParamEntry, Set<String>> found) {
    TreeSet<ParamEntry> sorted = new TreeSet<>(ORDER);
    sorted.addAll(found.keySet());
    this.entries = List.copyOf(sorted);
    this.locations = Map.copyOf(found);
  }

  /**
   * An index of these entries, sorted by key and element, each once.
   *
   * @param entries the entries
   * @return the index
   */
  public static ParamIndex of(Collection<ParamEntry> entries) {
    Map<ParamEntry, Set<String>> found = new HashMap<>();
    entries.forEach(entry -> found.put(entry, Set.of()));
    return new ParamIndex(found);
  }

  /**
   * Everything that the thread's context class loader sees, and everything that the loader of this
   * library sees, as {@link #load(ClassLoader)}. The former is often the wrong one alone: in a task
   * of the common pool it is the system's, which sees nothing of the jars in a Spring Boot jar.
   *
   * @return the index
   * @throws UncheckedIOException if an index cannot be read
   * @throws IllegalArgumentException naming the index that is malformed
   */
  public static ParamIndex load() {
    return load(
        Arrays.asList(
            Thread.currentThread().getContextClassLoader(), ParamIndex.class.getClassLoader()));
  }

  /**
   * Everything {@code loader} sees, of class path and module path; read anew at each call. An index
   * that is found twice counts once. Jars that declare one key differently are no error here:
   * {@link #conflicts} lists them.
   *
   * @param loader finds the indexes
   * @return the index
   * @throws UncheckedIOException if an index cannot be read
   * @throws IllegalArgumentException naming the index that is malformed
   */
  public static ParamIndex load(ClassLoader loader) {
    return load(List.of(loader));
  }

  private static ParamIndex load(List<@Nullable ClassLoader> loaders) {
    Map<ParamEntry, Set<String>> found = new HashMap<>();
    Set<String> seen = new HashSet<>(); // as text: to compare URLs may ask a name server
    try {
      for (ClassLoader loader : loaders) {
        if (loader == null) {
          continue;
        }
        for (URL url : Collections.list(loader.getResources(RESOURCE))) {
          if (seen.add(url.toString())) {
            for (ParamEntry entry : read(url)) {
              found.computeIfAbsent(entry, unused -> new LinkedHashSet<>()).add(location(url));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return new ParamIndex(found);
  }

  /** The jar or directory an index is in. */
  private static String location(URL index) {
    String text = index.toString();
    if (!text.endsWith(RESOURCE)) {
      return text;
    }
    String root = text.substring(0, text.length() - RESOURCE.length());
    return root.startsWith(JAR) && root.endsWith(IN_JAR)
        ? root.substring(JAR.length(), root.length() - IN_JAR.length())
        : root;
  }

  private static List<ParamEntry> read(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false); // or the jar stays open, and locked on some systems
    String text;
    try (InputStream in = connection.getInputStream()) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    try {
      return IndexFormat.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          url + ": " + e.getMessage() + "; compile that jar again with a matching hp-processor", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote, once or several times one after another: a tool that merges
   * jars may simply append their indexes.
   *
   * @param json the text
   * @return the index
   * @throws IllegalArgumentException telling what is malformed, and where
   */
  public static ParamIndex parse(String json) {
    return of(IndexFormat.read(json));
  }

  /** {@return the index as JSON, one entry a line; the same text for the same entries} */
  public String toJson() {
    return IndexFormat.write(entries);
  }

  /** {@return every entry, sorted by key, then element} */
  public List<ParamEntry> entries() {
    return entries;
  }

  /**
   * The entries with this key: several elements may share one.
   *
   * @param key the key
   * @return them, maybe none
   */
  public List<ParamEntry> find(String key) {
    return entries.stream().filter(entry -> entry.key().equals(key)).toList();
  }

  /**
   * The keys that are declared with more than one type, so that a value for one declaration is
   * wrong for another, or with more than one default. Within a jar the compiler refuses the former
   * and warns of the latter; between jars nobody looks until a tool asks here. Prepared for
   * printing: each one's text names the declarations and their jars.
   *
   * @return them, sorted by key; empty if all is well
   */
  public List<ParamConflict> conflicts() {
    List<ParamConflict> conflicts = new ArrayList<>();
    Map<String, List<ParamEntry>> byKey =
        entries.stream()
            .collect(Collectors.groupingBy(ParamEntry::key, TreeMap::new, Collectors.toList()));
    byKey.forEach(
        (key, same) -> {
          if (ParamConflict.isIn(same)) {
            conflicts.add(new ParamConflict(key, same.stream().map(this::declaration).toList()));
          }
        });
    return List.copyOf(conflicts);
  }

  private ParamConflict.Declaration declaration(ParamEntry entry) {
    return new ParamConflict.Declaration(
        entry, List.copyOf(locations.getOrDefault(entry, Set.of())));
  }

  @Override
  public String toString() {
    return entries.size() + " declared parameters";
  }
}
