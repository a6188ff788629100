package io.hyperparameter.nativebackend;

import io.hyperparameter.KeyHash;
import io.hyperparameter.spi.Kind;

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
      NativeLayout.check(NativeApi.layoutDescription());
    } catch (IllegalStateException e) {
      throw new LoadFailure(String.valueOf(e.getMessage()), e);
    }
    NativeScratch scratch = new NativeScratch();
    long context = NativeApi.create(0, false);
    try {
      require(context != 0 && NativeMemory.load(context) == NativeLayout.MAGIC, "context");
      roundTrip(context, scratch);
    } finally {
      NativeApi.destroy(context, new long[0], 0, scratch.release());
    }
  }

  private static void roundTrip(long context, NativeScratch scratch) throws LoadFailure {
    long hash = KeyHash.hash(KEY);
    scratch.start(NativeScratch.roomFor(KEY) + NativeScratch.roomFor(TEXT));
    long keyBytes = scratch.end();
    long keyLength = scratch.append(KEY);
    long textBytes = scratch.end();
    long textLength = scratch.append(TEXT);
    require(NativeApi.hash(keyBytes, keyLength) == hash, "hash");
    long key = NativeApi.key(context, hash, keyBytes, keyLength);
    require(key != 0 && NativeTable.keyAt(key).equals(KEY), "key");

    require(NativeApi.enterOne(context, key, Kind.LONG, NUMBER) == NativeStatus.OK, "enter");
    long slot = NativeTable.slot(context, hash);
    require(slot != 0 && NativeTable.kind(slot) == Kind.LONG, "kind of a number");
    require(NativeTable.value(slot) == NUMBER, "number");
    require(NativeTable.key(context, slot).equals(KEY), "key of a slot");

    int status = NativeApi.putText(context, key, textBytes, textLength);
    require(status == NativeStatus.OK, "text");
    slot = NativeTable.slot(context, hash);
    require(slot != 0 && NativeTable.kind(slot) == Kind.TEXT, "kind of a text");
    require(NativeTexts.decoded(NativeTable.text(slot)).equals(TEXT), "text read back");

    require(NativeApi.exit(context, 0, true) == 1, "changes of a level");
    require(NativeTable.slot(context, hash) == 0, "rollback");
    NativeApi.keyRelease(context, key);
  }

  private static void require(boolean holds, String what) throws LoadFailure {
    if (!holds) {
      throw new LoadFailure("the self-check failed at: " + what);
    }
  }
}
