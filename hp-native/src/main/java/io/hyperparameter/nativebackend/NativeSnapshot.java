package io.hyperparameter.nativebackend;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.ParamValues;
import java.util.ArrayList;
import java.util.List;

/** A snapshot in native memory, and the objects that its values name by number. */
final class NativeSnapshot extends BaseSnapshot {
  private static final Object[] NO_OBJECTS = {};
  static final NativeSnapshot EMPTY = new NativeSnapshot(0, NO_OBJECTS);

  /** 0: without values. */
  private final long handle;

  private final Object[] objects;
  private final int size;

  private NativeSnapshot(long handle, Object[] objects) {
    this.handle = handle;
    this.objects = objects;
    this.size = handle == 0 ? 0 : (int) NativeApi.snapshotSize(handle);
  }

  /** Takes over a retained handle. */
  static NativeSnapshot owning(long handle, List<Object> objects) {
    if (handle == 0) {
      throw NativeStatus.exception(NativeApi.lastStatus());
    }
    NativeSnapshot snapshot =
        new NativeSnapshot(handle, objects.isEmpty() ? NO_OBJECTS : objects.toArray());
    NativeLibrary.CLEANER.register(snapshot, () -> NativeApi.snapshotRelease(handle));
    return snapshot;
  }

  static NativeSnapshot of(ParamValues values) {
    if (values.size() == 0) {
      return EMPTY;
    }
    NativeScratch scratch = new NativeScratch();
    try {
      List<Object> objects = new ArrayList<>();
      long entries = write(values, scratch, objects);
      return owning(NativeApi.snapshotFrom(entries, values.size()), objects);
    } finally {
      scratch.free();
    }
  }

  private static long write(ParamValues values, NativeScratch scratch, List<Object> objects) {
    NativeEntries.Numbering numbering =
        object -> {
          objects.add(object);
          return objects.size() - 1L;
        };
    long room = Long.BYTES;
    for (int i = 0; i < values.size(); i++) {
      room += NativeEntries.roomFor(values.key(i), values.ref(i));
    }
    scratch.start(room);
    long entries = scratch.take(NativeLayout.ENTRY_SIZE * values.size());
    for (int i = 0; i < values.size(); i++) {
      NativeEntries.write(
          scratch,
          entries + NativeLayout.ENTRY_SIZE * i,
          values.key(i),
          values.hash(i),
          0,
          values.kind(i),
          values.bits(i),
          values.ref(i),
          numbering);
    }
    return entries;
  }

  long handle() {
    return handle;
  }

  Object object(long number) {
    return objects[(int) number];
  }

  boolean hasObjects() {
    return objects.length > 0;
  }

  @Override
  public int size() {
    return size;
  }
}
