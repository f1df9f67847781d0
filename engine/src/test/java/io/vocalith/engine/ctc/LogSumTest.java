package io.vocalith.engine.ctc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogSumTest {
  @Test
  void theTableAgreesWithTheFormula() {
    Random random = new Random(71);
    for (int i = 0; i < 100_000; i++) {
      double a = 100 * random.nextGaussian();
      double b = a - 40 * random.nextDouble();
      assertEquals(LogSum.add(a, b), LogSum.addFast(a, b), 2e-13, a + " and " + b);
      assertEquals(LogSum.addFast(a, b), LogSum.addFast(b, a));
    }
    for (double d : new double[] {0, 1.0 / 64, 36.99, Math.nextDown(37.0), 37, 38, 1e300}) {
      assertEquals(LogSum.add(-1, -1 - d), LogSum.addFast(-1, -1 - d), 2e-13);
    }
  }

  @Test
  void nothingAddsNothing() {
    assertEquals(LogSum.ZERO, LogSum.add(LogSum.ZERO, LogSum.ZERO));
    assertEquals(LogSum.ZERO, LogSum.addFast(LogSum.ZERO, LogSum.ZERO));
    assertEquals(-3, LogSum.addFast(LogSum.ZERO, -3));
    assertEquals(-3, LogSum.add(-3, LogSum.ZERO));
  }
}
