package io.vocalith.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("width")
class MathTest {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_NORMAL,
    1e-20f,
    1f,
    -1f,
    9.99f,
    10f,
    11f,
    -11f,
    87.6f,
    88.37f,
    88.4f,
    1e4f,
    -87.3f,
    -87.7f,
    -88f,
    -103f,
    -1e9f,
    3e38f,
    -3e38f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  interface FloatFunction {
    float apply(float x);
  }

  @BeforeAll
  static void widthIsTheOneAskedFor() {
    Widths.assumeAsked();
  }

  @Test
  void vectorsGiveTheBitsOfScalars() {
    assertSame(ScalarMath::exp, VectorMath::exp);
    assertSame(ScalarMath::sigmoid, VectorMath::sigmoid);
    assertSame(ScalarMath::tanh, VectorMath::tanh);
  }

  private static void assertSame(FloatFunction scalar, UnaryOperator<FloatVector> vector) {
    Random random = new Random(4);
    float[] x = new float[VectorMath.LANES];
    for (int round = 0; round < 20_000; round++) {
      for (int i = 0; i < x.length; i++) {
        x[i] =
            round < SPECIAL.length
                ? SPECIAL[round]
                : (float) (random.nextGaussian() * Math.pow(10, round % 5 - 2));
      }
      float[] found = vector.apply(FloatVector.fromArray(VectorMath.SPECIES, x, 0)).toArray();
      for (int i = 0; i < x.length; i++) {
        float expected = scalar.apply(x[i]);
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(found[i]), "" + x[i]);
      }
    }
  }

  @Test
  void functionsAreWithinThreeUlp() {
    assertUlp(ScalarMath::exp, Math::exp, -87.3f, 88.3f, 1.0);
    assertUlp(ScalarMath::sigmoid, x -> 1 / (1 + Math.exp(-x)), -87f, 30f, 2.5);
    assertUlp(ScalarMath::tanh, Math::tanh, -12f, 12f, 2.5);
    assertUlp(ScalarMath::tanh, Math::tanh, -1e-3f, 1e-3f, 2.5);
  }

  private static void assertUlp(
      FloatFunction found, DoubleUnaryOperator expected, float from, float to, double bound) {
    double worst = 0;
    for (int i = 0; i <= 300_000; i++) {
      float x = from + (to - from) * (i / 300_000f);
      double exact = expected.applyAsDouble(x);
      worst = Math.max(worst, Math.abs(found.apply(x) - exact) / Math.ulp((float) exact));
    }
    assertTrue(worst <= bound, "expected within " + bound + " ulp, found " + worst);
  }

  @Test
  void functionsKeepTheirLimits() {
    assertEquals(0f, ScalarMath.exp(Float.NEGATIVE_INFINITY));
    assertEquals(1f, ScalarMath.exp(0f));
    assertTrue(ScalarMath.exp(Float.POSITIVE_INFINITY) > 2e38f);
    assertEquals(1f, ScalarMath.sigmoid(Float.POSITIVE_INFINITY));
    assertEquals(0f, ScalarMath.sigmoid(Float.NEGATIVE_INFINITY), 1e-38f);
    assertEquals(1f, ScalarMath.tanh(Float.POSITIVE_INFINITY));
    assertEquals(-1f, ScalarMath.tanh(Float.NEGATIVE_INFINITY));
    assertTrue(Float.isNaN(ScalarMath.exp(Float.NaN)));
    assertTrue(Float.isNaN(ScalarMath.sigmoid(Float.NaN)));
    assertTrue(Float.isNaN(ScalarMath.tanh(Float.NaN)));
  }

  @Test
  void emulatedMultiplyAddIsRoundedOnce() {
    Random random = new Random(8);
    for (int i = 0; i < 200_000; i++) {
      float a = Float.intBitsToFloat(random.nextInt());
      float b = Float.intBitsToFloat(random.nextInt());
      float c = Float.intBitsToFloat(random.nextInt());
      if (i % 2 == 0) { // near cancellation and near ties, where a second rounding would show
        c = -a * b;
        b = Math.nextUp(b);
      }
      int expected = Float.floatToIntBits(Math.fma(a, b, c));
      int found = Float.floatToIntBits(Fma.emulated(a, b, c));
      assertEquals(expected, found, a + " * " + b + " + " + c);
    }
    float tie = 1f + 0x1p-23f;
    assertEquals(Math.fma(tie, 1f, 0x1p-24f), Fma.emulated(tie, 1f, 0x1p-24f));
    assertEquals(Math.fma(tie, tie, 0x1p-24f), Fma.emulated(tie, tie, 0x1p-24f));
  }
}
