// Mirrors every operation of the C functions into a model made of std::map (fuzz_model.h).
//
// With a fuzzer: -fsanitize=fuzzer -DHP_FUZZER. Without one this is a program:
//   fuzz FILE...              replays inputs
//   fuzz --seed FIRST COUNT   that many random inputs, the same ones each time
//
// fuzz_covers.cmake checks that no exported function is left out.
#include <fstream>
#include <iterator>
#include <random>

#include "fuzz_compare.h"
#include "fuzz_levels.h"
#include "fuzz_snapshots.h"
#include "fuzz_writes.h"

namespace {

using namespace model;

class Run {
 public:
  explicit Run(Input input) : s(input) {}

  void run() {
    while (s.in.at != s.in.end) {
      step();
      compare_.check_key(static_cast<int>(s.in.next(kKeys)), steps_ % 4 == 0);
      if (++steps_ % 16 == 0) compare_.check_all();
    }
    // Levels of hp_init last as long as the thread; leaving by handle ends them, too.
    if (!s.model.levels.empty()) levels_.exit_by_handle(0, true);
    compare_.check_all();
    // Once no value is left, every object has been let go of.
    for (int number = 0; number < kKeys; ++number) {
      const Key key(number);
      MUST(hp_scope_put_i64(hp_current_scope(), key.text.data(), key.text.size(), 0) == HP_OK);
      s.model.write(number, {HP_LONG, 0});
    }
    compare_.check_all();
    MUST(s.released == s.given);
  }

 private:
  void step() {
    switch (s.in.next(16)) {
      case 0: case 1: case 2: writes_.put_into_scope(hp_current_scope(), nullptr); break;
      case 3: case 4: {
        Object &object = s.any_object();
        writes_.put_into_scope(object.storage, object.open ? nullptr : &object.values);
        break;
      }
      case 5: writes_.put_by_handle(); break;
      case 6: writes_.put_pair(); break;
      case 7: levels_.enter_object(s.any_object()); break;
      case 8: levels_.open_guard(); break;
      case 9: levels_.enter_by_handle(); break;
      case 10: if (!s.model.levels.empty()) levels_.close(s.model.levels.size() - 1); break;
      case 11:
        if (!s.model.levels.empty()) levels_.close(s.in.next(static_cast<unsigned>(s.model.levels.size())));
        break;
      case 12: writes_.clear(); break;
      case 13: snapshots_.start_over(); break;
      case 14:
        if (s.in.next(2) == 0) levels_.init();
        else snapshots_.capture();
        break;
      case 15:
        for (int i = 0; i < 60; ++i) compare_.check_key(i % kKeys, true);
        break;
    }
  }

  State s;
  Pending pending_{s};
  Writes writes_{s, pending_};
  Levels levels_{s, pending_};
  Snapshots snapshots_{s};
  Compare compare_{s};
  unsigned steps_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Run({data, data + size}).run();
  return 0;
}

#ifndef HP_FUZZER
int main(int argc, char **argv) {
  if (argc == 4 && std::string(argv[1]) == "--seed") {
    const unsigned first = static_cast<unsigned>(std::atoi(argv[2]));
    for (unsigned seed = first; seed < first + static_cast<unsigned>(std::atoi(argv[3])); ++seed) {
      std::mt19937 random(seed);
      std::vector<uint8_t> input(random() % 3000);
      for (uint8_t &byte : input) byte = static_cast<uint8_t>(random());
      LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    return 0;
  }
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::vector<uint8_t> input{std::istreambuf_iterator<char>(file), {}};
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
  return 0;
}
#endif
