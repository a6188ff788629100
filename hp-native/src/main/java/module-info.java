/** The storage backend in C++, seen from Java. */
module io.hyperparameter.nativebackend {
  requires io.hyperparameter;
  requires static org.jspecify;
  requires org.bytedeco.javacpp;
  requires jdk.unsupported;

  provides io.hyperparameter.spi.BackendProvider with
      io.hyperparameter.nativebackend.NativeBackend;
}
