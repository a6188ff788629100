import java.nio.file.Path;

/** What the README's examples take for granted. */
class Surroundings {
  static final Path data = Path.of("digits.csv");
  static final Study study = new Study();

  static void train() {
    First.train();
  }
}
