package io.vocalith.models.plot;

import java.util.function.DoubleUnaryOperator;

/** A framed part of a drawing with a scale in either direction. */
final class Panel {
  private final Svg svg;
  private final double left;
  private final double top;
  private final double width;
  private final double height;
  private final Scale across;
  private final Scale up;

  /**
   * Maps values to a length.
   *
   * @param low value at the start
   * @param high value at the end
   * @param map what is linear on paper, such as the probit of a rate
   */
  record Scale(double low, double high, DoubleUnaryOperator map) {
    static Scale linear(double low, double high) {
      return new Scale(low, high, DoubleUnaryOperator.identity());
    }

    /** 0 at the start, 1 at the end; values beyond stay at the edge. */
    double share(double value) {
      double inside = Math.max(low, Math.min(high, value));
      double from = map.applyAsDouble(low);
      return (map.applyAsDouble(inside) - from) / (map.applyAsDouble(high) - from);
    }
  }

  Panel(Svg svg, double left, double top, double width, double height, Scale across, Scale up) {
    this.svg = svg;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.across = across;
    this.up = up;
  }

  double x(double value) {
    return left + width * across.share(value);
  }

  double y(double value) {
    return top + height * (1 - up.share(value));
  }

  void heading(String text) {
    svg.heading(left, top - 12, text);
  }

  void frame() {
    svg.box(Svg.Style.FRAME, left, top, width, height);
  }

  /** A grid line and its label at a value of the horizontal scale. */
  void tickAcross(double value, String label) {
    svg.line(Svg.Style.GRID, x(value), top, x(value), top + height);
    svg.text(x(value), top + height + 17, Svg.Anchor.MIDDLE, label);
  }

  /** A grid line and its label at a value of the vertical scale. */
  void tickUp(double value, String label) {
    svg.line(Svg.Style.GRID, left, y(value), left + width, y(value));
    svg.text(left - 7, y(value) + 4, Svg.Anchor.END, label);
  }

  void nameAcross(String name) {
    svg.text(left + width / 2, top + height + 38, Svg.Anchor.MIDDLE, name);
  }

  void nameUp(String name) {
    svg.upwards(left - 48, top + height / 2, name);
  }

  void curve(Svg.Style style, double[] xs, double[] ys) {
    double[] across = new double[xs.length];
    double[] down = new double[ys.length];
    for (int i = 0; i < xs.length; i++) {
      across[i] = x(xs[i]);
      down[i] = y(ys[i]);
    }
    svg.polyline(style, across, down);
  }

  /** A legend entry on a row from the top. */
  void legend(int row, Svg.Style style, String text) {
    double y = top + 20 + 18 * row;
    svg.line(style, left + width - 130, y, left + width - 100, y);
    svg.text(left + width - 94, y + 4, Svg.Anchor.START, text);
  }
}
