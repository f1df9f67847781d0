package io.vocalith.models.eval;

import java.util.Arrays;

/** A 95 % interval of a figure: the 2.5 and 97.5 percentiles of its bootstrap values. */
public record Interval(double low, double high) {
  /** Share of the draws outside the interval on either side. */
  private static final double TAIL = 0.025;

  static Interval of(double[] draws) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    return new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
  }

  /** Linear between order statistics (type 7 of Hyndman and Fan 1996). */
  private static double quantile(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
