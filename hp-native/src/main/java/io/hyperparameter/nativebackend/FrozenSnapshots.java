package io.hyperparameter.nativebackend;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What new threads start on. The one truth is the library's: C++ may publish as well, and asks no
 * one. Java keeps what C++ cannot: the objects of the snapshots that Java published, as long as a
 * thread of C++ may start on one, or publish what it sees over it.
 */
final class FrozenSnapshots {
  /** Guarded by itself. */
  private static final List<NativeSnapshot> PUBLISHED = new ArrayList<>();

  private FrozenSnapshots() {}

  /** Makes it what new threads start on, of both languages. */
  static void publish(NativeSnapshot snapshot) {
    synchronized (PUBLISHED) {
      PUBLISHED.removeIf(NativeSnapshot::isOnlyOfJava);
      if (snapshot.handle() != 0) {
        PUBLISHED.add(snapshot);
      }
      NativeApi.setFrozen(snapshot.handle());
    }
  }

  /** What a thread starts on that begins now. */
  static NativeSnapshot current() {
    synchronized (PUBLISHED) {
      long handle = NativeApi.frozen();
      if (handle == 0) {
        return NativeSnapshot.EMPTY;
      }
      NativeSnapshot known = find(handle);
      if (known != null) {
        NativeApi.snapshotRelease(handle);
        return known;
      }
      // Published by C++; its objects are those of a snapshot that is kept here.
      NativeSnapshot numbering = find(NativeApi.snapshotNumberedBy(handle));
      NativeSnapshot adopted = NativeSnapshot.adopted(handle, numbering);
      NativeApi.adoptFrozen(numbering == null ? 0 : numbering.handle());
      PUBLISHED.removeIf(NativeSnapshot::isOnlyOfJava);
      PUBLISHED.add(adopted);
      return adopted;
    }
  }

  private static @Nullable NativeSnapshot find(long handle) {
    for (NativeSnapshot snapshot : PUBLISHED) {
      if (snapshot.handle() == handle) {
        return snapshot;
      }
    }
    return null;
  }
}
