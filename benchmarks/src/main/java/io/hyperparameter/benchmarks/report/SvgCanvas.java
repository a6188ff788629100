package io.hyperparameter.benchmarks.report;

import java.util.Locale;

/** Draws SVG. */
final class SvgCanvas implements Canvas {
  private final StringBuilder svg = new StringBuilder();

  SvgCanvas(int width, int height) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"DejaVu Sans, Verdana, Helvetica, Arial, sans-serif\">",
        width, height, width, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
  }

  /** The picture. */
  String finish() {
    return svg + "</svg>\n";
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, int rgb, double width) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#%06x\" stroke-width=\"%.1f\""
            + " stroke-linecap=\"round\"/>",
        x1, y1, x2, y2, rgb, width);
  }

  @Override
  public void dot(double x, double y, double radius, int rgb) {
    add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#%06x\"/>", x, y, radius, rgb);
  }

  @Override
  public void box(double x, double y, double width, double height, int rgb) {
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#%06x\"/>",
        x, y, width, height, rgb);
  }

  @Override
  public void text(
      double x, double y, String text, double size, boolean bold, Anchor anchor, int rgb) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    add(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.0f\"%s text-anchor=\"%s\" fill=\"#%06x\">%s</text>",
        x,
        y,
        size,
        bold ? " font-weight=\"bold\"" : "",
        anchor.name().toLowerCase(Locale.ROOT),
        rgb,
        escaped);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
