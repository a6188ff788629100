package io.hyperparameter.benchmarks.report;

import io.hyperparameter.benchmarks.report.Canvas.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lines over a logarithmic axis of counts. Their names stand at their ends. */
final class LineChart implements Chart {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 440;
  private static final int LEFT = 64;
  private static final int RIGHT = 610;
  private static final int TOP = 84;
  private static final int BOTTOM = 380;
  private static final int NAME_HEIGHT = 19;
  private static final int[] COLOURS = {
    0x0b6e99, 0xd9480f, 0x2b8a3e, 0x9c36b5, 0x868e96, 0xc92a2a, 0x5c940d, 0x364fc7
  };

  private final String title;
  private final String subtitle;
  private final String across;
  private final String up;
  private final boolean log;
  private final List<Line> lines = new ArrayList<>();

  /**
   * An empty chart.
   *
   * @param across what the horizontal axis counts
   * @param up what the vertical axis measures
   * @param log whether that is logarithmic
   */
  LineChart(String title, String subtitle, String across, String up, boolean log) {
    this.title = title;
    this.subtitle = subtitle;
    this.across = across;
    this.up = up;
    this.log = log;
  }

  /** Adds a line; one without points is left out. */
  void add(String name, List<double[]> points) {
    if (!points.isEmpty()) {
      List<double[]> sorted = new ArrayList<>(points);
      sorted.sort(Comparator.comparingDouble(p -> p[0]));
      lines.add(new Line(name, sorted, COLOURS[lines.size() % COLOURS.length]));
    }
  }

  @Override
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  @Override
  public void draw(Canvas canvas) {
    Chart.heading(canvas, title, subtitle);
    double most =
        lines.stream().flatMap(l -> l.points.stream()).mapToDouble(p -> p[1]).max().orElse(1);
    double least =
        lines.stream().flatMap(l -> l.points.stream()).mapToDouble(p -> p[1]).min().orElse(1);
    double first =
        lines.stream().flatMap(l -> l.points.stream()).mapToDouble(p -> p[0]).min().orElse(1);
    double last =
        lines.stream().flatMap(l -> l.points.stream()).mapToDouble(p -> p[0]).max().orElse(1);
    Scale x = Scale.logExactly(first, last, LEFT + 10, RIGHT - 10);
    Scale y = log ? Scale.log(least, most, BOTTOM, TOP) : Scale.linear(most, BOTTOM, TOP);
    for (double mark : y.marks()) {
      canvas.line(LEFT, y.at(mark), RIGHT, y.at(mark), GRID, 1);
      canvas.text(LEFT - 8, y.at(mark) + 4, Chart.number(mark), 12, false, Anchor.END, GREY);
    }
    canvas.text(LEFT - 8, TOP - 12, up, 12, false, Anchor.START, GREY);
    lines.stream()
        .flatMap(l -> l.points.stream())
        .map(p -> p[0])
        .distinct()
        .forEach(
            at -> {
              canvas.line(x.at(at), BOTTOM, x.at(at), BOTTOM + 5, GREY, 1);
              canvas.text(x.at(at), BOTTOM + 20, Chart.number(at), 12, false, Anchor.MIDDLE, GREY);
            });
    canvas.text((LEFT + RIGHT) / 2.0, BOTTOM + 42, across, 12, false, Anchor.MIDDLE, GREY);
    for (Line line : lines) {
      double[] before = line.points.get(0);
      for (double[] point : line.points) {
        canvas.line(x.at(before[0]), y.at(before[1]), x.at(point[0]), y.at(point[1]), line.rgb, 2);
        canvas.dot(x.at(point[0]), y.at(point[1]), 3.5, line.rgb);
        before = point;
      }
    }
    names(canvas, x, y);
  }

  /** Beside the ends of the lines, moved apart where they would lie on one another. */
  private void names(Canvas canvas, Scale x, Scale y) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingDouble(l -> y.at(l.end()[1])));
    double[] at = new double[sorted.size()];
    for (int i = 0; i < at.length; i++) {
      double wanted = y.at(sorted.get(i).end()[1]);
      at[i] = i == 0 ? wanted : Math.max(wanted, at[i - 1] + NAME_HEIGHT);
    }
    double over = at[at.length - 1] - (BOTTOM - 2);
    for (int i = at.length - 1; i >= 0 && over > 0; i--) {
      double ceiling = i == at.length - 1 ? BOTTOM - 2 : at[i + 1] - NAME_HEIGHT;
      at[i] = Math.min(at[i], ceiling);
    }
    for (int i = 0; i < at.length; i++) {
      Line line = sorted.get(i);
      double[] end = line.end();
      canvas.line(x.at(end[0]) + 8, y.at(end[1]), RIGHT + 18, at[i], GRID, 1);
      canvas.text(
          RIGHT + 24,
          at[i] + 4,
          line.name + "  " + Chart.number(end[1]),
          12,
          false,
          Anchor.START,
          line.rgb);
    }
  }

  private record Line(String name, List<double[]> points, int rgb) {
    double[] end() {
      return points.get(points.size() - 1);
    }
  }
}
