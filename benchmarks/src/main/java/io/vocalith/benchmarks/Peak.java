package io.vocalith.benchmarks;

import io.vocalith.engine.Frames;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What one core can do at most: fused multiply-adds on twelve independent accumulators, which hides
 * their latency on every core seen; the clock they ran at, told by a chain of dependent integer
 * multiplications (three cycles each; newer cores fold dependent additions away); and what the
 * second-level cache delivers to multiply-adds that use every weight once, as an LSTM step does.
 */
public final class Peak {
  // A constant, as the compiler needs it: the widest registers of this JVM. -XX:MaxVectorSize with
  // 16, 32 or 64 (bytes) picks another width.
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int STEPS = 200_000;
  private static final int MULTIPLY_CYCLES = 3;

  /** The recurrent weights of ctcmodel in one direction: 512 gates by 128 units. */
  private static final int WEIGHTS = 512 * 128;

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

  /** The best rate seen at which a core reads so many weights over and over, in GB/s. */
  public static double gigabytes() {
    float[] weights = new float[Frames.ALIGNED_START + WEIGHTS];
    double best = 0;
    for (int round = 0; round < 60; round++) {
      long start = System.nanoTime();
      float sink = 0;
      for (int pass = 0; pass < 100; pass++) {
        sink += readOnce(weights);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (sink != 0) {
        throw new IllegalStateException("the sum of zeros is zero");
      }
      best = Math.max(best, 100.0 * WEIGHTS * Float.BYTES / seconds / 1e9);
    }
    return best;
  }

  private static float readOnce(float[] weights) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    int lanes = SPECIES.length();
    for (int i = Frames.ALIGNED_START; i < Frames.ALIGNED_START + WEIGHTS; i += 8 * lanes) {
      a = x.fma(FloatVector.fromArray(SPECIES, weights, i), a);
      b = x.fma(FloatVector.fromArray(SPECIES, weights, i + lanes), b);
      c = x.fma(FloatVector.fromArray(SPECIES, weights, i + 2 * lanes), c);
      d = x.fma(FloatVector.fromArray(SPECIES, weights, i + 3 * lanes), d);
      e = x.fma(FloatVector.fromArray(SPECIES, weights, i + 4 * lanes), e);
      f = x.fma(FloatVector.fromArray(SPECIES, weights, i + 5 * lanes), f);
      g = x.fma(FloatVector.fromArray(SPECIES, weights, i + 6 * lanes), g);
      h = x.fma(FloatVector.fromArray(SPECIES, weights, i + 7 * lanes), h);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h);
    return sum.reduceLanes(VectorOperators.ADD);
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

  /** Prints the clock and the peaks at this JVM's vector width. */
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
    double rate = gigabytes();
    System.out.printf(
        Locale.ROOT,
        "%d KiB of weights, over and over: %.1f GB/s = %.1f bytes a cycle, %.2f microseconds a pass%n",
        WEIGHTS * Float.BYTES / 1024,
        rate,
        rate / clock,
        WEIGHTS * Float.BYTES / rate / 1e3);
  }
}
