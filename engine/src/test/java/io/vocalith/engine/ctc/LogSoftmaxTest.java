package io.vocalith.engine.ctc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vocalith.engine.Matrix;
import org.junit.jupiter.api.Test;

class LogSoftmaxTest {
  @Test
  void agreesWithTheReference() {
    for (GoldenDecodes.Case golden : GoldenDecodes.all()) {
      float[] expected = golden.logProbabilities().values();
      float[] found = LogSoftmax.apply(golden.logits()).values();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], found[i], 1e-6, golden + " " + i); // its own rounding: 8e-7
      }
    }
  }

  @Test
  void largeLogitsDoNotOverflow() {
    float[] found = LogSoftmax.apply(Matrix.of(1, 2, new float[] {3e38f, -3e38f})).values();
    assertEquals(0, found[0]);
    assertEquals(Float.NEGATIVE_INFINITY, found[1]);
  }

  @Test
  void rowsWithoutAFiniteLargestValueAreRefused() {
    float infinity = Float.POSITIVE_INFINITY;
    for (float[] row : new float[][] {{0, Float.NaN}, {infinity, 0}, {-infinity, -infinity}}) {
      assertThrows(IllegalArgumentException.class, () -> LogSoftmax.apply(Matrix.of(1, 2, row)));
    }
  }
}
