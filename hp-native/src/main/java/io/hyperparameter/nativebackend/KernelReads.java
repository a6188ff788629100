package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeMemory.load;
import static io.hyperparameter.nativebackend.NativeMemory.loadInt;
import static io.hyperparameter.nativebackend.NativeMemory.store;

import io.hyperparameter.jvm.Switch;
import io.hyperparameter.spi.Kind;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads of kernels that C++ cannot answer: lazy values are computed here, and of values that do not
 * convert Java is told, because the kernel takes its default and nobody else would know.
 */
final class KernelReads {
  /** Whether such a value is an error, which is thrown where the kernel returns to Java. */
  static final String STRICT_PROPERTY = "hyperparameter.strict";

  /** Keys that were told of; so many different ones are a log's worth. */
  private static final int MOST_TOLD = 1024;

  /** Guarded by itself. */
  private static final Set<String> TOLD = new HashSet<>();

  private KernelReads() {}

  /**
   * Answers an {@code hp_foreign_read}; gives one of the {@code OUTCOME_*}.
   *
   * @throws RuntimeException in strict mode, for a value that does not convert
   */
  static long answer(long question) {
    NativeContext storage = NativeContext.ofThisThread();
    long context = load(question + NativeLayout.READ_CONTEXT);
    Throwable wrong = null;
    if (storage != null && storage.address() == context) {
      try {
        long hash = load(question + NativeLayout.READ_HASH);
        int wanted = loadInt(question + NativeLayout.READ_WANTED);
        Object value = storage.read(hash, wanted);
        return value == null ? NativeLayout.OUTCOME_NULL : put(question, value);
      } catch (RuntimeException
          | Error e) { // of the supplier, too: no frame of C++ lets it through
        wrong = e;
      }
    }
    if (loadInt(question + NativeLayout.READ_HAS_DEFAULT) != 0) {
      tell(question, wrong);
    } else if (wrong != null) {
      putError(question, wrong);
    }
    return NativeLayout.OUTCOME_WRONG;
  }

  private static long put(long question, Object value) {
    if (value instanceof Long number) {
      store(question + NativeLayout.READ_BITS, number);
    } else if (value instanceof Double number) {
      store(question + NativeLayout.READ_BITS, Double.doubleToRawLongBits(number));
    } else if (value instanceof Boolean truth) {
      store(question + NativeLayout.READ_BITS, truth ? 1 : 0);
    } else {
      NativeScratch scratch = new NativeScratch();
      String text = (String) value;
      scratch.start(NativeScratch.roomFor(text));
      long length = scratch.append(text);
      long bytes = scratch.release();
      if (length < 0) {
        NativeApi.free(bytes);
        throw new IllegalArgumentException("a text with an unpaired surrogate has no UTF-8 form");
      }
      store(question + NativeLayout.READ_TEXT, bytes); // java_binding.h gives it away
      store(question + NativeLayout.READ_TEXT_LENGTH, length);
    }
    return NativeLayout.OUTCOME_VALUE;
  }

  private static void tell(long question, @Nullable Throwable wrong) {
    String key = text(question, NativeLayout.READ_KEY);
    String message =
        load(question + NativeLayout.READ_MESSAGE) != 0
            ? text(question, NativeLayout.READ_MESSAGE)
            : wrong == null ? "an object of another language" : String.valueOf(wrong.getMessage());
    boolean strict = Switch.STRICT.isOn();
    if (isNew(key)) {
      System.getLogger("io.hyperparameter")
          .log(
              Level.WARNING,
              "a kernel takes its default for parameter \""
                  + key
                  + "\", which holds a "
                  + kindName(loadInt(question + NativeLayout.READ_KIND))
                  + " where a "
                  + kindName(loadInt(question + NativeLayout.READ_WANTED))
                  + " is read: "
                  + message
                  + "; give a value of that type, or have this thrown with -D"
                  + STRICT_PROPERTY
                  + "=true (told once for each key)",
              wrong);
    }
    if (wrong != null) {
      putError(question, wrong);
    }
    if (strict) {
      if (wrong instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalArgumentException(
          "a kernel read parameter \"" + key + "\": " + message, wrong);
    }
  }

  private static boolean isNew(String key) {
    synchronized (TOLD) {
      return TOLD.size() < MOST_TOLD && TOLD.add(key);
    }
  }

  private static String text(long question, long field) {
    return NativeTable.text(load(question + field), (int) load(question + field + Long.BYTES));
  }

  /** As much of the message as there is room for, whole characters of UTF-8. */
  private static void putError(long question, Throwable wrong) {
    byte[] bytes = String.valueOf(wrong).getBytes(StandardCharsets.UTF_8);
    int length = (int) Math.min(bytes.length, NativeLayout.READ_ERROR_SIZE - 1);
    while (length < bytes.length && length > 0 && (bytes[length] & 0xc0) == 0x80) {
      length--;
    }
    for (int i = 0; i < length; i++) {
      NativeMemory.storeByte(question + NativeLayout.READ_ERROR + i, bytes[i]);
    }
    NativeMemory.storeByte(question + NativeLayout.READ_ERROR + length, (byte) 0);
  }

  private static String kindName(int kind) {
    return switch (kind) {
      case Kind.LONG -> "long";
      case Kind.DOUBLE -> "double";
      case Kind.BOOLEAN -> "boolean";
      case Kind.TEXT -> "text";
      default -> "value of no plain kind";
    };
  }
}
