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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** How often each thread does the work of a deployment. */
  private static final int TIMES = 4;

  /** Those before it grow what every one needs: code of the JVM's, the allocator's own memory. */
  private static final int SETTLED = 3;

  private static final long TILE = 7;

  private final List<Long> residentKib = new ArrayList<>();

  /** Its one thread does the work of the first deployment, and is in a kernel from then on. */
  private final ExecutorService atWork = Executors.newSingleThreadExecutor();

  private @Nullable Future<Long> kernel;

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
      TestKernel.stop();
      deployments.pool.shutdown();
      deployments.atWork.shutdown();
    }
    System.out.println("KERNEL " + (deployments.roundsOfTheKernel() > 0 ? "went on" : "was wrong"));
    List<Long> resident = deployments.residentKib;
    System.out.println("GROWN " + (resident.get(DEPLOYMENTS - 1) - resident.get(SETTLED - 1)));
  }

  /** One, and beside it a second, which cannot have the library as well. */
  private void deployAndTakeAway() throws Exception {
    List<WeakReference<ClassLoader>> gone = new ArrayList<>();
    StringBuilder told = new StringBuilder();
    deployTwo(gone, told);
    boolean isGone = isGone(gone);
    told.append(isGone ? ", let go" : ", kept").append(", then ").append(seenByKernels());
    residentKib.add(LoadProbe.residentKib());
    System.out.println("RESULT " + told);
  }

  private void deployTwo(List<WeakReference<ClassLoader>> gone, StringBuilder told)
      throws Exception {
    try (URLClassLoader first = LoadProbe.loader();
        URLClassLoader second = LoadProbe.loader()) {
      gone.add(new WeakReference<>(first));
      gone.add(new WeakReference<>(second));
      told.append(work(first)).append(", beside it ").append(work(second));
      told.append(", kernels see ").append(seenByKernels());
      if (kernel == null) {
        kernel = atWork.submit(TestKernel::readOnAndOn);
      }
    }
  }

  /** On the threads that go on, which use no library themselves. */
  private Set<Long> seenByKernels() throws Exception {
    Set<Long> seen = new HashSet<>();
    seen.add(TestKernel.readInline(-1));
    onEachOfThePool(() -> seen.add(TestKernel.readInline(-1)));
    return seen;
  }

  /** One after the other. Who is done waits for the others: so none of them does it twice. */
  private void onEachOfThePool(Runnable work) throws Exception {
    CyclicBarrier done = new CyclicBarrier(THREADS);
    List<Future<?>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(
          pool.submit(
              () -> {
                synchronized (done) {
                  work.run();
                }
                return done.await();
              }));
    }
    for (Future<?> task : tasks) {
      task.get();
    }
  }

  private long roundsOfTheKernel() throws Exception {
    Future<Long> started = kernel;
    return started == null ? -1 : started.get();
  }

  /** On each of the threads that go on, this one included. */
  @SuppressWarnings("unchecked") // it is this class's, of another class loader
  private String work(ClassLoader loader) throws Exception {
    Class<?> application = loader.loadClass(Application.class.getName());
    Object made = application.getDeclaredConstructor().newInstance();
    Runnable work = (Runnable) made;
    work.run();
    for (int i = 0; i < TIMES; i++) {
      onEachOfThePool(work);
    }
    if (kernel == null) {
      atWork.submit(work).get();
    }
    return ((Callable<String>) made).call();
  }

  /** Whether the class loaders are, and with them the library that one of them had loaded. */
  private boolean isGone(List<WeakReference<ClassLoader>> loaders) throws Exception {
    boolean gone = false;
    for (int i = 0; i < GARBAGE_COLLECTIONS && !gone; i++) {
      System.gc();
      forgetLastTask();
      gone = loaders.stream().allMatch(l -> l.get() == null) && !isMapped("/libjnihyperparameter");
    }
    return gone;
  }

  /** So that no worker has the last task in its hands. */
  private void forgetLastTask() throws Exception {
    onEachOfThePool(() -> {});
  }

  private static boolean isMapped(String library) throws Exception {
    return Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)
        .contains(library);
  }

  /** What each deployment does. */
  public static final class Application implements Runnable, Callable<String> {
    /** What a leak of each deployment would add to. */
    private static final int FROZEN = 100_000;

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
      ParamScope.current().put("kernel.tile", TILE);
      ParamScope.current().put("kernel.text", "a text that a kernel borrows");
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
      for (int i = 0; i < FROZEN; i++) {
        ParamScope.current().put("frozen." + i, i);
      }
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
