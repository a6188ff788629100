package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An application that brings this library with it and is taken away again leaves nothing, though
 * the threads it ran on go on: a server that is redeployed does not fill its memory with dead class
 * loaders.
 */
@Tag("once") // which backend a deployment has is not the one of this JVM
class RedeployTest {
  private static final int DEPLOYMENTS = 50;
  private static final int GARBAGE_COLLECTIONS = 100;

  @Test
  void aDeploymentOnTheJavaBackendLeavesNothingOnThreadsThatGoOn() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    pool.prestartAllCoreThreads();
    try {
      List<WeakReference<ClassLoader>> gone = new ArrayList<>();
      for (int i = 0; i < DEPLOYMENTS; i++) {
        gone.add(deploy(pool));
      }
      for (int i = 0; i < GARBAGE_COLLECTIONS && alive(gone) > 0; i++) {
        System.gc();
        pool.submit(() -> {}).get(); // so that no worker has the last task in its hands
        pool.submit(() -> {}).get();
      }
      assertEquals(0, alive(gone), "class loaders alive of " + DEPLOYMENTS);
    } finally {
      pool.shutdown();
    }
  }

  private static WeakReference<ClassLoader> deploy(ExecutorService pool) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Class<?> application = loader.loadClass(Application.class.getName());
      assertNotSame(Application.class, application);
      Runnable work = (Runnable) application.getDeclaredConstructor().newInstance();
      for (int i = 0; i < 8; i++) {
        pool.submit(work).get();
        inCommonPool(work);
      }
      work.run();
      return new WeakReference<>(loader);
    }
  }

  private static void inCommonPool(Runnable work) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Future<?> result =
        ForkJoinPool.commonPool()
            .submit(
                () -> {
                  try {
                    work.run();
                  } finally {
                    done.countDown();
                  }
                });
    done.await(); // rather than get(), which would run it on this thread
    result.get();
  }

  private static long alive(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().map(WeakReference::get).filter(Objects::nonNull).count();
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("hp-native"))
        .map(RedeployTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** What each deployment does on each thread. */
  public static final class Application implements Runnable {
    /** Called through its own class loader. */
    public Application() {}

    @Override
    public void run() {
      ParamScope.current().put("object", new Application());
      try (ParamScope scope = ParamScope.of("train.lr", 0.1).with("app", this).enter()) {
        ParamSnapshot snapshot = ParamScope.capture();
        snapshot.run(
            () -> {
              ParamScope.current().put("written", this);
              ParamScope.of("forgotten", this).enter();
            });
        snapshot.run(() -> require(ParamScope.current().getDouble("train.lr") == 0.1));
        require(scope.getDouble("train.lr") == 0.1);
        ParamScope.frozen();
      }
      ParamScope.init();
    }

    private static void require(boolean holds) {
      if (!holds) {
        throw new IllegalStateException("another value than the one set");
      }
    }
  }
}
