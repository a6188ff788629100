// Hashes that were chosen to share bits cost a table no more than others: counted in probes.
#include <string>
#include <vector>

#include "check.h"
#include "context.h"
#include "hyperparameter/read.h"

using namespace hyperparameter::storage;

namespace {

constexpr uint64_t kKeys = 40000;

uint64_t mixed(uint64_t x) {
  x = (x ^ (x >> 31)) * 0x7FB5D329728EA185u;
  return x ^ (x >> 27);
}

template <class Hash>
void cheap(const char *name, double most, Hash &&hash) {
  Table table;
  uint64_t before_switch = 0;
  for (uint64_t i = 0; i < kKeys; ++i) {
    table.reserve(hash(i));
    table.insert(hash(i), table.add_key(std::to_string(i)), Cell::of_long(static_cast<int64_t>(i)));
    if (!table.is_scattered()) before_switch = i;
  }
  uint64_t hits = 0, misses = 0, longest = 0;
  for (uint64_t i = 0; i < kKeys; ++i) {
    CHECK(table.find(hash(i)) != Table::kNone);
    CHECK_EQ(table.cell(table.find(hash(i))).value, i);
    hits += table.probes(hash(i));
    misses += table.probes(hash(i + kKeys));
    if (table.probes(hash(i)) > longest) longest = table.probes(hash(i));
  }
  CHECK(table.capacity() <= 8 * kKeys);
  const double mean_hit = static_cast<double>(hits) / kKeys;
  const double mean_miss = static_cast<double>(misses) / kKeys;
  if (mean_hit > most || mean_miss > most || longest > 1024)
    check::fail(name, 0, std::to_string(mean_hit) + " probes a hit, " + std::to_string(mean_miss) +
                             " a miss, " + std::to_string(longest) + " at most");
  const bool honest = std::string(name) == "honest hashes";
  CHECK(honest ? !table.is_scattered() : before_switch <= 70000);
  // Erasing keeps every chain whole, in either mode.
  for (uint64_t i = 0; i < kKeys; i += 2) table.erase(table.find(hash(i)));
  for (uint64_t i = 0; i < kKeys; ++i) CHECK((table.find(hash(i)) == Table::kNone) == (i % 2 == 0));
}

// What inline readers see of a scattered table, of the thread's own and of its base.
void readers_ask_the_library() {
  Context *context = new Context(nullptr);
  const auto put = [](Context &to, uint64_t hash, int64_t value) {
    const std::string name = "k" + std::to_string(hash);
    to.begin();
    to.write({hash, name, 0}, Cell::of_long(value));
  };
  const auto read = [](const Context &from, uint64_t hash) {
    int64_t value = -1;
    hyperparameter::detail::find_long(&from.head, hash, &value);
    return value;
  };
  for (uint64_t i = 1; i <= 3000; ++i) put(*context, i << 32, static_cast<int64_t>(i));
  CHECK((context->head.mode & HP_MODE_SCATTERED) != 0);
  for (uint64_t i = 1; i <= 3000; ++i) CHECK_EQ(read(*context, i << 32), static_cast<int64_t>(i));
  CHECK_EQ(read(*context, uint64_t{4000} << 32), -1);
  Snapshot *base = context->snapshot();
  Context *over = new Context(base);
  CHECK((over->head.mode & HP_MODE_SCATTERED) != 0);
  for (uint64_t i = 1; i <= 3000; ++i) CHECK_EQ(read(*over, i << 32), static_cast<int64_t>(i));
  over->push(nullptr);
  put(*over, uint64_t{5} << 32, 55);
  put(*over, 77, 7);
  CHECK((over->head.mode & HP_MODE_OVERLAY) != 0);
  for (uint64_t i = 1; i <= 3000; ++i)
    CHECK_EQ(read(*over, i << 32), static_cast<int64_t>(i == 5 ? 55 : i));
  over->unwind(0);
  CHECK_EQ(read(*over, uint64_t{5} << 32), 5);
  CHECK_EQ(read(*over, 77), -1);
  Context::release(over);
  Snapshot::release(base);
  Context::release(context);
}

// The undo log finds repeated keys by hash, too.
void a_level_of_chosen_keys_is_compacted() {
  FirstSeen seen;
  seen.start(kKeys);
  for (uint64_t i = 0; i < kKeys; ++i) CHECK(seen.first(i << 32));
  for (uint64_t i = 0; i < kKeys; ++i) CHECK(!seen.first(i << 32));
  const double mean = static_cast<double>(seen.steps()) / (2 * kKeys);
  if (mean > 16) check::fail("FirstSeen", 0, std::to_string(mean) + " probes a key");
}

}  // namespace

int main() {
  cheap("honest hashes", 4, [](uint64_t i) { return mixed(i) ^ mixed(~i) << 32; });
  cheap("equal low 32 bits", 16, [](uint64_t i) { return i << 32 | 0x12345678; });
  cheap("equal low 2 bits", 16, [](uint64_t i) { return (mixed(i) ^ mixed(~i) << 32) << 2 | 1; });
  cheap("equal high 32 bits", 16, [](uint64_t i) { return uint64_t{77} << 32 | (i * 4 + 4); });
  cheap("equal low 16 bits", 16, [](uint64_t i) { return mixed(i) << 16; });
  readers_ask_the_library();
  a_level_of_chosen_keys_is_compacted();
  return check::result("probe_test");
}
