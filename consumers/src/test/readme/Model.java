import java.nio.file.Path;

/** What training gives. */
record Model(Path data, double lr, int epochs) {
  static Model fit(Path data, double lr, int epochs) {
    return new Model(data, lr, epochs);
  }
}
