package io.vocalith.models.eval.speakers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The two equal error rates of the reference (mindspore-ai/models, official/audio/EcapaTDNN),
 * oddities included. Neither is the textbook's, and they differ from each other; they serve to
 * repeat the reference's figures and nothing else.
 */
public final class MindSporeEqualErrorRate {
  private record Point(double falseAccept, double miss) {}

  private MindSporeEqualErrorRate() {}

  /**
   * Stages 1 and 2 ({@code src/metrics.py, get_EER_from_scores}): scikit-learn's roc_curve without
   * its intermediate points, scipy's interp1d from false-accept to miss rates, and scipy's brentq
   * for the root of x - P_miss(x). As several points share a false-accept rate the interpolated
   * function jumps, and for perfectly separated scores the result is 0.5.
   *
   * @throws IllegalArgumentException if a class is empty or a score is not finite
   */
  public static double ofPlainStages(double[] targets, double[] nontargets) {
    DetectionCurve curve = DetectionScores.of(targets, nontargets).curve();
    double[] accepted = new double[curve.size() - 1];
    double[] falselyAccepted = new double[curve.size() - 1];
    for (int i = 0; i < accepted.length; i++) { // fewest accepted first; "accept none" left out
      int point = accepted.length - 1 - i;
      accepted[i] = targets.length - Math.rint(curve.missRate(point) * targets.length);
      falselyAccepted[i] = Math.rint(curve.falseAcceptRate(point) * nontargets.length);
    }
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 1));
    for (int i : withoutIntermediate(accepted, falselyAccepted)) {
      points.add(
          new Point(falselyAccepted[i] / nontargets.length, 1 - accepted[i] / targets.length));
    }
    // interp1d gets the points in reverse and sorts them stably: of equal false-accept rates the
    // lowest miss rate comes first.
    points.sort(Comparator.comparingDouble(Point::falseAccept).thenComparingDouble(Point::miss));
    return BrentRoot.find(x -> x - miss(points, x), 0, 1);
  }

  /** roc_curve(drop_intermediate=True): points at which either count bends, and both ends. */
  private static List<Integer> withoutIntermediate(double[] accepted, double[] falselyAccepted) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < accepted.length; i++) {
      boolean end = i == 0 || i == accepted.length - 1;
      if (end || bends(accepted, i) || bends(falselyAccepted, i)) {
        kept.add(i);
      }
    }
    return kept;
  }

  private static boolean bends(double[] counts, int i) {
    return counts[i + 1] - counts[i] != counts[i] - counts[i - 1];
  }

  /** numpy.interp: the line that starts at the last point whose false-accept rate is at most x. */
  private static double miss(List<Point> points, double x) {
    int i = points.size() - 1;
    while (points.get(i).falseAccept() > x) {
      i--;
    }
    Point from = points.get(i);
    if (i == points.size() - 1 || from.falseAccept() == x) {
      return from.miss();
    }
    Point to = points.get(i + 1);
    double slope = (to.miss() - from.miss()) / (to.falseAccept() - from.falseAccept());
    return slope * (x - from.falseAccept()) + from.miss();
  }

  /**
   * Stage 3 ({@code eval.py, EER}): the first score with the smallest |FAR - FRR|, and there the
   * mean of the two, where FRR is the share of targets at or below the score. (The reference also
   * tries the midpoints between scores; each repeats the rates of the score before it.)
   *
   * @throws IllegalArgumentException if a class is empty or a score is not finite
   */
  public static double ofNormalizedStage(double[] targets, double[] nontargets) {
    DetectionCurve curve = DetectionScores.of(targets, nontargets).curve();
    int best = 1;
    for (int i = 2; i < curve.size(); i++) {
      if (gap(curve, i) < gap(curve, best)) {
        best = i;
      }
    }
    return (curve.falseAcceptRate(best) + curve.missRate(best)) / 2;
  }

  private static double gap(DetectionCurve curve, int point) {
    return Math.abs(curve.falseAcceptRate(point) - curve.missRate(point));
  }
}
