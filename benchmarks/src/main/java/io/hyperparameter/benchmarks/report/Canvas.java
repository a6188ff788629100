package io.hyperparameter.benchmarks.report;

/** What a chart is drawn on. Lengths are pixels of a picture at its usual size; y grows down. */
interface Canvas {
  /** Where a text stands to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** A straight line. */
  void line(double x1, double y1, double x2, double y2, int rgb, double width);

  /** A filled circle. */
  void dot(double x, double y, double radius, int rgb);

  /** A filled rectangle. */
  void box(double x, double y, double width, double height, int rgb);

  /** Text on a base line. */
  void text(double x, double y, String text, double size, boolean bold, Anchor anchor, int rgb);
}
