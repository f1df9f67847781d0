package io.vocalith.models.plot;

import java.util.Locale;

/**
 * A drawing as SVG 1.1 text: lines, outlines, boxes and words in a handful of styles. Light paper
 * and dark screens are both served: colours follow the reader's {@code prefers-color-scheme}, and
 * what colour tells apart is dashed too, for print in black.
 */
public final class Svg {
  private static final String STYLE =
      """
      <style>
        text { font: 12px sans-serif; fill: #1a1a1a; }
        .head { font-weight: bold; font-size: 14px; }
        .paper { fill: #ffffff; }
        .frame { fill: none; stroke: #1a1a1a; stroke-width: 1; }
        .grid { fill: none; stroke: #d0d0d0; stroke-width: 1; }
        .guide { fill: none; stroke: #707070; stroke-width: 1; stroke-dasharray: 2 3; }
        .first { fill: none; stroke: #0b5cad; stroke-width: 2; stroke-linejoin: round; }
        .second { fill: none; stroke: #b3400e; stroke-width: 2; stroke-dasharray: 6 3; }
        .dot { fill: #b3400e; }
        @media screen and (prefers-color-scheme: dark) {
          text { fill: #ececec; }
          .paper { fill: #161616; }
          .frame { stroke: #ececec; }
          .grid { stroke: #3d3d3d; }
          .guide { stroke: #a0a0a0; }
          .first { stroke: #6cb4ff; }
          .second { stroke: #ff9d5c; }
          .dot { fill: #ff9d5c; }
        }
      </style>
      """;

  /** How a mark looks. */
  public enum Style {
    /** Around a panel. */
    FRAME,
    /** Behind the data. */
    GRID,
    /** An orientation, dotted. */
    GUIDE,
    /** The first series, solid. */
    FIRST,
    /** The second series, dashed. */
    SECOND;

    private String css() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where a text stands relative to its point. */
  public enum Anchor {
    /** The text begins at the point. */
    START,
    /** The point is in the middle. */
    MIDDLE,
    /** The text ends at the point. */
    END
  }

  private final StringBuilder body = new StringBuilder();

  /**
   * An empty drawing.
   *
   * @param width pixels
   * @param height pixels
   * @param title what it shows, for those who do not see it
   */
  public Svg(int width, int height, String title) {
    body.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
        <title>%s</title>
        """
            .formatted(width, height, width, height, escaped(title)));
    body.append(STYLE);
    body.append("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n".formatted(width, height));
  }

  /** A straight line. */
  public void line(Style style, double x1, double y1, double x2, double y2) {
    polyline(style, new double[] {x1, x2}, new double[] {y1, y2});
  }

  /** Straight lines through points, pixels from the upper left corner. */
  public void polyline(Style style, double[] xs, double[] ys) {
    body.append("<polyline class=\"").append(style.css()).append("\" points=\"");
    for (int i = 0; i < xs.length; i++) {
      body.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
    }
    body.append("\"/>\n");
  }

  /** An empty box. */
  public void box(Style style, double x, double y, double width, double height) {
    body.append("<rect class=\"").append(style.css());
    body.append("\" x=\"").append(number(x)).append("\" y=\"").append(number(y));
    body.append("\" width=\"").append(number(width));
    body.append("\" height=\"").append(number(height)).append("\"/>\n");
  }

  /** A filled point. */
  public void dot(double x, double y) {
    body.append("<circle class=\"dot\" r=\"4\" cx=\"").append(number(x));
    body.append("\" cy=\"").append(number(y)).append("\"/>\n");
  }

  /** A word on its base line. */
  public void text(double x, double y, Anchor anchor, String text) {
    text("", x, y, anchor, text);
  }

  /** A heading on its base line. */
  public void heading(double x, double y, String text) {
    text(" class=\"head\"", x, y, Anchor.START, text);
  }

  /** A word that reads upwards. */
  public void upwards(double x, double y, String text) {
    String turn = " transform=\"rotate(-90 " + number(x) + " " + number(y) + ")\"";
    text(turn, x, y, Anchor.MIDDLE, text);
  }

  private void text(String attributes, double x, double y, Anchor anchor, String text) {
    body.append("<text").append(attributes).append(" x=\"").append(number(x));
    body.append("\" y=\"").append(number(y)).append("\" text-anchor=\"");
    body.append(anchor.name().toLowerCase(Locale.ROOT)).append("\">");
    body.append(escaped(text)).append("</text>\n");
  }

  /** Hundredths of a pixel, never in a locale's own digits. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("expected a place on the paper, found " + value);
    }
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The whole file. */
  @Override
  public String toString() {
    return body + "</svg>\n";
  }
}
