package io.hyperparameter.nativebackend;

import io.hyperparameter.spi.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Where things are in the library's memory: the numbers of {@code hyperparameter/layout.h}.
 *
 * <p>They are constants, because a read through constants is a read without loads of its own; and
 * they are compared with what the library says about itself before anything is read through them.
 */
final class NativeLayout {
  static final long MAGIC = 0x31545845544e4f43L;
  static final long VERSION = 3;

  // struct hp_context_layout
  static final long CONTEXT_SLOTS = 24;
  static final long CONTEXT_MASK = 40;
  static final long CONTEXT_KEYS = 32;
  static final long CONTEXT_MODE = 48;
  static final long CONTEXT_BASE_SLOTS = 56;
  static final long CONTEXT_BASE_KEYS = 64;
  static final long CONTEXT_BASE_MASK = 72;
  static final long CONTEXT_DEPTH = 88;
  static final long CONTEXT_LEVEL_CHANGES = 96;
  static final long CONTEXT_SECOND_LOOKS = 104;
  static final long CONTEXT_FLATTEN_AT = 112;
  static final long CONTEXT_CHANGES = 120;
  static final long CONTEXT_RELEASED = 136;
  static final long CONTEXT_RELEASED_COUNT = 144;
  static final long CONTEXT_KEY_BYTES = 160;
  static final long CONTEXT_BASE_KEY_BYTES = 168;
  static final long CONTEXT_KEY_GENERATION = 176;
  static final long CONTEXT_LEVEL_SERIAL = 184;

  /** Of an empty context's slots: a table of its own has more. */
  static final long MASK_OF_NOTHING = 3;

  static final long MODE_SHARED = 0;
  static final long MODE_OVERLAY = 1;
  static final long MODE_SCATTERED = 4; // a bit beside the others

  // struct hp_slot: the word, and the value after it
  static final int SLOT_SHIFT = 4;
  static final long SLOT_VALUE = 8;
  static final long WORD_KIND_MASK = 3;

  // a reference to a key: four bytes, an offset and a bit that says from where
  static final int KEY_SHIFT = 2;
  static final int KEY_IN_BASE = 0x80000000;

  static final long TAG_MASK = 7;
  static final int TAG_BITS = 3;
  static final int TAG_NULL = 1;
  static final int TAG_TOMBSTONE = 2;
  static final int TAG_TEXT = 3;
  static final int TAG_OBJECT = 4;
  static final int TAG_BASE_OBJECT = 5;
  static final int TAG_RESERVED = 6; // and 7

  // struct hp_foreign_read
  static final long READ_CONTEXT = 0;
  static final long READ_HASH = 8;
  static final long READ_KEY = 16;
  static final long READ_KEY_LENGTH = 24;
  static final long READ_MESSAGE = 32;
  static final long READ_MESSAGE_LENGTH = 40;
  static final long READ_KIND = 48;
  static final long READ_WANTED = 52;
  static final long READ_HAS_DEFAULT = 56;
  static final long READ_BITS = 64;
  static final long READ_TEXT = 72;
  static final long READ_TEXT_LENGTH = 80;
  static final long READ_ERROR = 88;
  static final long READ_ERROR_SIZE = 256;

  // what the answer to it is
  static final int OUTCOME_ABSENT = 0;
  static final int OUTCOME_VALUE = 1;
  static final int OUTCOME_NULL = 2;
  static final int OUTCOME_WRONG = 3;

  // struct hp_text
  static final long TEXT_ID = 0;
  static final long TEXT_LENGTH = 8;
  static final long TEXT_BYTES = 16;

  // struct hp_entry
  static final long ENTRY_HASH = 0;
  static final long ENTRY_VALUE = 8;
  static final long ENTRY_TEXT_LENGTH = 16;
  static final long ENTRY_KEY = 24;
  static final long ENTRY_KEY_LENGTH = 32; // and in the upper half of the word the reference
  static final long ENTRY_KEY_REF = 36;
  static final long ENTRY_KIND = 40;
  static final long ENTRY_SIZE = 48;

  /** An object of the base snapshot; every other kind has its number in {@code spi.Kind}. */
  static final int KIND_BASE_OBJECT = 8;

  /** In the place of a level's serial: {@code HP_IN_SNAPSHOT}. */
  static final long IN_SNAPSHOT = -1;

  private NativeLayout() {}

  /**
   * Compares with the library's description of itself.
   *
   * @throws IllegalStateException naming both versions, or the first number that differs
   */
  static void check(long description) {
    Map<String, Long> library = read(description);
    Long version = library.get("HP_LAYOUT_VERSION");
    if (version == null || version != VERSION) {
      throw new IllegalStateException(
          "the library has memory layout version "
              + (version == null ? "unknown" : version)
              + ", this jar reads version "
              + VERSION
              + "; use the library that belongs to the jar");
    }
    expected()
        .forEach(
            (name, value) -> {
              Long found = library.get(name);
              if (found == null || !found.equals(value)) {
                throw new IllegalStateException(
                    "the library's memory layout (version "
                        + version
                        + ") has "
                        + name
                        + " = "
                        + found
                        + ", this jar (version "
                        + VERSION
                        + ") reads "
                        + value
                        + "; use the library that belongs to the jar");
              }
            });
  }

  private static Map<String, Long> read(long description) {
    Map<String, Long> fields = new HashMap<>();
    for (long at = description; NativeMemory.load(at) != 0; at += 16) {
      byte[] name = NativeMemory.copy(NativeMemory.load(at));
      fields.put(new String(name, StandardCharsets.US_ASCII), NativeMemory.load(at + 8));
    }
    return fields;
  }

  private static Map<String, Long> expected() {
    Map<String, Long> all = new HashMap<>();
    all.put("HP_LAYOUT_MAGIC", MAGIC);
    all.put("hp_context_layout.magic", 0L);
    all.put("hp_context_layout.slots", CONTEXT_SLOTS);
    all.put("hp_context_layout.mask", CONTEXT_MASK);
    all.put("hp_context_layout.keys", CONTEXT_KEYS);
    all.put("hp_context_layout.mode", CONTEXT_MODE);
    all.put("hp_context_layout.base_slots", CONTEXT_BASE_SLOTS);
    all.put("hp_context_layout.base_keys", CONTEXT_BASE_KEYS);
    all.put("hp_context_layout.base_mask", CONTEXT_BASE_MASK);
    all.put("hp_context_layout.depth", CONTEXT_DEPTH);
    all.put("hp_context_layout.level_changes", CONTEXT_LEVEL_CHANGES);
    all.put("hp_context_layout.second_looks", CONTEXT_SECOND_LOOKS);
    all.put("hp_context_layout.flatten_at", CONTEXT_FLATTEN_AT);
    all.put("hp_context_layout.changes", CONTEXT_CHANGES);
    all.put("hp_context_layout.released", CONTEXT_RELEASED);
    all.put("hp_context_layout.released_count", CONTEXT_RELEASED_COUNT);
    all.put("hp_context_layout.key_bytes", CONTEXT_KEY_BYTES);
    all.put("hp_context_layout.base_key_bytes", CONTEXT_BASE_KEY_BYTES);
    all.put("hp_context_layout.key_generation", CONTEXT_KEY_GENERATION);
    all.put("hp_context_layout.level_serial", CONTEXT_LEVEL_SERIAL);
    all.put("sizeof(hp_slot)", 1L << SLOT_SHIFT);
    all.put("hp_slot.word", 0L);
    all.put("hp_slot.value", SLOT_VALUE);
    all.put("hp_text.id", TEXT_ID);
    all.put("hp_text.length", TEXT_LENGTH);
    all.put("hp_text.bytes", TEXT_BYTES);
    all.put("sizeof(hp_entry)", ENTRY_SIZE);
    all.put("hp_entry.hash", ENTRY_HASH);
    all.put("hp_entry.value", ENTRY_VALUE);
    all.put("hp_entry.text_length", ENTRY_TEXT_LENGTH);
    all.put("hp_entry.key", ENTRY_KEY);
    all.put("hp_entry.kind", ENTRY_KIND);
    all.put("hp_entry.key_length", ENTRY_KEY_LENGTH);
    all.put("hp_entry.key_ref", ENTRY_KEY_REF);
    all.put("HP_KEY_IN_BASE", Integer.toUnsignedLong(KEY_IN_BASE));
    all.put("HP_LONG", (long) Kind.LONG);
    all.put("HP_DOUBLE", (long) Kind.DOUBLE);
    all.put("HP_BOOLEAN", (long) Kind.BOOLEAN);
    all.put("HP_TEXT", (long) Kind.TEXT);
    all.put("HP_NULL", (long) Kind.NULL);
    all.put("HP_TOMBSTONE", (long) Kind.TOMBSTONE);
    all.put("HP_OBJECT", (long) Kind.OBJECT);
    all.put("HP_BASE_OBJECT", (long) KIND_BASE_OBJECT);
    all.put("HP_WORD_KIND_MASK", WORD_KIND_MASK);
    all.put("HP_TAG_MASK", TAG_MASK);
    all.put("HP_TAG_NULL", (long) TAG_NULL);
    all.put("HP_TAG_TOMBSTONE", (long) TAG_TOMBSTONE);
    all.put("HP_TAG_TEXT", (long) TAG_TEXT);
    all.put("HP_TAG_OBJECT", (long) TAG_OBJECT);
    all.put("HP_TAG_BASE_OBJECT", (long) TAG_BASE_OBJECT);
    all.put("HP_TAG_RESERVED", (long) TAG_RESERVED);
    all.put("hp_foreign_read.context", READ_CONTEXT);
    all.put("hp_foreign_read.hash", READ_HASH);
    all.put("hp_foreign_read.key", READ_KEY);
    all.put("hp_foreign_read.key_length", READ_KEY_LENGTH);
    all.put("hp_foreign_read.message", READ_MESSAGE);
    all.put("hp_foreign_read.message_length", READ_MESSAGE_LENGTH);
    all.put("hp_foreign_read.kind", READ_KIND);
    all.put("hp_foreign_read.wanted", READ_WANTED);
    all.put("hp_foreign_read.has_default", READ_HAS_DEFAULT);
    all.put("hp_foreign_read.bits", READ_BITS);
    all.put("hp_foreign_read.text", READ_TEXT);
    all.put("hp_foreign_read.text_length", READ_TEXT_LENGTH);
    all.put("hp_foreign_read.error", READ_ERROR);
    all.put("sizeof(hp_foreign_read.error)", READ_ERROR_SIZE);
    all.put("HP_READ_ABSENT", (long) OUTCOME_ABSENT);
    all.put("HP_READ_VALUE", (long) OUTCOME_VALUE);
    all.put("HP_READ_NULL", (long) OUTCOME_NULL);
    all.put("HP_READ_WRONG", (long) OUTCOME_WRONG);
    all.put("HP_MASK_OF_NOTHING", MASK_OF_NOTHING);
    all.put("HP_MODE_SCATTERED", MODE_SCATTERED);
    all.put("HP_MODE_SHARED", MODE_SHARED);
    all.put("HP_MODE_OVERLAY", MODE_OVERLAY);
    return all;
  }
}
