package io.hyperparameter.nativebackend;

import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.spi.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A round trip through the loaded library before it may serve: the versions match, both sides hash
 * alike, and what C++ wrote is what Java reads.
 */
final class SelfCheck {
  private static final int ABI_VERSION = 1;
  private static final String KEY = "hyperparameter.self.check";
  private static final String TEXT = "h\u00fcperparam\u00e8tre \ud83d\udd27";
  private static final long NUMBER = 0x0123456789abcdefL;

  private SelfCheck() {}

  static void run() throws LoadFailure {
    Throwable unreadable = NativeMemory.unavailabilityCause();
    if (unreadable != null) {
      throw new LoadFailure(
          "this JVM does not let Java read native memory (" + unreadable + ")", unreadable);
    }
    if (NativeApi.abiVersion() != ABI_VERSION) {
      throw new LoadFailure(
          "the library has ABI version "
              + NativeApi.abiVersion()
              + ", this jar calls version "
              + ABI_VERSION
              + "; use the library that belongs to the jar");
    }
    try {
      LibraryNumbers.check();
    } catch (IllegalStateException e) {
      throw new LoadFailure(String.valueOf(e.getMessage()), e);
    }
    NativeScratch scratch = new NativeScratch();
    long context = NativeApi.create(0);
    try {
      require(context != 0 && NativeMemory.load(context) == NativeLayout.MAGIC, "context");
      roundTrip(context, scratch);
    } finally {
      NativeApi.destroy(context, scratch.release());
    }
  }

  private static void roundTrip(long context, NativeScratch scratch) throws LoadFailure {
    long hash = KeyHash.hash(KEY);
    scratch.start(NativeScratch.roomFor(KEY));
    long bytes = scratch.end();
    require(NativeApi.hash(bytes, scratch.append(KEY)) == hash, "hash");

    long entry = entry(scratch, hash, 0, Kind.LONG, NUMBER, null);
    long level = NativeApi.enter(context, entry, 1, false);
    require(level > 0, "enter");
    int key = NativeEntries.keyRef(entry);
    require(key != 0 && NativeTable.keyOf(context, key).equals(KEY), "key");
    long slot = NativeTable.slot(context, hash);
    require(slot != 0 && NativeTable.kind(slot) == Kind.LONG, "kind of a number");
    require(NativeTable.value(slot) == NUMBER, "number");
    require(NativeTable.key(context, slot).equals(KEY), "key of a slot");

    entry = entry(scratch, hash, key, Kind.TEXT, 0, TEXT);
    require(NativeApi.putEntry(context, entry) == NativeStatus.OK, "text");
    slot = NativeTable.slot(context, hash);
    require(slot != 0 && NativeTable.kind(slot) == Kind.TEXT, "kind of a text");
    require(NativeTexts.decoded(NativeTable.text(slot)).equals(TEXT), "text read back");

    require(NativeApi.leave(context, level, true) == 1, "changes of a level");
    require(NativeTable.slot(context, hash) == 0, "rollback");
  }

  private static long entry(
      NativeScratch scratch, long hash, int key, int kind, long bits, @Nullable String text) {
    scratch.start(NativeEntries.roomFor(KEY, text));
    long entry = scratch.take(NativeLayout.ENTRY_SIZE);
    NativeEntries.write(scratch, entry, KEY, hash, key, kind, bits, text, object -> -1);
    return entry;
  }

  private static void require(boolean holds, String what) throws LoadFailure {
    if (!holds) {
      throw new LoadFailure("the self-check failed at: " + what);
    }
  }
}
