// Levels that a runtime opens by stores, and what makes the library take them on its books.
#include "pending.h"

#include <string>

#include "check.h"
#include "hyperparameter/hyperparameter.h"

namespace {

constexpr int kBase = 100;

struct Key {
  explicit Key(const std::string &key) : text(key), hash(hp_hash(key.data(), key.size())) {}
  std::string text;
  uint64_t hash;
};

/// A context over a hundred values, as the thread sees it, with slots of its own for two keys more.
struct World {
  explicit World(int values = kBase) {
    const hp_handle below = hp_context_create(0);
    for (int i = 0; i < values; ++i) {
      const Key key("p" + std::to_string(i));
      hp_entry entry = entry_of(key, static_cast<uint64_t>(i));
      CHECK_EQ(hp_context_put_entry(below, &entry), HP_OK);
    }
    snapshot = hp_snapshot_of(below);
    hp_context_destroy(below);
    context = hp_context_create(snapshot);
    hp_context_bind(context);
    enter_and_leave();
  }
  ~World() {
    hp_context_bind(0);
    hp_context_destroy(context);
    hp_snapshot_release(snapshot);
  }
  World(const World &) = delete;
  World &operator=(const World &) = delete;

  static hp_entry entry_of(const Key &key, uint64_t value) {
    return {key.hash, value, 0, key.text.data(), static_cast<uint32_t>(key.text.size()), 0,
            HP_LONG,  0};
  }
  void enter_and_leave() const {
    hp_entry entries[] = {entry_of(a, 1), entry_of(b, 1)};
    CHECK_EQ(hp_context_enter(context, entries, 2, 0), HP_OK);
    CHECK_EQ(hp_context_exit(context, 0, 0), int64_t{0});
  }
  static const hp_context_layout &head() { return *hp_current(); }
  static PendingLevels pending() { return PendingLevels(hp_current()); }
  static std::pair<hp_slot *, hp_slot> value(const Key &key, uint64_t number) {
    hp_slot *slot = pending().slot_of(key.hash, key.text);
    CHECK(slot != nullptr);
    return {slot, {(key.hash & ~HP_WORD_KIND_MASK) | HP_LONG, number}};
  }
  static int64_t get(const Key &key) { return hp_get_i64(key.hash, -1); }

  const Key a{"a"}, b{"b"}, p7{"p7"};
  hp_handle snapshot, context;
};

void readers_see_what_is_on_no_book() {
  const World w;
  w.pending().open({w.value(w.a, 5)});
  CHECK_EQ(w.get(w.a), 5);
  CHECK_EQ(w.get(w.p7), 7);
  CHECK_EQ(w.head().depth, uint64_t{0});
  CHECK_EQ(w.pending().levels(), uint64_t{1});
  w.pending().leave();
  CHECK_EQ(w.get(w.a), -1);
  CHECK_EQ(w.get(w.p7), 7);
}

// Between levels readers see the own table, until one of them looks for something in the base.
void the_own_table_stays_shown_until_the_base_is_needed() {
  const World w;
  for (int round = 0; round < 3; ++round) {
    w.pending().open({w.value(w.a, 5)});
    w.pending().leave();
    CHECK(w.pending().is_shown());
    CHECK_EQ(w.head().mode, uint64_t{HP_MODE_OVERLAY});
  }
  CHECK_EQ(w.get(w.p7), 7);
  CHECK_EQ(w.pending().count(), uint64_t{0});
  CHECK_EQ(w.head().mode, uint64_t{HP_MODE_SHARED});
  const uint64_t looks = w.head().second_looks;
  CHECK_EQ(w.get(w.p7), 7);
  CHECK_EQ(w.get(w.a), -1);
  CHECK_EQ(w.head().second_looks, looks);
}

void a_call_goes_back_to_the_base() {
  for (const bool inside : {false, true}) {
    const World w;
    w.pending().open({w.value(w.a, 5)});
    w.pending().leave();
    const uint64_t serial = inside ? w.pending().open({w.value(w.a, 6)}) : 0;
    CHECK_EQ(hp_context_level_of(w.context, w.a.hash), serial);
    CHECK_EQ(w.pending().count(), uint64_t{0});
    CHECK_EQ(w.head().mode, uint64_t{inside ? HP_MODE_OVERLAY : HP_MODE_SHARED});
    CHECK_EQ(w.get(w.a), inside ? 6 : -1);
    if (inside) CHECK_EQ(hp_context_leave(w.context, serial, 0), int64_t{0});
    CHECK_EQ(w.head().mode, uint64_t{HP_MODE_SHARED});
    CHECK_EQ(w.get(w.p7), 7);
  }
}

void a_level_on_the_books_is_left_as_any() {
  for (const bool changed : {false, true}) {
    const World w;
    const uint64_t serial = w.pending().open({w.value(w.a, 5), w.value(w.b, 6)});
    if (changed) CHECK(w.pending().replace(w.value(w.a, 0).first, HP_LONG, 50));
    CHECK_EQ(hp_context_level_of(w.context, w.b.hash), serial);
    CHECK_EQ(w.pending().levels(), uint64_t{0});
    CHECK_EQ(w.head().depth, uint64_t{1});
    CHECK_EQ(w.head().level_serial, serial);
    CHECK_EQ(w.head().level_changes, uint64_t{changed});
    CHECK_EQ(w.get(w.a), changed ? 50 : 5);
    CHECK_EQ(hp_context_leave(w.context, serial, 1), int64_t{2});
    CHECK_EQ(w.head().mode, uint64_t{HP_MODE_SHARED});  // so its two values were counted
    CHECK_EQ(w.get(w.a), -1);
  }
}

void the_base_is_copied_in_meanwhile() {
  const World w;
  const uint64_t outer = w.pending().open({w.value(w.a, 5)});
  const uint64_t inner = w.pending().open({w.value(w.a, 6), w.value(w.b, 7)});
  while (w.head().mode != HP_MODE_OWN) CHECK_EQ(w.get(w.p7), 7);
  CHECK_EQ(w.pending().levels(), uint64_t{0});
  CHECK_EQ(w.head().depth, uint64_t{2});
  CHECK_EQ(w.get(w.a), 6);
  CHECK_EQ(w.get(w.b), 7);
  CHECK_EQ(hp_context_leave(w.context, inner, 0), int64_t{0});
  CHECK_EQ(w.get(w.a), 5);
  CHECK_EQ(w.get(w.b), -1);
  CHECK_EQ(hp_context_leave(w.context, outer, 0), int64_t{0});
  CHECK_EQ(w.get(w.a), -1);
  CHECK_EQ(w.get(w.p7), 7);
}

// There is room for as many levels and writes as may be pending, whenever some may be.
void however_many_get_on_the_books() {
  const World w;
  uint64_t first = 0;
  for (uint64_t round = 0; round < 20; ++round) {
    for (uint64_t level = 0; level < HP_PENDING_LEVELS; ++level) {
      const uint64_t serial =
          w.pending().open({w.value(w.a, 4 * round + level), w.value(w.b, round)});
      if (first == 0) first = serial;
    }
    CHECK_EQ(w.pending().writes(), uint64_t{HP_PENDING_WRITES});
    CHECK(hp_context_level_of(w.context, w.a.hash) != 0);
    CHECK_EQ(w.head().depth, HP_PENDING_LEVELS * (round + 1));
    CHECK_EQ(w.get(w.a), static_cast<int64_t>(4 * round + 3));
  }
  CHECK_EQ(hp_context_leave(w.context, first, 0), int64_t{0});
  CHECK_EQ(w.head().depth, uint64_t{0});
  CHECK_EQ(w.get(w.a), -1);
}

// In a table that shows itself to readers only while it has values.
void a_write_that_fails_leaves_the_runtime_the_right_table() {
  int moved = 0;
  for (int keys = 0; keys < 8; ++keys) {  // one more has no room where some of these are there
    const World w;
    for (int i = 0; i < keys; ++i) {
      const Key key("k" + std::to_string(i));
      hp_entry entry = w.entry_of(key, 1);
      CHECK_EQ(hp_context_enter(w.context, &entry, 1, 0), HP_OK);
      CHECK_EQ(hp_context_exit(w.context, 0, 0), int64_t{0});
    }
    const hp_slot *slots = w.head().pending->slots;
    const hp_pair pair{"\xff", 1, hp_hash("e", 1), 8, 0, HP_LONG, 0};
    CHECK_EQ(hp_put(&pair), HP_E_INVALID_KEY);
    if (w.pending().slot_of(w.a.hash, w.a.text) == nullptr) continue;  // it was given up
    moved += w.head().pending->slots != slots ? 1 : 0;
    const uint64_t serial = w.pending().open({w.value(w.a, 5)});
    CHECK_EQ(hp_context_level_of(w.context, w.a.hash), serial);
    CHECK_EQ(w.get(w.a), 5);
    CHECK_EQ(hp_context_leave(w.context, serial, 0), int64_t{0});
    CHECK_EQ(w.get(w.a), -1);
  }
  CHECK(moved > 0);
}

// A text or an object has one owner, also where it was not covered yet, or is put back already.
void what_was_opened_in_part_over_texts_and_objects() {
  for (const bool puts_back : {false, true}) {
    const World w;
    hp_entry text = w.entry_of(w.a, 0), object = w.entry_of(w.b, 77);
    text.value = reinterpret_cast<uintptr_t>("below");
    text.text_length = 5;
    text.kind = HP_TEXT;
    object.kind = HP_OBJECT;
    CHECK_EQ(hp_context_put_entry(w.context, &text), HP_OK);
    CHECK_EQ(hp_context_put_entry(w.context, &object), HP_OK);
    const auto a = w.value(w.a, 5), b = w.value(w.b, 6);
    const hp_slot before = *a.first;
    const uint64_t serial = w.pending().begin({a, b});
    if (puts_back) {
      *a.first = a.second;
      *a.first = before;
    }
    const hp_pair pair{"c", 1, hp_hash("c", 1), 8, 0, HP_LONG, 0};
    CHECK_EQ(hp_put(&pair), HP_OK);
    CHECK_EQ(hp_context_leave(w.context, serial, 0), int64_t{0});
    CHECK_EQ(hp::get(hp::key("a"), "none").view(), std::string_view("below"));
    CHECK_EQ(w.head().released_count, uint64_t{0});
    CHECK_EQ(hp_context_put(w.context, w.b.hash, object.key_ref, HP_LONG, 1), HP_OK);
    CHECK_EQ(w.head().released_count, uint64_t{1});
  }
}

// Where the stack of the runtime ended: between any two of its stores.
void what_was_opened_in_part_can_be_left() {
  for (int stores = 0; stores < 4; ++stores) {
    const World w;
    const auto a = w.value(w.a, 5), b = w.value(w.b, 6);
    const uint64_t serial = w.pending().begin({a, b});
    if (stores > 0) a.first->word = a.second.word;
    if (stores > 1) a.first->value = a.second.value;
    if (stores > 2) b.first->word = b.second.word;
    CHECK_EQ(hp_put(nullptr), HP_E_ARGUMENT);
    const hp_pair pair{"c", 1, hp_hash("c", 1), 8, 0, HP_LONG, 0};
    CHECK_EQ(hp_put(&pair), HP_OK);
    CHECK_EQ(hp_context_leave(w.context, serial, 0), int64_t{0});
    for (const char *key : {"a", "b", "c"}) CHECK_EQ(w.get(Key(key)), -1);
    CHECK_EQ(w.head().mode, uint64_t{HP_MODE_SHARED});
    CHECK_EQ(w.get(w.p7), 7);
  }
}

// An empty log of more records than that has given its memory back, and there is no room to settle.
void after_a_large_level_none_may_be_pending_until_there_is_room() {
  for (const int values : {0, kBase}) {
    const World w(values);
    const uint64_t moves = *w.head().pending->moves;
    hp_entry none{};
    CHECK_EQ(hp_context_enter(w.context, &none, 0, 0), HP_OK);
    for (int i = 0; i < 20000; ++i) {
      const Key key("k" + std::to_string(i));
      hp_entry entry = w.entry_of(key, 1);
      CHECK_EQ(hp_context_put_entry(w.context, &entry), HP_OK);
    }
    CHECK_EQ(hp_context_exit(w.context, 0, 0), int64_t{0});
    CHECK(w.pending().slot_of(w.a.hash, w.a.text) == nullptr);
    CHECK(*w.head().pending->moves != moves);
    w.enter_and_leave();
    w.pending().open({w.value(w.a, 5)});
    CHECK_EQ(w.get(w.a), 5);
    w.pending().leave();
  }
}

void texts_are_kept_as_long_as_the_context() {
  const World w;
  const hp_handle text = hp_context_keep_text(w.context, "kept", 4);
  CHECK(text != 0);
  const std::string longest(HP_KEPT_TEXT_LENGTH, 'x'), longer(HP_KEPT_TEXT_LENGTH + 1, 'x');
  CHECK_EQ(hp_context_keep_text(w.context, longer.data(), longer.size()), hp_handle{0});
  CHECK_EQ(hp_context_keep_text(w.context, "\xff", 1), hp_handle{0});
  for (int i = 1; i < HP_KEPT_TEXTS; ++i)
    CHECK(hp_context_keep_text(w.context, longest.data(), longest.size()) != 0);
  CHECK_EQ(hp_context_keep_text(w.context, "one too many", 12), hp_handle{0});
  for (int round = 0; round < 3; ++round) {
    hp_slot *slot = w.value(w.a, 0).first;
    const uint64_t serial =
        w.pending().open({{slot, {w.a.hash & ~HP_WORD_KIND_MASK, text | HP_TAG_TEXT}}});
    if (round == 1) CHECK(hp_context_level_of(w.context, w.a.hash) == serial);
    CHECK_EQ(hp::get(hp::key("a"), "none").view(), std::string_view("kept"));
    if (round == 1)
      CHECK_EQ(hp_context_leave(w.context, serial, 0), int64_t{0});
    else
      w.pending().leave();
    CHECK_EQ(w.get(w.a), -1);
  }
}

// The runtime was broken off where it shows the base's slots with the mask of a small table, and all
// that this lets a reader see is taken.
void a_chain_that_comes_round_ends() {
  World w;
  hp_context_layout &head = const_cast<hp_context_layout &>(w.head());
  const uint64_t mask = head.mask;
  uint64_t small = 0, full = 0;
  for (small = mask; small > HP_MASK_OF_NOTHING && full == 0; small /= 2)
    for (uint64_t quarter = 0; quarter < 4; ++quarter) {
      uint64_t taken = 0;
      for (uint64_t i = quarter; i <= small / 2; i += 4) taken += head.keys[i] != 0 ? 1 : 0;
      if (taken == (small / 2 + 1) / 4) full = small / 2;
    }
  CHECK(full != 0);  // else more values make one
  const uint64_t mode = head.mode;
  head.mode = HP_MODE_OVERLAY;  // as it is before the rest is shown
  head.mask = full;
  for (int i = 0; i < kBase; ++i) {
    const std::string name = "p" + std::to_string(i);
    CHECK_EQ(hp::get(hp::key(name), int64_t{-1}), int64_t{i});
    CHECK_EQ(hp::get(hp::key(name), "none").str(), std::to_string(i));
  }
  head.mask = mask;
  head.mode = mode;
}

}  // namespace

int main() {
  readers_see_what_is_on_no_book();
  the_own_table_stays_shown_until_the_base_is_needed();
  a_call_goes_back_to_the_base();
  a_level_on_the_books_is_left_as_any();
  the_base_is_copied_in_meanwhile();
  a_chain_that_comes_round_ends();
  however_many_get_on_the_books();
  what_was_opened_in_part_can_be_left();
  what_was_opened_in_part_over_texts_and_objects();
  a_write_that_fails_leaves_the_runtime_the_right_table();
  after_a_large_level_none_may_be_pending_until_there_is_room();
  texts_are_kept_as_long_as_the_context();
  return check::result("pending_test");
}
