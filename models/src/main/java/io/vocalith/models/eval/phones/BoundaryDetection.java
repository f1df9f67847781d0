package io.vocalith.models.eval.phones;

/**
 * Boundaries of free decoding against true ones: a pair matches where the two are at most 20 ms
 * apart; pairs are made one to one in time order. Inner boundaries only. Not thread-safe.
 */
public final class BoundaryDetection {
  /** Times of samples are not exact in binary; the limit is inclusive. */
  static final double ROUNDING = 1e-9;

  private static final double TOLERANCE = 0.02;

  private int truths;
  private int founds;
  private int matches;

  /** Counts the boundaries of one recording, both in ascending order of seconds. */
  public void add(double[] truth, double[] found) {
    truths += truth.length;
    founds += found.length;
    for (int i = 0, j = 0; i < truth.length && j < found.length; ) {
      double distance = found[j] - truth[i];
      if (Math.abs(distance) <= TOLERANCE + ROUNDING) {
        matches++;
        i++;
        j++;
      } else if (distance > 0) {
        i++;
      } else {
        j++;
      }
    }
  }

  /** Share of the found boundaries that match; NaN without a match. */
  public double precision() {
    return matches == 0 ? Double.NaN : (double) matches / founds;
  }

  /** Share of the true boundaries that match; NaN without a match. */
  public double recall() {
    return matches == 0 ? Double.NaN : (double) matches / truths;
  }

  /** Harmonic mean of both; NaN without a match. */
  public double f1() {
    return 2 * precision() * recall() / (precision() + recall());
  }

  /**
   * The R-value, which does not reward finding too many (Rasanen, Laine and Altosaar 2009); NaN
   * without a match.
   */
  public double rValue() {
    double over = recall() / precision() - 1;
    double r1 = Math.hypot(1 - recall(), over);
    double r2 = (recall() - 1 - over) / Math.sqrt(2);
    return 1 - (Math.abs(r1) + Math.abs(r2)) / 2;
  }
}
