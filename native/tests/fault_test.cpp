// Memory ends at the n-th request, for every n, in everything that writes: a call that fails leaves
// what it found, a level that is left is left whatever happens. glibc only, like heap_test.
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "check.h"
#include "hyperparameter/context.h"
#include "hyperparameter/hyperparameter.h"

static long left = -1;  // requests until memory ends for one; -1: never

static bool ends() {
  if (left < 0) return false;
  return left-- == 0;
}

extern "C" {
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *malloc(size_t bytes) noexcept { return ends() ? nullptr : __libc_malloc(bytes); }
void *calloc(size_t count, size_t bytes) noexcept {
  return ends() ? nullptr : __libc_calloc(count, bytes);
}
void *realloc(void *memory, size_t bytes) noexcept {
  return ends() ? nullptr : __libc_realloc(memory, bytes);
}
void *mmap(void *at, size_t bytes, int protection, int flags, int file, off_t offset) noexcept {
  if (ends()) return errno = ENOMEM, MAP_FAILED;
  return reinterpret_cast<void *>(syscall(SYS_mmap, at, bytes, protection, flags, file, offset));
}
void *mremap(void *old, size_t from, size_t to, int flags, ...) noexcept {
  if (ends()) return errno = ENOMEM, MAP_FAILED;
  return reinterpret_cast<void *>(syscall(SYS_mremap, old, from, to, flags, nullptr));
}
}

namespace {

using Seen = std::map<std::string, std::string>;

/// Everything visible, with its kind; an object as the number it was given.
Seen seen() {
  Seen all;
  const hp_handle context = reinterpret_cast<uintptr_t>(hp_current());
  const int64_t count = hp_context_list(context);
  CHECK(count >= 0);
  for (int64_t i = 0; i < count; ++i) {
    const hp_entry &entry = hp_current()->changes[i];
    if (entry.kind == HP_TOMBSTONE) continue;
    std::string value = std::to_string(entry.kind) + ":";
    if (entry.kind == HP_TEXT)
      value += hp_text_bytes(reinterpret_cast<const hp_text *>(entry.value));
    else
      value += std::to_string(entry.value);
    all[std::string(entry.key, entry.key_length)] = value;
  }
  return all;
}

struct World {
  hp_handle context = 0;
  Storage *scope = nullptr;
  uint64_t outer = 0;  // the serial of a level that is open
  Seen at_start, before;

  explicit World(hp_handle base) : context(hp_context_create(base)) {
    hp_context_bind(context);
    for (int i = 0; i < 5; ++i) hp::put("start." + std::to_string(i), i);
    hp::put("start.text", "a text that no small string would hold");
    at_start = seen();
    scope = param_scope_create();
    param_scope_put_str(scope, "scope.text", "the text of a scope, a long one, of many letters");
    param_scope_put_i64(scope, "start.0", 100);
    hp_context_enter(context, nullptr, 0, 0);
    outer = hp_current()->level_serial;
    hp::put("start.1", 11);
    hp::put("outer.text", "the text of the outer level, also rather long");
    put_object("outer.object", 1);
    before = seen();
  }
  ~World() {
    param_scope_destroy(scope);
    hp_context_bind(0);
    hp_context_destroy(context);
  }
  World(const World &) = delete;
  World &operator=(const World &) = delete;

  void put_object(const char *name, uint64_t id) {
    hp_entry entry = of(name, HP_OBJECT, id);
    CHECK_EQ(hp_context_put_entry(context, &entry), HP_OK);
  }
  static hp_entry of(const char *name, uint32_t kind, uint64_t value) {
    hp_entry entry{};
    entry.hash = hp_hash(name, strlen(name));
    entry.key = name;
    entry.key_length = static_cast<uint32_t>(strlen(name));
    entry.kind = kind;
    entry.value = value;
    if (kind == HP_TEXT) entry.text_length = strlen(reinterpret_cast<const char *>(value));
    return entry;
  }
};

/// The world starts anew, on a snapshot that is laid over what it shows; nothing is written yet.
void start_on_laid_over(World &world) {
  const char *text = "a text that was laid over the others";
  std::vector<std::string> names;  // so many that the context has no room for them
  for (int i = 0; i < 60; ++i) names.push_back("laid.over.by.a.long.name." + std::to_string(i));
  std::vector<hp_entry> changes = {World::of("start.0", HP_LONG, 70),
                                   World::of("laid.text", HP_TEXT, reinterpret_cast<uintptr_t>(text))};
  for (const std::string &name : names) changes.push_back(World::of(name.c_str(), HP_LONG, 71));
  const hp_handle below = hp_snapshot_of(world.context);
  const hp_handle laid = hp_snapshot_over(below, changes.data(), changes.size());
  CHECK_EQ(hp_context_restart(world.context, laid), HP_OK);
  hp_snapshot_release(laid);
  hp_snapshot_release(below);
  world.at_start = seen();
}

uint64_t text(const char *bytes) { return reinterpret_cast<uintptr_t>(bytes); }

/// `prepare` may be null; `operation` says whether it succeeded. `always`: it takes effect even
/// where it says that memory ended.
struct Operation {
  const char *name;
  bool always;
  std::function<void(World &)> prepare;
  std::function<bool(World &)> operation;
};

void fails_at_every(const Operation &tried, hp_handle base) {
  Seen after;
  uint64_t depth_after;
  {
    World world(base);
    if (tried.prepare) tried.prepare(world);
    CHECK(tried.operation(world));
    after = seen();
    depth_after = hp_current()->depth;
  }
  long failures = 0;
  for (long n = 0;; ++n) {
    World world(base);
    if (tried.prepare) tried.prepare(world);
    const Seen before = seen();
    const uint64_t depth = hp_current()->depth;
    left = n;
    const bool done = tried.operation(world);
    const bool ended = left < 0;
    left = -1;
    const bool effect = done || tried.always;
    const std::string where = std::string(tried.name) + " with request " + std::to_string(n);
    if (seen() != (effect ? after : before)) check::fail(where.c_str(), 0, "other values");
    if (hp_current()->depth != (effect ? depth_after : depth))
      check::fail(where.c_str(), 0, "another depth");
    // And the world goes on: the same again succeeds, and every level ends as it began.
    if (!effect) {
      CHECK(tried.operation(world));
      if (seen() != after) check::fail(where.c_str(), 0, "the second time gives other values");
    }
    if (hp_current()->depth != 0) {
      hp_context_exit(world.context, 0, 0);
      if (seen() != world.at_start) check::fail(where.c_str(), 0, "something stays");
    }
    failures += done ? 0 : 1;
    if (!ended) break;
  }
  std::printf("%-22s %ld failures\n", tried.name, failures);
}

const Operation kOperations[] = {
    {"put a number", false, nullptr,
     [](World &) {
       hp_pair pair{"new.number", 10, hp_hash("new.number", 10), 5, 0, HP_LONG, 0};
       return hp_put(&pair) == HP_OK;
     }},
    {"put a text", false, nullptr,
     [](World &) {
       return hp_scope_put_text(hp_current_scope(), "start.text", 10, "another long text of letters",
                                28) == HP_OK;
     }},
    {"put an object", false, nullptr,
     [](World &world) {
       hp_entry entry = World::of("new.object", HP_OBJECT, 2);
       return hp_context_put_entry(world.context, &entry) == HP_OK;
     }},
    {"put many", false,
     [](World &) {
       for (int i = 0; i < 15; ++i) hp::put("many." + std::to_string(i), i);
     },
     [](World &) {
       hp_pair pair{"one.more", 8, hp_hash("one.more", 8), 5, 0, HP_LONG, 0};
       return hp_put(&pair) == HP_OK;
     }},
    {"compact", false,
     [](World &) {
       for (int i = 0; i < 15; ++i) hp::put("start.2", i);
     },
     [](World &) {
       hp_pair pair{"start.2", 7, hp_hash("start.2", 7), 99, 0, HP_LONG, 0};
       return hp_put(&pair) == HP_OK;
     }},
    {"clear", false, nullptr,
     [](World &) { return hp_scope_clear(hp_current_scope()) == HP_OK; }},
    {"enter", false, nullptr,
     [](World &world) {
       hp_entry entries[] = {World::of("start.0", HP_LONG, 50), World::of("in.object", HP_OBJECT, 3),
                             World::of("in.text", HP_TEXT, text("a text on its way in, not short")),
                             World::of("start.text", HP_NULL, 0)};
       return hp_context_enter(world.context, entries, 4, 0) == HP_OK;
     }},
    {"write together", false, nullptr,
     [](World &world) {
       hp_entry entries[] = {World::of("start.0", HP_LONG, 50), World::of("in.object", HP_OBJECT, 3),
                             World::of("in.text", HP_TEXT, text("a text on its way in, not short"))};
       if (hp_context_enter(world.context, entries, 3, 0) != HP_OK) return false;
       CHECK(hp_context_merge(world.context, world.outer) != HP_OK);  // not the innermost
       return hp_context_merge(world.context, hp_current()->level_serial) == HP_OK;
     }},
    {"enter one", false, nullptr,
     [](World &world) {
       const uint64_t hash = hp_hash("start.3", 7);
       const uint32_t key = hp_context_key(world.context, hash, "start.3", 7);
       return key != 0 && hp_context_enter_one(world.context, hash, key, HP_LONG, 33) == HP_OK;
     }},
    {"enter isolating", false, nullptr,
     [](World &world) {
       hp_entry entry = World::of("alone", HP_TEXT, text("a text that is alone from now on"));
       return hp_context_enter(world.context, &entry, 1, 1) == HP_OK;
     }},
    {"leave and collect", true, nullptr,
     [](World &world) { return hp_context_leave(world.context, world.outer, 1) >= 0; }},
    {"exit and collect", true,
     [](World &world) {
       for (int i = 0; i < 5; ++i) hp_context_enter(world.context, nullptr, 0, 0), hp::put("x", i);
     },
     [](World &world) { return hp_context_exit(world.context, 1, 1) >= 0; }},
    {"open a guard", false, nullptr,
     [](World &) {
       const hp_pair pairs[] = {{"guard.a", 7, hp_hash("guard.a", 7), 1, 0, HP_LONG, 0},
                                {"guard.b", 7, hp_hash("guard.b", 7),
                                 text("the text of a guard, which is long"), 34, HP_TEXT, 0}};
       hp_level level;
       return hp_level_open(pairs, 2, 0, &level) == HP_OK;
     }},
    {"enter a scope object", false, nullptr,
     [](World &world) { return hp_scope_enter(world.scope) == HP_OK; }},
    {"leave a scope object", true,
     [](World &world) {
       hp_scope_enter(world.scope);
       hp::put("left", "the text that is handed back to the object");
       for (int i = 0; i < 20; ++i) hp::put("left." + std::to_string(i), i);
     },
     [](World &world) { return hp_scope_exit(world.scope) == HP_OK; }},
    {"init", false, nullptr, [](World &world) { return hp_init(world.scope) == HP_OK; }},
    {"capture", false, nullptr,
     [](World &) {
       Storage *captured = hp_capture();
       param_scope_destroy(captured);
       return captured != nullptr;
     }},
    {"freeze", false, nullptr,
     [](World &) {
       const hp_handle before = hp_frozen();
       const bool done = hp_freeze() == HP_OK;
       const hp_handle frozen = hp_frozen();
       CHECK_EQ(done, frozen != before);
       hp_set_frozen(0);
       hp_snapshot_release(frozen);
       hp_snapshot_release(before);
       return done;
     }},
    {"snapshot", false, nullptr,
     [](World &world) {
       const hp_handle snapshot = hp_snapshot_of(world.context);
       hp_snapshot_release(snapshot);
       return snapshot != 0;
     }},
    {"lay a snapshot over", false, nullptr,
     [](World &world) {
       const hp_handle below = hp_snapshot_of(world.context);
       hp_entry change = World::of("laid.text", HP_TEXT, text("a text that was laid over the others"));
       const hp_handle laid = below == 0 ? 0 : hp_snapshot_over(below, &change, 1);
       const hp_handle twice = laid == 0 ? 0 : hp_snapshot_over(laid, &change, 1);
       for (const hp_handle made : {below, laid, twice}) hp_snapshot_release(made);
       return twice != 0;
     }},
    {"put over what is laid over", false, start_on_laid_over,
     [](World &) {
       hp_pair pair{"new.number", 10, hp_hash("new.number", 10), 5, 0, HP_LONG, 0};
       return hp_put(&pair) == HP_OK;
     }},
    {"clear what is laid over", false, start_on_laid_over,
     [](World &) { return hp_scope_clear(hp_current_scope()) == HP_OK; }},
    {"enter over what is laid over", false, start_on_laid_over,
     [](World &world) {
       hp_entry entries[] = {World::of("start.0", HP_LONG, 50), World::of("laid.text", HP_NULL, 0)};
       return hp_context_enter(world.context, entries, 2, 0) == HP_OK;
     }},
    {"freeze what is laid over", false, start_on_laid_over,
     [](World &world) {
       const hp_handle snapshot = hp_snapshot_of(world.context);
       hp_snapshot_release(snapshot);
       return snapshot != 0;
     }},
    {"copy both in", false,
     [](World &world) {
       start_on_laid_over(world);
       hp_context_layout *head = const_cast<hp_context_layout *>(hp_current());
       head->second_looks = head->flatten_at;
     },
     [](World &) {
       hp_pair pair{"start.4", 7, hp_hash("start.4", 7), 44, 0, HP_LONG, 0};
       return hp_put(&pair) == HP_OK;
     }},
    {"list what is inside", false, nullptr,
     [](World &world) { return hp_context_list_inside(world.context, 0) >= 0; }},
    {"list what is outside", false, nullptr,
     [](World &world) { return hp_context_list_outside(world.context, 0) >= 0; }},
    {"list", false, nullptr, [](World &world) { return hp_context_list(world.context) >= 0; }},
    {"copy the base in", false,
     [](World &) {
       hp_context_layout *head = const_cast<hp_context_layout *>(hp_current());
       head->second_looks = head->flatten_at;
     },
     [](World &) {
       hp_pair pair{"start.4", 7, hp_hash("start.4", 7), 44, 0, HP_LONG, 0};
       return hp_put(&pair) == HP_OK;
     }},
};

}  // namespace

int main() {
  hp_current();  // the thread's own state is there from now on
  hp_get_i64(1, 0);
  hp_scope_put_i64(nullptr, "k", 1, 1);
  std::printf("without a base\n");
  for (const Operation &operation : kOperations) fails_at_every(operation, 0);
  hp_handle base;
  {
    hp::scope wide;
    for (int i = 0; i < 900; ++i) hp::put("base." + std::to_string(i), i);
    hp::put("base.text", "a text of the base, of which everybody has the same copy");
    base = hp_snapshot_of(reinterpret_cast<uintptr_t>(hp_current()));
  }
  std::printf("over a base\n");
  for (const Operation &operation : kOperations) fails_at_every(operation, base);
  hp_snapshot_release(base);
  return check::result("fault_test");
}
