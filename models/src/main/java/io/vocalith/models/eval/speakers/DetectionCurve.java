package io.vocalith.models.eval.speakers;

/**
 * Miss and false-accept rates at every threshold that tells scores apart, from "accept all" (miss
 * 0, false accept 1) to "accept none" (miss 1, false accept 0).
 */
public final class DetectionCurve {
  private final double[] missRates;
  private final double[] falseAcceptRates;

  private DetectionCurve(double[] missRates, double[] falseAcceptRates) {
    this.missRates = missRates;
    this.falseAcceptRates = falseAcceptRates;
  }

  /** The curve of masses on ascending scores. */
  static DetectionCurve of(double[] targets, double[] nontargets) {
    double[] missed = cumulated(targets);
    double[] rejected = cumulated(nontargets);
    int steps = targets.length;
    double[] misses = new double[steps + 1];
    double[] falseAccepts = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      misses[i] = missed[i] / missed[steps];
      falseAccepts[i] = (rejected[steps] - rejected[i]) / rejected[steps];
    }
    return new DetectionCurve(misses, falseAccepts);
  }

  private static double[] cumulated(double[] masses) {
    double[] sums = new double[masses.length + 1];
    for (int i = 0; i < masses.length; i++) {
      sums[i + 1] = sums[i] + masses[i];
    }
    return sums;
  }

  /** Number of operating points. */
  public int size() {
    return missRates.length;
  }

  /** Share of targets rejected at a point; does not fall from point to point. */
  public double missRate(int point) {
    return missRates[point];
  }

  /** Share of non-targets accepted at a point; does not rise from point to point. */
  public double falseAcceptRate(int point) {
    return falseAcceptRates[point];
  }

  double equalErrorRate() {
    int i = 1;
    while (missRates[i] < falseAcceptRates[i]) {
      i++;
    }
    double before = falseAcceptRates[i - 1] - missRates[i - 1];
    double after = missRates[i] - falseAcceptRates[i];
    double share = before / (before + after);
    return missRates[i - 1] + share * (missRates[i] - missRates[i - 1]);
  }
}
