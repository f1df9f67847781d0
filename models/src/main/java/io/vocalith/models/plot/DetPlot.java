package io.vocalith.models.plot;

import io.vocalith.models.eval.speakers.DetectionCurve;
import io.vocalith.models.eval.speakers.DetectionScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The detection error trade-off (Martin et al. 1997, "The DET curve in assessment of detection task
 * performance": miss against false-accept rate, both axes in units of the normal distribution's
 * deviation) beside the histogram of the scores.
 */
public final class DetPlot {
  private static final double[] RATES = {
    0.00001, 0.0001, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9
  };
  private static final double SIDE = 360;
  private static final double TOP = 56;
  private static final int BINS = 50;

  /** Leaves room for the legend above the highest bin. */
  private static final double HEADROOM = 1.25;

  private DetPlot() {}

  /**
   * Draws both.
   *
   * @param title heading, such as the name of the list
   */
  public static String svg(DetectionScores scores, String title) {
    Svg svg = new Svg(920, 490, "DET curve and score histogram: " + title);
    svg.heading(20, 22, title);
    curve(svg, scores);
    histogram(svg, scores);
    return svg.toString();
  }

  private static void curve(Svg svg, DetectionScores scores) {
    DetectionCurve curve = scores.curve();
    double eer = scores.equalErrorRate();
    double low = lowest(scores);
    double high = eer < 0.35 ? 0.4 : 0.9;
    Panel.Scale scale = new Panel.Scale(low, high, Probit::of);
    Panel panel = new Panel(svg, 80, TOP, SIDE, SIDE, scale, scale);
    for (double rate : RATES) {
      if (rate >= low && rate <= high) {
        panel.tickAcross(rate, percent(rate));
        panel.tickUp(rate, percent(rate));
      }
    }
    panel.curve(Svg.Style.GUIDE, new double[] {low, high}, new double[] {low, high});
    List<double[]> points = visible(panel, curve);
    panel.curve(
        Svg.Style.FIRST,
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
    svg.dot(panel.x(eer), panel.y(eer));
    panel.frame();
    panel.heading(String.format(Locale.ROOT, "EER %.2f %% (dot)", 100 * eer));
    panel.nameAcross("false accepts, % of non-target trials");
    panel.nameUp("misses, % of target trials");
  }

  /** The smallest rate on the axes: one trial of the larger class still shows. */
  private static double lowest(DetectionScores scores) {
    double one = 1 / Math.max(scores.targetMass(), scores.nontargetMass());
    double lowest = RATES[0];
    for (double rate : RATES) {
      if (rate <= one && rate <= 0.01) {
        lowest = rate;
      }
    }
    return lowest;
  }

  /** The points that lie half a pixel or more from the one before. */
  private static List<double[]> visible(Panel panel, DetectionCurve curve) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < curve.size(); i++) {
      double[] point = {curve.falseAcceptRate(i), curve.missRate(i)};
      if (points.isEmpty()
          || i == curve.size() - 1
          || apart(panel, points.get(points.size() - 1), point) >= 0.5) {
        points.add(point);
      }
    }
    return points;
  }

  private static double apart(Panel panel, double[] a, double[] b) {
    return Math.hypot(panel.x(a[0]) - panel.x(b[0]), panel.y(a[1]) - panel.y(b[1]));
  }

  private static void histogram(Svg svg, DetectionScores scores) {
    double[] range = scores.range();
    double width = range[1] > range[0] ? (range[1] - range[0]) / BINS : 1.0 / BINS;
    double[] targets = scores.targetHistogram(range[0], width, BINS);
    double[] nontargets = scores.nontargetHistogram(range[0], width, BINS);
    double highest = 0;
    for (int i = 0; i < BINS; i++) {
      highest = Math.max(highest, Math.max(targets[i], nontargets[i]));
    }
    Panel panel =
        new Panel(
            svg,
            530,
            TOP,
            SIDE,
            SIDE,
            Panel.Scale.linear(range[0], range[0] + BINS * width),
            Panel.Scale.linear(0, HEADROOM * highest));
    for (double tick : Ticks.between(range[0], range[0] + BINS * width)) {
      panel.tickAcross(tick, Ticks.label(tick));
    }
    for (double tick : Ticks.between(0, HEADROOM * highest)) {
      panel.tickUp(tick, percent(tick));
    }
    steps(panel, Svg.Style.SECOND, range[0], width, nontargets);
    steps(panel, Svg.Style.FIRST, range[0], width, targets);
    panel.legend(0, Svg.Style.FIRST, "target");
    panel.legend(1, Svg.Style.SECOND, "non-target");
    panel.frame();
    panel.heading(
        String.format(
            Locale.ROOT,
            "%.0f target and %.0f non-target trials",
            scores.targetMass(),
            scores.nontargetMass()));
    panel.nameAcross("score");
    panel.nameUp("% of the class in each of " + BINS + " bins");
  }

  private static void steps(
      Panel panel, Svg.Style style, double from, double width, double[] heights) {
    double[] xs = new double[2 * heights.length + 2];
    double[] ys = new double[xs.length];
    xs[0] = from;
    for (int i = 0; i < heights.length; i++) {
      xs[2 * i + 1] = from + i * width;
      xs[2 * i + 2] = from + (i + 1) * width;
      ys[2 * i + 1] = heights[i];
      ys[2 * i + 2] = heights[i];
    }
    xs[xs.length - 1] = from + heights.length * width;
    panel.curve(style, xs, ys);
  }

  private static String percent(double rate) {
    return Ticks.label(100 * rate);
  }
}
