package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogarithmTest {
  @Test
  void agreesWithStrictMath() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      double x = StrictMath.exp(random.nextDouble(-745, 709));
      check(x);
      check(1 + random.nextDouble(-0.01, 0.01));
    }
    for (double x : new double[] {1, Math.nextDown(1.0), Math.nextUp(1.0), 2, 0.5, 1e-10}) {
      check(x);
    }
    check(Double.MIN_VALUE);
    check(Double.MIN_NORMAL);
    check(Double.MAX_VALUE);
  }

  private static void check(double x) {
    double truth = StrictMath.log(x);
    assertEquals(truth, Logarithm.of(x), 3e-16 * Math.max(1, Math.abs(truth)), "ln " + x);
  }
}
