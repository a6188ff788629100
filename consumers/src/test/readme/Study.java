/** A tuner. */
class Study {
  double next() {
    return 0.02;
  }
}
