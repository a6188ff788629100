package io.hyperparameter.benchmarks.report;

import io.hyperparameter.benchmarks.report.Canvas.Anchor;
import java.util.ArrayList;
import java.util.List;

/** Horizontal bars, logarithmic where they differ by more than a screen can show. */
final class BarChart implements Chart {
  private static final int WIDTH = 860;
  private static final int LEFT = 300;
  private static final int RIGHT = 780;
  private static final int TOP = 78;
  private static final int ROW = 26;
  private static final int OURS = 0xd9480f;
  private static final int THEIRS = 0x0b6e99;
  private static final double LOG_FROM = 20;

  private final String title;
  private final String subtitle;
  private final String unit;
  private final List<Bar> bars = new ArrayList<>();

  BarChart(String title, String subtitle, String unit) {
    this.title = title;
    this.subtitle = subtitle;
    this.unit = unit;
  }

  void add(String name, double value, boolean ours) {
    bars.add(new Bar(name, value, ours));
  }

  @Override
  public boolean isEmpty() {
    return bars.isEmpty();
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return TOP + ROW * bars.size() + 52;
  }

  @Override
  public void draw(Canvas canvas) {
    Chart.heading(canvas, title, subtitle);
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    double least = bars.stream().mapToDouble(Bar::value).filter(v -> v > 0).min().orElse(1);
    boolean log = most / least > LOG_FROM;
    Scale x = log ? Scale.log(least / 1.5, most, LEFT, RIGHT) : Scale.linear(most, LEFT, RIGHT);
    double bottom = TOP + ROW * bars.size();
    for (double mark : x.marks()) {
      canvas.line(x.at(mark), TOP, x.at(mark), bottom, GRID, 1);
      canvas.text(x.at(mark), bottom + 16, Chart.number(mark), 12, false, Anchor.MIDDLE, GREY);
    }
    String scale = log ? unit + " (logarithmic)" : unit;
    canvas.text((LEFT + RIGHT) / 2.0, bottom + 38, scale, 12, false, Anchor.MIDDLE, GREY);
    double y = TOP;
    for (Bar bar : bars) {
      int rgb = bar.ours ? OURS : THEIRS;
      canvas.box(LEFT, y + 4, Math.max(1, x.at(bar.value) - LEFT), ROW - 8, rgb);
      canvas.text(LEFT - 10, y + 17, bar.name, 12, bar.ours, Anchor.END, INK);
      canvas.text(
          Math.max(LEFT, x.at(bar.value)) + 6,
          y + 17,
          Chart.number(bar.value),
          12,
          false,
          Anchor.START,
          INK);
      y += ROW;
    }
  }

  private record Bar(String name, double value, boolean ours) {}
}
