// One value as a slot holds it: a kind of two bits and a word.
#pragma once

#include <cstring>

#include "hyperparameter/layout.h"

namespace hyperparameter::storage {

struct Cell {
  uint64_t kind2;  // HP_REF, HP_LONG, HP_DOUBLE or HP_BOOLEAN
  uint64_t value;

  uint64_t tag() const noexcept { return kind2 == HP_REF ? value & HP_TAG_MASK : 0; }
  bool is_tombstone() const noexcept { return tag() == HP_TAG_TOMBSTONE; }
  bool is_text() const noexcept { return tag() == HP_TAG_TEXT; }
  bool is_object() const noexcept { return tag() == HP_TAG_OBJECT; }

  const hp_text *text() const noexcept {
    return reinterpret_cast<const hp_text *>(static_cast<uintptr_t>(value & ~HP_TAG_MASK));
  }

  uint32_t kind() const noexcept {
    if (kind2 != HP_REF) return static_cast<uint32_t>(kind2);
    switch (value & HP_TAG_MASK) {
      case HP_TAG_NULL: return HP_NULL;
      case HP_TAG_TOMBSTONE: return HP_TOMBSTONE;
      case HP_TAG_TEXT: return HP_TEXT;
      case HP_TAG_OBJECT: return HP_OBJECT;
      case HP_TAG_BASE_OBJECT: return HP_BASE_OBJECT;
      default: return HP_ABSENT;
    }
  }

  static Cell in(const hp_slot &slot) noexcept {
    return {slot.word & HP_WORD_KIND_MASK, slot.value};
  }
  static Cell of_long(int64_t value) noexcept {
    return {HP_LONG, static_cast<uint64_t>(value)};
  }
  static Cell of_double(double value) noexcept {
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return {HP_DOUBLE, bits};
  }
  static Cell of_bool(bool value) noexcept { return {HP_BOOLEAN, value ? 1u : 0u}; }
  static Cell of_null() noexcept { return {HP_REF, HP_TAG_NULL}; }
  static Cell tombstone() noexcept { return {HP_REF, HP_TAG_TOMBSTONE}; }
  static Cell of_text(const hp_text *text) noexcept {
    return {HP_REF, static_cast<uint64_t>(reinterpret_cast<uintptr_t>(text)) | HP_TAG_TEXT};
  }
  static Cell of_object(uint64_t id) noexcept { return {HP_REF, id << 3 | HP_TAG_OBJECT}; }
  static Cell of_base_object(uint64_t number) noexcept {
    return {HP_REF, number << 3 | HP_TAG_BASE_OBJECT};
  }

  double as_double() const noexcept {
    double number;
    std::memcpy(&number, &value, sizeof number);
    return number;
  }
};

}  // namespace hyperparameter::storage
