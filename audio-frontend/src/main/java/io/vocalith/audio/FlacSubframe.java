package io.vocalith.audio;

import java.io.IOException;
import java.util.Arrays;

/** Decodes the samples of one channel of one FLAC frame (RFC 9639, section 9.2). */
final class FlacSubframe {
  private static final int CONSTANT = 0;
  private static final int VERBATIM = 1;
  private static final int FIXED = 8;
  private static final int LPC = 32;

  private final BitReader bits;
  private final long[] coefficients = new long[32];

  FlacSubframe(BitReader bits) {
    this.bits = bits;
  }

  /**
   * Decodes one subframe.
   *
   * @param x receives {@code n} samples
   * @param depth bits of a sample of this channel, 4 to 33
   */
  void read(long[] x, int n, int depth) throws IOException {
    if (bits.bits(1) != 0) {
      throw bits.failure("a FLAC subframe begins with a bit that must be 0");
    }
    int type = (int) bits.bits(6);
    int wasted = bits.bits(1) == 0 ? 0 : bits.unary() + 1;
    int kept = depth - wasted;
    if (kept < 1) {
      throw bits.failure(wasted + " wasted bits leave nothing of a FLAC sample of " + depth);
    }
    if (type == CONSTANT) {
      Arrays.fill(x, 0, n, bits.signed(kept) << wasted);
      return;
    }
    if (type == VERBATIM) {
      warmUp(x, n, n, kept);
    } else if (type >= FIXED && type <= FIXED + 4) {
      readFixed(x, n, kept, type - FIXED);
    } else if (type >= LPC) {
      readLinear(x, n, kept, type - LPC + 1);
    } else {
      throw bits.failure("FLAC subframe type " + type + " is reserved");
    }
    checkAndShift(x, n, kept, wasted);
  }

  /**
   * No right stream leaves the range of its samples, and a wrong one shall not leave full scale.
   */
  private void checkAndShift(long[] x, int n, int kept, int wasted) throws IOException {
    long beyond = 0;
    for (int i = 0; i < n; i++) {
      beyond |= x[i] ^ (x[i] >> 63);
    }
    if (beyond >> (kept - 1) != 0) {
      throw bits.failure("a FLAC subframe decodes to samples of more than " + kept + " bits");
    }
    for (int i = 0; wasted > 0 && i < n; i++) {
      x[i] <<= wasted;
    }
  }

  private void warmUp(long[] x, int count, int n, int depth) throws IOException {
    if (count > n) {
      throw bits.failure("a FLAC predictor of order " + count + " has only " + n + " samples");
    }
    for (int i = 0; i < count; i++) {
      x[i] = bits.signed(depth);
    }
  }

  private void readFixed(long[] x, int n, int depth, int order) throws IOException {
    warmUp(x, order, n, depth);
    readResidual(x, n, order);
    sumUp(x, n, order);
  }

  /**
   * The residuals of a fixed predictor are the differences of the samples, taken as often as its
   * order says. Each pass undoes one; the samples in front are first put into the same form.
   */
  private static void sumUp(long[] x, int n, int order) {
    for (int j = 1; j < order; j++) {
      for (int i = order - 1; i >= j; i--) {
        x[i] -= x[i - 1];
      }
    }
    for (int k = order - 1; k >= 0; k--) {
      long sum = x[k];
      for (int i = k + 1; i < n; i++) {
        sum += x[i];
        x[i] = sum;
      }
    }
  }

  private void readLinear(long[] x, int n, int depth, int order) throws IOException {
    warmUp(x, order, n, depth);
    int precision = (int) bits.bits(4) + 1;
    int shift = (int) bits.signed(5);
    if (precision == 16 || shift < 0) {
      throw bits.failure("a FLAC predictor has a forbidden precision or shift");
    }
    for (int j = 0; j < order; j++) {
      coefficients[j] = bits.signed(precision);
    }
    readResidual(x, n, order);
    predict(x, n, order, shift);
  }

  /**
   * Two samples at a time, but for the one product of the second that waits for the first: half the
   * loads, and twice as fast.
   */
  private void predict(long[] x, int n, int order, int shift) {
    long[] q = coefficients;
    int i = order;
    for (; i + 1 < n; i += 2) {
      long first = q[0] * x[i - 1];
      long second = 0;
      long newer = x[i - 1];
      for (int j = 1; j < order; j++) {
        long older = x[i - 1 - j];
        first += q[j] * older;
        second += q[j] * newer;
        newer = older;
      }
      x[i] += first >> shift;
      x[i + 1] += (second + q[0] * x[i]) >> shift;
    }
    if (i < n) {
      long sum = 0;
      for (int j = 0; j < order; j++) {
        sum += q[j] * x[i - 1 - j];
      }
      x[i] += sum >> shift;
    }
  }

  /** Residuals in partitions, each with its own Rice parameter or, escaped, its own width. */
  private void readResidual(long[] x, int n, int order) throws IOException {
    int method = (int) bits.bits(2);
    if (method > 1) {
      throw bits.failure("FLAC residual coding method " + method + " is reserved");
    }
    int width = method == 0 ? 4 : 5;
    int escape = (1 << width) - 1;
    int partitionOrder = (int) bits.bits(4);
    int size = n >> partitionOrder;
    if (size << partitionOrder != n || size < order) {
      throw bits.failure(
          "a FLAC block of %d samples does not split into 2^%d partitions after a predictor of %d"
              .formatted(n, partitionOrder, order));
    }
    int at = order;
    for (int end = size; end <= n && at <= end; end += size) {
      int parameter = (int) bits.bits(width);
      if (parameter == escape) {
        int raw = (int) bits.bits(5);
        for (; at < end; at++) {
          x[at] = bits.signed(raw);
        }
      } else {
        bits.residuals(x, at, end, parameter);
        at = end;
      }
    }
  }
}
