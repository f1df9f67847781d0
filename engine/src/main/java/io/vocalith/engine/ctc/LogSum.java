package io.vocalith.engine.ctc;

/** Sums of probabilities that are given, and returned, as natural logarithms. */
final class LogSum {
  static final double ZERO = Double.NEGATIVE_INFINITY;

  /** Below this, 1 + exp(d) is 1 in double precision, so that adding changes nothing. */
  private static final double NEGLIGIBLE = -37;

  /** Steps of the table per unit; with five terms of a Taylor series the error is below 1e-13. */
  private static final int STEPS = 64;

  private static final int TERMS = 5;
  private static final double[] SERIES = series();

  private LogSum() {}

  /** For every step the Taylor series of ln(1 + exp(-x)) in x around the step's middle. */
  private static double[] series() {
    int steps = (int) -NEGLIGIBLE * STEPS + 1;
    double[] table = new double[steps * TERMS];
    for (int i = 0; i < steps; i++) {
      double e = StrictMath.exp(-(i + 0.5) / STEPS);
      double s = e / (1 + e);
      double u = s * (1 - s);
      table[i * TERMS] = StrictMath.log1p(e);
      table[i * TERMS + 1] = -s;
      table[i * TERMS + 2] = u / 2;
      table[i * TERMS + 3] = -u * (1 - 2 * s) / 6;
      table[i * TERMS + 4] = u * (1 - 6 * u) / 24;
    }
    return table;
  }

  /**
   * The same sum within 1e-13, by a table: some 20 times faster, for sums over whole trellises,
   * where nobody compares last bits.
   */
  static double addFast(double a, double b) {
    double larger = Math.max(a, b);
    double distance = larger - Math.min(a, b);
    if (!(distance < -NEGLIGIBLE)) {
      return larger;
    }
    int step = (int) (distance * STEPS);
    double x = distance - (step + 0.5) / STEPS;
    int at = step * TERMS;
    double upper = SERIES[at + 2] + x * (SERIES[at + 3] + x * SERIES[at + 4]);
    return larger + (SERIES[at] + x * (SERIES[at + 1] + x * upper));
  }

  /** ln(e^a + e^b) as log(1 + exp(b - a)) + a for a &gt;= b: the reference's own formula. */
  static double add(double a, double b) {
    double larger = Math.max(a, b);
    double difference = Math.min(a, b) - larger;
    if (!(difference > NEGLIGIBLE)) { // also where both are minus infinity
      return larger;
    }
    return larger + StrictMath.log(1 + StrictMath.exp(difference));
  }
}
