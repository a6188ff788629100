package io.hyperparameter.nativebackend;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.ParamValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in native memory, and the objects that its values name by number. What is laid over
 * another one takes memory for what is different alone; C++ keeps the other one.
 */
final class NativeSnapshot extends BaseSnapshot {
  private static final Object[] NO_OBJECTS = {};
  static final NativeSnapshot EMPTY = new NativeSnapshot(NO_OBJECTS);

  /** Some two thousand numbers, or one long text. */
  private static final long MOST_KEPT_BYTES = 1 << 17;

  /** 0: without values. */
  private long handle;

  private final Object[] objects;

  /** What a context over this shows as long as nothing was written; 0: without values. */
  private long slots;

  private int size;
  private boolean isSmall = true;

  /** Made when first asked for; by many threads, each as good as the other. */
  private volatile @Nullable NativeSnapshot withoutObjects;

  private NativeSnapshot(Object[] objects) {
    this.objects = objects;
  }

  /** What a context shows now, with the objects that its values will be numbered by. */
  static NativeSnapshot of(long context, List<Object> objects) {
    NativeSnapshot snapshot = new NativeSnapshot(arrayOf(objects));
    Memory memory = new Memory(snapshot);
    snapshot.owns(NativeApi.snapshotOf(context), memory);
    return snapshot;
  }

  /** Takes over a handle that C++ published; its objects are numbered as in another snapshot. */
  static NativeSnapshot adopted(long handle, @Nullable NativeSnapshot numbering) {
    NativeSnapshot snapshot =
        new NativeSnapshot(numbering == null ? NO_OBJECTS : numbering.objects);
    snapshot.owns(handle, new Memory(snapshot));
    return snapshot;
  }

  static NativeSnapshot of(ParamValues values) {
    if (values.size() == 0) {
      return EMPTY;
    }
    return Objects.requireNonNull(over(EMPTY, values), "nothing else has the numbers of objects");
  }

  /**
   * Values laid over another snapshot, whose objects keep their numbers; null if more objects come
   * and a third one has their numbers, as where C++ published what it saw.
   */
  static @Nullable NativeSnapshot over(NativeSnapshot known, ParamValues values) {
    NativeScratch scratch = new NativeScratch();
    try {
      List<Object> added = new ArrayList<>();
      long entries = write(values, scratch, known.objects.length, added);
      if (!added.isEmpty() && !known.numbersObjects()) {
        return null;
      }
      NativeSnapshot snapshot = new NativeSnapshot(known.objectsAnd(added));
      Memory memory = new Memory(snapshot);
      long made = NativeApi.snapshotOver(known.handle, entries, values.size());
      snapshot.owns(made, memory);
      return snapshot;
    } finally {
      scratch.free();
    }
  }

  /** Everything that needs memory of the heap has been made. */
  private void owns(long made, Memory memory) {
    memory.handle = made;
    if (made == 0) {
      throw NativeStatus.exception(NativeApi.lastStatus());
    }
    handle = made;
    memory.bytes = NativeApi.snapshotOwnBytes(made);
    memory.register();
    slots = NativeApi.snapshotSlots(made);
    size = (int) NativeApi.snapshotSize(made);
    isSmall = NativeApi.snapshotBytes(made) <= MOST_KEPT_BYTES;
  }

  /** The same array if there are no more. */
  private Object[] objectsAnd(List<Object> added) {
    if (added.isEmpty()) {
      return objects;
    }
    Object[] all = Arrays.copyOf(objects, objects.length + added.size());
    for (int i = 0; i < added.size(); i++) {
      all[objects.length + i] = added.get(i);
    }
    return all;
  }

  private static Object[] arrayOf(List<Object> objects) {
    return objects.isEmpty() ? NO_OBJECTS : objects.toArray();
  }

  private static long write(
      ParamValues values, NativeScratch scratch, int before, List<Object> added) {
    NativeEntries.Numbering numbering =
        object -> {
          added.add(object);
          return before + added.size() - 1L;
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

  /** Whether a context shows exactly this, as its slots tell. */
  boolean isShownBy(long shown) {
    return slots != 0 && slots == shown;
  }

  Object object(long number) {
    if (number >= objects.length) {
      throw new IllegalStateException("C++ named object " + number + ", which Java never had");
    }
    return objects[(int) number];
  }

  private boolean numbersObjects() {
    return NativeApi.snapshotNumberedBy(handle) == handle; // of none, too
  }

  /** Whether no context, no snapshot of C++ and not the frozen place refers to it. */
  boolean isOnlyOfJava() {
    return !NativeApi.snapshotIsShared(handle);
  }

  /** Whether C++ may keep its part of this for a thread that does nothing. */
  boolean isSmall() {
    return isSmall;
  }

  /**
   * What a thread may keep of this while it does nothing: no objects, and what C++ has if that is
   * small. Nothing is read through it.
   */
  NativeSnapshot keptByIdleThread() {
    if (!isSmall) {
      return EMPTY;
    }
    return objects.length == 0 ? this : withoutObjects();
  }

  private NativeSnapshot withoutObjects() {
    NativeSnapshot known = withoutObjects;
    if (known == null) {
      known = new NativeSnapshot(NO_OBJECTS);
      known.handle = handle; // which the context keeps in C++, and this gives back
      withoutObjects = known;
    }
    return known;
  }

  boolean hasObjects() {
    return objects.length > 0;
  }

  @Override
  public int size() {
    return size;
  }

  private static final class Memory extends NativeReclaim {
    private long handle;
    private long bytes;

    Memory(NativeSnapshot snapshot) {
      super(snapshot);
    }

    @Override
    long bytes() {
      return bytes;
    }

    @Override
    void giveBack() {
      NativeApi.snapshotRelease(handle);
    }
  }
}
