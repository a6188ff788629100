/** What training gives. */
record Model(Data data, double lr, int epochs) {
  static Model fit(Data data, double lr, int epochs) {
    return new Model(data, lr, epochs);
  }
}
