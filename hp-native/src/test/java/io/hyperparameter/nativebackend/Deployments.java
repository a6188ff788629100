package io.hyperparameter.nativebackend;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RedeployTest} starts in a JVM of its own: an application that brings the library with
 * it is deployed, works on threads that go on, and is taken away, again and again.
 */
public final class Deployments {
  static final int DEPLOYMENTS = 8;

  private static final int GARBAGE_COLLECTIONS = 100;
  private static final int THREADS = 2;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());

  private Deployments() {}

  /** Prints a line for each deployment. */
  public static void main(String[] args) throws Exception {
    Deployments deployments = new Deployments();
    deployments.pool.prestartAllCoreThreads();
    try {
      for (int i = 0; i < DEPLOYMENTS; i++) {
        deployments.deployAndTakeAway();
      }
    } finally {
      deployments.pool.shutdown();
    }
  }

  /** One, and beside it a second, which cannot have the library as well. */
  private void deployAndTakeAway() throws Exception {
    List<WeakReference<ClassLoader>> gone = new ArrayList<>();
    StringBuilder told = new StringBuilder();
    deployTwo(gone, told);
    boolean isGone = isGone(gone);
    System.out.println("RESULT " + told + (isGone ? ", let go" : ", kept"));
  }

  private void deployTwo(List<WeakReference<ClassLoader>> gone, StringBuilder told)
      throws Exception {
    try (URLClassLoader first = LoadProbe.loader();
        URLClassLoader second = LoadProbe.loader()) {
      gone.add(new WeakReference<>(first));
      gone.add(new WeakReference<>(second));
      told.append(work(first)).append(", beside it ").append(work(second));
    }
  }

  /** On each of the threads that go on, this one included. */
  @SuppressWarnings("unchecked") // it is this class's, of another class loader
  private String work(ClassLoader loader) throws Exception {
    Class<?> application = loader.loadClass(Application.class.getName());
    Object made = application.getDeclaredConstructor().newInstance();
    Runnable work = (Runnable) made;
    work.run();
    for (int i = 0; i < 4 * THREADS; i++) {
      pool.submit(work).get();
    }
    return ((Callable<String>) made).call();
  }

  /** Whether the class loaders are, and with them the library that one of them had loaded. */
  private boolean isGone(List<WeakReference<ClassLoader>> loaders) throws Exception {
    boolean gone = false;
    for (int i = 0; i < GARBAGE_COLLECTIONS && !gone; i++) {
      System.gc();
      forgetLastTask(pool);
      gone = loaders.stream().allMatch(l -> l.get() == null) && !isMapped("/libjnihyperparameter");
    }
    return gone;
  }

  /** So that no worker has the last task in its hands. */
  private static void forgetLastTask(ExecutorService pool) throws Exception {
    for (int i = 0; i < THREADS; i++) {
      pool.submit(() -> {}).get();
    }
  }

  private static boolean isMapped(String library) throws Exception {
    return Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)
        .contains(library);
  }

  /** What each deployment does. */
  public static final class Application implements Runnable, Callable<String> {
    private final Set<Long> met = new HashSet<>();
    private @Nullable String wrong;

    /** Called through its own class loader. */
    public Application() {}

    /** On each thread, one after the other. */
    @Override
    public void run() {
      if (met.add(Thread.currentThread().getId())) {
        Map<String, Object> seen = ParamScope.current().toMap();
        require(seen.isEmpty(), "begins with " + seen.keySet());
      }
      ParamScope.current().put("object", this);
      try (ParamScope scope = ParamScope.of("train.lr", 0.1).with("app", this).enter()) {
        scope.put("text", "of a scope");
        ParamSnapshot snapshot = ParamScope.capture();
        snapshot.run(
            () -> {
              ParamScope.current().put("written", this);
              ParamScope.of("forgotten", this).enter();
            });
        snapshot.run(
            () -> require(ParamScope.current().getDouble("train.lr") == 0.1, "lost a number"));
        require(scope.get("app", Application.class) == this, "lost an object");
      }
    }

    /** Publishes what new threads start on; tells which backend it has, and what went wrong. */
    @Override
    public String call() {
      ParamScope.frozen();
      return Backend.current().name() + (wrong == null ? "" : ", which " + wrong);
    }

    private void require(boolean holds, String what) {
      if (!holds && wrong == null) {
        wrong = what;
      }
    }
  }
}
