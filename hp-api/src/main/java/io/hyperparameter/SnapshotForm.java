package io.hyperparameter;

import io.hyperparameter.conversion.Flatten;
import io.hyperparameter.conversion.StoredValues;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.portable.SerializedLists;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.text.ParamText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OptionalDataException;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a {@link ParamSnapshot} in a stream of Java's serialization: a version, the
 * visible values, the deleted keys. Keys are hashed anew when read.
 *
 * <p>A stream may come from anyone. What no snapshot of ours could have written (a key that is no
 * key, a value that a scope would have stored in another form, a value that refers to the snapshot
 * it is in) is an {@link InvalidObjectException}: there is no snapshot then, rather than a broken
 * one.
 */
final class SnapshotForm implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** Raised when an older reader could misunderstand what is written. */
  private static final int VERSION = 1;

  private transient @Nullable ParamValues values;

  SnapshotForm(ParamValues values) {
    this.values = values;
  }

  @Serial
  private void writeObject(ObjectOutputStream out) throws IOException {
    ParamValues written = values == null ? new ParamValues() : values;
    TreeMap<String, @Nullable Object> visible =
        new TreeMap<>(); // the same bytes for the same values
    TreeSet<String> deleted = new TreeSet<>();
    for (int i = 0; i < written.size(); i++) {
      Object value = written.boxed(i);
      if (written.kind(i) == Kind.TOMBSTONE) {
        deleted.add(written.key(i));
      } else if (value == null || value instanceof Serializable) {
        visible.put(written.key(i), value);
      } else {
        throw new NotSerializableException(
            written.key(i) + ": " + value.getClass().getName() + " is not Serializable");
      }
    }
    out.writeInt(VERSION);
    out.writeInt(visible.size());
    for (Map.Entry<String, @Nullable Object> entry : visible.entrySet()) {
      out.writeObject(entry.getKey());
      out.writeObject(SerializedLists.of(entry.getValue()));
    }
    out.writeInt(deleted.size());
    for (String key : deleted) {
      out.writeObject(key);
    }
  }

  @Serial
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    ParamValues read = new ParamValues(); // grows with what comes, not with what is announced
    Set<String> seen = new HashSet<>();
    try {
      int version = in.readInt();
      if (version != VERSION) {
        throw new InvalidObjectException(
            "a snapshot of version " + version + ", and " + VERSION + " is known");
      }
      for (int left = count(in); left > 0; left--) {
        String key = key(in, seen);
        Object value = in.readObject();
        requireStored(key, value);
        StoredValues.put(read, key, KeyHash.hash(key), value);
      }
      for (int left = count(in); left > 0; left--) {
        String key = key(in, seen);
        read.put(key, KeyHash.hash(key), Kind.TOMBSTONE, 0, null);
      }
    } catch (EOFException | OptionalDataException | IllegalArgumentException e) {
      throw invalid("a snapshot is malformed: " + e, e);
    }
    values = read;
  }

  private static int count(ObjectInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new InvalidObjectException("a snapshot with " + count + " values");
    }
    return count;
  }

  private static String key(ObjectInputStream in, Set<String> seen)
      throws IOException, ClassNotFoundException {
    Object key = in.readObject();
    if (!(key instanceof String text)) {
      throw new InvalidObjectException(
          "a key of a snapshot is " + (key == null ? "null" : "a " + key.getClass().getName()));
    }
    KeyHash.requireValid(text);
    if (!seen.add(text)) {
      throw new InvalidObjectException(ParamText.key(text) + " is in a snapshot twice");
    }
    return text;
  }

  /** Refuses what a scope would have stored in another form, or not at all. */
  private static void requireStored(String key, @Nullable Object value)
      throws InvalidObjectException {
    if (value instanceof Map<?, ?> || Flatten.normalize(key, value) != value) {
      throw new InvalidObjectException(
          ParamText.key(key)
              + ": no snapshot holds a "
              + (value == null ? "null" : value.getClass().getName()));
    }
    requireNoForm(key, value);
  }

  /** A value that refers to its own snapshot would get this form in its place, not the snapshot. */
  private static void requireNoForm(String key, @Nullable Object value)
      throws InvalidObjectException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> left = new ArrayDeque<>();
    if (value != null) {
      left.add(value);
    }
    while (!left.isEmpty()) { // a loop: neither depth nor a cycle can overflow the stack
      Object object = left.remove();
      if (object instanceof SnapshotForm) {
        throw new InvalidObjectException(
            ParamText.key(key) + ": the value refers to the snapshot that it is in");
      }
      Collection<?> parts =
          object instanceof Collection<?> many
              ? many
              : object instanceof Object[] array
                  ? Arrays.asList(array)
                  : object instanceof Map<?, ?> map ? map.values() : Set.of();
      if (!parts.isEmpty() && seen.add(object)) {
        for (Object part : parts) {
          if (part != null) {
            left.add(part);
          }
        }
      }
    }
  }

  private static InvalidObjectException invalid(String message, Exception cause) {
    InvalidObjectException invalid = new InvalidObjectException(message);
    invalid.initCause(cause);
    return invalid;
  }

  @Serial
  private Object readResolve() throws InvalidObjectException {
    if (values == null) {
      throw new InvalidObjectException("a snapshot without values");
    }
    return new ParamSnapshot(values);
  }
}
