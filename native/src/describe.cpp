// Who this library is: version, status names, and the layout as it was built.
#include "hyperparameter/c_api.h"
#include "hyperparameter/context.h"

namespace {

#define OFFSET(type, field) {#type "." #field, offsetof(type, field)}
#define SIZE(type) {"sizeof(" #type ")", sizeof(type)}
#define VALUE(name) {#name, static_cast<uint64_t>(name)}

const hp_layout_field kFields[] = {
    VALUE(HP_LAYOUT_MAGIC),
    VALUE(HP_LAYOUT_VERSION),
    SIZE(hp_context_layout),
    OFFSET(hp_context_layout, magic),
    OFFSET(hp_context_layout, layout_version),
    OFFSET(hp_context_layout, size),
    OFFSET(hp_context_layout, slots),
    OFFSET(hp_context_layout, keys),
    OFFSET(hp_context_layout, mask),
    OFFSET(hp_context_layout, mode),
    OFFSET(hp_context_layout, base_slots),
    OFFSET(hp_context_layout, base_keys),
    OFFSET(hp_context_layout, base_mask),
    OFFSET(hp_context_layout, pending),
    OFFSET(hp_context_layout, depth),
    OFFSET(hp_context_layout, level_changes),
    OFFSET(hp_context_layout, second_looks),
    OFFSET(hp_context_layout, flatten_at),
    OFFSET(hp_context_layout, changes),
    OFFSET(hp_context_layout, changes_count),
    OFFSET(hp_context_layout, released),
    OFFSET(hp_context_layout, released_count),
    OFFSET(hp_context_layout, id),
    OFFSET(hp_context_layout, key_bytes),
    OFFSET(hp_context_layout, base_key_bytes),
    OFFSET(hp_context_layout, key_generation),
    OFFSET(hp_context_layout, level_serial),
    OFFSET(hp_context_layout, next_serial),
    OFFSET(hp_context_layout, carried),
    OFFSET(hp_pending, count),
    OFFSET(hp_pending, slots),
    OFFSET(hp_pending, keys),
    OFFSET(hp_pending, mask),
    OFFSET(hp_pending, moves),
    OFFSET(hp_pending, levels),
    OFFSET(hp_pending, writes),
    SIZE(hp_pending_write),
    OFFSET(hp_pending_write, slot),
    OFFSET(hp_pending_write, before),
    VALUE(HP_PENDING_LEVELS),
    VALUE(HP_PENDING_WRITES),
    VALUE(HP_KEPT_TEXTS),
    VALUE(HP_KEPT_TEXT_LENGTH),
    VALUE(HP_PENDING_CHANGED),
    VALUE(HP_PENDING_SHARED),
    VALUE(HP_PENDING_SHOWN),
    SIZE(hp_slot),
    OFFSET(hp_slot, word),
    OFFSET(hp_slot, value),
    SIZE(hp_text),
    OFFSET(hp_text, id),
    OFFSET(hp_text, length),
    OFFSET(hp_text, flags),
    {"hp_text.bytes", sizeof(hp_text)},
    SIZE(hp_entry),
    OFFSET(hp_entry, hash),
    OFFSET(hp_entry, value),
    OFFSET(hp_entry, text_length),
    OFFSET(hp_entry, key),
    OFFSET(hp_entry, key_length),
    OFFSET(hp_entry, key_ref),
    OFFSET(hp_entry, kind),
    OFFSET(hp_foreign_read, context),
    OFFSET(hp_foreign_read, hash),
    OFFSET(hp_foreign_read, key),
    OFFSET(hp_foreign_read, key_length),
    OFFSET(hp_foreign_read, message),
    OFFSET(hp_foreign_read, message_length),
    OFFSET(hp_foreign_read, kind),
    OFFSET(hp_foreign_read, wanted),
    OFFSET(hp_foreign_read, has_default),
    OFFSET(hp_foreign_read, bits),
    OFFSET(hp_foreign_read, text),
    OFFSET(hp_foreign_read, text_length),
    OFFSET(hp_foreign_read, error),
    {"sizeof(hp_foreign_read.error)", sizeof(hp_foreign_read::error)},
    VALUE(HP_READ_ABSENT),
    VALUE(HP_READ_VALUE),
    VALUE(HP_READ_NULL),
    VALUE(HP_READ_WRONG),
    VALUE(HP_KEY_IN_BASE),
    VALUE(HP_ABSENT),
    VALUE(HP_LONG),
    VALUE(HP_DOUBLE),
    VALUE(HP_BOOLEAN),
    VALUE(HP_TEXT),
    VALUE(HP_NULL),
    VALUE(HP_TOMBSTONE),
    VALUE(HP_OBJECT),
    VALUE(HP_BASE_OBJECT),
    VALUE(HP_WORD_KIND_MASK),
    VALUE(HP_TAG_MASK),
    VALUE(HP_TAG_NULL),
    VALUE(HP_TAG_TOMBSTONE),
    VALUE(HP_TAG_TEXT),
    VALUE(HP_TAG_OBJECT),
    VALUE(HP_TAG_BASE_OBJECT),
    VALUE(HP_TAG_RESERVED),
    VALUE(HP_MODE_SHARED),
    VALUE(HP_MODE_OVERLAY),
    VALUE(HP_MODE_OWN),
    VALUE(HP_MODE_SCATTERED),
    VALUE(HP_MASK_OF_NOTHING),
    VALUE(HP_IN_SNAPSHOT),
    {nullptr, 0},
};

#define HP_TEXT_OF(x) #x
#define HP_VERSION_TEXT(major, minor, patch) \
  HP_TEXT_OF(major) "." HP_TEXT_OF(minor) "." HP_TEXT_OF(patch)

}  // namespace

extern "C" {

const hp_layout_field *hp_layout_describe(void) noexcept { return kFields; }

uint32_t hp_abi_version(void) noexcept { return HP_ABI_VERSION; }

const char *hp_version_string(void) noexcept {
  return HP_VERSION_TEXT(HP_VERSION_MAJOR, HP_VERSION_MINOR, HP_VERSION_PATCH);
}

const char *hp_status_name(hp_status status) noexcept {
  switch (status) {
    case HP_OK: return "HP_OK";
    case HP_E_ARGUMENT: return "HP_E_ARGUMENT";
    case HP_E_INVALID_KEY: return "HP_E_INVALID_KEY";
    case HP_E_KEY_COLLISION: return "HP_E_KEY_COLLISION";
    case HP_E_STATE: return "HP_E_STATE";
    case HP_E_MISSING: return "HP_E_MISSING";
    case HP_E_CONVERSION: return "HP_E_CONVERSION";
    case HP_E_NO_MEMORY: return "HP_E_NO_MEMORY";
    case HP_E_INTERNAL: return "HP_E_INTERNAL";
    default: return "HP_E_UNKNOWN";
  }
}

}  // extern "C"
