package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What parameters and threads keep in memory: objects by JOL, memory outside the heap by the
 * system.
 */
final class MemorySuite implements Suite {
  private static final int[] SIZES = {1000, 10_000, 100_000};
  private static final int LOCAL_ENTRY = 32;

  @Override
  public List<Probe> probes() {
    return List.of();
  }

  @Override
  public Map<String, Double> figures() throws Exception {
    boolean outside = Backend.current().name().equals("native");
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int size : SIZES) {
      figures.put("memory.parameter@" + size, new Room().call(() -> perParameter(size, outside)));
    }
    new Room()
        .call(
            () -> {
              Workload.enter(1000, 1);
              ParamScope.frozen();
              return null;
            });
    figures.put("memory.thread", new Room().call(MemorySuite::perReadingThread));
    return figures;
  }

  /** Beyond the text of the key: a table filled with longs, less the Strings and their UTF-8. */
  private static double perParameter(int size, boolean outside) throws Exception {
    String[] keys = new String[size];
    for (int i = 0; i < size; i++) {
      keys[i] = "memory." + size + ".parameter." + i;
    }
    Footprint before = new Footprint();
    before.add(Footprint.contextOf(ParamScope.current()));
    long residentBefore = outside ? resident() : 0;
    ParamScope scope = ParamScope.current();
    for (int i = 0; i < size; i++) {
      scope.put(keys[i], (long) i);
    }
    Footprint after = new Footprint();
    for (String key : keys) {
      after.ignore(key);
    }
    after.add(Footprint.contextOf(scope));
    double bytes = after.bytes() - before.bytes();
    if (outside) {
      bytes += resident() - residentBefore;
      for (String key : keys) {
        bytes -= key.length();
      }
    }
    return bytes / size;
  }

  private static double perReadingThread() {
    long unused = Workload.STEPS_KEY.get() + Workload.SIXTEEN[3].get();
    Object context = Footprint.contextOf(ParamScope.current());
    Footprint own = new Footprint();
    own.ignoreShared(context);
    own.add(context);
    return own.bytes() + LOCAL_ENTRY;
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
