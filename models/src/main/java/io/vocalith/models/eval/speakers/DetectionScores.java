package io.vocalith.models.eval.speakers;

import java.util.Arrays;

/**
 * The scores of target and non-target trials as masses on the distinct scores, in ascending order:
 * equal scores are one step, so that no figure depends on how ties are sorted. A trial is accepted
 * if its score is at least the threshold. Masses are counts, or weights in a bootstrap draw.
 */
public final class DetectionScores {
  private static final double LN2 = Math.log(2);

  private final double[] scores;
  private final double[] targets;
  private final double[] nontargets;
  private final double targetMass;
  private final double nontargetMass;

  private DetectionScores(double[] scores, double[] targets, double[] nontargets) {
    this.scores = scores;
    this.targets = targets;
    this.nontargets = nontargets;
    this.targetMass = Arrays.stream(targets).sum();
    this.nontargetMass = Arrays.stream(nontargets).sum();
  }

  /**
   * Scores of both classes, in any order.
   *
   * @throws IllegalArgumentException if a class is empty or a score is not finite
   */
  public static DetectionScores of(double[] targets, double[] nontargets) {
    double[] all = new double[targets.length + nontargets.length];
    System.arraycopy(targets, 0, all, 0, targets.length);
    System.arraycopy(nontargets, 0, all, targets.length, nontargets.length);
    double[] scores = distinct(all);
    return ofMasses(scores, counts(scores, targets), counts(scores, nontargets));
  }

  /**
   * Masses on distinct ascending scores; the arrays are handed over.
   *
   * @throws IllegalArgumentException if a class has no mass
   */
  static DetectionScores ofMasses(double[] scores, double[] targets, double[] nontargets) {
    DetectionScores result = new DetectionScores(scores, targets, nontargets);
    if (!(result.targetMass > 0) || !(result.nontargetMass > 0)) {
      throw new IllegalArgumentException(
          "expected target and non-target trials, found "
              + Math.round(result.targetMass)
              + " and "
              + Math.round(result.nontargetMass));
    }
    return result;
  }

  /** The distinct values in ascending order; refuses what is not finite. */
  static double[] distinct(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("expected finite scores, found " + value);
      }
    }
    // Adding 0.0 turns -0.0 into 0.0: as scores they are equal, as bits they are not.
    return Arrays.stream(values).map(v -> v + 0.0).sorted().distinct().toArray();
  }

  private static double[] counts(double[] scores, double[] values) {
    double[] counts = new double[scores.length];
    for (double value : values) {
      counts[Arrays.binarySearch(scores, value + 0.0)]++;
    }
    return counts;
  }

  /** Number (or weight) of target trials. */
  public double targetMass() {
    return targetMass;
  }

  /** Number (or weight) of non-target trials. */
  public double nontargetMass() {
    return nontargetMass;
  }

  /** Every operating point, from "accept all" to "accept none". */
  public DetectionCurve curve() {
    return DetectionCurve.of(targets, nontargets);
  }

  /**
   * Equal error rate: the straight line between the two neighbouring operating points that straddle
   * P_miss = P_fa is cut with that diagonal. 0 for perfect separation.
   */
  public double equalErrorRate() {
    return curve().equalErrorRate();
  }

  /**
   * Equal error rate on the convex hull of the receiver operating curve (Brümmer and de Villiers
   * 2011, the BOSARIS toolkit user guide, section 5): never above the straight-line one.
   */
  public double convexHullEqualErrorRate() {
    MonotoneBlocks blocks = MonotoneBlocks.of(targets, nontargets);
    return DetectionCurve.of(blocks.targets(), blocks.nontargets()).equalErrorRate();
  }

  /**
   * minDCF: the least detection cost over all thresholds, those of "accept all" and "accept none"
   * among them, with C_miss = C_fa = 1, divided by the cost min(P, 1 - P) of not listening (NIST
   * speaker recognition evaluation plans).
   *
   * @param prior P, the probability of a target, above 0 and below 1
   */
  public double minimumCost(double prior) {
    checkPrior(prior);
    DetectionCurve curve = curve();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < curve.size(); i++) {
      least = Math.min(least, cost(prior, curve.missRate(i), curve.falseAcceptRate(i)));
    }
    return least;
  }

  /**
   * actDCF: the same cost at the threshold ln((1 - P) / P), which is where to decide if the scores
   * are log-likelihood ratios; meaningless for other scores.
   */
  public double actualCost(double prior) {
    checkPrior(prior);
    double threshold = Math.log((1 - prior) / prior);
    double missed = 0;
    double falselyAccepted = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] >= threshold) {
        falselyAccepted += nontargets[i];
      } else {
        missed += targets[i];
      }
    }
    return cost(prior, missed / targetMass, falselyAccepted / nontargetMass);
  }

  /**
   * Cllr in bits (Brümmer and du Preez 2006, equation 13): half of [mean over targets of log2(1 +
   * exp(-LLR)) + mean over non-targets of log2(1 + exp(LLR))]; the scores must be natural
   * log-likelihood ratios.
   */
  public double logLikelihoodRatioCost() {
    double ofTargets = 0;
    double ofNontargets = 0;
    for (int i = 0; i < scores.length; i++) {
      ofTargets += targets[i] * softplus(-scores[i]);
      ofNontargets += nontargets[i] * softplus(scores[i]);
    }
    return (ofTargets / targetMass + ofNontargets / nontargetMass) / (2 * LN2);
  }

  /**
   * minCllr in bits: Cllr after the best monotone map of the scores to log-likelihood ratios, found
   * by pooling adjacent violators (equal scores pooled first, no smoothing at the ends).
   */
  public double minimumLogLikelihoodRatioCost() {
    MonotoneBlocks blocks = MonotoneBlocks.of(targets, nontargets);
    double sum = 0;
    for (int i = 0; i < blocks.size(); i++) {
      double t = blocks.targets()[i] / targetMass;
      double n = blocks.nontargets()[i] / nontargetMass;
      // The block's likelihood ratio is t / n; a block of one class alone costs nothing.
      if (t > 0 && n > 0) {
        sum += t * Math.log1p(n / t) + n * Math.log1p(t / n);
      }
    }
    return sum / (2 * LN2);
  }

  /** Lowest and highest score. */
  public double[] range() {
    return new double[] {scores[0], scores[scores.length - 1]};
  }

  /** Share of the targets in each of several bins of equal width; the last one is closed above. */
  public double[] targetHistogram(double from, double width, int bins) {
    return histogram(targets, targetMass, from, width, bins);
  }

  /** Share of the non-targets in each of several bins. */
  public double[] nontargetHistogram(double from, double width, int bins) {
    return histogram(nontargets, nontargetMass, from, width, bins);
  }

  private double[] histogram(double[] masses, double mass, double from, double width, int bins) {
    double[] shares = new double[bins];
    for (int i = 0; i < scores.length; i++) {
      int bin = (int) ((scores[i] - from) / width);
      shares[Math.max(0, Math.min(bins - 1, bin))] += masses[i] / mass;
    }
    return shares;
  }

  /** Whether some threshold separates the classes without an error, in either direction. */
  boolean separable() {
    return first(targets) >= last(nontargets) || first(nontargets) >= last(targets);
  }

  private static int first(double[] masses) {
    int i = 0;
    while (masses[i] == 0) {
      i++;
    }
    return i;
  }

  private static int last(double[] masses) {
    int i = masses.length - 1;
    while (masses[i] == 0) {
      i--;
    }
    return i;
  }

  private static double cost(double prior, double miss, double falseAccept) {
    return (prior * miss + (1 - prior) * falseAccept) / Math.min(prior, 1 - prior);
  }

  private static void checkPrior(double prior) {
    if (!(prior > 0 && prior < 1)) {
      throw new IllegalArgumentException("expected a prior above 0 and below 1, found " + prior);
    }
  }

  /** ln(1 + e^x) without overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
