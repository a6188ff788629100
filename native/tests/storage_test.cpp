// The hidden classes: table, collisions, undo log, modes of a context, ownership.
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "check.h"
#include "context.h"
#include "failure.h"
#include "hyperparameter/c_api.h"
#include "key_arena.h"
#include "keys.h"

using namespace hyperparameter::storage;

namespace {

hp_handle handle(Context *context) { return reinterpret_cast<uintptr_t>(&context->head); }

void put(Context &context, uint64_t hash, const char *key, int64_t value) {
  context.begin();
  context.write({hash, key, 0}, Cell::of_long(value));
}

// -1: missing
int64_t get(Context &context, uint64_t hash) {
  Context::Found found = context.find(hash);
  return found.key == nullptr || found.cell.is_tombstone() ? -1
                                                           : static_cast<int64_t>(found.cell.value);
}

// What every context must satisfy at any time.
void invariants(const Context &context) {
  const hp_context_layout &head = context.head;
  uint64_t empty[4] = {};
  for (uint64_t i = 0; i <= head.mask; ++i) {
    if (head.keys[i] == 0) {
      CHECK(head.slots[i].word == 0 && head.slots[i].value == 0);
      ++empty[i & 3];
      continue;
    }
    const uint64_t value = head.slots[i].value;
    const bool reserved =
        head.slots[i].word == 0 && (value & HP_TAG_RESERVED) == HP_TAG_RESERVED;
    const uint64_t high = reserved ? (value & ~HP_TAG_MASK) | (value & 1) << 2
                                   : head.slots[i].word & ~uint64_t{3};
    const uint64_t hash = high | (i & 3);
    if (reserved) CHECK(hash >= 4);
    // Reachable from its home without a gap.
    for (uint64_t j = hash & head.mask; j != i; j = (j + 4) & head.mask)
      CHECK(head.keys[j] != 0);
  }
  for (uint64_t count : empty) CHECK(count > 0);
  CHECK(head.base_slots != nullptr && head.base_keys != nullptr);
}

void equal_hashes_are_refused() {
  Context *context = new Context(nullptr);
  put(*context, 77, "first", 1);
  bool refused = false;
  try {
    put(*context, 77, "second", 2);
  } catch (const Failure &failure) {
    refused = failure.status == HP_E_KEY_COLLISION;
    CHECK(failure.message.find("'first'") != std::string::npos);
    CHECK(failure.message.find("'second'") != std::string::npos);
  }
  CHECK(refused);
  CHECK_EQ(get(*context, 77), 1);
  CHECK_EQ(hp_context_key(handle(context), 77, "second", 6), 0u);
  CHECK_EQ(hp_last_status(), HP_E_KEY_COLLISION);
  // Also where the first one is in the base.
  Snapshot *base = context->snapshot();
  Context *over = new Context(base);
  refused = false;
  try {
    put(*over, 77, "second", 2);
  } catch (const Failure &failure) {
    refused = failure.status == HP_E_KEY_COLLISION;
  }
  CHECK(refused);
  CHECK_EQ(over->head.mode, uint64_t{HP_MODE_SHARED});
  put(*over, 77, "first", 3);
  CHECK_EQ(get(*over, 77), 3);
  Snapshot::release(base);
  Context::release(over);
  Context::release(context);
}

// Hashes that crowd one sub-table and one home, and hashes with nothing above the low bits.
void crowded_hashes() {
  Context *context = new Context(nullptr);
  std::vector<uint64_t> hashes;
  for (uint64_t i = 0; i < 100; ++i) hashes.push_back(i << 40);
  for (uint64_t i = 1; i < 16; ++i) hashes.push_back(i);
  for (uint64_t hash : hashes) {
    put(*context, hash, ("k" + std::to_string(hash)).c_str(), static_cast<int64_t>(hash % 1000));
    invariants(*context);
  }
  for (uint64_t hash : hashes) CHECK_EQ(get(*context, hash), static_cast<int64_t>(hash % 1000));
  CHECK_EQ(get(*context, 16), -1);
  context->begin();
  context->push(nullptr);
  for (uint64_t i = 200; i < 300; ++i) put(*context, i << 40, std::to_string(i).c_str(), 5);
  context->unwind(0);
  invariants(*context);
  for (uint64_t hash : hashes) CHECK_EQ(get(*context, hash), static_cast<int64_t>(hash % 1000));
  CHECK_EQ(get(*context, uint64_t{250} << 40), -1);
  Context::release(context);
}

// A left scope keeps the places of its keys, until another key needs one.
void left_keys_keep_their_slots() {
  Context *context = new Context(nullptr);
  put(*context, 1000, "outer", 1);
  const auto scope = [&](uint64_t hash, int64_t value) {
    context->begin();
    context->push(nullptr);
    put(*context, hash, ("k" + std::to_string(hash)).c_str(), value);
    CHECK_EQ(get(*context, hash), value);
    context->begin();
    context->unwind(0);
    CHECK_EQ(get(*context, hash), -1);
    invariants(*context);
  };
  scope(1008, 2);  // behind 1000 in its chain
  const hp_slot *slots = context->head.slots;
  const uint64_t mask = context->head.mask;
  scope(1008, 3);
  CHECK(context->head.slots == slots);
  CHECK_EQ(context->head.mask, mask);
  CHECK_EQ(context->list(), uint64_t{1});
  Snapshot *snapshot = context->snapshot();
  CHECK_EQ(snapshot->table().size(), uint64_t{1});
  Snapshot::release(snapshot);
  // Its hash is free for another key, and while that is there the first one is refused.
  put(*context, 1008, "other", 1);
  CHECK_EQ(get(*context, 1008), 1);
  invariants(*context);
  bool refused = false;
  try {
    put(*context, 1008, "k1008", 1);
  } catch (const Failure &failure) {
    refused = failure.status == HP_E_KEY_COLLISION;
  }
  CHECK(refused);
  // However many keys come and go, the table is bounded by what it holds at a time.
  for (uint64_t i = 0; i < 10000; ++i) scope(4 + i * 0x9E3779B97F4A7C15u, 5);
  CHECK(context->head.mask < 128);
  CHECK_EQ(get(*context, 1000), 1);
  // Written outside any level it stays.
  scope(2000, 6);
  put(*context, 2000, "k2000", 7);
  CHECK_EQ(get(*context, 2000), 7);
  invariants(*context);
  // A key whose word may be zero ends all reservations, and there are no new ones.
  for (uint64_t i = 0; i < 3; ++i) scope(3000 + i, 1);
  scope(2, 5);
  scope(3004, 5);
  for (uint64_t i = 0; i <= context->head.mask; ++i)
    if (context->head.keys[i] != 0)
      CHECK(context->head.slots[i].word != 0 || context->head.slots[i].value != 0);
  Context::release(context);
}

void base_is_shared_then_laid_over_then_copied() {
  Context *source = new Context(nullptr);
  for (uint64_t i = 1; i <= 100; ++i)
    put(*source, i * 1000003, ("p" + std::to_string(i)).c_str(), static_cast<int64_t>(i));
  Snapshot *base = source->snapshot();
  Context *context = new Context(base);
  CHECK(context->head.slots == context->head.base_slots);
  CHECK_EQ(get(*context, 5 * 1000003), 5);
  context->push(nullptr);
  put(*context, 5 * 1000003, "p5", 55);
  put(*context, 42, "new", 42);
  CHECK_EQ(context->head.mode, uint64_t{HP_MODE_OVERLAY});
  CHECK_EQ(get(*context, 5 * 1000003), 55);
  CHECK_EQ(get(*context, 6 * 1000003), 6);
  // Enough second looks copy the base in; the level still rolls back to the base's values.
  for (uint64_t i = 0; i <= context->head.flatten_at; ++i) get(*context, 6 * 1000003);
  CHECK_EQ(context->head.mode, uint64_t{HP_MODE_OWN});
  invariants(*context);
  CHECK_EQ(get(*context, 5 * 1000003), 55);
  put(*context, 7 * 1000003, "p7", 77);
  context->begin();
  context->unwind(0);
  invariants(*context);
  CHECK_EQ(get(*context, 5 * 1000003), 5);
  CHECK_EQ(get(*context, 7 * 1000003), 7);
  CHECK_EQ(get(*context, 42), -1);
  Context::release(context);
  // A level that ends without having been copied shares again.
  context = new Context(base);
  context->push(nullptr);
  put(*context, 42, "new", 42);
  context->unwind(0);
  CHECK_EQ(context->head.mode, uint64_t{HP_MODE_SHARED});
  Context::release(context);
  Snapshot::release(base);
  Context::release(source);
}

void a_level_stays_small() {
  Context *context = new Context(nullptr);
  hp_handle h = handle(context);
  const uint32_t key = hp_context_key(h, 9, "k", 1);
  CHECK_EQ(hp_context_enter(h, nullptr, 0, 0), HP_OK);
  uint64_t ids = 0;
  for (int i = 0; i < 100000; ++i) {
    hp_context_put(h, 9, key, HP_OBJECT, ++ids);
    // Compaction lets go of what nobody will see again.
    if (context->head.released_count > 64) context->head.released_count = 0;
  }
  context->head.released_count = 0;
  CHECK_EQ(hp_context_exit(h, 0, 1), int64_t{1});
  CHECK_EQ(context->head.changes[0].value, ids);
  CHECK_EQ(context->head.changes[0].kind, uint32_t{HP_OBJECT});
  CHECK(context->head.released_count >= 1 && context->head.released_count <= 40);
  hp_context_destroy(h);
}

void entering_is_all_or_nothing() {
  Context *context = new Context(nullptr);
  hp_handle h = handle(context);
  const uint32_t a = hp_context_key(h, 1, "a", 1), b = hp_context_key(h, 2, "b", 1);
  hp_entry entries[2] = {{1, 10, 0, nullptr, 0, a, HP_OBJECT, 0},
                         {2, 0, 0, nullptr, 0, b, 99, 0}};
  CHECK_EQ(hp_context_enter(h, entries, 2, 0), HP_E_ARGUMENT);
  CHECK_EQ(context->depth(), uint64_t{0});
  CHECK_EQ(context->head.released_count, uint64_t{0});
  CHECK_EQ(get(*context, 1), -1);
  CHECK_EQ(hp_context_exit(h, 0, 0), -int64_t{HP_E_STATE});
  entries[1].kind = HP_NULL;
  CHECK_EQ(hp_context_enter(h, entries, 2, 0), HP_OK);
  CHECK_EQ(context->head.level_changes, uint64_t{0});
  hp_entry text{2, reinterpret_cast<uintptr_t>("text"), 4, nullptr, 0, b, HP_TEXT, 0};
  CHECK_EQ(hp_context_put_entry(h, &text), HP_OK);
  CHECK_EQ(context->head.level_changes, uint64_t{1});
  CHECK_EQ(hp_context_exit(h, 0, 1), int64_t{2});
  for (uint64_t i = 0; i < 2; ++i) {
    const hp_entry &change = context->head.changes[i];
    if (change.kind == HP_TEXT)
      CHECK_EQ(std::string(hp_text_bytes(reinterpret_cast<const hp_text *>(change.value))), "text");
    else
      CHECK_EQ(change.value, uint64_t{10});
  }
  CHECK_EQ(context->head.released_count, uint64_t{1});
  hp_context_destroy(h);
}

// A level whose values stay: as if they had been written one by one, but all or none.
void a_level_is_merged() {
  Context *context = new Context(nullptr);
  hp_handle h = handle(context);
  put(*context, 1, "a", 1);
  hp_entry entries[2] = {{1, 10, 0, "a", 1, 0, HP_LONG, 0}, {2, 7, 0, "b", 1, 0, HP_OBJECT, 0}};
  CHECK_EQ(hp_context_enter(h, entries, 1, 0), HP_OK);
  const uint64_t outer = context->head.level_serial;
  CHECK_EQ(hp_context_enter(h, entries, 2, 0), HP_OK);
  const uint64_t inner = context->head.level_serial;
  CHECK_EQ(hp_context_merge(h, outer), HP_E_STATE);
  CHECK_EQ(hp_context_merge(h, inner), HP_OK);
  CHECK_EQ(hp_context_merge(h, inner), HP_E_STATE);
  CHECK_EQ(context->head.level_serial, outer);
  CHECK_EQ(context->head.level_changes, uint64_t{2});
  CHECK_EQ(context->level_of(2), outer);
  CHECK_EQ(hp_context_leave(h, outer, 1), int64_t{2});
  CHECK_EQ(get(*context, 1), 1);
  CHECK_EQ(context->head.released_count, uint64_t{1});
  context->head.released_count = 0;
  CHECK_EQ(hp_context_enter(h, entries, 2, 0), HP_OK);
  CHECK_EQ(hp_context_merge(h, context->head.level_serial), HP_OK);
  CHECK_EQ(context->depth(), uint64_t{0});
  CHECK_EQ(get(*context, 1), 10);
  CHECK_EQ(context->head.released_count, uint64_t{0});
  CHECK_EQ(hp_context_enter(h, entries, 1, 1), HP_OK);  // isolating
  CHECK_EQ(hp_context_merge(h, context->head.level_serial), HP_E_STATE);
  CHECK_EQ(hp_context_exit(h, 0, 0), int64_t{0});
  CHECK_EQ(hp_context_merge(h, 0), HP_E_STATE);
  invariants(*context);
  hp_context_destroy(h);
}

// One scope of many keys does not make every later list go through their slots.
void a_table_shrinks_when_it_is_listed() {
  Context *context = new Context(nullptr);
  hp_handle h = handle(context);
  put(*context, 1, "a", 1);
  CHECK_EQ(hp_context_enter(h, nullptr, 0, 0), HP_OK);
  put(*context, 2, "b", 2);
  CHECK_EQ(hp_context_enter(h, nullptr, 0, 0), HP_OK);
  for (uint64_t i = 0; i < 50000; ++i) {
    const std::string key = "many." + std::to_string(i);
    put(*context, hp_hash(key.data(), key.size()), key.c_str(), static_cast<int64_t>(i));
  }
  CHECK(context->head.mask >= 50000);
  CHECK_EQ(hp_context_exit(h, 1, 0), int64_t{0});
  CHECK_EQ(hp_context_list(h), int64_t{2});
  CHECK(context->head.mask < 4096);
  CHECK_EQ(get(*context, 1), 1);
  CHECK_EQ(get(*context, 2), 2);
  CHECK_EQ(hp_context_exit(h, 0, 0), int64_t{0});
  CHECK_EQ(get(*context, 1), 1);
  CHECK_EQ(get(*context, 2), -1);
  invariants(*context);
  hp_context_destroy(h);
}

std::string text_at(hp_handle context, uint32_t ref) {
  return std::string(text_of(hp_key_at(&Context::of(context)->head, ref)));
}

hp_entry lent(uint64_t hash, const std::string &key, int64_t value) {
  return {hash, static_cast<uint64_t>(value), 0, key.data(), static_cast<uint32_t>(key.size()), 0,
          HP_LONG, 0};
}

void lent_keys_are_kept() {
  Context *context = new Context(nullptr);
  hp_handle h = handle(context);
  std::string a = "a", b(200, 'b'), c(20000, 'c');
  const std::string names[3] = {a, b, c};
  hp_entry entries[3] = {lent(10, a, 1), lent(20, b, 2), lent(30, c, 3)};
  CHECK_EQ(hp_context_enter(h, entries, 3, 0), HP_OK);
  a[0] = b[0] = c[0] = '?';  // theirs again
  for (int i = 0; i < 3; ++i) {
    CHECK_EQ(text_at(h, entries[i].key_ref), names[i]);
    CHECK_EQ(get(*context, entries[i].hash), i + 1);
    entries[i].key = nullptr;
  }
  hp_context_exit(h, 0, 0);
  // They outlive the level, and now need no lending.
  CHECK_EQ(hp_context_enter(h, entries, 3, 0), HP_OK);
  CHECK_EQ(get(*context, 30), 3);
  // All or nothing: the first key would be new, the second clashes.
  const std::string fresh = "d", other = "other", broken = "\xff", text = "t";
  hp_entry refused[2] = {lent(40, fresh, 1), lent(10, other, 1)};
  CHECK_EQ(hp_context_enter(h, refused, 2, 0), HP_E_KEY_COLLISION);
  CHECK_EQ(get(*context, 40), -1);
  hp_entry wrong = lent(50, broken, 1);
  CHECK_EQ(hp_context_put_entry(h, &wrong), HP_E_INVALID_KEY);
  hp_entry none{60, 1, 0, nullptr, 0, 0, HP_LONG, 0};
  CHECK_EQ(hp_context_put_entry(h, &none), HP_E_ARGUMENT);
  hp_entry with_text = lent(60, text, 0);
  with_text.value = reinterpret_cast<uintptr_t>("text");
  with_text.text_length = 4;
  with_text.kind = HP_TEXT;
  CHECK_EQ(hp_context_put_entry(h, &with_text), HP_OK);
  CHECK_EQ(context->find(60).cell.text()->length, 4u);
  hp_context_exit(h, 0, 0);
  invariants(*context);
  hp_context_destroy(h);
}

// The memory of keys is bounded by what the table holds, and who keeps references is told.
void keys_that_are_gone_are_forgotten() {
  Context *context = new Context(nullptr);
  hp_handle h = handle(context);
  put(*context, 1000, "stays", 1);
  const uint32_t before = hp_context_key(h, 1000, "stays", 5);
  uint64_t generation = context->head.key_generation;
  for (uint64_t i = 1; i <= 20000; ++i) {
    const std::string name = "a key that nobody will ask for again, number " + std::to_string(i);
    hp_entry entry = lent(i * 0x9E3779B97F4A7C15u, name, 2);
    CHECK_EQ(hp_context_enter(h, &entry, 1, 0), HP_OK);
    if (context->head.key_generation != generation) {
      generation = context->head.key_generation;
      CHECK_EQ(text_at(h, hp_context_key(h, 1000, "stays", 5)), "stays");
    }
    CHECK_EQ(text_at(h, entry.key_ref), name);
    CHECK_EQ(hp_context_exit(h, 0, 1), int64_t{1});
    const hp_entry &change = context->head.changes[0];
    CHECK_EQ(std::string(change.key, change.key_length), name);
  }
  CHECK(generation > 10);
  CHECK(hp_context_key(h, 1000, "stays", 5) < 16384 && before < 16384);
  CHECK_EQ(get(*context, 1000), 1);
  invariants(*context);
  hp_context_destroy(h);
}

// What a bound task leaves is gone for the next, whatever values that starts on.
void a_context_starts_over() {
  hp_entry values[2] = {{11, 1, 0, "one", 3, 0, HP_LONG, 0}, {22, 2, 0, "two", 3, 0, HP_LONG, 0}};
  const hp_handle first = hp_snapshot_from_entries(values, 1);
  const hp_handle second = hp_snapshot_from_entries(values + 1, 1);
  Context *context = new Context(nullptr);
  hp_handle h = handle(context);
  for (const uint64_t count : {1, 20, 2000}) {  // also more than it keeps memory for
    for (const hp_handle base : {first, second, hp_handle{0}, second, second}) {
      CHECK_EQ(hp_context_enter(h, nullptr, 0, 0), HP_OK);
      const uint64_t serial = context->head.level_serial;
      const uint64_t generation = context->head.key_generation;
      for (uint64_t i = 0; i < count; ++i) {
        const std::string name = "key " + std::to_string(i);
        hp_entry entry = lent((i + 1) * 0x9E3779B97F4A7C15u, name, 5);
        entry.kind = i % 2 == 0 ? HP_OBJECT : HP_LONG;
        entry.value = i;
        CHECK_EQ(hp_context_put_entry(h, &entry), HP_OK);
      }
      CHECK_EQ(hp_context_restart(h, base), HP_OK);
      CHECK_EQ(context->head.released_count, (count + 1) / 2);
      context->head.released_count = 0;
      CHECK_EQ(context->head.depth, uint64_t{0});
      CHECK_EQ(context->head.level_changes, uint64_t{0});
      CHECK(context->head.key_generation != generation);
      CHECK_EQ(get(*context, 11), base == first ? 1 : -1);
      CHECK_EQ(get(*context, 22), base == second ? 2 : -1);
      CHECK_EQ(hp_context_list(h), int64_t{base != 0});
      CHECK_EQ(hp_context_leave(h, serial, 0), -int64_t{HP_E_STATE});
      // Another key may have the hash of one that is gone, but not of one that is there.
      const std::string other = "other";
      hp_entry entry = lent(base == first ? 22 : 11, other, 7);
      CHECK_EQ(hp_context_put_entry(h, &entry), HP_OK);
      CHECK_EQ(get(*context, entry.hash), 7);
      entry = lent(base == first ? 11 : 22, other, 7);
      CHECK_EQ(hp_context_put_entry(h, &entry), base == 0 ? HP_OK : HP_E_KEY_COLLISION);
      invariants(*context);
    }
  }
  // Snapshots are kept as long as a context starts on them, and no longer.
  CHECK_EQ(hp_snapshot_is_shared(first), 0);
  CHECK_EQ(hp_snapshot_is_shared(second), 1);
  CHECK_EQ(hp_context_restart(h, 0), HP_OK);
  CHECK_EQ(hp_snapshot_is_shared(second), 0);
  CHECK_EQ(hp_context_restart(0, first), HP_E_ARGUMENT);
  hp_context_destroy(h);
  hp_snapshot_release(first);
  hp_snapshot_release(second);
}

// A runtime lends a thread a context by a store, and what is bound comes back by another.
void a_thread_is_lent_a_context() {
  const hp_handle bound = hp_context_create(0), lent = hp_context_create(0);
  uint64_t *place = reinterpret_cast<uint64_t *>(static_cast<uintptr_t>(hp_current_place()));
  CHECK_EQ(hp_context_bind(bound), hp_handle{0});
  CHECK_EQ(*place, bound);
  *place = lent;
  CHECK_EQ(uint64_t{reinterpret_cast<uintptr_t>(hp_current())}, lent);
  *place = 0;
  CHECK_EQ(uint64_t{reinterpret_cast<uintptr_t>(hp_current())}, bound);
  *place = lent;
  hp_context_destroy(lent);  // ends inside what it was lent for
  CHECK_EQ(uint64_t{reinterpret_cast<uintptr_t>(hp_current())}, bound);
  CHECK_EQ(hp_context_bind(0), bound);
  hp_context_destroy(bound);
}

// What was bound is told so that it can be bound again, which only a living one can.
void a_destroyed_context_is_not_told() {
  const hp_handle ended = hp_context_create(0), next = hp_context_create(0);
  std::thread([&] {
    hp_context_bind(ended);
    std::thread([&] { hp_context_destroy(ended); }).join();
    CHECK_EQ(hp_context_bind(next), hp_handle{0});
    CHECK_EQ(hp_context_bind(0), next);
  }).join();
  hp_context_destroy(next);
}

void snapshots_number_objects_as_listed() {
  Context *context = new Context(nullptr);
  hp_handle h = handle(context);
  for (uint64_t i = 0; i < 20; ++i) {
    std::string name = "o" + std::to_string(i);
    const uint32_t key = hp_context_key(h, i * 77777, name.data(), name.size());
    if (i % 3 == 0)
      hp_context_put(h, i * 77777, key, HP_TOMBSTONE, 0);
    else
      hp_context_put(h, i * 77777, key, HP_OBJECT, 100 + i);
  }
  std::vector<uint64_t> listed;
  int64_t count = hp_context_list(h);
  for (int64_t i = 0; i < count; ++i)
    if (context->head.changes[i].kind == HP_OBJECT) listed.push_back(context->head.changes[i].hash);
  hp_handle snapshot = hp_snapshot_of(h);
  std::vector<hp_entry> entries(hp_snapshot_entries(snapshot, nullptr, 0));
  hp_snapshot_entries(snapshot, entries.data(), entries.size());
  CHECK_EQ(entries.size(), listed.size());
  for (const hp_entry &entry : entries) {
    CHECK_EQ(entry.kind, uint32_t{HP_BASE_OBJECT});
    CHECK_EQ(entry.hash, listed[entry.value]);
  }
  hp_snapshot_release(snapshot);
  hp_context_destroy(h);
}

hp_entry lent(const std::string &key, int64_t value) {
  return lent(hp_hash(key.data(), key.size()), key, value);
}
hp_entry lent(std::string &&key, int64_t value) = delete;  // it would be gone

// Small, whatever it is laid over; and a context over it shows its table until something is written.
void a_snapshot_is_laid_over_another() {
  Snapshot *below = new Snapshot;
  for (int64_t i = 0; i < 100; ++i) {
    const std::string key = "key." + std::to_string(i);
    below->add(hp_hash(key.data(), key.size()), key, Cell::of_long(i));
  }
  const std::string covered = "key.7", below_it = "key.8", added = "added";
  const std::string other_key = "other", more_key = "more";
  const hp_entry changes[] = {lent(covered, 70), lent(added, 71)};
  const hp_handle laid = hp_snapshot_over(reinterpret_cast<uintptr_t>(below), changes, 2);
  CHECK_EQ(hp_snapshot_entries(laid, nullptr, 0), uint64_t{101});
  CHECK(hp_snapshot_bytes(laid) < below->bytes() + 300);
  CHECK(hp_snapshot_own_bytes(laid) == hp_snapshot_bytes(laid) - below->bytes());
  CHECK(hp_snapshot_is_shared(reinterpret_cast<uintptr_t>(below)) != 0);

  const hp_handle h = hp_context_create(laid);
  Context &context = *Context::of(h);
  const auto invariant = [&] { invariants(context); };
  invariant();
  CHECK(context.head.slots == hp_snapshot_slots(laid));
  CHECK_EQ(context.head.mode, uint64_t{HP_MODE_OVERLAY});
  CHECK_EQ(get(context, changes[0].hash), 70);
  CHECK_EQ(get(context, changes[1].hash), 71);
  CHECK_EQ(get(context, hp_hash("key.8", 5)), 8);
  // A level that is empty writes nothing; one that is not leaves what was there.
  hp_context_enter(h, nullptr, 0, 0);
  hp_context_exit(h, 0, 0);
  CHECK(context.head.slots == hp_snapshot_slots(laid));
  CHECK_EQ(context.head.mode, uint64_t{HP_MODE_OVERLAY});
  const uint64_t generation = context.head.key_generation;
  hp_entry in[] = {lent(covered, 700), lent(below_it, 800)};
  CHECK_EQ(hp_context_enter(h, in, 2, 0), HP_OK);
  invariant();
  CHECK(context.head.slots != hp_snapshot_slots(laid));
  CHECK(context.head.key_generation != generation);
  CHECK_EQ(get(context, changes[0].hash), 700);
  CHECK_EQ(hp_context_history(h, changes[0].hash), 2);  // the level, and the snapshot once
  CHECK_EQ(context.head.changes[1].hash, HP_IN_SNAPSHOT);
  CHECK_EQ(context.head.changes[1].value, uint64_t{70});
  hp_context_exit(h, 0, 0);
  CHECK_EQ(get(context, changes[0].hash), 70);
  CHECK_EQ(get(context, hp_hash("key.8", 5)), 8);
  CHECK_EQ(hp_context_history(h, changes[0].hash), 1);
  // What the snapshot has is hidden when it is removed, as what lies below is.
  context.begin();
  context.write({changes[1].hash, added, 0}, Cell::tombstone());
  CHECK_EQ(get(context, changes[1].hash), -1);
  CHECK_EQ(hp_context_list(h), int64_t{101});
  hp_context_destroy(h);

  // Another key with the hash of one below, in the snapshot as in a context over it.
  hp_entry same = lent(other_key, 1);
  same.hash = changes[0].hash;
  CHECK_EQ(hp_snapshot_over(laid, &same, 1), hp_handle{0});
  CHECK_EQ(hp_last_status(), HP_E_KEY_COLLISION);
  same.hash = hp_hash("key.9", 5);
  CHECK_EQ(hp_snapshot_over(laid, &same, 1), hp_handle{0});
  CHECK_EQ(hp_last_status(), HP_E_KEY_COLLISION);
  const hp_handle other = hp_context_create(laid);
  same.hash = changes[0].hash;
  CHECK_EQ(hp_context_put_entry(other, &same), HP_E_KEY_COLLISION);
  CHECK_EQ(get(*Context::of(other), changes[0].hash), 70);
  hp_context_destroy(other);

  // Over what is laid over: its few values are copied, what is below is not.
  const hp_entry more = lent(more_key, 72);
  const hp_handle twice = hp_snapshot_over(laid, &more, 1);
  hp_snapshot_release(laid);
  CHECK_EQ(hp_snapshot_entries(twice, nullptr, 0), uint64_t{102});
  CHECK_EQ(hp_snapshot_over(twice, nullptr, 0), twice);  // nothing is different
  hp_snapshot_release(twice);
  hp_snapshot_release(twice);
  CHECK_EQ(hp_snapshot_is_shared(reinterpret_cast<uintptr_t>(below)), 0);
  Snapshot::release(below);
}

// The outermost level that nobody wrote to since, where little is different inside.
void a_level_holds_still() {
  Snapshot *base = new Snapshot;
  for (int64_t i = 0; i < 100; ++i) {
    const std::string key = "key." + std::to_string(i);
    base->add(hp_hash(key.data(), key.size()), key, Cell::of_long(i));
  }
  const hp_handle h = hp_context_create(reinterpret_cast<uintptr_t>(base));
  Context &context = *Context::of(h);
  CHECK_EQ(hp_context_steady_level(h), int64_t{-1});  // no level at all
  const auto enter = [&](int64_t first, int64_t count) {
    std::vector<std::string> keys;
    std::vector<hp_entry> entries;
    for (int64_t i = 0; i < count; ++i) keys.push_back("key." + std::to_string(first + i));
    for (const std::string &key : keys) entries.push_back(lent(key, -1));
    CHECK_EQ(hp_context_enter(h, entries.data(), entries.size(), 0), HP_OK);
    return static_cast<int64_t>(context.head.level_serial);
  };
  enter(0, 3);
  CHECK_EQ(hp_context_steady_level(h), int64_t{0});
  CHECK_EQ(hp_context_list_inside(h, 0), int64_t{3});
  CHECK_EQ(hp_context_list_outside(h, 0), int64_t{100});
  const int64_t many = enter(0, 20);  // more than an eighth
  CHECK_EQ(hp_context_steady_level(h), int64_t{-1});
  enter(50, 2);
  CHECK_EQ(hp_context_steady_level(h), many);
  CHECK_EQ(hp_context_list_inside(h, static_cast<uint64_t>(many)), int64_t{2});
  hp_context_exit(h, 2, 0);
  put(context, hp_hash("key.1", 5), "key.1", 5);  // the level of many does not hold still any more
  enter(50, 2);
  CHECK_EQ(hp_context_steady_level(h), int64_t{-1});
  CHECK_EQ(hp_context_list_inside(h, 99), -int64_t{HP_E_STATE});
  hp_context_exit(h, 0, 0);
  put(context, hp_hash("key.1", 5), "key.1", 5);  // and no more does what is outside
  enter(50, 2);
  CHECK_EQ(hp_context_steady_level(h), int64_t{-1});
  hp_context_destroy(h);
  Snapshot::release(base);
}

// What each level holds of a key, whatever was written in between.
void levels_tell_what_they_hold() {
  Snapshot *base = new Snapshot;
  base->add(1, "a", Cell::of_long(1));
  Context *context = new Context(base);
  hp_handle h = handle(context);
  const auto told = [&] {
    std::vector<std::pair<uint64_t, int64_t>> entries;
    const int64_t count = hp_context_history(h, 1);
    for (int64_t i = 0; i < count; ++i) {
      const hp_entry &entry = context->head.changes[i];
      entries.push_back({entry.hash, entry.kind == HP_TOMBSTONE ? -1 : static_cast<int64_t>(entry.value)});
    }
    return entries;
  };
  using Told = std::vector<std::pair<uint64_t, int64_t>>;
  CHECK(told() == (Told{{HP_IN_SNAPSHOT, 1}}));
  put(*context, 1, "a", 2);
  CHECK(told() == (Told{{0, 2}, {HP_IN_SNAPSHOT, 1}}));
  hp_entry entry = {1, 3, 0, "a", 1, 0, HP_LONG, 0};
  CHECK_EQ(hp_context_enter(h, &entry, 1, 0), HP_OK);
  const uint64_t outer = context->head.level_serial;
  put(*context, 1, "a", 4);
  CHECK_EQ(hp_context_enter(h, nullptr, 0, 0), HP_OK);  // says nothing of it
  CHECK_EQ(hp_context_enter(h, nullptr, 0, 1), HP_OK);  // hides it
  const uint64_t inner = context->head.level_serial;
  CHECK(told() == (Told{{inner, -1}, {outer, 4}, {0, 2}, {HP_IN_SNAPSHOT, 1}}));
  put(*context, 1, "a", 5);
  put(*context, 1, "a", 6);
  CHECK(told() == (Told{{inner, 6}, {outer, 4}, {0, 2}, {HP_IN_SNAPSHOT, 1}}));
  CHECK_EQ(hp_context_history(h, 2), int64_t{0});
  CHECK_EQ(hp_context_exit(h, 0, 0), int64_t{0});
  CHECK(told() == (Told{{0, 2}, {HP_IN_SNAPSHOT, 1}}));
  Context::release(context);
  Snapshot::release(base);
}

// By their lengths alone: nothing of what is too long is looked at or written.
void what_is_too_long_is_refused() {
  constexpr uint64_t kTooLong[] = {uint64_t{INT32_MAX} - 63, uint64_t{1} << 31, uint64_t{1} << 32,
                                   (uint64_t{1} << 32) + 1, UINT64_MAX / 2};
  Context *context = new Context(nullptr);
  hp_handle h = handle(context);
  const uint32_t a = hp_context_key(h, 1, "a", 1), b = hp_context_key(h, 2, "b", 1);
  put(*context, 1, "a", 7);
  for (uint64_t length : kTooLong) {
    CHECK_EQ(hp_scope_put_text(hp_current_scope(), "long", 4, "t", length), HP_E_ARGUMENT);
    CHECK_EQ(std::string(hp_last_error()).find("a text of 2 GiB or more"), size_t{0});
    hp_entry entries[2] = {{2, 5, 0, nullptr, 0, b, HP_LONG, 0},
                           {1, reinterpret_cast<uintptr_t>("t"), length, nullptr, 0, a, HP_TEXT, 0}};
    CHECK_EQ(hp_context_put_entry(h, &entries[1]), HP_E_ARGUMENT);
    CHECK_EQ(hp_context_enter(h, entries, 2, 0), HP_E_ARGUMENT);
    CHECK_EQ(context->depth(), uint64_t{0});
    CHECK_EQ(get(*context, 1), 7);
    CHECK_EQ(get(*context, 2), -1);
    invariants(*context);
  }
  hp_value value;
  CHECK_EQ(hp_scope_get(hp_current_scope(), "long", 4, &value), HP_OK);
  CHECK_EQ(value.kind, uint32_t{HP_ABSENT});
  hp_context_destroy(h);

  KeyArena arena;
  const uint32_t first = arena.add("first");
  const uint64_t size = arena.size();
  for (uint64_t bytes : {HP_KEY_IN_BASE - size - 1, uint64_t{HP_KEY_IN_BASE}, uint64_t{1} << 32,
                         UINT64_MAX / 2}) {
    hp_status status = HP_OK;
    try {
      arena.reserve(bytes);
    } catch (const Failure &failure) {
      status = failure.status;
    }
    CHECK_EQ(status, HP_E_NO_MEMORY);
    CHECK_EQ(arena.size(), size);
  }
  CHECK_EQ(std::string(text_of(arena.at(first))), "first");
}

}  // namespace

int main() {
  equal_hashes_are_refused();
  crowded_hashes();
  left_keys_keep_their_slots();
  base_is_shared_then_laid_over_then_copied();
  a_level_stays_small();
  entering_is_all_or_nothing();
  lent_keys_are_kept();
  keys_that_are_gone_are_forgotten();
  a_level_is_merged();
  levels_tell_what_they_hold();
  a_table_shrinks_when_it_is_listed();
  a_context_starts_over();
  a_thread_is_lent_a_context();
  a_destroyed_context_is_not_told();
  snapshots_number_objects_as_listed();
  a_snapshot_is_laid_over_another();
  a_level_holds_still();
  what_is_too_long_is_refused();
  return check::result("storage_test");
}
