package io.vocalith.engine.ctc;

/** Sums of probabilities that are given, and returned, as natural logarithms. */
final class LogSum {
  static final double ZERO = Double.NEGATIVE_INFINITY;

  /** Below this, 1 + exp(d) is 1 in double precision, so that adding changes nothing. */
  private static final double NEGLIGIBLE = -37;

  private LogSum() {}

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
