package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What parameters and threads keep in memory: objects by JOL, memory outside the heap by the
 * system.
 */
final class MemorySuite implements Suite {
  private static final int[] SIZES = {1000, 10_000, 100_000};

  /**
   * So many parameters in all, in as many threads as it takes: one context is lost in the noise.
   */
  private static final int ALL = 200_000;

  /** A seat, and the four slots of the table of seats that there are at least for each. */
  private static final int SEAT = 24 + 4 * 4;

  @Override
  public List<Probe> probes() {
    return List.of();
  }

  @Override
  public Map<String, Double> figures() throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (isOutside()) {
      fill(figures);
    }
    figures.putAll(exactFigures());
    return figures;
  }

  /** Those that count objects only: what is outside the heap, the system tells in pages. */
  static Map<String, Double> exactFigures() throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (!isOutside()) {
      fill(figures);
    }
    new Room()
        .call(
            () -> {
              Workload.enter(1000, 1);
              ParamScope.frozen();
              return null;
            });
    Object other = new Room().call(MemorySuite::readingContext);
    figures.put("memory.thread", new Room().call(() -> perReadingThread(other)));
    return figures;
  }

  private static void fill(Map<String, Double> figures) throws Exception {
    fill(1000, 20); // what the first contexts make the JVM load and compile
    for (int size : SIZES) {
      figures.put("memory.parameter@" + size, fill(size, ALL / size));
    }
  }

  private static boolean isOutside() {
    return Backend.current().name().equals("native");
  }

  /**
   * Bytes per parameter beyond the text of its key: tables filled with longs, less the Strings and
   * their UTF-8.
   */
  private static double fill(int size, int contexts) throws Exception {
    boolean outside = isOutside();
    String[] keys = new String[size];
    long text = 0;
    for (int i = 0; i < size; i++) {
      keys[i] = "memory." + size + ".parameter." + i;
      text += keys[i].length();
    }
    List<Room> rooms = new ArrayList<>();
    double objects = 0;
    for (int i = 0; i < contexts; i++) {
      Room room = new Room();
      rooms.add(room);
      objects -= room.call(() -> objects(keys));
    }
    long before = outside ? resident() : 0;
    for (Room room : rooms) {
      room.call(
          () -> {
            ParamScope scope = ParamScope.current();
            for (int i = 0; i < keys.length; i++) {
              scope.put(keys[i], (long) i);
            }
            return null;
          });
    }
    double bytes = outside ? resident() - before - (double) contexts * text : 0;
    for (Room room : rooms) {
      objects += room.call(() -> objects(keys));
    }
    return (bytes + objects) / ((double) contexts * size);
  }

  private static double objects(String[] keys) {
    Footprint footprint = new Footprint();
    for (String key : keys) {
      footprint.ignore(key);
    }
    footprint.add(Footprint.contextOf(ParamScope.current()));
    return footprint.bytes();
  }

  private static Object readingContext() {
    long unused = Workload.STEPS_KEY.get() + Workload.SIXTEEN[3].get();
    return Footprint.contextOf(ParamScope.current());
  }

  private static double perReadingThread(Object other) {
    Footprint own = new Footprint();
    own.ignoreShared(other);
    own.add(readingContext());
    return own.bytes() + SEAT;
  }

  /** The memory this process has in use, in bytes. */
  private static long resident() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("RssAnon:")) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IllegalStateException("/proc/self/status does not say RssAnon");
  }
}
