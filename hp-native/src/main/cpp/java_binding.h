// What the Java binding calls: the functions of hyperparameter/context.h with
// addresses as plain 64-bit integers, and what the library asks of Java: which
// context the current Java thread has, and the values that only Java can compute.
//
// JavaCPP generates one JNI function for each native method of NativeApi.java;
// it calls the function of the same name here. A signature that drifted does not
// compile.
#pragma once

#include <jni.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <mutex>

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

// In front of each block, so that what a class loader that has gone never freed is freed for it.
struct alignas(16) Block {
  Block *after;
  Block **link;
};
inline std::mutex blocks_mutex;
inline Block *blocks = nullptr;

inline int64_t allocate(int64_t bytes) noexcept {
  Block *block = static_cast<Block *>(malloc(sizeof(Block) + static_cast<size_t>(bytes)));
  if (block == nullptr) return 0;
  std::lock_guard<std::mutex> lock(blocks_mutex);
  *block = {blocks, &blocks};
  if (blocks != nullptr) blocks->link = &block->after;
  blocks = block;
  return address_of(block + 1);
}
/// The block is nobody's: what it was made of.
inline Block *taken_out(int64_t address) noexcept {
  Block *block = at<Block>(address) - 1;
  std::lock_guard<std::mutex> lock(blocks_mutex);
  *block->link = block->after;
  if (block->after != nullptr) block->after->link = block->link;
  return block;
}
inline void free(int64_t address) noexcept {
  if (address != 0) ::free(taken_out(address));
}
inline void free_all() noexcept {
  while (blocks != nullptr) free(address_of(blocks + 1));
}

// The C++ runtime in this library keeps memory for exceptions that are thrown when there is none. It is
// loaded with this library, once for each class loader, and nobody else gives that back.
#ifdef HP_OWN_CXX_RUNTIME
}  // namespace java
}  // namespace hyperparameter
namespace __gnu_cxx {
__attribute__((weak)) void __freeres();
}
namespace hyperparameter {
namespace java {
__attribute__((destructor)) inline void give_back_runtime() noexcept {
  if (__gnu_cxx::__freeres != nullptr) __gnu_cxx::__freeres();
}
#endif

// ---- contexts ----

inline int64_t create(int64_t snapshot) noexcept { return signed_of(hp_context_create(snapshot)); }
inline int restart(int64_t context, int64_t snapshot) noexcept {
  return hp_context_restart(context, snapshot);
}
inline int64_t currentPlace() noexcept { return signed_of(hp_current_place()); }
inline int64_t bind(int64_t context) noexcept { return signed_of(hp_context_bind(context)); }

/// Gives back the context and Java's scratch memory.
inline void destroy(int64_t context, int64_t scratch) noexcept {
  hp_context_destroy(context);
  free(scratch);
}

inline int put(int64_t context, int64_t hash, int key, int kind, int64_t bits) noexcept {
  return hp_context_put(context, hash, static_cast<uint32_t>(key), static_cast<uint32_t>(kind),
                        bits);
}
inline int putEntry(int64_t context, int64_t entry) noexcept {
  return hp_context_put_entry(context, at<hp_entry>(entry));
}
inline int clear(int64_t context) noexcept { return hp_context_clear(context); }

/// The serial of the level just opened, or minus a status: one number, because a call between the
/// two that fails (a stack has an end) would leave a level open that nobody knows.
inline int64_t opened(int64_t context, hp_status status) noexcept {
  return status == HP_OK ? signed_of(at<const hp_context_layout>(context)->level_serial) : -status;
}
inline int64_t enter(int64_t context, int64_t entries, int64_t count, bool isolating) noexcept {
  return opened(context,
                hp_context_enter(context, at<hp_entry>(entries), count, isolating ? 1 : 0));
}
inline int64_t enterOne(int64_t context, int64_t hash, int key, int kind, int64_t bits) noexcept {
  return opened(context, hp_context_enter_one(context, hash, static_cast<uint32_t>(key),
                                              static_cast<uint32_t>(kind), bits));
}
inline int64_t leave(int64_t context, int64_t serial, bool collect) noexcept {
  return hp_context_leave(context, static_cast<uint64_t>(serial), collect ? 1 : 0);
}
inline int merge(int64_t context, int64_t serial) noexcept {
  return hp_context_merge(context, static_cast<uint64_t>(serial));
}
inline int64_t keepText(int64_t context, int64_t bytes, int64_t length) noexcept {
  return signed_of(
      hp_context_keep_text(context, at<const char>(bytes), static_cast<uint64_t>(length)));
}
inline int64_t list(int64_t context) noexcept { return hp_context_list(context); }

inline int64_t steadyLevel(int64_t context) noexcept { return hp_context_steady_level(context); }
inline int64_t listInside(int64_t context, int64_t serial) noexcept {
  return hp_context_list_inside(context, static_cast<uint64_t>(serial));
}
inline int64_t listOutside(int64_t context, int64_t serial) noexcept {
  return hp_context_list_outside(context, static_cast<uint64_t>(serial));
}

inline int64_t slot(int64_t context, int64_t hash) noexcept {
  return address_of(hp_context_slot(context, static_cast<uint64_t>(hash)));
}

inline int64_t levelOf(int64_t context, int64_t hash) noexcept {
  return signed_of(hp_context_level_of(context, static_cast<uint64_t>(hash)));
}

inline int64_t history(int64_t context, int64_t hash) noexcept {
  return signed_of(hp_context_history(context, static_cast<uint64_t>(hash)));
}

// ---- snapshots ----

inline int64_t snapshotOf(int64_t context) noexcept { return signed_of(hp_snapshot_of(context)); }
inline int64_t snapshotOver(int64_t known, int64_t entries, int64_t count) noexcept {
  return signed_of(hp_snapshot_over(known, at<const hp_entry>(entries), count));
}
inline int64_t snapshotSlots(int64_t snapshot) noexcept {
  return address_of(hp_snapshot_slots(snapshot));
}
inline int64_t snapshotSize(int64_t snapshot) noexcept {
  return signed_of(hp_snapshot_entries(snapshot, nullptr, 0));
}
inline int64_t snapshotBytes(int64_t snapshot) noexcept {
  return signed_of(hp_snapshot_bytes(snapshot));
}
inline int64_t snapshotOwnBytes(int64_t snapshot) noexcept {
  return signed_of(hp_snapshot_own_bytes(snapshot));
}
inline void snapshotRelease(int64_t snapshot) noexcept { hp_snapshot_release(snapshot); }
inline int64_t snapshotNumberedBy(int64_t snapshot) noexcept {
  return signed_of(hp_snapshot_numbered_by(snapshot));
}
inline bool snapshotIsShared(int64_t snapshot) noexcept {
  return hp_snapshot_is_shared(snapshot) != 0;
}
inline int64_t frozen() noexcept { return signed_of(hp_frozen()); }
inline int64_t misreads() noexcept { return signed_of(hp_misread_count()); }

// ---- Java as a runtime that shares its threads' contexts with C++ ----

/// Calls static methods of NativeApi. The class is held weakly, so that its class loader can go.
struct ThreadHook {
  JavaVM *vm = nullptr;
  jweak owner = nullptr;
  jmethodID current_context = nullptr;
  jmethodID leave_inside = nullptr;
  jmethodID freeze = nullptr;
  jmethodID answer = nullptr;
  bool installed = false;
  uint64_t numbering = 0;  // of Java's snapshots the one that numbers the objects of what is frozen

  // Runs when this library is unloaded, after its class loader has gone, and with it the objects that
  // are frozen; or when the process ends, where threads may still be at work. The library of the
  // storage may stay, for a thread that used it, and serve the next one.
  ~ThreadHook() {
    if (!installed) return;
    if (!has_owner_gone()) {
      hp_set_runtime(nullptr);
      return;
    }
    const hp_handle frozen = hp_frozen();
    if (numbering != 0 && hp_snapshot_numbered_by(frozen) == numbering) hp_set_frozen(0);
    hp_snapshot_release(frozen);
    hp_end_runtime();
    free_all();
  }

 private:
  // The JVM unloads on a thread of its own; where a process ends there may be none of Java's.
  bool has_owner_gone() const noexcept {
    JNIEnv *env = nullptr;
    if (vm->GetEnv(reinterpret_cast<void **>(&env), JNI_VERSION_1_8) != JNI_OK) return false;
    if (!env->IsSameObject(owner, nullptr)) return false;
    env->DeleteWeakGlobalRef(owner);
    return true;
  }
};
inline ThreadHook hook;

/// `snapshot` is Java's; so are its objects.
inline void setFrozen(int64_t snapshot) noexcept {
  hook.numbering = hp_snapshot_numbered_by(snapshot);
  hp_set_frozen(snapshot);
}
/// C++ has published; `snapshot` is the one of Java's that it was made over, or 0.
inline void adoptFrozen(int64_t snapshot) noexcept {
  hook.numbering = static_cast<uint64_t>(snapshot);
}

/// A call of one method on a thread that Java knows; never attaches one: a thread that C++ started
/// has a context of its own.
class JavaCall {
 public:
  JavaCall() noexcept {
    if (hook.vm->GetEnv(reinterpret_cast<void **>(&env_), JNI_VERSION_1_8) != JNI_OK) return;
    // A kernel may read a parameter while an exception of its own is on its way to Java.
    pending_ = env_->ExceptionOccurred();
    if (pending_ != nullptr) env_->ExceptionClear();
    owner_ = static_cast<jclass>(env_->NewLocalRef(hook.owner));
  }
  ~JavaCall() {
    if (env_ == nullptr) return;
    if (owner_ != nullptr) env_->DeleteLocalRef(owner_);
    if (pending_ == nullptr) return;
    env_->Throw(pending_);
    env_->DeleteLocalRef(pending_);
  }
  JavaCall(const JavaCall &) = delete;
  JavaCall &operator=(const JavaCall &) = delete;

  bool is_possible() const noexcept { return owner_ != nullptr; }
  /// What the method answers; `otherwise` where it throws.
  template <class... A>
  int64_t of(jmethodID method, int64_t otherwise, A... arguments) noexcept {
    const jlong answer =
        env_->CallStaticLongMethod(owner_, method, static_cast<jlong>(arguments)...);
    if (!env_->ExceptionCheck()) return answer;
    env_->ExceptionClear();
    return otherwise;
  }
  /// The same, but what the method throws is thrown when the kernel returns to Java.
  template <class... A>
  int64_t throwing(jmethodID method, int64_t otherwise, A... arguments) noexcept {
    const jlong answer =
        env_->CallStaticLongMethod(owner_, method, static_cast<jlong>(arguments)...);
    jthrowable thrown = env_->ExceptionOccurred();
    if (thrown == nullptr) return answer;
    env_->ExceptionClear();
    if (pending_ == nullptr)
      pending_ = thrown;
    else
      env_->DeleteLocalRef(thrown);  // the first one is the cause
    return otherwise;
  }

 private:
  JNIEnv *env_ = nullptr;
  jclass owner_ = nullptr;
  jthrowable pending_ = nullptr;
};

/// Never cacheable: platform threads are bound by Java, virtual threads change their carrier.
inline uint64_t current(int *cacheable) noexcept {
  *cacheable = 0;
  JavaCall call;
  return call.is_possible() ? static_cast<uint64_t>(call.of(hook.current_context, 0)) : 0;
}

inline void leave_inside(hp_handle context, uint64_t serial) noexcept {
  JavaCall call;
  if (call.is_possible()) call.of(hook.leave_inside, 0, context, serial);
}

inline hp_status freeze() noexcept {
  JavaCall call;
  if (!call.is_possible()) return HP_NOT_MINE;
  return static_cast<hp_status>(call.of(hook.freeze, HP_E_NO_MEMORY));
}

inline int32_t read(hp_foreign_read *read) noexcept {
  JavaCall call;
  if (!call.is_possible()) return HP_READ_ABSENT;
  const jlong answer = call.throwing(hook.answer, HP_READ_WRONG, address_of(read));
  if (read->text != nullptr) {  // the caller frees it, and knows nothing of what is in front of it
    char *start = reinterpret_cast<char *>(taken_out(address_of(read->text)));
    read->text = static_cast<char *>(memmove(start, read->text, read->text_length));
  }
  return static_cast<int32_t>(answer);
}

inline constexpr hp_runtime kRuntime{sizeof(hp_runtime), current, leave_inside, freeze, read};

/// Fails, with an exception or silently, where another copy of this binding was faster.
inline void installThreadHook(JNIEnv *env, jclass owner) noexcept {
  if (hook.installed || env->GetJavaVM(&hook.vm) != JNI_OK) return;
  hook.current_context = env->GetStaticMethodID(owner, "currentContext", "()J");
  if (hook.current_context == nullptr) return;
  hook.leave_inside = env->GetStaticMethodID(owner, "leaveInside", "(JJ)J");
  if (hook.leave_inside == nullptr) return;
  hook.freeze = env->GetStaticMethodID(owner, "freeze", "()J");
  if (hook.freeze == nullptr) return;
  hook.answer = env->GetStaticMethodID(owner, "answer", "(J)J");
  if (hook.answer == nullptr) return;
  hook.owner = env->NewWeakGlobalRef(owner);
  hook.installed = hook.owner != nullptr && hp_set_runtime(&kRuntime) == HP_OK;
}
inline bool isThreadHookInstalled() noexcept { return hook.installed; }

}  // namespace java
}  // namespace hyperparameter
