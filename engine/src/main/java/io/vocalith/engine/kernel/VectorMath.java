package io.vocalith.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarMath} on vectors: the same operations in the same order, lane by lane. The methods
 * are small enough to be inlined into a kernel, where no vector becomes an object.
 */
final class VectorMath {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private VectorMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector clamped = clamped(x, ScalarMath.EXP_MIN, ScalarMath.EXP_MAX);
    FloatVector shifted = rounded(clamped);
    FloatVector scale = power(shifted);
    return scale.fma(fraction(clamped, shifted), scale);
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector one = constant(1f);
    return one.div(exp(x.neg()).add(one));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector clamped = clamped(x, -ScalarMath.TANH_MAX, ScalarMath.TANH_MAX);
    FloatVector twice = clamped.add(clamped);
    FloatVector shifted = rounded(twice);
    FloatVector scale = power(shifted);
    FloatVector e = scale.fma(fraction(twice, shifted), scale.sub(1f));
    return e.div(e.add(2f));
  }

  /** The logistic function of the values {@code from} to {@code to}, a multiple of LANES many. */
  static void sigmoid(float[] values, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      sigmoid(FloatVector.fromArray(SPECIES, values, i)).intoArray(values, i);
    }
  }

  /** The hyperbolic tangent of the values {@code from} to {@code to}. */
  static void tanh(float[] values, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      tanh(FloatVector.fromArray(SPECIES, values, i)).intoArray(values, i);
    }
  }

  /** Comparing and choosing is half the instructions of Java's minimum and maximum. */
  private static FloatVector clamped(FloatVector x, float low, float high) {
    FloatVector risen = x.blend(low, x.compare(VectorOperators.LT, low));
    return risen.blend(high, risen.compare(VectorOperators.GT, high));
  }

  private static FloatVector rounded(FloatVector x) {
    return x.fma(constant(ScalarMath.LOG2_E), constant(ScalarMath.ROUNDER));
  }

  private static FloatVector power(FloatVector shifted) {
    IntVector bits = shifted.reinterpretAsInts();
    return bits.lanewise(VectorOperators.LSHL, 23).add(ScalarMath.ONE_BITS).reinterpretAsFloats();
  }

  private static FloatVector fraction(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(ScalarMath.ROUNDER);
    FloatVector r = n.fma(constant(-ScalarMath.LN2_HIGH), x);
    r = n.fma(constant(-ScalarMath.LN2_LOW), r);
    FloatVector p = r.fma(constant(ScalarMath.C5), constant(ScalarMath.C4));
    p = p.fma(r, constant(ScalarMath.C3));
    p = p.fma(r, constant(ScalarMath.C2));
    p = p.fma(r, constant(ScalarMath.C1));
    p = p.fma(r, constant(ScalarMath.C0));
    return r.mul(r).fma(p, r);
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
