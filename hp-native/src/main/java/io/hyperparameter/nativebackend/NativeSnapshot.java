package io.hyperparameter.nativebackend;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Kind;
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

  /** The keys travel as blocks made up here; the library copies them. */
  private static long write(ParamValues values, NativeScratch scratch, List<Object> objects) {
    long room = 8;
    for (int i = 0; i < values.size(); i++) {
      room += NativeLayout.ENTRY_SIZE + 8 + NativeLayout.KEY_BYTES;
      room += NativeScratch.roomFor(values.key(i));
      room += values.ref(i) instanceof String text ? NativeScratch.roomFor(text) : 0;
    }
    scratch.start(room);
    long entries = scratch.take(NativeLayout.ENTRY_SIZE * values.size());
    for (int i = 0; i < values.size(); i++) {
      long entry = entries + NativeLayout.ENTRY_SIZE * i;
      long block = scratch.take(NativeLayout.KEY_BYTES);
      long length = scratch.append(values.key(i));
      NativeMemory.store(block + NativeLayout.KEY_HASH, values.hash(i));
      NativeMemory.store(
          block + NativeLayout.KEY_REFS, NativeLayout.KEY_SHARED | (length << Integer.SIZE));
      NativeMemory.store(entry + NativeLayout.ENTRY_HASH, values.hash(i));
      NativeMemory.store(entry + NativeLayout.ENTRY_KEY, block);
      int kind = values.kind(i);
      long bits = values.bits(i);
      if (values.ref(i) instanceof String text) {
        bits = scratch.end();
        length = scratch.append(text);
        NativeMemory.store(entry + NativeLayout.ENTRY_TEXT_LENGTH, length);
        kind = length < 0 ? Kind.OBJECT : Kind.TEXT;
      }
      Object ref = values.ref(i);
      if (kind == Kind.OBJECT && ref != null) {
        bits = objects.size();
        objects.add(ref);
      }
      NativeMemory.store(entry + NativeLayout.ENTRY_VALUE, bits);
      NativeMemory.store(entry + NativeLayout.ENTRY_KIND, kind);
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
