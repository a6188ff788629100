/** What the README's examples take for granted. */
class Surroundings {
  static final Data data = new Data();
  static final Study study = new Study();

  static void train() {
    First.train();
  }
}
