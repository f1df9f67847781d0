package io.vocalith.audio;

/**
 * Writes shorten streams with every command the format has, so that tests reach what no file at
 * hand uses. Blocks take the commands of a plan in turn, whether or not they predict well.
 */
final class ShortenEncoder {
  static final int QUIT = 4;
  static final int BLOCK_SIZE = 5;
  static final int BIT_SHIFT = 6;
  static final int QLPC = 7;
  static final int ZERO = 8;
  static final int VERBATIM = 9;

  private final int version;
  private final int means;
  private final int maxOrder;
  private final int[][] past;
  private final long[][] meanQueue;
  private final int initialOffset;
  private final BitWriter out = new BitWriter();
  private int blockSize;
  private int shift;
  private int step;

  /**
   * @param type the number of the sample type
   * @param skipped bytes written after the header, to be passed over
   */
  ShortenEncoder(
      int version, int type, int channels, int blockSize, int maxOrder, int means, int skipped) {
    this.version = version;
    this.blockSize = blockSize;
    this.maxOrder = maxOrder;
    this.means = means;
    initialOffset = type == 2 ? 0x80 : type == 4 || type == 6 ? 0x8000 : 0;
    past = new int[channels][Math.max(3, maxOrder)];
    meanQueue = new long[channels][means];
    for (long[] queue : meanQueue) {
      java.util.Arrays.fill(queue, initialOffset);
    }
    out.bits('a', 8).bits('j', 8).bits('k', 8).bits('g', 8).bits(version, 8);
    number(type);
    number(channels);
    number(blockSize);
    number(maxOrder);
    number(means);
    number(skipped);
    for (int i = 0; i < skipped; i++) {
      out.rice(i & 0xFF, 7);
    }
  }

  /** Samples from here on are multiples of 2^bits, or levels under that shift. */
  ShortenEncoder shift(int bits) {
    shift = bits;
    out.rice(BIT_SHIFT, 2).rice(bits, 2);
    return this;
  }

  ShortenEncoder verbatim(int... bytes) {
    out.rice(VERBATIM, 2).rice(bytes.length, 5);
    for (int value : bytes) {
      out.rice(value, 8);
    }
    return this;
  }

  /**
   * Writes all samples, with a smaller last block where the size asks for it.
   *
   * @param coded (channel, time): numbers as the stream holds them, before any shift
   * @param plan commands that blocks take in turn: 0 to 3, {@link #QLPC}, {@link #ZERO}
   */
  ShortenEncoder samples(int[][] coded, int... plan) {
    for (int from = 0; from < coded[0].length; from += blockSize) {
      int left = coded[0].length - from;
      if (left < blockSize) {
        blockSize = left;
        out.rice(BLOCK_SIZE, 2);
        number(left);
      }
      for (int c = 0; c < coded.length; c++) {
        block(
            java.util.Arrays.copyOfRange(coded[c], from, from + blockSize),
            c,
            plan[step++ % plan.length]);
      }
    }
    return this;
  }

  ShortenEncoder quit() {
    out.rice(QUIT, 2);
    return this;
  }

  /** Goes on to a whole byte: the command for the shift that already is takes seven bits. */
  ShortenEncoder align() {
    while (!out.isAligned()) {
      shift(shift);
    }
    return this;
  }

  byte[] toArray() {
    return out.toArray();
  }

  private void block(int[] x, int channel, int command) {
    int wrap = past[channel].length;
    long offset = offset(channel);
    int[] all = new int[wrap + x.length];
    System.arraycopy(past[channel], 0, all, 0, wrap);
    System.arraycopy(x, 0, all, wrap, x.length);
    out.rice(command, 2);
    if (command == QLPC) {
      linear(all, wrap, offset);
    } else if (command != ZERO) {
      int[] residual = new int[x.length];
      for (int i = 0; i < x.length; i++) {
        int t = wrap + i;
        int predicted =
            new int[] {
                  (int) offset,
                  all[t - 1],
                  2 * all[t - 1] - all[t - 2],
                  3 * all[t - 1] - 3 * all[t - 2] + all[t - 3]
                }
                [command];
        residual[i] = all[t] - predicted;
      }
      int width = width(residual);
      out.rice(width, 3);
      residuals(residual, width);
    }
    if (means > 0) {
      long sum = version == 1 ? 0 : x.length / 2;
      for (int value : x) {
        sum += value;
      }
      System.arraycopy(meanQueue[channel], 1, meanQueue[channel], 0, means - 1);
      meanQueue[channel][means - 1] = (sum / x.length) << (version == 1 ? 0 : shift);
    }
    System.arraycopy(all, x.length, past[channel], 0, wrap);
  }

  /** Coefficients over 32, the first ones of a slowly falling row. */
  private void linear(int[] all, int wrap, long offset) {
    int order = Math.min(maxOrder, 1 + step % 5);
    int[] q = new int[order];
    for (int j = 0; j < order; j++) {
      q[j] = new int[] {40, -17, 9, -5, 2}[j];
    }
    int[] residual = new int[all.length - wrap];
    for (int t = wrap; t < all.length; t++) {
      long sum = version == 1 ? 0 : 32;
      for (int j = 0; j < order; j++) {
        sum += q[j] * (all[t - 1 - j] - offset);
      }
      residual[t - wrap] = (int) (all[t] - offset - (sum >> 5));
    }
    int width = width(residual);
    out.rice(width, 3).rice(order, 2);
    for (int value : q) {
      signed(value, 5);
    }
    residuals(residual, width);
  }

  private long offset(int channel) {
    if (means == 0) {
      return initialOffset;
    }
    long sum = version == 1 ? 0 : means / 2;
    for (long mean : meanQueue[channel]) {
      sum += mean;
    }
    long mean = sum / means;
    return version == 1 ? mean : mean >> shift;
  }

  private static int width(int[] residual) {
    long sum = 0;
    for (int value : residual) {
      sum += Math.abs((long) value);
    }
    return Math.max(0, 63 - Long.numberOfLeadingZeros(Math.max(1, sum / residual.length)));
  }

  private void residuals(int[] residual, int width) {
    for (int value : residual) {
      signed(value, width);
    }
  }

  private void signed(int value, int n) {
    out.rice(value >= 0 ? 2L * value : 2L * ~value + 1, n + 1);
  }

  private void number(int value) {
    int width = 32 - Integer.numberOfLeadingZeros(value);
    out.rice(width, 2).rice(value, width);
  }
}
