package io.hyperparameter.benchmarks.report;

import io.hyperparameter.benchmarks.report.Canvas.Anchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Something drawn. */
interface Chart {
  /** The colour of text. */
  int INK = 0x212529;

  /** The colour of axes. */
  int GREY = 0x5c636a;

  /** The colour of what should hardly be seen. */
  int GRID = 0xdee2e6;

  boolean isEmpty();

  int width();

  int height();

  void draw(Canvas canvas);

  /** Writes NAME.svg, and NAME.png if that is wanted too. */
  default void write(Path directory, String name, boolean png) throws IOException {
    SvgCanvas svg = new SvgCanvas(width(), height());
    draw(svg);
    Files.writeString(directory.resolve(name + ".svg"), svg.finish());
    if (png) {
      PngCanvas picture = new PngCanvas(width(), height());
      draw(picture);
      picture.finish(directory.resolve(name + ".png"));
    }
  }

  static void heading(Canvas canvas, String title, String subtitle) {
    canvas.text(20, 30, title, 17, true, Anchor.START, INK);
    canvas.text(20, 50, subtitle, 11, false, Anchor.START, GREY);
  }

  /** With about three digits, and commas between thousands. */
  static String number(double value) {
    if (value >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return value >= 10
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
