#include "context.h"

#include <new>

#include "failure.h"
#include "keys.h"
#include "scope_object.h"

namespace hyperparameter::storage {
namespace {

std::atomic<uint64_t> next_context_id{1};

constexpr uint64_t kKeptRecords = 256;  // what a context keeps room for that starts anew

// Below this, to list all that is visible is as good as to tell what changed; and above one change in
// so many values.
constexpr uint64_t kWorthTelling = 64, kFewOf = 8;

std::string_view bytes_of(const hp_text &text) { return {hp_text_bytes(&text), text.length}; }

// Texts that are equal are one value, wherever they are.
bool is_same(Cell one, Cell other) noexcept {
  if (one.kind2 == other.kind2 && one.value == other.value) return true;
  return one.is_text() && other.is_text() && bytes_of(*one.text()) == bytes_of(*other.text());
}

}  // namespace

Context::Context(Snapshot *base) : head() {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
  static_assert(offsetof(Context, head) == 0, "the header's address is the context's");
#pragma GCC diagnostic pop
  head.magic = HP_LAYOUT_MAGIC;
  head.layout_version = HP_LAYOUT_VERSION;
  head.size = sizeof head;
  head.next_serial = 2;
  head.id = next_context_id.fetch_add(1, std::memory_order_relaxed);
  start_on(base);
}

// The own table is empty. Retains the snapshot.
void Context::start_on(Snapshot *snapshot) noexcept {
  if (snapshot != nullptr && snapshot->table().size() == 0) snapshot = nullptr;
  Snapshot *upper = snapshot != nullptr && snapshot->under() != nullptr ? snapshot : nullptr;
  Snapshot *base = upper != nullptr ? upper->under() : snapshot;
  if (upper != nullptr) upper->retain();
  if (base != nullptr) base->retain();
  Snapshot::release(upper_);
  Snapshot::release(base_);
  upper_ = upper;
  base_ = base;
  shows_upper_ = upper != nullptr;
  head.base_slots = kEmptySlots;
  head.base_keys = kEmptyRefs;
  head.base_mask = HP_MASK_OF_NOTHING;
  head.base_key_bytes = nullptr;
  head.flatten_at = 0;
  head.second_looks = 0;
  head.mode = HP_MODE_OWN;
  own_.refer_to(nullptr);
  if (base != nullptr) {
    const Table &table = base->table();
    head.base_slots = table.slots();
    head.base_keys = table.refs();
    head.base_mask = table.mask();
    head.base_key_bytes = table.key_bytes();
    own_.refer_to(&table);
    // Copying an entry costs about as much as a few second looks.
    head.flatten_at = 64 + 2 * table.size();
    head.mode = upper == nullptr ? HP_MODE_SHARED : HP_MODE_OVERLAY;
  }
  show();
}

hp_status Context::restart(Snapshot *base) noexcept {
  settle();
  const hp_status status = unwind(0);
  for (uint64_t i = 0; own_.size() != 0 && i < own_.capacity(); ++i)
    if (own_.holds(i)) drop(own_.cell(i));
  recycle();
  own_.clear_and_shrink();
  if (log_.capacity() > kKeptRecords) give_back_log();
  if (changes_.capacity() > kKeptRecords) {
    std::vector<hp_entry>().swap(changes_);
    head.changes = nullptr;
  }
  head.level_changes = 0;
  head.carried = 0;
  ++head.key_generation;
  start_on(base);
  return status;
}

Context::~Context() {
  settle();
  unwind(0);  // scope objects outlive the context they were open in
  for (uint64_t i = 0; i < own_.capacity(); ++i)
    if (own_.holds(i)) drop(own_.cell(i));
  Snapshot::release(upper_);
  Snapshot::release(base_);
  if (pending_ == nullptr) return;
  for (uint64_t i = 0; i < pending_->kept_count; ++i) free_block(pending_->kept[i]);
  delete pending_;
}

void Context::release(Context *context) noexcept {
  if (context != nullptr && context->refs_.fetch_sub(1, std::memory_order_acq_rel) == 1)
    delete context;
}

// Lets readers see the table that the mode says.
void Context::show() noexcept {
  const uint64_t mode = this->mode();
  if (mode == HP_MODE_SHARED) {
    head.slots = head.base_slots;
    head.keys = head.base_keys;
    head.mask = head.base_mask;
  } else if (first().slots() == nullptr) {
    head.slots = kEmptySlots;
    head.keys = kEmptyRefs;
    head.mask = HP_MASK_OF_NOTHING;
  } else {
    head.slots = first().slots();
    head.keys = first().refs();
    head.mask = first().mask();
  }
  show_keys();
  const bool scattered = (mode != HP_MODE_SHARED && first().is_scattered()) ||
                         (mode != HP_MODE_OWN && base_->table().is_scattered());
  head.mode = mode | (scattered ? HP_MODE_SCATTERED : 0);
  show_to_runtime();
}

// A scattered table is not for it, as it does not know where keys are there. Nor is any where there is
// no room to settle, as after a restart.
void Context::show_to_runtime() noexcept {
  hp_pending *pending = head.pending;
  if (pending == nullptr) return;
  static hp_slot no_slots[4] = {};  // nobody writes to them, as there are no keys
  const bool has_table = own_.slots() != nullptr && !own_.is_scattered() && may_settle();
  pending->slots = has_table ? own_.slots() : no_slots;
  pending->keys = has_table ? own_.refs() : kEmptyRefs;
  pending->moves = own_.moves();
  pending->mask = has_table ? own_.mask() : HP_MASK_OF_NOTHING;
}

// Without memory for it each level takes a call.
void Context::make_pending() noexcept {
  if (pending_ == nullptr) pending_ = new (std::nothrow) Pending();
  if (pending_ == nullptr) return;
  head.pending = &pending_->shown;
  make_room();
}

void Context::make_room() noexcept {
  try {
    while (log_.room() < HP_PENDING_WRITES) log_.grow();
    while (levels_.room() < HP_PENDING_LEVELS) levels_.grow();
  } catch (const std::bad_alloc &) {
    own_.forget_places();
  }
  expect_records();
  show_to_runtime();
}

const hp_text *Context::keep_text(std::string_view text) {
  if (pending_ == nullptr || pending_->kept_count == HP_KEPT_TEXTS ||
      text.size() > HP_KEPT_TEXT_LENGTH)
    return nullptr;
  check_text(text.data(), text.size());
  hp_text *kept = blocks_.make_text(text.data(), text.size());
  kept->flags |= HP_TEXT_SHARED;  // no slot and no record owns it
  return pending_->kept[pending_->kept_count++] = kept;
}

bool Context::is_owned_by(uint64_t slot, const hp_slot &before) const noexcept {
  const Cell cell = Cell::in(before), now = own_.cell(slot);
  const bool owned =
      cell.is_object() || (cell.is_text() && (cell.text()->flags & HP_TEXT_SHARED) == 0);
  return owned && now.kind2 == cell.kind2 && now.value == cell.value;
}

// The values are there. Where a level was not opened or left as a whole, because the stack of the
// runtime ended, it is one that holds less.
HP_COLD void Context::settle_pending() noexcept {
  hp_pending &pending = *head.pending;
  if (pending.count == HP_PENDING_SHOWN) {
    set_mode(HP_MODE_SHARED);
    pending.count = 0;
    return;
  }
  const uint64_t levels = pending.count & UINT32_MAX, writes = pending.count >> 32;
  pending.count = 0;
  if ((pending.levels[0] & HP_PENDING_SHARED) != 0) set_mode(HP_MODE_OVERLAY);
  for (uint64_t level = 0; level < levels; ++level) {
    push_settled(nullptr, By::runtime);
    const uint64_t next = level + 1 == levels ? writes : pending.levels[level + 1] >> 2;
    for (uint64_t i = pending.levels[level] >> 2; i < next; ++i) {
      const hp_pending_write &write = pending.writes[i];
      const uint64_t slot = static_cast<uint64_t>(write.slot - own_.slots());
      const bool present = !Table::is_reserved(write.before);
      // What was not written, or was put back, has no record: the slot owns what it has.
      if (present ? is_owned_by(slot, write.before) : own_.is_reserved(slot)) continue;
      if (!present) own_.filled();
      log_.push({own_.hash(slot), present ? write.before.value : 0,
                 static_cast<uint32_t>(present ? write.before.word & HP_WORD_KIND_MASK : 0),
                 present ? 1u : 0u});
    }
    head.level_changes = pending.levels[level] & HP_PENDING_CHANGED;
  }
  make_room();
}

void Context::set_mode(uint64_t mode) noexcept {
  head.mode = mode;
  if (mode == HP_MODE_OWN) {
    head.base_slots = kEmptySlots;
    head.base_keys = kEmptyRefs;
    head.base_mask = HP_MASK_OF_NOTHING;
  }
  show();
}

// What readers see of the upper snapshot becomes the own table's, before anything is written there.
HP_COLD void Context::take_upper() {
  forget_collected();  // keys move
  const Table &upper = upper_->table();
  try {
    own_.reserve_many(upper.size());
    visit_table(upper, [&](const Table::Key &key, Cell cell) {
      own_.reserve(key.hash);
      own_.insert(key.hash, own_.add_key(key.text()), cell);
    });
    shows_upper_ = false;
  } catch (...) {
    own_.clear();  // what is in there belongs to the snapshot
    ++head.key_generation;
    show();
    throw;
  }
  ++head.key_generation;
  show();
}

// The slot of a key in the snapshot that this was made over; null where it has none.
const hp_slot *Context::in_snapshot(uint64_t hash) const noexcept {
  for (const Snapshot *snapshot : {upper_, base_}) {
    if (snapshot == nullptr) continue;
    const uint64_t slot = snapshot->table().find(hash);
    if (slot != Table::kNone) return snapshot->table().slots() + slot;
  }
  return nullptr;
}

// Copies the base in. Without memory for it reads stay slower, which is better than failing;
// what was copied until then does no harm, it only hides equal values.
void Context::flatten() noexcept {
  settle();
  const Table &base = base_->table();
  try {
    if (shows_upper_) take_upper();
    own_.purge();
    own_.reserve_many(base.size());
    for (uint64_t i = 0; i < base.capacity(); ++i) {
      if (!base.holds(i) || own_.find(base.hash(i)) != Table::kNone) continue;
      own_.reserve(base.hash(i));
      own_.insert(base.hash(i), base.ref(i), base.cell(i));
    }
    set_mode(HP_MODE_OWN);
  } catch (...) {
    show();
    head.flatten_at *= 2;
  }
}

// 0 where the base has no such key.
uint32_t Context::base_key(uint64_t hash) const noexcept {
  if (base_ == nullptr) return 0;
  uint64_t slot = base_->table().find(hash);
  return slot == Table::kNone ? 0 : base_->table().ref(slot);
}

// A key whose value was undone has no claim to its hash: when another comes, the slot is emptied.
uint64_t Context::find_place(const KeyName &key) noexcept {
  uint64_t slot = own_.find_place(key.hash);
  if (slot == Table::kNone || !own_.is_reserved(slot) || is_same_key(slot, key)) return slot;
  own_.purge();
  return Table::kNone;
}

uint32_t Context::intern(uint64_t hash, std::string_view text) {
  uint64_t slot = find_place({hash, text, 0});
  uint32_t known = slot == Table::kNone ? base_key(hash) : own_.ref(slot);
  if (known == 0) {
    check_key(text.data(), text.size());
    const char *bytes = own_.key_bytes();
    known = own_.add_key(text);
    if (own_.key_bytes() != bytes) forget_collected();
    head.carried += text.size();
    show_keys();
    return known;
  }
  check_same_key(text_of(own_.record(known)), text);
  return known;
}

void Context::give_back_log() noexcept {
  log_.clear_and_shrink();
  own_.forget_places();
  seen_.shrink();
  expect_records();
  show_to_runtime();
}

void Context::compact_keys() noexcept {
  forget_collected();
  own_.compact_keys();
  show_keys();
  ++head.key_generation;
}

const hp_text *Context::make_text(std::string_view text) {
  check_text(text.data(), text.size());
  head.carried += text.size();
  return blocks_.make_text(text.data(), text.size());
}

void Context::drop_reference(Cell cell) noexcept {
  if (cell.is_text()) {
    if ((cell.text()->flags & HP_TEXT_SHARED) == 0) blocks_.drop_text(cell.text());
  } else if (cell.is_object()) {
    released_[head.released_count++] = cell.value >> 3;  // reserved when it was written
    --objects_;
  }
}

// Room for every handle that is owned, so that letting go never allocates.
void Context::reserve_released() {
  uint64_t needed = head.released_count + objects_ + 1;
  if (released_.size() < needed) released_.resize(2 * needed);
  head.released = released_.data();
}

void Context::reserve_record() {
  if (head.depth == 0) return;
  Level &top = levels_.top();
  if (log_.size() >= top.compact_at) compact(top);
  while (log_.room() <= HP_PENDING_WRITES) log_.grow();
  expect_records();
}

// Keeps the first record of each key; the later ones hold values nobody will see again.
void Context::compact(Level &level) {
  uint64_t length = log_.size() - level.own;
  if (length < 2) return;
  seen_.start(length);
  uint64_t to = level.own;
  for (uint64_t from = level.own; from < log_.size(); ++from) {
    if (seen_.first(log_[from].hash)) {
      log_[to++] = log_[from];
    } else if (log_[from].present != 0) {
      drop(log_[from].cell());
    }
  }
  log_.cut(to);
  const uint64_t twice = 2 * (to - level.own);
  level.compact_at = level.own + (twice < kSmallLevel ? kSmallLevel : twice);
  expect_records();
}

// A tombstone hides what is below. Below the base there is only the snapshot; so what the snapshot
// does not have need not be hidden there, and keys that come and go leave nothing.
bool Context::is_needless(uint64_t hash, Cell cell) const noexcept {
  return head.depth == 0 && cell.is_tombstone() && in_snapshot(hash) == nullptr;
}

void Context::remove_at_base(const KeyName &key) {
  if (key.ref == 0) check_key(key.text.data(), key.text.size());
  const uint64_t slot = own_.find(key.hash);
  if (slot == Table::kNone) return;
  if (own_.ref(slot) != key.ref) check_same_key(own_.text(slot), text_of_name(key));
  const Cell before = own_.cell(slot);
  own_.erase(slot);
  drop(before);
  ++head.level_changes;
}

void Context::drop_needless_tombstones() noexcept {
  for (uint64_t i = 0; i < own_.capacity(); ++i)
    while (own_.holds(i) && is_needless(own_.hash(i), own_.cell(i))) own_.erase(i);
}

void Context::write_further(const KeyName &key, Cell cell) {
  try {
    if (shows_upper_) take_upper();
    if (is_needless(key.hash, cell)) return remove_at_base(key);
    reserve_record();
    if (cell.is_object()) reserve_released();
    uint64_t slot = find_place(key);
    if (slot != Table::kNone) {
      if (own_.ref(slot) != key.ref) check_same_key(own_.text(slot), text_of_name(key));
      if (head.depth != 0) {
        overwrite(slot, cell);
      } else {
        if (own_.is_reserved(slot)) {
          own_.fill(slot, cell);
          if (mode() == HP_MODE_SHARED) set_mode(HP_MODE_OVERLAY);
        } else {
          Cell before = own_.cell(slot);
          own_.set(slot, cell);
          drop(before);
        }
        ++head.level_changes;
      }
    } else {
      if (own_.is_purge_due(key.hash)) own_.purge();
      bool moved = own_.reserve(key.hash);
      uint32_t ref = key.ref;
      if (ref == 0) {
        ref = intern(key.hash, key.text);
      } else if (uint32_t same_hash = base_key(key.hash)) {
        check_same_key(text_of(own_.record(same_hash)), text_of_name(key));
      }
      own_.insert(key.hash, ref, cell);
      if (head.depth != 0) log_.push({key.hash, 0, 0, 0});
      if (mode() == HP_MODE_SHARED)
        set_mode(HP_MODE_OVERLAY);
      else if (moved)
        show();
      ++head.level_changes;
    }
    if (cell.is_object()) ++objects_;
  } catch (...) {
    show();  // the table may have moved before the failure
    if (cell.is_text()) blocks_.drop_text(cell.text());
    throw;
  }
}

// In a level of its own, which a failure rolls back and success adds to the one around it.
void Context::hide_all() {
  shrink();
  if (shows_upper_) take_upper();
  std::vector<KeyName> visible;
  for_each([&](const Table::Key &key, Cell cell) {
    if (!cell.is_tombstone()) visible.push_back({key.hash, {}, key.ref});
  });
  push(nullptr);
  try {
    for (const KeyName &key : visible) write(key, Cell::tombstone());
  } catch (...) {
    pop();
    throw;
  }
  merge_top();
}

void Context::hide_inherited() {
  hide_all();
  Level &level = levels_.top();
  level.own = log_.size();
  level.compact_at = level.own + kSmallLevel;
  expect_records();
}

void Context::merge_top() noexcept {
  const Level top = levels_.top();
  levels_.cut(levels_.size() - 1);
  head.depth = levels_.size();
  head.level_serial = top.outer_serial;
  head.level_changes += top.outer_changes;
  if (head.depth == 0) {
    for (uint64_t i = top.begin; i < log_.size(); ++i)
      if (log_[i].present != 0) drop(log_[i].cell());
    log_.cut(top.begin);
    drop_needless_tombstones();
  }
  expect_records();
}

hp_status Context::pop_owned() noexcept {
  Storage *owner = levels_.top().owner;
  const hp_status status = guarded([&] {
    owner->take_changes(*this);
    return HP_OK;
  });
  owner->closed();
  pop();
  return status;
}

// What the own table holds here goes; the base's value, where it was copied in, comes back.
void Context::take_out(uint64_t slot) noexcept {
  if (mode() == HP_MODE_OWN && base_ != nullptr) {
    uint64_t base_slot = base_->table().find(own_.hash(slot));
    if (base_slot != Table::kNone) {
      own_.set(slot, base_->table().cell(base_slot));
      return;
    }
  }
  if (may_reserve())
    own_.reserve_for_key(slot);
  else
    own_.erase(slot);
}

uint64_t Context::level_of(uint64_t hash) noexcept {
  settle();
  uint64_t level = levels_.size();
  for (uint64_t i = log_.size(); i != 0; --i) {
    while (level != 0 && i - 1 < levels_[level - 1].begin) --level;
    if (log_[i - 1].hash == hash) return level == 0 ? 0 : serial_at(level);
  }
  return 0;
}

// Going back in the log, `now` is what the key was; a level holds what it was before the next inner
// level that wrote it.
uint64_t Context::history(uint64_t hash) {
  settle();
  changes_.clear();
  const auto add = [&](uint64_t serial, Cell cell) {
    changes_.push_back(entry_of(serial, cell));
  };
  const uint64_t own = mode() == HP_MODE_SHARED ? Table::kNone : own_.find(hash);
  bool present = own != Table::kNone;
  Cell now = present ? own_.cell(own) : Cell::tombstone();
  uint64_t level = levels_.size(), seen = 0;
  for (uint64_t i = log_.size(); i != 0; --i) {
    while (level != 0 && i - 1 < levels_[level - 1].begin) --level;
    if (log_[i - 1].hash != hash) continue;
    if (level != seen) {
      if (present) add(serial_at(level), now);
      seen = level;
    }
    present = log_[i - 1].present != 0;
    now = log_[i - 1].cell();
  }
  const hp_slot *below = in_snapshot(hash);
  const Cell base = below == nullptr ? Cell::tombstone() : Cell::in(*below);
  if (present && !(below != nullptr && is_same(base, now))) add(0, now);
  if (below != nullptr) add(HP_IN_SNAPSHOT, base);
  return collected();
}

uint64_t Context::collected() noexcept {
  head.changes = changes_.data();
  head.changes_count = changes_.size();
  return changes_.size();
}

uint64_t Context::collect_changes() {
  changes_.clear();
  for_each_change([&](const Table::Key &key, Cell cell) { changes_.push_back(entry_of(key, cell)); });
  return collected();
}

uint64_t Context::steady_level() noexcept {
  settle();
  const uint64_t below = base_ == nullptr ? 0 : base_->size();
  const uint64_t visible = below > own_.size() ? below : own_.size();
  if (visible < kWorthTelling) return kNoLevel;
  for (uint64_t depth = 0; depth < levels_.size(); ++depth) {
    const Level &inside = levels_[depth];
    const bool is_asked = depth == 0 || (serial_at(depth) & static_cast<uint64_t>(By::runtime)) != 0;
    if (is_asked && inside.outer_changes == 0 && log_.size() - inside.begin <= visible / kFewOf)
      return depth;
  }
  return kNoLevel;
}

uint64_t Context::list_inside(uint64_t depth) {
  settle();
  changes_.clear();
  visit_written(depth, [&](const Undo &, uint64_t slot) {
    if (slot != Table::kNone) changes_.push_back(entry_of(own_.key(slot), own_.cell(slot)));
  });
  return collected();
}

// What a record says that was there, or else is below; then the rest.
uint64_t Context::list_outside(uint64_t depth) {
  settle();
  changes_.clear();
  visit_written(depth, [&](const Undo &before, uint64_t slot) {
    if (slot == Table::kNone) return;
    const uint64_t below = base_ == nullptr ? Table::kNone : base_->table().find(before.hash);
    if (before.present != 0)
      changes_.push_back(entry_of(own_.key(slot), before.cell()));
    else if (below != Table::kNone)
      changes_.push_back(entry_of(own_.key(slot), base_->table().cell(below)));
  });
  for_each([&](const Table::Key &key, Cell cell) {
    if (!seen_.has(key.hash)) add_visible(key, cell);
  });
  return collected();
}

// Asked by those who look at every slot: one scope of a million keys must not cost them for ever.
void Context::shrink() noexcept {
  settle();
  if (mode() != HP_MODE_SHARED && own_.shrink()) show();
  if (changes_.capacity() > 16 * (own_.size() + 1024)) {
    forget_collected();
    std::vector<hp_entry>().swap(changes_);
  }
}

uint64_t Context::list() {
  shrink();
  changes_.clear();
  for_each([&](const Table::Key &key, Cell cell) { add_visible(key, cell); });
  return collected();
}

// Keys of an upper snapshot have no references here until they are the own table's.
void Context::add_visible(const Table::Key &key, Cell cell) {
  hp_entry &entry = changes_.emplace_back(entry_of(key, cell));
  if (shows_upper_ && (key.ref & HP_KEY_IN_BASE) == 0) entry.key_ref = 0;
}

// Where a read ends that goes on from the own table to the base.
const Table *Context::table_with(uint64_t hash, uint64_t *slot) noexcept {
  if (head.pending != nullptr && head.pending->count == HP_PENDING_SHOWN) settle();
  if (mode() != HP_MODE_SHARED) {
    *slot = first().find(hash);
    if (*slot != Table::kNone) return &first();
    if (mode() == HP_MODE_OWN) return nullptr;
    if (++head.second_looks >= head.flatten_at) {
      flatten();
      if (mode() == HP_MODE_OWN) {  // a slot of the base is none that the header knows any more
        *slot = own_.find(hash);
        return *slot == Table::kNone ? nullptr : &own_;
      }
    }
  }
  *slot = base_->table().find(hash);
  return *slot == Table::kNone ? nullptr : &base_->table();
}

Context::Found Context::find(uint64_t hash) noexcept {
  uint64_t slot;
  const Table *table = table_with(hash, &slot);
  if (table == nullptr) return {nullptr, Cell::tombstone()};
  return {table->record(table->ref(slot)), table->cell(slot)};
}

const hp_slot *Context::slot_of(uint64_t hash) noexcept {
  uint64_t slot;
  const Table *table = table_with(hash, &slot);
  return table == nullptr ? nullptr : table->slots() + slot;
}

Snapshot *Context::snapshot(bool keep_numbers) const {
  Snapshot *snapshot = new Snapshot;
  try {
    if (keep_numbers && base_ != nullptr && objects_ == 0) snapshot->keep_numbers_of(upper_ != nullptr ? upper_ : base_);
    if (mode() == HP_MODE_SHARED) snapshot->expect(base_->table().size());
    for_each([&](const Table::Key &key, Cell cell) { snapshot->add(key.hash, key.text(), cell); });
  } catch (...) {
    Snapshot::release(snapshot);
    throw;
  }
  if (snapshot->table().size() != 0) return snapshot;
  Snapshot::release(snapshot);
  return nullptr;
}

}  // namespace hyperparameter::storage
