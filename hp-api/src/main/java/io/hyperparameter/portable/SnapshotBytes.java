package io.hyperparameter.portable;

import io.hyperparameter.json.PortableValues;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.text.ParamText;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as compact bytes; docs/snapshots.md tells what stands where. A checksum finds what was
 * damaged on the way; what somebody made to do harm passes that and is refused where it is read.
 */
public final class SnapshotBytes {
  private static final byte[] MAGIC = {'h', 'p', 's', PortableForm.VERSION};
  private static final int CHECKSUM = 4;

  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int LONG = 3;
  private static final int DOUBLE = 4;
  private static final int TEXT = 5;
  private static final int UNITS = 6; // a text that is no Unicode, by its 16-bit units
  private static final int INT = 7;
  private static final int FLOAT = 8;
  private static final int SHORT = 9;
  private static final int BYTE = 10;
  private static final int LIST = 11;
  private static final int MAP = 12;

  private SnapshotBytes() {}

  public static byte[] write(ParamValues values) {
    Writer writer = new Writer();
    writer.out.writeBytes(MAGIC);
    SortedMap<String, @Nullable Object> visible = PortableForm.visible(values);
    writer.number(visible.size());
    visible.forEach(
        (key, value) -> {
          writer.text(key);
          writer.value(value);
          PortableForm.requireSize(writer.out.size()); // before memory ends
        });
    SortedSet<String> deleted = PortableForm.deleted(values);
    writer.number(deleted.size());
    deleted.forEach(writer::text);
    writer.out.writeBytes(
        ByteBuffer.allocate(CHECKSUM)
            .putInt(crc(writer.out.toByteArray(), writer.out.size()))
            .array());
    PortableForm.requireSize(writer.out.size());
    return writer.out.toByteArray();
  }

  public static ParamValues read(byte[] bytes) {
    PortableForm.requireSize(bytes.length);
    for (int i = 0; i < MAGIC.length; i++) {
      if (bytes.length < MAGIC.length + CHECKSUM || bytes[i] != MAGIC[i]) {
        throw PortableForm.malformed(
            i == MAGIC.length - 1 && bytes.length >= MAGIC.length + CHECKSUM
                ? "version " + bytes[i] + ", and " + PortableForm.VERSION + " is known"
                : "these are no bytes that toBytes() made",
            null);
      }
    }
    int end = bytes.length - CHECKSUM;
    if (ByteBuffer.wrap(bytes).getInt(end) != crc(bytes, end)) {
      throw PortableForm.malformed("its checksum is wrong; it was cut off or damaged", null);
    }
    Reader reader = new Reader(ByteBuffer.wrap(bytes, MAGIC.length, end - MAGIC.length));
    try {
      return reader.values();
    } catch (BufferUnderflowException e) {
      throw PortableForm.malformed("it ends in the middle of a value", e);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("the snapshot is") ? e : PortableForm.malformed(message, e);
    }
  }

  private static int crc(byte[] bytes, int end) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, end);
    return (int) crc.getValue();
  }

  /** Appends values. */
  private static final class Writer {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Seven bits a byte, the low ones first; the eighth says that more follow. */
    void number(long number) {
      long left = number;
      while ((left & ~0x7FL) != 0) {
        out.write((int) ((left & 0x7F) | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }

    void text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      number(bytes.length);
      out.writeBytes(bytes);
    }

    void value(@Nullable Object value) {
      if (value == null) {
        out.write(NULL);
      } else if (value instanceof Boolean flag) {
        out.write(flag ? TRUE : FALSE);
      } else if (value instanceof String text) {
        string(text);
      } else if (value instanceof Double number) {
        out.write(DOUBLE);
        out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
      } else if (value instanceof Float number) {
        out.write(FLOAT);
        out.writeBytes(ByteBuffer.allocate(4).putFloat(number).array());
      } else if (value instanceof Number number) {
        out.write(kind(number));
        long signed = number.longValue();
        number((signed << 1) ^ (signed >> 63)); // small ones are short, whatever their sign
      } else if (value instanceof List<?> list) {
        out.write(LIST);
        number(list.size());
        list.forEach(this::value);
      } else {
        Map<?, ?> map = (Map<?, ?>) value;
        out.write(MAP);
        number(map.size());
        map.forEach(
            (name, part) -> {
              string((String) name);
              value(part);
            });
      }
    }

    private static int kind(Number number) {
      return number instanceof Long
          ? LONG
          : number instanceof Integer ? INT : number instanceof Short ? SHORT : BYTE;
    }

    private void string(String text) {
      if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        out.write(TEXT);
        text(text);
      } else {
        out.write(UNITS);
        number(text.length());
        ByteBuffer units = ByteBuffer.allocate(2 * text.length());
        units.asCharBuffer().put(text);
        out.writeBytes(units.array());
      }
    }
  }

  /** Reads values; whatever a length says, no more is made than there are bytes left. */
  private static final class Reader {
    private final ByteBuffer in;

    Reader(ByteBuffer in) {
      this.in = in;
    }

    ParamValues values() {
      PortableForm.Restored restored = new PortableForm.Restored();
      for (int left = count(); left > 0; left--) {
        String key = text();
        restored.value(key, value(0));
      }
      for (int left = count(); left > 0; left--) {
        restored.deleted(text());
      }
      if (in.hasRemaining()) {
        throw PortableForm.malformed(in.remaining() + " bytes too many", null);
      }
      return restored.values();
    }

    private @Nullable Object value(int depth) {
      int kind = in.get();
      switch (kind) {
        case NULL -> {
          return null;
        }
        case FALSE, TRUE -> {
          return kind == TRUE;
        }
        case LONG -> {
          return signed();
        }
        case DOUBLE -> {
          return in.getDouble();
        }
        case TEXT, UNITS -> {
          return string(kind);
        }
        case INT -> {
          return (int) within(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        case FLOAT -> {
          return in.getFloat();
        }
        case SHORT -> {
          return (short) within(Short.MIN_VALUE, Short.MAX_VALUE);
        }
        case BYTE -> {
          return (byte) within(Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        case LIST -> {
          return list(depth);
        }
        case MAP -> {
          return map(depth);
        }
        default -> throw PortableForm.malformed("no value is of kind " + kind, null);
      }
    }

    private List<@Nullable Object> list(int depth) {
      requireDepth(depth);
      List<@Nullable Object> parts = new ArrayList<>();
      for (int left = count(); left > 0; left--) {
        parts.add(value(depth + 1));
      }
      return parts.stream().toList(); // unmodifiable, and takes null
    }

    private Map<String, @Nullable Object> map(int depth) {
      requireDepth(depth);
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (int left = count(); left > 0; left--) {
        String name = string(in.get());
        if (map.containsKey(name)) {
          throw PortableForm.malformed(ParamText.quote(name) + " is in a map twice", null);
        }
        map.put(name, value(depth + 1));
      }
      return Collections.unmodifiableMap(map);
    }

    private static void requireDepth(int depth) {
      if (depth == PortableValues.MAX_DEPTH) {
        throw PortableForm.malformed(
            "lists nested more than " + PortableValues.MAX_DEPTH + " deep", null);
      }
    }

    private String string(int kind) {
      if (kind == TEXT) {
        return text();
      }
      if (kind != UNITS) {
        throw PortableForm.malformed("a name is of kind " + kind, null);
      }
      int length = count();
      if (2L * length > in.remaining()) {
        throw new BufferUnderflowException();
      }
      CharBuffer units = in.slice(in.position(), 2 * length).asCharBuffer();
      in.position(in.position() + 2 * length);
      return units.toString();
    }

    private String text() {
      int length = count();
      ByteBuffer bytes = in.slice(in.position(), length);
      in.position(in.position() + length);
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException e) {
        throw PortableForm.malformed("a text is no UTF-8", e);
      }
    }

    /** A number of things of which each takes a byte or more. */
    private int count() {
      long count = number();
      if (count < 0 || count > in.remaining()) {
        throw new BufferUnderflowException();
      }
      return (int) count;
    }

    private long number() {
      long number = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        byte next = in.get();
        number |= (next & 0x7FL) << shift;
        if (next >= 0 && (shift < 63 || next <= 1)) {
          return number;
        }
      }
      throw PortableForm.malformed("a number of more than 64 bits", null);
    }

    private long signed() {
      long number = number();
      return (number >>> 1) ^ -(number & 1);
    }

    private long within(long min, long max) {
      long number = signed();
      if (number < min || number > max) {
        throw PortableForm.malformed(number + " is outside its type", null);
      }
      return number;
    }
  }
}
