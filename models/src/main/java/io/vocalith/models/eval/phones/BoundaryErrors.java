package io.vocalith.models.eval.phones;

import java.util.ArrayList;
import java.util.List;

/**
 * How far aligned boundaries lie from the true ones, and how often the model's own 95 % interval
 * holds the truth. Inner boundaries only: the two ends of a recording are known. Not thread-safe.
 */
public final class BoundaryErrors {
  private final List<Double> errors = new ArrayList<>(); // found - truth, seconds
  private int covered;

  /**
   * Counts one boundary, all in seconds.
   *
   * @param earliest lower end of the model's interval
   * @param latest its upper end
   */
  public void add(double truth, double found, double earliest, double latest) {
    errors.add(found - truth);
    covered += earliest <= truth && truth <= latest ? 1 : 0;
  }

  /** Number of boundaries. */
  public int count() {
    return errors.size();
  }

  /** Median of the distances in seconds; NaN without boundaries. */
  public double median() {
    double[] sorted = errors.stream().mapToDouble(Math::abs).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** Mean of the distances in seconds; NaN without boundaries. */
  public double mean() {
    return errors.stream().mapToDouble(Math::abs).average().orElse(Double.NaN);
  }

  /**
   * Mean of found - truth in seconds: above 0 where boundaries come late; NaN without boundaries.
   */
  public double bias() {
    return errors.stream().mapToDouble(error -> error).average().orElse(Double.NaN);
  }

  /** Share of the boundaries at most this far away, in seconds; NaN without boundaries. */
  public double shareWithin(double seconds) {
    return errors.stream()
        .mapToDouble(error -> Math.abs(error) <= seconds + BoundaryDetection.ROUNDING ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  /** Share of the boundaries that lie in the model's 95 % interval; NaN without boundaries. */
  public double coverage() {
    return errors.isEmpty() ? Double.NaN : (double) covered / errors.size();
  }
}
