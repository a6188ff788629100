package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.KeyHash;
import io.hyperparameter.LongParam;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.openhft.hashing.LongHashFunction;

/** Reads, scopes and hashes, and what they are compared with. */
@SuppressWarnings("NullAway") // a check would be measured, too
final class CoreSuite implements Suite {
  private static final int[] SIZES = {16, 1000, 10_000};
  private static final int[] DEPTHS = {1, 64};
  private static final int FEW = 16;
  private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
  private static final ThreadLocal<Holder> HOLDER = new ThreadLocal<>();

  private final List<Probe> probes = new ArrayList<>();

  @Override
  public List<Probe> probes() {
    Room room = new Room();
    ParamScope scope = room.call(() -> Workload.enter(1000, 1));
    references(room);
    reads(room, scope);
    scopes(room);
    hashes(room);
    for (int size : SIZES) {
      for (int depth : DEPTHS) {
        sizes(size, depth);
      }
    }
    return probes;
  }

  private void references(Room room) {
    room.call(CoreSuite::prepare);
    Map<String, Object> map = new HashMap<>(Workload.parameters(1000));
    add(room, "ref.threadlocal", () -> LOCAL.get() == null ? 0 : 1);
    add(room, "ref.threadlocal.field", () -> HOLDER.get().value);
    add(room, "ref.hashmap", () -> (Long) map.get(Workload.STEPS));
    Room other = new Room();
    other.call(CoreSuite::prepare);
    probes.add(
        new Probe(
            "ref.threadlocal.field x2", room, () -> HOLDER.get().value, 1, false, List.of(other)));
  }

  private static Object prepare() {
    Holder holder = new Holder();
    LOCAL.set(holder);
    HOLDER.set(holder);
    return holder;
  }

  private void reads(Room room, ParamScope scope) {
    byte[] fresh = Workload.STEPS.getBytes(StandardCharsets.ISO_8859_1);
    add(room, "read.typed", () -> Workload.STEPS_KEY.get());
    add(room, "read.scope", () -> Workload.STEPS_KEY.get(scope));
    add(room, "read.literal", () -> scope.getLong(Workload.STEPS, -1));
    add(
        room,
        "read.fresh",
        () -> scope.getLong(new String(fresh, StandardCharsets.ISO_8859_1), -1));
    add(room, "ref.fresh.hash", () -> KeyHash.hash(new String(fresh, StandardCharsets.ISO_8859_1)));
    add(room, "read.double", () -> (long) Workload.RATE_KEY.get());
    add(room, "read.boolean", () -> Workload.SHUFFLE_KEY.get() ? 1 : 0);
    add(room, "read.text", () -> Workload.OPTIMIZER_KEY.get().length());
    add(room, "read.text.literal", () -> scope.getString(Workload.OPTIMIZER, "none").length());
    add(room, "read.object", () -> scope.get(Workload.SCHEDULE, Workload.Schedule.class).every());
    add(room, "read.absent", () -> Workload.ABSENT_KEY.get());
    add(room, "read.sixteen", () -> sixteen(scope));
    Room other = new Room();
    other.call(() -> Workload.enter(1000, 1));
    probes.add(
        new Probe("read.typed x2", room, () -> Workload.STEPS_KEY.get(), 1, false, List.of(other)));
  }

  private void scopes(Room room) {
    ParamScope reused = ParamScope.of(Workload.STEPS, 7L);
    add(
        room,
        "scope.reused",
        () -> {
          try (ParamScope in = reused.enter()) {
            return Workload.STEPS_KEY.get(in);
          }
        });
    ParamScope empty = ParamScope.of();
    add(
        room,
        "scope.put",
        () -> {
          try (ParamScope in = empty.enter()) {
            in.put(Workload.STEPS, 7L);
            return Workload.STEPS_KEY.get(in);
          }
        });
    add(
        room,
        "scope.new",
        () -> {
          try (ParamScope in = ParamScope.of(Workload.STEPS, 7L).enter()) {
            return Workload.STEPS_KEY.get(in);
          }
        });
  }

  private void hashes(Room room) {
    String[] names = new String[FEW];
    byte[][] bytes = new byte[FEW][];
    for (int i = 0; i < FEW; i++) {
      names[i] = Workload.key(i);
      bytes[i] = names[i].getBytes(StandardCharsets.UTF_8);
    }
    int[] next = new int[2];
    LongHashFunction xx = LongHashFunction.xx(42);
    add(room, "hash.key", () -> KeyHash.hash(names[next[0]++ & (FEW - 1)]));
    add(room, "ref.hash.bytes", () -> xx.hashBytes(bytes[next[1]++ & (FEW - 1)]));
  }

  private void sizes(int size, int depth) {
    Room room = new Room();
    ParamScope scope = room.call(() -> Workload.enter(size, depth));
    ParamScope reused = ParamScope.of(Workload.STEPS, 7L);
    String at = "@" + size + "." + depth;
    add(room, "read.typed" + at, () -> Workload.STEPS_KEY.get());
    add(room, "read.scope" + at, () -> Workload.STEPS_KEY.get(scope));
    add(
        room,
        "scope.reused" + at,
        () -> {
          try (ParamScope in = reused.enter()) {
            return Workload.STEPS_KEY.get(in);
          }
        });
  }

  private static long sixteen(ParamScope scope) {
    long sum = 0;
    for (LongParam key : Workload.SIXTEEN) {
      sum += key.get(scope);
    }
    return sum;
  }

  private void add(Room room, String name, java.util.function.LongSupplier operation) {
    probes.add(Probe.of(name, room, operation));
  }

  private static final class Holder {
    private final long value = System.nanoTime();
  }
}
