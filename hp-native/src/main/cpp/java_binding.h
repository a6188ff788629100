// What the Java binding calls: the functions of hyperparameter/context.h with
// addresses as plain 64-bit integers, and the hook that tells the library which
// context the current Java thread has.
//
// JavaCPP generates one JNI function for each native method of NativeApi.java;
// it calls the function of the same name here. A signature that drifted does not
// compile.
#pragma once

#include <jni.h>
#include <stdint.h>
#include <stdlib.h>

#include "hyperparameter/c_api.h"
#include "hyperparameter/context.h"
#include "hyperparameter/layout.h"

namespace hyperparameter {
namespace java {

template <class T>
T *at(int64_t address) noexcept {
  return reinterpret_cast<T *>(static_cast<uintptr_t>(address));
}

inline int64_t address_of(const void *pointer) noexcept {
  return static_cast<int64_t>(reinterpret_cast<uintptr_t>(pointer));
}

inline int64_t signed_of(uint64_t handle) noexcept { return static_cast<int64_t>(handle); }

// ---- who the library is ----

inline int abiVersion() noexcept { return static_cast<int>(hp_abi_version()); }
inline int64_t layoutDescription() noexcept { return address_of(hp_layout_describe()); }
inline int64_t lastError() noexcept { return address_of(hp_last_error()); }
inline int lastStatus() noexcept { return hp_last_status(); }
inline int64_t hash(int64_t bytes, int64_t length) noexcept {
  return signed_of(hp_hash(at<const char>(bytes), static_cast<size_t>(length)));
}

// ---- memory for what is passed in ----

inline int64_t allocate(int64_t bytes) noexcept {
  return address_of(malloc(static_cast<size_t>(bytes)));
}
inline void free(int64_t address) noexcept { ::free(at<void>(address)); }

// ---- contexts ----

inline int64_t create(int64_t snapshot, bool bind) noexcept {
  hp_handle context = hp_context_create(snapshot);
  if (bind && context != 0) hp_context_bind(context);
  return signed_of(context);
}
inline void bind(int64_t context) noexcept { hp_context_bind(context); }

/// Gives back the context and Java's scratch memory.
inline void destroy(int64_t context, int64_t scratch) noexcept {
  hp_context_destroy(context);
  ::free(at<void>(scratch));
}

inline int put(int64_t context, int64_t hash, int key, int kind, int64_t bits) noexcept {
  return hp_context_put(context, hash, static_cast<uint32_t>(key), static_cast<uint32_t>(kind),
                        bits);
}
inline int putEntry(int64_t context, int64_t entry) noexcept {
  return hp_context_put_entry(context, at<hp_entry>(entry));
}
inline int clear(int64_t context) noexcept { return hp_context_clear(context); }

inline int enter(int64_t context, int64_t entries, int64_t count, bool isolating) noexcept {
  return hp_context_enter(context, at<hp_entry>(entries), count, isolating ? 1 : 0);
}
inline int enterOne(int64_t context, int64_t hash, int key, int kind, int64_t bits) noexcept {
  return hp_context_enter_one(context, hash, static_cast<uint32_t>(key),
                              static_cast<uint32_t>(kind), bits);
}
inline int64_t exit(int64_t context, int64_t target, bool collect) noexcept {
  return hp_context_exit(context, target, collect ? 1 : 0);
}
inline int64_t list(int64_t context) noexcept { return hp_context_list(context); }

/// A read by the library itself, which copies the base in where reads asked for that.
inline void look(int64_t context, int64_t hash) noexcept {
  int64_t unused = 0;
  hp_find_i64(at<const hp_context_layout>(context), static_cast<uint64_t>(hash), &unused);
}

inline int64_t levelOf(int64_t context, int64_t hash) noexcept {
  return signed_of(hp_context_level_of(context, static_cast<uint64_t>(hash)));
}

// ---- snapshots ----

inline int64_t snapshotOf(int64_t context) noexcept { return signed_of(hp_snapshot_of(context)); }
inline int64_t snapshotFrom(int64_t entries, int64_t count) noexcept {
  return signed_of(hp_snapshot_from_entries(at<const hp_entry>(entries), count));
}
inline int64_t snapshotSize(int64_t snapshot) noexcept {
  return signed_of(hp_snapshot_entries(snapshot, nullptr, 0));
}
inline void snapshotRelease(int64_t snapshot) noexcept { hp_snapshot_release(snapshot); }
inline void setFrozen(int64_t snapshot) noexcept { hp_set_frozen(snapshot); }

// ---- the Java thread's context ----

/// Asks NativeApi.currentContext(). The class is held weakly, so that its class loader can go.
struct ThreadHook {
  JavaVM *vm = nullptr;
  jweak owner = nullptr;
  jmethodID current_context = nullptr;
  bool installed = false;

  // Runs when this library is unloaded, after its class loader has gone.
  ~ThreadHook() {
    if (installed) hp_set_thread_resolver(nullptr);
  }
};
inline ThreadHook hook;

/// Never attaches a thread: one that C++ started and Java does not know has a context of its own.
/// Never cacheable: platform threads are bound by Java, virtual threads change their carrier.
inline uint64_t resolve(int *cacheable) noexcept {
  *cacheable = 0;
  JNIEnv *env = nullptr;
  if (hook.vm->GetEnv(reinterpret_cast<void **>(&env), JNI_VERSION_1_8) != JNI_OK) return 0;
  // A kernel may read a parameter while an exception of its own is on its way to Java.
  jthrowable pending = env->ExceptionOccurred();
  if (pending != nullptr) env->ExceptionClear();
  jlong context = 0;
  jclass owner = static_cast<jclass>(env->NewLocalRef(hook.owner));
  if (owner != nullptr) {
    context = env->CallStaticLongMethod(owner, hook.current_context);
    if (env->ExceptionCheck()) {
      env->ExceptionClear();
      context = 0;
    }
    env->DeleteLocalRef(owner);
  }
  if (pending != nullptr) {
    env->Throw(pending);
    env->DeleteLocalRef(pending);
  }
  return static_cast<uint64_t>(context);
}

/// Fails, with an exception or silently, where another copy of this binding was faster.
inline void installThreadHook(JNIEnv *env, jclass owner) noexcept {
  if (hook.installed || env->GetJavaVM(&hook.vm) != JNI_OK) return;
  hook.current_context = env->GetStaticMethodID(owner, "currentContext", "()J");
  if (hook.current_context == nullptr) return;
  hook.owner = env->NewWeakGlobalRef(owner);
  hook.installed = hook.owner != nullptr && hp_set_thread_resolver(resolve) == HP_OK;
}
inline bool isThreadHookInstalled() noexcept { return hook.installed; }

}  // namespace java
}  // namespace hyperparameter
