// A kernel as users write them, for the tests: it knows nothing of Java.
#pragma once

#if defined(__linux__)
#include <dlfcn.h>
#include <malloc.h>
#endif
#include <stdint.h>
#include <string.h>

#include <atomic>
#include <string>
#include <thread>

#include "hyperparameter.h"

namespace test_kernel {

inline uint64_t hash_of(const char *key) { return hp_hash(key, strlen(key)); }

inline int64_t currentContext() {
  return static_cast<int64_t>(reinterpret_cast<uintptr_t>(hp_current()));
}

inline int64_t readLong(const char *key, int64_t def) { return hp_get_i64(hash_of(key), def); }
inline double readDouble(const char *key, double def) { return hp_get_f64(hash_of(key), def); }
inline bool readBoolean(const char *key, bool def) { return hp_get_bool(hash_of(key), def); }
/// Valid until the calling thread reads the next one.
inline const char *readText(const char *key, const char *def) {
  static thread_local std::string text;
  text = hp::get(hp::key(key), std::string(def));
  return text.c_str();
}
inline int64_t readInline(int64_t def) { return GET_PARAM(kernel.tile, def); }

inline std::atomic<bool> stopped{false};
inline void stop() { stopped = true; }
/// A kernel that is at work while applications come and go.
inline int64_t readOnAndOn() {
  int64_t rounds = 0, unlike = 0;
  for (; !stopped; ++rounds) {
    const hyperparameter::text borrowed = GET_PARAM(kernel.text, "none");
    const std::string before = borrowed.str();
    for (int i = 0; i < 100; ++i) unlike += GET_PARAM(kernel.tile, -1) < -1;
    unlike += borrowed != before;
    hyperparameter::scope guard{{hyperparameter::key("kernel.tile"), rounds}};
    unlike += readLong("kernel.tile", -1) < -1;
  }
  return unlike == 0 ? rounds : -1;
}

inline int64_t allocatedBytes() {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
  const struct mallinfo2 info = mallinfo2();
  return static_cast<int64_t>(info.uordblks + info.hblkhd);
#else
  return 0;
#endif
}
/// What malloc gave and did not get back while a library was loaded and unloaded so many times.
inline int64_t keptByLoading(const char *path, int times) {
#ifdef __GLIBC__
  dlclose(dlopen(path, RTLD_NOW));  // what the loader itself keeps
  const int64_t before = allocatedBytes();
  for (int i = 0; i < times; ++i) {
    void *library = dlopen(path, RTLD_NOW);
    if (library == nullptr) return -1;
    dlclose(library);
  }
  return allocatedBytes() - before;
#else
  return 0;
#endif
}
inline int64_t allocatedKib() { return allocatedBytes() / 1024; }

/// The length of the text, -1 if there is none.
inline int64_t textLength(const char *key) {
  hp_value value;
  hp_status status = hp_scope_get(hp_current_scope(), key, strlen(key), &value);
  return status == HP_OK && value.kind == HP_TEXT ? static_cast<int64_t>(value.text_length) : -1;
}

inline int putLong(const char *key, int64_t value) {
  return hp_scope_put_i64(hp_current_scope(), key, strlen(key), value);
}
inline int putDouble(const char *key, double value) {
  return hp_scope_put_f64(hp_current_scope(), key, strlen(key), value);
}
inline int putBoolean(const char *key, bool value) {
  return hp_scope_put_bool(hp_current_scope(), key, strlen(key), value);
}
inline int putText(const char *key, const char *value) {
  return hp_scope_put_text(hp_current_scope(), key, strlen(key), value, strlen(value));
}
inline int removeKey(const char *key) {
  return hp_scope_remove(hp_current_scope(), key, strlen(key));
}

/// Enough keys to move the table.
inline void putMany(const char *prefix, int count) {
  for (int i = 0; i < count; ++i) putLong((prefix + std::to_string(i)).c_str(), i);
}

/// What is seen inside a scope of C++.
inline int64_t readInScope(const char *key, int64_t value) {
  hyperparameter::scope guard{{hyperparameter::key(key), value}};
  return readLong(key, -1);
}

/// What a kernel must not do, but may: leave a level open.
inline void leaveOpen(const char *key, int64_t value) {
  hp_level level;
  hp_pair pair{key, strlen(key), hash_of(key), static_cast<uint64_t>(value), 0, HP_LONG, 0};
  hp_level_open(&pair, 1, 0, &level);
}

/// A guard as a kernel holds it while it calls Java; for closeGuard().
inline int64_t openGuard(const char *key, int64_t value) {
  return static_cast<int64_t>(reinterpret_cast<uintptr_t>(
      new hyperparameter::scope{{hyperparameter::key(key), value}}));
}
/// The status.
inline int closeGuard(int64_t guard) {
  hyperparameter::scope *scope =
      reinterpret_cast<hyperparameter::scope *>(static_cast<uintptr_t>(guard));
  const hp_status status = scope->close();
  delete scope;
  return status;
}
inline int init() { return hp_init(nullptr); }
inline int freeze() { return hp_freeze(); }
inline int freezeOnAnotherThread(const char *key, int64_t value) {
  int status = 0;
  std::thread([&] {
    putLong(key, value);
    status = hp_freeze();
  }).join();
  return status;
}
inline int64_t depth() { return static_cast<int64_t>(hp_current()->depth); }
inline const char *lastError() { return hp_last_error(); }
inline void clearError() { hp_clear_error(); }
inline int readByte(const char *key, int def) {
  return hp::get(hp::key(key), static_cast<int8_t>(def));
}

/// The same read on a thread that Java does not know.
inline int64_t readOnAnotherThread(const char *key, int64_t def) {
  int64_t value = 0;
  std::thread([&] { value = readLong(key, def); }).join();
  return value;
}

}  // namespace test_kernel
