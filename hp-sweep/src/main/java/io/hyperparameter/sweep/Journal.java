package io.hyperparameter.sweep;

import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.json.MiniJson;
import io.hyperparameter.json.PortableValues;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The results of a sweep in a file, a line of JSON each: first what the thread saw that started it,
 * then a line for each result, forced to the disk.
 *
 * <p>A process may be killed while it writes: a last line without its end is cut off, and its trial
 * runs again. Any other line that is malformed is an error, as it may be somebody's only copy.
 */
final class Journal implements Closeable {
  private static final String FORMAT = "hyperparameter/sweep";
  private static final long VERSION = 1;
  private static final String HEAD =
      "{\"format\":" + MiniJson.quote(FORMAT) + ",\"version\":" + VERSION;

  /** Nobody sweeps that much, and a file of another kind is not read into memory. */
  private static final long MAX_SIZE = 1L << 30;

  /** The first line, before those of the results, which are counted from 0. */
  private static final int BASE = -1;

  private final Path file;
  private final JournalLock lock;

  /** No channel: an interrupt would close it, and a result would be lost that is there. */
  private final RandomAccessFile content;

  private final List<Map<?, ?>> lines = new ArrayList<>();

  private Journal(Path file, JournalLock lock, RandomAccessFile content) {
    this.file = file;
    this.lock = lock;
    this.content = content;
  }

  /** Opens or makes the file, and makes sure that nobody else writes to it. */
  @SuppressWarnings("resource") // the lock and the content are closed with the journal
  static Journal open(Path file, ParamSnapshot base) throws IOException {
    JournalLock lock = JournalLock.of(file);
    try {
      Journal journal = new Journal(file, lock, new RandomAccessFile(file.toFile(), "rw"));
      try {
        journal.read();
        journal.begin(withoutSecrets(base.portable()));
        return journal;
      } catch (IOException | RuntimeException e) {
        journal.content.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** A journal is shown around, and a new password makes no other sweep. */
  private static ParamSnapshot withoutSecrets(ParamSnapshot base) {
    Map<String, @Nullable Object> values = new HashMap<>(base.toMap());
    if (!values.keySet().removeIf(Param::isSecret)) {
      return base;
    }
    ParamScope scope = ParamScope.empty();
    scope.putAll(values);
    return scope.call(ParamScope::capture);
  }

  private void read() throws IOException {
    long size = content.length();
    if (size > MAX_SIZE) {
      throw new IOException("it is larger than 1 GiB");
    }
    byte[] bytes = new byte[(int) size];
    content.readFully(bytes);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end == 0 && !isTornHead(bytes)) { // rather than overwrite somebody's file
      throw malformed(0, "it is no journal", null);
    }
    String[] whole =
        end == 0 ? new String[0] : new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n");
    for (int i = 0; i < whole.length; i++) {
      try {
        if (!(MiniJson.parse(whole[i]) instanceof Map<?, ?> line)) {
          throw new IllegalArgumentException("it is no object");
        }
        lines.add(line);
      } catch (IllegalArgumentException e) {
        throw malformed(i, e.getMessage(), e);
      }
    }
    if (end < size) {
      content.setLength(end);
    }
  }

  /** Whether this may be the beginning of a first line. */
  private static boolean isTornHead(byte[] bytes) {
    byte[] head = HEAD.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(head.length, bytes.length);
    return Arrays.equals(head, 0, length, bytes, 0, length);
  }

  private void begin(ParamSnapshot base) throws IOException {
    if (lines.isEmpty()) {
      write(HEAD + ",\"base\":" + base.toJson() + "}");
      return;
    }
    Map<?, ?> head = lines.remove(0);
    if (!FORMAT.equals(head.get("format")) || !Long.valueOf(VERSION).equals(head.get("version"))) {
      throw malformed(0, "it does not begin with format and version " + VERSION, null);
    }
    requireSame(valuesOf(head), valuesOf(MiniJson.parse("{\"base\":" + base.toJson() + "}")));
  }

  private Map<String, @Nullable Object> valuesOf(@Nullable Object head) {
    if (head instanceof Map<?, ?> line
        && line.get("base") instanceof Map<?, ?> base
        && base.get("values") instanceof Map<?, ?> values) {
      return read(BASE, values);
    }
    throw malformed(0, "it has no \"base\"", null);
  }

  /** Results made with other parameters around them are no results of this sweep. */
  private void requireSame(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> now) {
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      String difference = Difference.of(key, before, now);
      if (difference != null) {
        throw new IllegalArgumentException(
            "the journal "
                + file
                + " is of a sweep"
                + difference
                + "; set it as it was, or name another journal");
      }
    }
  }

  /** The results of those trials that succeeded; the last one of each, if there are several. */
  @SuppressWarnings("unchecked") // the type is the user's promise
  <R extends @Nullable Object> List<TrialResult<R>> succeeded(List<Trial> trials) {
    Map<Map<String, @Nullable Object>, Trial> wanted = new HashMap<>();
    trials.forEach(trial -> wanted.put(trial.parameters(), trial));
    Map<Trial, TrialResult<R>> found = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Map<?, ?> line = lines.get(i);
      if (!(line.get("trial") instanceof Map<?, ?> parameters)
          || !(line.get("millis") instanceof Long millis)) {
        throw malformed(i + 1, "it has no \"trial\" or no \"millis\"", null);
      }
      Trial trial = wanted.get(read(i, parameters));
      if (trial != null && line.containsKey("result")) { // the grid may have changed
        R value = (R) readValue(i, line.get("result"));
        found.put(trial, new TrialResult<>(trial, value, null, Duration.ofMillis(millis)));
      }
    }
    return List.copyOf(found.values());
  }

  private Map<String, @Nullable Object> read(int line, Map<?, ?> json) {
    Map<String, @Nullable Object> values = new HashMap<>();
    json.forEach((key, value) -> values.put((String) key, readValue(line, value)));
    return values;
  }

  private @Nullable Object readValue(int line, @Nullable Object json) {
    try {
      return PortableValues.read(json);
    } catch (IllegalArgumentException e) {
      throw malformed(line + 1, e.getMessage(), e);
    }
  }

  /** Writes one result; it is on the disk when this returns. */
  void append(TrialResult<?> result) {
    StringBuilder line = new StringBuilder("{\"trial\":");
    PortableValues.appendMap(line, result.trial().parameters());
    line.append(",\"millis\":").append(result.took().toMillis());
    if (result.error() == null) {
      PortableValues.append(line.append(",\"result\":"), result.value());
    } else {
      line.append(",\"error\":").append(MiniJson.quote(result.error()));
    }
    try {
      write(line.append('}').toString());
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + ": " + e.getMessage(), e);
    }
  }

  private void write(String line) throws IOException {
    content.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    content.getFD().sync();
  }

  private IllegalArgumentException malformed(
      int line, @Nullable String why, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "the journal "
            + file
            + ", line "
            + (line + 1)
            + ": "
            + why
            + "; name another file, or mend it",
        cause);
  }

  @Override
  public void close() throws IOException {
    try {
      content.close();
    } finally {
      lock.close();
    }
  }
}
