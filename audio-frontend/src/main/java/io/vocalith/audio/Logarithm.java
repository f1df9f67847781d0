package io.vocalith.audio;

/**
 * The natural logarithm in double precision, within 3e-16 times the larger of 1 and the result.
 * {@code Math.log} may differ in its last bit between interpreted and compiled code and between
 * machines, and {@code StrictMath.log} is several times slower; this one is plain arithmetic, so
 * features have the same bits everywhere.
 */
final class Logarithm {
  private static final int BITS = 7;
  private static final double LN_2 = StrictMath.log(2);
  private static final double[] INVERSE = new double[1 << BITS]; // of the middle of each step
  private static final double[] LOG = new double[1 << BITS]; // -ln of that inverse

  static {
    for (int i = 0; i < INVERSE.length; i++) {
      INVERSE[i] = 1 / (1 + (i + 0.5) / INVERSE.length);
      LOG[i] = -StrictMath.log(INVERSE[i]);
    }
  }

  private Logarithm() {}

  /** ln x for finite x &gt; 0. */
  static double of(double x) {
    if (x < Double.MIN_NORMAL) {
      return StrictMath.log(x);
    }
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) - 1023;
    int step = (int) (bits >>> (52 - BITS)) & (INVERSE.length - 1);
    double mantissa =
        Double.longBitsToDouble((bits & 0x000FFFFFFFFFFFFFL) | 0x3FF0000000000000L); // 1 to 2
    double r = mantissa * INVERSE[step] - 1; // |r| <= 1/256: six terms of ln(1 + r) suffice
    double square = r * r;
    double tail = (1.0 / 3 - 0.25 * r) + square * (0.2 - (1.0 / 6) * r);
    return exponent * LN_2 + (LOG[step] + (r + square * (tail * r - 0.5)));
  }
}
