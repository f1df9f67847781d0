package io.vocalith.benchmarks;

import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What one core can do at most: fused multiply-adds on twelve independent accumulators, which hides
 * their latency on every core seen, and the clock they ran at, told by a chain of dependent integer
 * multiplications (three cycles each; newer cores fold dependent additions away).
 */
public final class Peak {
  // A constant, as the compiler needs it: the widest registers of this JVM. -XX:MaxVectorSize=16,
  // 32
  // or 64 (bytes) picks another width.
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int STEPS = 200_000;
  private static final int MULTIPLY_CYCLES = 3;

  private Peak() {}

  /** This JVM's vector width. */
  public static int bits() {
    return SPECIES.vectorBitSize();
  }

  /** The best rate seen over some rounds at this JVM's vector width, in GFLOP/s. */
  public static double gigaflops() {
    double best = 0;
    for (int round = 0; round < 60; round++) {
      long start = System.nanoTime();
      float sink = multiplyAdd(STEPS);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (Float.isNaN(sink)) {
        throw new IllegalStateException("the probe's numbers must stay finite");
      }
      best = Math.max(best, 12.0 * 2 * SPECIES.length() * STEPS / seconds / 1e9);
    }
    return best;
  }

  /** The best clock seen over some rounds, in GHz. */
  public static double gigahertz() {
    double best = 0;
    for (int round = 0; round < 60; round++) {
      long start = System.nanoTime();
      long sink = multiplyChain(STEPS);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (sink == 0) {
        throw new IllegalStateException("a product of odd numbers is odd");
      }
      best = Math.max(best, (double) MULTIPLY_CYCLES * 8 * STEPS / seconds / 1e9);
    }
    return best;
  }

  private static long multiplyChain(int steps) {
    long x = steps | 1;
    long y = 0x9E3779B97F4A7C15L;
    for (int i = 0; i < steps; i++) {
      x = x * y * y * y * y * y * y * y * y;
      // The compiler may not fold the eight factors: y changes, off the chain.
      y += 2;
    }
    return x;
  }

  private static float multiplyAdd(int steps) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a = y;
    FloatVector b = y;
    FloatVector c = y;
    FloatVector d = y;
    FloatVector e = y;
    FloatVector f = y;
    FloatVector g = y;
    FloatVector h = y;
    FloatVector i = y;
    FloatVector j = y;
    FloatVector k = y;
    FloatVector l = y;
    // The sum is the operand that is overwritten, as in a product: nothing has to be copied.
    for (int step = 0; step < steps; step++) {
      a = x.fma(y, a);
      b = x.fma(y, b);
      c = x.fma(y, c);
      d = x.fma(y, d);
      e = x.fma(y, e);
      f = x.fma(y, f);
      g = x.fma(y, g);
      h = x.fma(y, h);
      i = x.fma(y, i);
      j = x.fma(y, j);
      k = x.fma(y, k);
      l = x.fma(y, l);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k);
    return sum.add(l).reduceLanes(VectorOperators.ADD);
  }

  /** Prints the clock and the peak at this JVM's vector width. */
  public static void main(String[] arguments) {
    double clock = gigahertz();
    double peak = gigaflops();
    System.out.printf(
        Locale.ROOT,
        "%d bits: %.1f GFLOP/s = %.1f flops a cycle at %.2f GHz (dependent multiplications)%n",
        SPECIES.vectorBitSize(),
        peak,
        peak / clock,
        clock);
  }
}
