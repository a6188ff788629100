package io.hyperparameter.examples.kernel;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;

/**
 * {@code convolution.h} for Java; the build writes the JNI side with JavaCPP.
 *
 * <p>It links {@code libhyperparameter}, so the native backend has to be in use before this class
 * is: both then share the one library of the process, and with it the scopes.
 */
@Platform(include = "convolution.h", link = "hyperparameter", library = "jniconvolution")
@Namespace("convolution")
final class NativeConvolution {
  static {
    Loader.load();
  }

  private NativeConvolution() {}

  /**
   * As {@link JavaConvolution#convolve}, by the C++ kernel.
   *
   * @return false if {@code kernel.mode} names no mode
   */
  static native boolean convolve(
      float[] image, int width, int height, float[] weights, int size, float[] out);
}
