package io.hyperparameter.examples.kernel;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.examples.program.Programs;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Calls the kernel on three kinds of threads, each in scopes of its own, and checks its work. */
public final class KernelMain {
  private static final String ABOUT =
      "Runs a convolution written in C++ and the same in Java, in the same scopes, on the main"
          + " thread, another platform thread and a virtual thread, and compares every pixel.";

  private static final int WEIGHTS = 5;

  private KernelMain() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** The exit code: 0, 1 if the kernel cannot run here or went wrong, 2 for bad input. */
  static int run(String... args) {
    return Programs.exitCode(
        Programs.launch(KernelMain.class).name("native-kernel").about(ABOUT).run(args));
  }

  /**
   * The command: what {@code -D} and files set is in the scope that is open here.
   *
   * @param width of the image in pixels
   * @param height of the image in pixels
   * @return whether the kernel could run and made the same pixels everywhere
   */
  @AutoParam("image")
  public static boolean convolve(
      @Default("320") @Min(1) @Max(4096) int width, @Default("200") @Min(1) @Max(4096) int height)
      throws Exception {
    return isKernelThere() && compare(Image.rings(width, height));
  }

  /** Whether this process can run the kernel; if not, says what it lacks. */
  private static boolean isKernelThere() {
    if (!Backend.current().name().equals("native")) {
      System.err.println(
          "native-kernel: the kernel needs the native backend, and the backend in use is "
              + Backend.current().name());
      for (Backend backend : Backend.all()) {
        backend.unavailabilityCause().ifPresent(why -> System.err.println("  " + why.getMessage()));
      }
      System.err.println(
          "  To build it install a C++ compiler (Debian, Ubuntu: apt-get install g++).");
      return false;
    }
    try {
      NativeConvolution.convolve(new float[1], 1, 1, new float[1], 1, new float[1]);
      return true;
    } catch (LinkageError e) {
      System.err.println(
          "native-kernel: the kernel's own library does not load: " + e.getMessage());
      return false;
    }
  }

  private static boolean compare(Image image) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%d x %d pixels, %d x %d weights%n%n%-16s %5s %8s %-7s %8s %9s %9s  %s%n",
        image.width(),
        image.height(),
        WEIGHTS,
        WEIGHTS,
        "thread",
        "tile",
        "epsilon",
        "mode",
        "zeroed",
        "C++ ms",
        "Java ms",
        "same pixels");
    // What this thread sees travels with the snapshot; each thread then goes its own way.
    ParamSnapshot here = ParamScope.capture();
    boolean same = report("main", () -> onThisThread(image));
    same &= report("platform thread", () -> on("platform", here, Mode.ZERO, image));
    if (Runtime.version().feature() >= 21) {
      same &= report("virtual thread", () -> on("virtual", here, Mode.MIRROR, image));
    }
    return same;
  }

  private static Result on(String kind, ParamSnapshot here, Mode mode, Image image)
      throws Exception {
    Callable<Result> work =
        () -> ParamScope.of("kernel.mode", mode).call(() -> onThisThread(image));
    FutureTask<Result> task = new FutureTask<>(here.wrap(work));
    start(kind, task);
    return task.get();
  }

  private static void start(String kind, Runnable task) throws ReflectiveOperationException {
    if (kind.equals("virtual")) { // by reflection: the examples are compiled for Java 17
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } else {
      new Thread(task).start();
    }
  }

  private static Result onThisThread(Image image) {
    float[] weights = Image.edges(WEIGHTS);
    Run cpp = run(image, weights, NativeConvolution::convolve);
    Run java =
        run(
            image,
            weights,
            (pixels, width, height, w, size, out) -> {
              JavaConvolution.convolve(pixels, width, height, w, size, out);
              return true;
            });
    return new Result(
        JavaConvolution.TILE.get(),
        JavaConvolution.EPSILON.get(),
        JavaConvolution.MODE.get(),
        cpp,
        java);
  }

  /** In a scope of its own, so that what the kernel puts there goes with it. */
  private static Run run(Image image, float[] weights, Convolution convolution) {
    float[] out = new float[image.pixels().length];
    try (var scope = ParamScope.of().enter()) {
      long start = System.nanoTime();
      if (!convolution.run(image.pixels(), image.width(), image.height(), weights, WEIGHTS, out)) {
        throw new IllegalStateException("the kernel does not know " + JavaConvolution.MODE.get());
      }
      double milliseconds = (System.nanoTime() - start) / 1e6;
      return new Run(out, scope.getLong("kernel.zeroed"), milliseconds);
    }
  }

  private static boolean report(String thread, Callable<Result> work) throws Exception {
    Result result = work.call();
    boolean same =
        Arrays.equals(result.cpp.pixels, result.java.pixels)
            && result.cpp.zeroed == result.java.zeroed;
    System.out.printf(
        Locale.ROOT,
        "%-16s %5d %8s %-7s %8d %9.2f %9.2f  %s%n",
        thread,
        result.tile,
        result.epsilon,
        result.mode,
        result.cpp.zeroed,
        result.cpp.milliseconds,
        result.java.milliseconds,
        same ? "yes" : "NO");
    return same;
  }

  /** What one implementation made of the image. */
  private record Run(float[] pixels, long zeroed, double milliseconds) {}

  private record Result(int tile, double epsilon, Mode mode, Run cpp, Run java) {}

  private interface Convolution {
    boolean run(float[] image, int width, int height, float[] weights, int size, float[] out);
  }
}
