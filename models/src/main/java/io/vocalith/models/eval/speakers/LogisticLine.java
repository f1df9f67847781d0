package io.vocalith.models.eval.speakers;

import java.util.Arrays;
import org.ejml.simple.SimpleMatrix;

/**
 * Logistic regression of one variable: the line LLR = slope * score + offset that minimises Cllr,
 * that is the logistic loss with each class weighted to one half (Brümmer and du Preez 2006,
 * section 6.3, at a prior of 0.5).
 *
 * @param slope above 0
 * @param offset natural log units
 */
record LogisticLine(double slope, double offset) {
  private static final int MOST_STEPS = 100;

  double at(double score) {
    return slope * score + offset;
  }

  /**
   * Newton's method on scores brought to mean 0 and deviation 1, steps halved while they would
   * raise the loss.
   *
   * @throws IllegalArgumentException if a class is empty, the classes are separable, or the slope
   *     would not be above 0
   */
  static LogisticLine fit(double[] targets, double[] nontargets) {
    if (DetectionScores.of(targets, nontargets).separable()) {
      throw new IllegalArgumentException(
          "one threshold separates the classes, so that every steeper line fits better;"
              + " harder or more trials are needed");
    }
    double mean = mean(targets, nontargets);
    double deviation = deviation(targets, nontargets, mean);
    double[] t = Arrays.stream(targets).map(s -> (s - mean) / deviation).toArray();
    double[] n = Arrays.stream(nontargets).map(s -> (s - mean) / deviation).toArray();
    SimpleMatrix line = new SimpleMatrix(2, 1);
    double loss = loss(t, n, line);
    for (int step = 0; step < MOST_STEPS; step++) {
      SimpleMatrix move = newton(t, n, line);
      SimpleMatrix next = line.minus(move);
      double nextLoss = loss(t, n, next);
      for (int half = 0; nextLoss > loss && half < 50; half++) {
        move = move.scale(0.5);
        next = line.minus(move);
        nextLoss = loss(t, n, next);
      }
      boolean settled = !(nextLoss < loss);
      if (!settled) {
        line = next;
        loss = nextLoss;
      }
      if (settled || move.normF() < 1e-12) {
        break;
      }
    }
    double slope = line.get(0) / deviation;
    if (!(slope > 0)) {
      throw new IllegalArgumentException(
          "expected scores that are higher for one speaker than for two, found the contrary");
    }
    return new LogisticLine(slope, line.get(1) - slope * mean);
  }

  private static double mean(double[] targets, double[] nontargets) {
    return (Arrays.stream(targets).sum() + Arrays.stream(nontargets).sum())
        / (targets.length + nontargets.length);
  }

  private static double deviation(double[] targets, double[] nontargets, double mean) {
    double squares =
        Arrays.stream(targets).map(s -> (s - mean) * (s - mean)).sum()
            + Arrays.stream(nontargets).map(s -> (s - mean) * (s - mean)).sum();
    return Math.sqrt(squares / (targets.length + nontargets.length));
  }

  private static double loss(double[] t, double[] n, SimpleMatrix line) {
    double a = line.get(0);
    double b = line.get(1);
    double ofTargets = Arrays.stream(t).map(s -> DetectionScores.softplus(-(a * s + b))).sum();
    double ofNontargets = Arrays.stream(n).map(s -> DetectionScores.softplus(a * s + b)).sum();
    return ofTargets / t.length + ofNontargets / n.length;
  }

  /** Solves Hessian * step = gradient. */
  private static SimpleMatrix newton(double[] t, double[] n, SimpleMatrix line) {
    double[] sums = new double[5]; // gradient (slope, offset), Hessian (ss, so, oo)
    accumulate(t, line, -1, sums);
    accumulate(n, line, 0, sums);
    SimpleMatrix hessian =
        new SimpleMatrix(new double[][] {{sums[2], sums[3]}, {sums[3], sums[4]}});
    return hessian.solve(new SimpleMatrix(new double[][] {{sums[0]}, {sums[1]}}));
  }

  /** Derivative of the loss of one class: sigmoid(LLR) - 1 for targets, sigmoid(LLR) else. */
  private static void accumulate(double[] scores, SimpleMatrix line, double shift, double[] sums) {
    double weight = 1.0 / scores.length;
    for (double score : scores) {
      double p = 1 / (1 + Math.exp(-(line.get(0) * score + line.get(1))));
      double gradient = weight * (p + shift);
      double curvature = weight * p * (1 - p);
      sums[0] += gradient * score;
      sums[1] += gradient;
      sums[2] += curvature * score * score;
      sums[3] += curvature * score;
      sums[4] += curvature;
    }
  }
}
