package io.vocalith.engine.kernel;

/**
 * Exponential, logistic function and hyperbolic tangent of one float, within 2.5 ulp where the
 * result is a normal number. Every step is a fused multiply-add or an operation that IEEE 754
 * rounds in one way only, in the same order as {@link VectorMath}: both give the same bits
 * everywhere, which {@link Math#exp} and the vector library's functions do not. NaN in, NaN out.
 */
final class ScalarMath {
  static final float LOG2_E = 1.44269504f;

  /** ln 2 as the sum of a float and the rest. */
  static final float LN2_HIGH = 0.693147182f;

  static final float LN2_LOW = -1.90465429e-9f;

  /** 1.5 * 2^23: what is added to it loses its fraction, rounded half to even. */
  static final float ROUNDER = 12582912f;

  /** Exponent bits of 1f. */
  static final int ONE_BITS = 0x3f800000;

  /** Here n is -127 and 2^n, no longer a normal number, 0. */
  static final float EXP_MIN = -88f;

  /** The last argument for which n is 127. */
  static final float EXP_MAX = 88.375f;

  /** From here on tanh is 1 in single precision. */
  static final float TANH_MAX = 10f;

  // (e^r - 1 - r) / r^2 on |r| <= ln(2) / 2, minimax by Chebyshev interpolation; error 1.7e-10.
  static final float C0 = 0.5000000013f;
  static final float C1 = 0.1666666668f;
  static final float C2 = 0.0416664646f;
  static final float C3 = 0.00833331089f;
  static final float C4 = 0.001393368586f;
  static final float C5 = 0.0001989103065f;

  private ScalarMath() {}

  /** e^x; 0 below -87.7 (no subnormal results) and 2.4e38 above 88.375. */
  static float exp(float x) {
    float clamped = Math.min(Math.max(x, EXP_MIN), EXP_MAX);
    float shifted = Fma.fma(clamped, LOG2_E, ROUNDER);
    float scale = power(shifted);
    return Fma.fma(scale, fraction(clamped, shifted - ROUNDER), scale);
  }

  /** 1 / (1 + e^-x). */
  static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
  }

  /** tanh x = (e^2x - 1) / (e^2x - 1 + 2), with e^2x - 1 free of cancellation. */
  static float tanh(float x) {
    float clamped = Math.min(Math.max(x, -TANH_MAX), TANH_MAX);
    float twice = clamped + clamped;
    float shifted = Fma.fma(twice, LOG2_E, ROUNDER);
    float scale = power(shifted);
    float e = Fma.fma(scale, fraction(twice, shifted - ROUNDER), scale - 1f);
    return e / (e + 2f);
  }

  /** 2^n for the n whose lowest bits are those of {@code ROUNDER + n}. */
  private static float power(float shifted) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + ONE_BITS);
  }

  /** e^r - 1 for r = x - n ln 2. */
  private static float fraction(float x, float n) {
    float r = Fma.fma(n, -LN2_HIGH, x);
    r = Fma.fma(n, -LN2_LOW, r);
    float p = Fma.fma(C5, r, C4);
    p = Fma.fma(p, r, C3);
    p = Fma.fma(p, r, C2);
    p = Fma.fma(p, r, C1);
    p = Fma.fma(p, r, C0);
    return Fma.fma(r * r, p, r);
  }
}
