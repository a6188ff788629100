package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.LibraryNumbers.number;
import static io.hyperparameter.nativebackend.LibraryNumbers.small;

/**
 * Where things are in the library's memory: the numbers of {@code hyperparameter/layout.h}, as the
 * loaded library tells them.
 *
 * <p>To the JIT they are constants, so a read through them has no loads of its own. They are asked
 * for when this class is first used, which is behind the check of the library's version.
 */
final class NativeLayout {
  static final long MAGIC = number("HP_LAYOUT_MAGIC");

  // struct hp_context_layout
  static final long CONTEXT_SLOTS = number("hp_context_layout.slots");
  static final long CONTEXT_MASK = number("hp_context_layout.mask");
  static final long CONTEXT_KEYS = number("hp_context_layout.keys");
  static final long CONTEXT_MODE = number("hp_context_layout.mode");
  static final long CONTEXT_BASE_SLOTS = number("hp_context_layout.base_slots");
  static final long CONTEXT_BASE_KEYS = number("hp_context_layout.base_keys");
  static final long CONTEXT_BASE_MASK = number("hp_context_layout.base_mask");
  static final long CONTEXT_DEPTH = number("hp_context_layout.depth");
  static final long CONTEXT_LEVEL_CHANGES = number("hp_context_layout.level_changes");
  static final long CONTEXT_SECOND_LOOKS = number("hp_context_layout.second_looks");
  static final long CONTEXT_FLATTEN_AT = number("hp_context_layout.flatten_at");
  static final long CONTEXT_CHANGES = number("hp_context_layout.changes");
  static final long CONTEXT_CHANGES_COUNT = number("hp_context_layout.changes_count");
  static final long CONTEXT_RELEASED = number("hp_context_layout.released");
  static final long CONTEXT_RELEASED_COUNT = number("hp_context_layout.released_count");
  static final long CONTEXT_KEY_BYTES = number("hp_context_layout.key_bytes");
  static final long CONTEXT_BASE_KEY_BYTES = number("hp_context_layout.base_key_bytes");
  static final long CONTEXT_KEY_GENERATION = number("hp_context_layout.key_generation");
  static final long CONTEXT_LEVEL_SERIAL = number("hp_context_layout.level_serial");
  static final long CONTEXT_NEXT_SERIAL = number("hp_context_layout.next_serial");
  static final long CONTEXT_CARRIED = number("hp_context_layout.carried");
  static final long CONTEXT_PENDING = number("hp_context_layout.pending");

  // struct hp_pending
  static final long PENDING_COUNT = number("hp_pending.count");
  static final long PENDING_SLOTS = number("hp_pending.slots");
  static final long PENDING_KEYS = number("hp_pending.keys");
  static final long PENDING_MASK = number("hp_pending.mask");
  static final long PENDING_MOVES = number("hp_pending.moves");
  static final long PENDING_FIRST_LEVEL = number("hp_pending.levels");
  static final long PENDING_FIRST_WRITE = number("hp_pending.writes");
  static final int PENDING_LEVELS = small("HP_PENDING_LEVELS");
  static final int PENDING_WRITES = small("HP_PENDING_WRITES");
  static final int KEPT_TEXTS = small("HP_KEPT_TEXTS");
  static final int KEPT_TEXT_LENGTH = small("HP_KEPT_TEXT_LENGTH");
  static final long PENDING_CHANGED = number("HP_PENDING_CHANGED");
  static final long PENDING_SHARED = number("HP_PENDING_SHARED");
  static final long PENDING_SHOWN = number("HP_PENDING_SHOWN");

  // struct hp_pending_write: the slot, and what was in it
  static final long WRITE_SLOT = number("hp_pending_write.slot");
  static final long WRITE_BEFORE = number("hp_pending_write.before");
  static final long WRITE_SIZE = number("sizeof(hp_pending_write)");

  /** Of an empty context's slots: a table of its own has more. */
  static final long MASK_OF_NOTHING = number("HP_MASK_OF_NOTHING");

  static final long MODE_SHARED = number("HP_MODE_SHARED");
  static final long MODE_OVERLAY = number("HP_MODE_OVERLAY");
  static final long MODE_SCATTERED = number("HP_MODE_SCATTERED"); // a bit beside the others

  // struct hp_slot: the word, and the value after it
  static final int SLOT_SHIFT = Long.numberOfTrailingZeros(number("sizeof(hp_slot)"));
  static final long SLOT_VALUE = number("hp_slot.value");
  static final long WORD_KIND_MASK = number("HP_WORD_KIND_MASK");

  // a reference to a key: four bytes, an offset and a bit that says from where
  static final int KEY_SHIFT = 2;
  static final int KEY_IN_BASE = small("HP_KEY_IN_BASE");

  static final long TAG_MASK = number("HP_TAG_MASK");
  static final int TAG_BITS = Long.bitCount(TAG_MASK);
  static final int TAG_NULL = small("HP_TAG_NULL");
  static final int TAG_TOMBSTONE = small("HP_TAG_TOMBSTONE");
  static final int TAG_TEXT = small("HP_TAG_TEXT");
  static final int TAG_OBJECT = small("HP_TAG_OBJECT");
  static final int TAG_BASE_OBJECT = small("HP_TAG_BASE_OBJECT");
  static final int TAG_RESERVED = small("HP_TAG_RESERVED"); // and 7

  // struct hp_foreign_read
  static final long READ_CONTEXT = number("hp_foreign_read.context");
  static final long READ_HASH = number("hp_foreign_read.hash");
  static final long READ_KEY = number("hp_foreign_read.key");
  static final long READ_KEY_LENGTH = number("hp_foreign_read.key_length");
  static final long READ_MESSAGE = number("hp_foreign_read.message");
  static final long READ_MESSAGE_LENGTH = number("hp_foreign_read.message_length");
  static final long READ_KIND = number("hp_foreign_read.kind");
  static final long READ_WANTED = number("hp_foreign_read.wanted");
  static final long READ_HAS_DEFAULT = number("hp_foreign_read.has_default");
  static final long READ_BITS = number("hp_foreign_read.bits");
  static final long READ_TEXT = number("hp_foreign_read.text");
  static final long READ_TEXT_LENGTH = number("hp_foreign_read.text_length");
  static final long READ_ERROR = number("hp_foreign_read.error");
  static final long READ_ERROR_SIZE = number("sizeof(hp_foreign_read.error)");

  // what the answer to it is
  static final int OUTCOME_ABSENT = small("HP_READ_ABSENT");
  static final int OUTCOME_VALUE = small("HP_READ_VALUE");
  static final int OUTCOME_NULL = small("HP_READ_NULL");
  static final int OUTCOME_WRONG = small("HP_READ_WRONG");

  // struct hp_text
  static final long TEXT_ID = number("hp_text.id");
  static final long TEXT_LENGTH = number("hp_text.length");
  static final long TEXT_BYTES = number("hp_text.bytes");

  // struct hp_entry
  static final long ENTRY_HASH = number("hp_entry.hash");
  static final long ENTRY_VALUE = number("hp_entry.value");
  static final long ENTRY_TEXT_LENGTH = number("hp_entry.text_length");
  static final long ENTRY_KEY = number("hp_entry.key");
  static final long ENTRY_KEY_LENGTH = number("hp_entry.key_length");
  // in the upper half of the same word
  static final long ENTRY_KEY_REF = number("hp_entry.key_ref");
  static final long ENTRY_KIND = number("hp_entry.kind");
  static final long ENTRY_SIZE = number("sizeof(hp_entry)");

  /** An object of the base snapshot; every other kind has its number in {@code spi.Kind}. */
  static final int KIND_BASE_OBJECT = small("HP_BASE_OBJECT");

  /** In the place of a level's serial: {@code HP_IN_SNAPSHOT}. */
  static final long IN_SNAPSHOT = number("HP_IN_SNAPSHOT");

  private NativeLayout() {}
}
