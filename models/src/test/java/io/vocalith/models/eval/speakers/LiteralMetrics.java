package io.vocalith.models.eval.speakers;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The definitions written down as they are said, slow and in no way like the product's code. */
final class LiteralMetrics {
  private LiteralMetrics() {}

  private static double[] thresholds(double[] targets, double[] nontargets) {
    return DoubleStream.concat(
            DoubleStream.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
            DoubleStream.concat(Arrays.stream(targets), Arrays.stream(nontargets)))
        .sorted()
        .toArray();
  }

  private static double below(double[] scores, double threshold) {
    return (double) Arrays.stream(scores).filter(s -> s < threshold).count() / scores.length;
  }

  private static double from(double[] scores, double threshold) {
    return (double) Arrays.stream(scores).filter(s -> s >= threshold).count() / scores.length;
  }

  static double minimumCost(double[] targets, double[] nontargets, double prior) {
    return Arrays.stream(thresholds(targets, nontargets))
        .map(t -> (prior * below(targets, t) + (1 - prior) * from(nontargets, t)) / prior)
        .min()
        .orElseThrow();
  }

  /** Bisection for the place along each edge of the curve at which the rates agree. */
  static double equalErrorRate(double[] targets, double[] nontargets) {
    double[] thresholds = thresholds(targets, nontargets);
    for (int i = 1; i < thresholds.length; i++) {
      double miss = below(targets, thresholds[i]);
      double accept = from(nontargets, thresholds[i]);
      double missBefore = below(targets, thresholds[i - 1]);
      double acceptBefore = from(nontargets, thresholds[i - 1]);
      if (miss >= accept) {
        double low = 0;
        double high = 1;
        for (int step = 0; step < 100; step++) {
          double middle = (low + high) / 2;
          boolean reached =
              missBefore + middle * (miss - missBefore)
                  >= acceptBefore + middle * (accept - acceptBefore);
          low = reached ? low : middle;
          high = reached ? middle : high;
        }
        return missBefore + high * (miss - missBefore);
      }
    }
    throw new AssertionError("the rates cross at the last threshold");
  }

  /**
   * Isotonic regression by its min-max formula (Robertson, Wright and Dykstra 1988, theorem 1.4.4):
   * the fit at i is the greatest over a <= i of the least over b >= i of the mean from a to b.
   */
  static double minimumCllr(double[] targets, double[] nontargets) {
    double[] distinct =
        DoubleStream.concat(Arrays.stream(targets), Arrays.stream(nontargets))
            .sorted()
            .distinct()
            .toArray();
    double sum = 0;
    for (int i = 0; i < distinct.length; i++) {
      double share = 0;
      for (int a = 0; a <= i; a++) {
        double least = 1;
        for (int b = i; b < distinct.length; b++) {
          double t = mass(targets, distinct[a], distinct[b]);
          least = Math.min(least, t / (t + mass(nontargets, distinct[a], distinct[b])));
        }
        share = Math.max(share, least);
      }
      double t = mass(targets, distinct[i], distinct[i]);
      double n = mass(nontargets, distinct[i], distinct[i]);
      sum -= (t > 0 ? t * Math.log(share) : 0) + (n > 0 ? n * Math.log(1 - share) : 0);
    }
    return sum / (2 * Math.log(2));
  }

  private static double mass(double[] scores, double from, double to) {
    return (double) Arrays.stream(scores).filter(s -> s >= from && s <= to).count() / scores.length;
  }
}
