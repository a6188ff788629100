package com.example;

import io.hyperparameter.Backend;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Platform;

@Platform(include = "kernel.h", link = "hyperparameter", library = "jnikernel")
final class Kernel {
  static {
    if (!Backend.current().name().equals("native")) {
      throw new IllegalStateException(
          "the kernel needs the native backend"); // and it is loaded now
    }
    Loader.load();
  }

  static native long rounds(long most);
}
