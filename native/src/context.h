// One thread's (or task's) stack of levels.
//
// The values are in one table, the newest of each key; what a level replaced is
// in the undo log. So a read costs the same at any depth, and entering and
// leaving cost as much as was written, never as much as is visible.
//
//   log    [ a: was 1 ] [ b: absent ] | [ a: was 2 ] [ c: was "x" ] [ c: was 3 ]
//            level 1                    level 2
//
// Leaving level 2 walks its records backwards. Nothing looks for an older record
// of the key when one is added; a level that has grown to twice its size since
// it was last compacted is cut down to the first record of each key, so writing
// one key for ever needs constant memory.
//
// The base snapshot is shared and immutable. Where the values are is the mode:
//
//   HP_MODE_SHARED   nothing written: the header shows the snapshot's own table
//   HP_MODE_OVERLAY  a small table of writes, a miss goes on to the snapshot
//   HP_MODE_OWN     the snapshot was copied in (or there is none)
//
// Where the snapshot is one laid over another, that other one is the base, and until the first write
// readers see the upper one's small table in HP_MODE_OVERLAY; then its values are copied into the own
// table, and stay. What it has is the snapshot's all the same, for those who ask where a value is from.
//
// A record "absent" means absent from the context's own table. Once the base has
// been copied in, undoing such a record puts the base's value there. Otherwise
// the slot stays reserved for its key (see table.h): a scope that was left is
// usually entered again, and then neither checks nor copies the key once more.
//
// A runtime may have levels pending, which it opened by stores of its own: see hp_pending. Reads need
// not know. Whoever lists, moves or counts what is in the own table, or asks for levels, settles first.
// That never fails: there is always room for as many levels and records as may be pending.
//
// Who owns what: an object handle and a context's text belong to exactly one
// slot or undo record. When the last owner drops it the handle id goes to the
// header's `released`, the text to the parked blocks.
#pragma once

#include <atomic>
#include <string_view>
#include <vector>

#include "blocks.h"
#include "held.h"
#include "hyperparameter/context.h"
#include "keys.h"
#include "snapshot.h"
#include "table.h"
#include "undo_log.h"

namespace hyperparameter::storage {

class Context {
 public:
  /// Retains `base`, which may be null. One reference, the creator's.
  explicit Context(Snapshot *base);
  Context(const Context &) = delete;
  Context &operator=(const Context &) = delete;

  // The header comes first: its address is the context's handle.
  hp_context_layout head;

  static Context *of(hp_handle handle) noexcept {
    return reinterpret_cast<Context *>(static_cast<uintptr_t>(handle));
  }
  static Context *of(const hp_context_layout *header) noexcept {
    return reinterpret_cast<Context *>(const_cast<hp_context_layout *>(header));
  }

  /// The creator and every thread bound to it hold a reference.
  void retain() noexcept { refs_.fetch_add(1, std::memory_order_relaxed); }
  static void release(Context *context) noexcept;
  Held held{this};
  /// Whether somebody besides who asks holds a reference.
  bool has_other_owner() const noexcept { return refs_.load(std::memory_order_acquire) > 1; }

  /// A key to write: by reference, where this context has given one for it, else by its text.
  struct KeyName {
    uint64_t hash;
    std::string_view text;  // only where ref is 0
    uint32_t ref;
  };

  /// As if it had just been made over `base`, but with its memory, its id, and serials that go on.
  /// References to keys are void. The objects it owned are in the header's `released`.
  hp_status restart(Snapshot *base) noexcept;

  /// Starts a mutating call: what was borrowed until now ends, and a base that was looked at
  /// often enough is copied in.
  void begin() noexcept {
    settle();
    if (blocks_.has_parked()) recycle();
    if (mode() == HP_MODE_OVERLAY && head.second_looks >= head.flatten_at) flatten();
  }
  /// Takes the levels that a runtime has pending on the books.
  void settle() noexcept {
    if (head.pending != nullptr && head.pending->count != 0) settle_pending();
  }
  /// Lets the runtime have levels pending, if there is memory for that.
  void expect_pending() noexcept {
    if (head.pending == nullptr || head.pending->slots != own_.slots()) make_pending();
  }
  /// A text that lives as long as this; null where that is one too many, or too long.
  const hp_text *keep_text(std::string_view text);
  /// begin() of a call that leaves levels. No such call is given references to keys, so this is
  /// where the keys that left levels gave up are forgotten.
  void begin_leaving() noexcept {
    begin();
    if (own_.is_compaction_due()) compact_keys();
  }
  /// The reference of a key.
  uint32_t intern(uint64_t hash, std::string_view text);
  const hp_text *make_text(std::string_view text);

  /// Writes into the innermost level. Takes over the text or object in `cell`, also on failure
  /// (an object's handle excepted: on failure it stays the caller's).
  void write(const KeyName &key, Cell cell) {
    const uint64_t slot = own_.find_place(key.hash);
    if (slot != Table::kNone && log_.size() < record_until_ && !cell.is_object() &&
        is_same_key(slot, key))
      overwrite(slot, cell);
    else
      write_further(key, cell);
  }
  /// Tombstones for all that is visible, or a failure and none.
  void hide_all();
  /// The same for a level just opened. What is hidden so is no change of the level: entered
  /// elsewhere, its scope hides what is visible there.
  void hide_inherited();

  uint64_t depth() const noexcept { return head.depth; }
  /// Who opened a level: the runtime is told before a level of its own is closed for it.
  enum class By : uint64_t { library = 0, runtime = 1 };
  /// Opens a level; returns its serial, whose lowest bit says who opened it.
  uint64_t push(Storage *owner, By by = By::library) {
    while (levels_.room() <= HP_PENDING_LEVELS) levels_.grow();
    return push_settled(owner, by);
  }
  /// The same where there is room.
  uint64_t push_settled(Storage *owner, By by) noexcept {
    const uint64_t begin = log_.size(), serial = head.next_serial | static_cast<uint64_t>(by);
    head.next_serial += 2;
    levels_.push({begin, begin, begin + kSmallLevel, head.level_serial, head.level_changes, owner});
    head.depth = levels_.size();
    head.level_serial = serial;
    head.level_changes = 0;
    expect_records();
    return serial;
  }
  /// The level just opened failed to fill: its owner gets nothing back.
  void forget_owner() noexcept { levels_.top().owner = nullptr; }
  /// A level just opened and filled: writes from here on count as changes.
  void filled() noexcept { head.level_changes = 0; }
  /// Closes levels down to `target`; C scopes open in them become idle and get their changes.
  /// HP_E_NO_MEMORY where one did not get them: it keeps the values it was entered with.
  hp_status unwind(uint64_t target) noexcept {
    hp_status status = HP_OK;
    while (head.depth > target) {
      if (HP_LIKELY(levels_.top().owner == nullptr))
        pop();
      else if (hp_status failed = pop_owned())
        status = failed;
    }
    if (!HP_LIKELY(log_.capacity() <= kLargeLog || log_.size() != 0)) give_back_log();
    return status;
  }
  /// Whether the innermost level hides nothing but by what it holds.
  bool may_merge() const noexcept {
    const Level &top = levels_[levels_.size() - 1];
    return top.owner == nullptr && top.own == top.begin;
  }
  /// Gives what it holds to the one around it, or to the base.
  void merge() noexcept {
    head.level_changes = log_.size() - levels_.top().own;  // those it was entered with are some there
    merge_top();
  }
  bool has_level(uint64_t depth, uint64_t serial) const noexcept {
    return depth != 0 && depth <= head.depth && serial_at(depth) == serial;
  }
  uint64_t serial_at(uint64_t depth) const noexcept {
    return depth == levels_.size() ? head.level_serial : levels_[depth].outer_serial;
  }
  /// The level with this serial, 1 the outermost; 0 where it is not open.
  uint64_t depth_of(uint64_t serial) const noexcept {
    uint64_t depth = head.depth;
    while (depth != 0 && serial_at(depth) != serial) --depth;
    return depth;
  }
  /// Lets the runtime close its levels inside the one at `depth`, which is to be closed.
  void leave_inside(uint64_t depth) noexcept;

  /// The serial of the innermost level with a record of the key; 0 when there is none.
  uint64_t level_of(uint64_t hash) noexcept;

  /// Collects into the header's `changes` what each level that wrote the key holds of it.
  uint64_t history(uint64_t hash);

  /// Calls visit(key, cell) for each key the innermost level changed, with its value now.
  template <class Visit>
  void for_each_change(Visit &&visit) {
    Level &top = levels_.top();
    compact(top);
    for (uint64_t i = top.own; i < log_.size(); ++i) {
      uint64_t slot = own_.find(log_[i].hash);
      if (slot != Table::kNone) visit(own_.key(slot), own_.cell(slot));
    }
  }

  /// Calls visit(key, cell) for everything visible and for the tombstones.
  template <class Visit>
  void for_each(Visit &&visit) const {
    if (mode() == HP_MODE_SHARED)
      visit_table(base_->table(), visit);
    else
      visit_tables(first(), mode() == HP_MODE_OWN ? nullptr : &base_->table(), visit);
  }

  /// Collects into the header's `changes`.
  uint64_t collect_changes();
  uint64_t list();
  /// The outermost level, 0 for what is outside of all, that was not written to since it was opened,
  /// and that few writes are inside of, beside all that is visible; kNoLevel where there is none. Of
  /// levels only those of a runtime are asked.
  uint64_t steady_level() noexcept;
  static constexpr uint64_t kNoLevel = ~uint64_t{0};
  /// Collects what levels inside of the one at `depth` wrote, as it is now; and all that would be
  /// visible without them.
  uint64_t list_inside(uint64_t depth);
  uint64_t list_outside(uint64_t depth);
  /// Gives back what keys that are gone made the table and the list take.
  void shrink() noexcept;

  struct Found {
    const hp_key *key;  // null: no such key; else text_of() it
    Cell cell;
  };
  /// The innermost value (a tombstone is one); counts second looks.
  Found find(uint64_t hash) noexcept;
  /// The same as the slot it is in; null for none.
  const hp_slot *slot_of(uint64_t hash) noexcept;

  /// What is visible, without tombstones; null when that is nothing.
  /// `keep_numbers`: objects of the base keep the numbers they have there, if there are no others.
  Snapshot *snapshot(bool keep_numbers = false) const;

 private:
  ~Context();

  static constexpr uint64_t kSmallLevel = 16;   // below this a level is not worth compacting
  static constexpr uint64_t kLargeLog = 16384;  // records that an empty log has no room for

  std::string_view text_of_name(const KeyName &key) const noexcept {
    return key.ref == 0 ? key.text : text_of(own_.record(key.ref));
  }
  bool is_same_key(uint64_t slot, const KeyName &key) const noexcept {
    if (own_.ref(slot) == key.ref) return true;
    const std::string_view known = own_.text(slot), text = text_of_name(key);
    return known.size() == text.size() && is_same_text(known.data(), text.data(), text.size());
  }

  /// What the header shows, without HP_MODE_SCATTERED.
  uint64_t mode() const noexcept { return head.mode & ~uint64_t{HP_MODE_SCATTERED}; }
  void settle_pending() noexcept;
  bool is_owned_by(uint64_t slot, const hp_slot &before) const noexcept;
  /// Where a runtime has levels pending, and what it writes there.
  struct Pending {
    hp_pending shown;
    hp_text *kept[HP_KEPT_TEXTS];
    uint64_t kept_count;
  };
  void make_pending() noexcept;
  /// Whether there is room for as much as a runtime may have pending.
  bool may_settle() const noexcept {
    return log_.room() >= HP_PENDING_WRITES && levels_.room() >= HP_PENDING_LEVELS;
  }
  void make_room() noexcept;
  void show_to_runtime() noexcept;
  const Table *table_with(uint64_t hash, uint64_t *slot) noexcept;
  void start_on(Snapshot *base) noexcept;
  void show() noexcept;
  void show_keys() noexcept { head.key_bytes = first().key_bytes(); }
  /// The table that readers look into first; but for HP_MODE_SHARED.
  const Table &first() const noexcept { return shows_upper_ ? upper_->table() : own_; }
  void take_upper();
  const hp_slot *in_snapshot(uint64_t hash) const noexcept;
  /// Calls visit(first record of a key, its slot) for each key that levels inside of `depth` wrote.
  template <class Visit>
  void visit_written(uint64_t depth, Visit &&visit) {
    const uint64_t begin = depth < levels_.size() ? levels_[depth].begin : log_.size();
    seen_.start(log_.size() - begin);
    for (uint64_t i = begin; i < log_.size(); ++i)
      if (seen_.first(log_[i].hash)) visit(log_[i], own_.find(log_[i].hash));
  }
  void add_visible(const Table::Key &key, Cell cell);
  uint64_t collected() noexcept;
  /// What was collected refers to texts and keys that are about to go or move.
  void forget_collected() noexcept { head.changes_count = 0; }
  void recycle() noexcept {
    forget_collected();
    blocks_.recycle();
  }
  void set_mode(uint64_t mode) noexcept;
  void flatten() noexcept;
  uint32_t base_key(uint64_t hash) const noexcept;
  void compact_keys() noexcept;
  void give_back_log() noexcept;
  /// The slot of the key, or that is reserved for it, in the own table.
  uint64_t find_place(const KeyName &key) noexcept;
  bool may_reserve() const noexcept {
    return own_.may_reserve() && (base_ == nullptr || !base_->table().has_tiny_hash());
  }
  void write_further(const KeyName &key, Cell cell);
  void overwrite(uint64_t slot, Cell cell) noexcept;
  void pop() noexcept;
  hp_status pop_owned() noexcept;
  void merge_top() noexcept;
  bool is_needless(uint64_t hash, Cell cell) const noexcept;
  void remove_at_base(const KeyName &key);
  void drop_needless_tombstones() noexcept;
  void restore(const Undo &undo) noexcept;
  void take_out(uint64_t slot) noexcept;
  void drop(Cell cell) noexcept;
  void drop_reference(Cell cell) noexcept;
  void compact(Level &level);
  void reserve_record();
  /// Until what length of the log a record may be pushed without further questions.
  void expect_records() noexcept {
    const uint64_t compact_at = levels_.size() == 0 ? 0 : levels_.top().compact_at;
    const uint64_t most = log_.capacity() < HP_PENDING_WRITES ? 0 : log_.capacity() - HP_PENDING_WRITES;
    record_until_ = compact_at < most ? compact_at : most;
  }
  void reserve_released();

  Table own_;
  Snapshot *base_ = nullptr;
  Snapshot *upper_ = nullptr;  // laid over base_; retained, as that is
  bool shows_upper_ = false;   // so nothing was written yet
  Blocks blocks_;
  Stack<Undo> log_;
  Stack<Level> levels_;
  uint64_t record_until_ = 0;
  FirstSeen seen_;
  Pending *pending_ = nullptr;
  std::vector<hp_entry> changes_;
  std::vector<uint64_t> released_;
  uint64_t objects_ = 0;  // handles that slots and records own
  std::atomic<uint64_t> refs_{1};
};

// The slot is that of the key, and a record may be pushed; no object is written.
inline void Context::overwrite(uint64_t slot, Cell cell) noexcept {
  const uint64_t hash = own_.hash(slot);
  if (own_.is_reserved(slot)) {
    log_.push({hash, 0, 0, 0});
    own_.fill(slot, cell);
    if (mode() == HP_MODE_SHARED) set_mode(HP_MODE_OVERLAY);
  } else {
    const Cell before = own_.cell(slot);
    log_.push({hash, before.value, static_cast<uint32_t>(before.kind2), 1});
    own_.set(slot, cell);
  }
  ++head.level_changes;
}

inline void Context::drop(Cell cell) noexcept {
  if (cell.kind2 == HP_REF) drop_reference(cell);
}

inline void Context::restore(const Undo &undo) noexcept {
  const uint64_t slot = own_.find(undo.hash);
  if (slot == Table::kNone) return;
  drop(own_.cell(slot));
  if (undo.present != 0)
    own_.set(slot, undo.cell());
  else
    take_out(slot);
}

inline void Context::pop() noexcept {
  const uint64_t begin = levels_.top().begin;
  for (uint64_t i = log_.size(); i != begin; --i) restore(log_[i - 1]);
  log_.cut(begin);
  head.level_changes = levels_.top().outer_changes;
  head.level_serial = levels_.top().outer_serial;
  levels_.cut(levels_.size() - 1);
  head.depth = levels_.size();
  expect_records();
  if (mode() == HP_MODE_OVERLAY && own_.size() == 0 && upper_ == nullptr) set_mode(HP_MODE_SHARED);
}

}  // namespace hyperparameter::storage
