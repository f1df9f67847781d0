package io.vocalith.engine.kernel;

/**
 * {@code a * b + c} rounded once, which every product in this engine is made of.
 *
 * <p>Where the processor has no such instruction {@link Math#fma(float, float, float)} goes through
 * {@link java.math.BigDecimal}, some hundred times slower than need be; the result is then computed
 * in double precision instead, rounded to odd so that the second rounding, to float, cannot go
 * wrong (S. Boldo and G. Melquiond, Emulation of a FMA and correctly rounded sums, 2008). Both ways
 * give the same bits.
 */
final class Fma {
  /** Whether the virtual machine turns {@code Math.fma} into one instruction. */
  static final boolean HARDWARE = measure();

  private Fma() {}

  /** {@code a * b + c}, rounded once. */
  static float fma(float a, float b, float c) {
    return HARDWARE ? Math.fma(a, b, c) : emulated(a, b, c);
  }

  static float emulated(float a, float b, float c) {
    double product = (double) a * b; // exact: 24 + 24 bits fit into 53
    double sum = product + c;
    double rest = sum - product;
    double error = (product - (sum - rest)) + (c - rest); // exact (Knuth's two-sum)
    long bits = Double.doubleToRawLongBits(sum);
    if ((error > 0 || error < 0) && (bits & 1) == 0) {
      bits += (error > 0) == (sum > 0) ? 1 : -1;
    }
    return (float) Double.longBitsToDouble(bits);
  }

  /**
   * No flag of the virtual machine tells without starting JMX, which costs more than all else here.
   * But interpreter and compilers alike use the instruction where there is one, some 50 ns a call
   * at the slowest, and BigDecimal takes microseconds when interpreted: the best of several rounds
   * leaves no doubt.
   */
  private static boolean measure() {
    final int calls = 64;
    long best = Long.MAX_VALUE;
    float x = 0.3f;
    for (int round = 0; round < 8; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        x = Math.fma(x, 0.7f, 0.1f);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return best < 800L * calls && x > 0;
  }
}
