package io.hyperparameter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

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

  private static final Comparator<ParamEntry> ORDER =
      Comparator.comparing(ParamEntry::key)
          .thenComparing(ParamEntry::element)
          .thenComparing(ParamEntry::file)
          .thenComparing(ParamEntry::line)
          .thenComparing(ParamEntry::toString);

  private final List<ParamEntry> entries;

  private ParamIndex(Collection<ParamEntry> entries) {
    TreeSet<ParamEntry> sorted = new TreeSet<>(ORDER);
    sorted.addAll(entries);
    this.entries = List.copyOf(sorted);
  }

  /**
   * An index of these entries, sorted by key and element, each once.
   *
   * @param entries the entries
   * @return the index
   */
  public static ParamIndex of(Collection<ParamEntry> entries) {
    return new ParamIndex(entries);
  }

  /**
   * {@link #load(ClassLoader)} of the thread's context class loader, or of this class's if there is
   * none.
   *
   * @return the index
   */
  public static ParamIndex load() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return load(loader != null ? loader : ParamIndex.class.getClassLoader());
  }

  /**
   * Everything {@code loader} sees, of class path and module path; read anew at each call. An index
   * that is found twice counts once.
   *
   * @param loader finds the indexes
   * @return the index
   * @throws UncheckedIOException if an index cannot be read
   * @throws IllegalArgumentException naming the index that is malformed
   */
  public static ParamIndex load(ClassLoader loader) {
    TreeSet<ParamEntry> found = new TreeSet<>(ORDER);
    try {
      for (URL url : Collections.list(loader.getResources(RESOURCE))) {
        found.addAll(read(url));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return new ParamIndex(found);
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
    return new ParamIndex(IndexFormat.read(json));
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

  @Override
  public String toString() {
    return entries.size() + " declared parameters";
  }
}
