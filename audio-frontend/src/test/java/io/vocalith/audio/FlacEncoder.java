package io.vocalith.audio;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes FLAC streams that use every feature of the format in turn, so that tests reach what no
 * file at hand has: it does not compress well.
 */
final class FlacEncoder {
  private final int bits;
  private final int rate;
  private int[] blockSizes = {192};
  private int[] assignments = {-1};
  private int[] types = {1, 8, 9, 10, 11, 12, 32, 35, 63};
  private int partitionOrder = 2;
  private boolean wide;
  private boolean escape;
  private boolean variable;
  private boolean total = true;
  private boolean rateInFrame;
  private final List<int[]> frames = new ArrayList<>();

  FlacEncoder(int bits, int rate) {
    this.bits = bits;
    this.rate = rate;
  }

  /** Block sizes of the frames in turn; more than one makes it a variable-size stream. */
  FlacEncoder blockSizes(int... sizes) {
    blockSizes = sizes;
    variable = sizes.length > 1;
    return this;
  }

  /** Couplings of two channels in turn: -1 (none), 8, 9 or 10. */
  FlacEncoder assignments(int... codes) {
    assignments = codes;
    return this;
  }

  /** Subframe types in turn: 0 constant, 1 verbatim, 8 to 12 fixed, 32 to 63 linear. */
  FlacEncoder types(int... codes) {
    types = codes;
    return this;
  }

  /** Rice parameters of five bits, escapes on every other partition. */
  FlacEncoder residual(int order, boolean fiveBits, boolean escapes) {
    partitionOrder = order;
    wide = fiveBits;
    escape = escapes;
    return this;
  }

  FlacEncoder withoutTotal() {
    total = false;
    return this;
  }

  /** Frames state the rate themselves. */
  FlacEncoder rateInFrame() {
    rateInFrame = true;
    return this;
  }

  /** Offset, header length and end of each frame written. */
  List<int[]> frames() {
    return frames;
  }

  byte[] encode(long[][] x) {
    int n = x[0].length;
    Bytes out = Bytes.big().text("fLaC").number(0, 1).number(34, 3);
    out.u16(Arrays.stream(blockSizes).min().orElse(0)).u16(0xFFFF).number(0, 3).number(0, 3);
    long packed = ((long) rate << 44) + ((long) (x.length - 1) << 41) + ((long) (bits - 1) << 36);
    out.number(packed | (total ? n : 0), 8).bytes(md5(x));
    out.number(0x84, 1).number(6, 3).text("ignore");
    int number = 0;
    for (int from = 0; from < n; number++) {
      int size = Math.min(blockSizes[number % blockSizes.length], n - from);
      long[][] block = new long[x.length][];
      for (int c = 0; c < x.length; c++) {
        block[c] = Arrays.copyOfRange(x[c], from, from + size);
      }
      int start = out.size();
      byte[] frame = frame(block, number, variable ? from : number);
      out.bytes(frame);
      frames.add(new int[] {start, header(size, variable ? from : number, 0).length, out.size()});
      from += size;
    }
    return out.toArray();
  }

  private byte[] frame(long[][] x, int index, long number) {
    int coupling = x.length == 2 ? assignments[index % assignments.length] : -1;
    byte[] header = header(x[0].length, number, coupling < 0 ? x.length - 1 : coupling);
    BitWriter out = new BitWriter();
    for (byte value : header) {
      out.bits(value, 8);
    }
    for (int c = 0; c < x.length; c++) {
      boolean side = (coupling == 9 && c == 0) || ((coupling == 8 || coupling == 10) && c == 1);
      long[] coded = x[c].clone();
      for (int i = 0; i < coded.length && coupling >= 0; i++) {
        coded[i] =
            side
                ? x[0][i] - x[1][i]
                : coupling == 10 ? Math.floorDiv(x[0][i] + x[1][i], 2L) : x[c][i];
      }
      subframe(out, coded, side ? bits + 1 : bits, types[(index + c) % types.length], index);
    }
    byte[] body = out.toArray();
    return Bytes.big().bytes(body).u16(crc(body, body.length, 16, 0x8005)).toArray();
  }

  private byte[] header(int size, long number, int assignment) {
    BitWriter out = new BitWriter().bits(0x7FFC, 15).bits(variable ? 1 : 0, 1);
    int sizeCode =
        switch (size) {
          case 192 -> 1;
          case 576, 1152, 2304, 4608 -> 2 + Integer.numberOfTrailingZeros(size / 576);
          case 256, 512, 1024, 2048, 4096 -> 8 + Integer.numberOfTrailingZeros(size / 256);
          default -> size <= 256 ? 6 : 7;
        };
    int rateCode =
        !rateInFrame ? 0 : rate % 1000 == 0 && rate < 256_000 ? 12 : rate < 65_536 ? 13 : 14;
    int bitsCode = List.of(0, 8, 12, -1, 16, 20, 24, 32).indexOf(bits);
    out.bits(sizeCode, 4)
        .bits(rateCode, 4)
        .bits(assignment, 4)
        .bits(Math.max(0, bitsCode), 3)
        .bits(0, 1);
    number(out, number);
    if (sizeCode == 6 || sizeCode == 7) {
      out.bits(size - 1, sizeCode == 6 ? 8 : 16);
    }
    if (rateCode >= 12) {
      out.bits(
          rateCode == 12 ? rate / 1000 : rateCode == 13 ? rate : rate / 10,
          rateCode == 12 ? 8 : 16);
    }
    byte[] header = out.toArray();
    return Bytes.big().bytes(header).number(crc(header, header.length, 8, 0x07), 1).toArray();
  }

  private static void number(BitWriter out, long number) {
    if (number < 0x80) {
      out.bits(number, 8);
      return;
    }
    int more = 1;
    while (number >> (6 * more + 6 - more) != 0) {
      more++;
    }
    out.bits(((0xFF00 >> (more + 1)) & 0xFF) | (number >> (6 * more)), 8);
    for (int i = more - 1; i >= 0; i--) {
      out.bits(0x80 | ((number >> (6 * i)) & 0x3F), 8);
    }
  }

  private void subframe(BitWriter out, long[] x, int depth, int type, int index) {
    int wasted = depth;
    boolean constant = true;
    for (long value : x) {
      wasted = Math.min(wasted, value == 0 ? depth : Long.numberOfTrailingZeros(value));
      constant &= value == x[0];
    }
    wasted = wasted == depth ? 0 : wasted;
    int kept = depth - wasted;
    long[] y = Arrays.stream(x).toArray();
    for (int i = 0; i < y.length; i++) {
      y[i] >>= wasted;
    }
    int order = type >= 32 ? type - 31 : type >= 8 ? type - 8 : 0;
    boolean possible = order < y.length && (type != 0 || constant);
    long[] q = type >= 32 ? coefficients(order) : null;
    long[] residual = type >= 8 && possible ? residual(y, order, q) : null;
    int chosen = !possible || (type >= 8 && residual == null) ? 1 : type;
    out.bits(0, 1).bits(chosen, 6);
    if (wasted > 0) {
      out.bits(1, 1).unary(wasted - 1);
    } else {
      out.bits(0, 1);
    }
    if (chosen == 0) {
      out.bits(y[0], kept);
      return;
    }
    for (int i = 0; i < (chosen == 1 ? y.length : order); i++) {
      out.bits(y[i], kept);
    }
    if (chosen >= 32) {
      out.bits(14, 4).bits(13, 5);
      for (long value : q) {
        out.bits(value, 15);
      }
    }
    if (chosen >= 8) {
      write(out, residual, order, y.length, index);
    }
  }

  /** A row of both signs, over 2^13, that fits 15 bits. */
  private static long[] coefficients(int order) {
    long[] q = new long[order];
    for (int j = 0; j < order; j++) {
      q[j] = (long) (8000.0 / order * (1 + Math.cos(j)) - (j % 3 == 2 ? 700 : 0));
    }
    return q;
  }

  /** What the predictor misses, or null where that needs more than 32 bits. */
  private static long[] residual(long[] y, int order, long[] q) {
    long[][] fixed = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};
    long[] weights = q == null ? fixed[order] : q;
    long[] residual = new long[y.length];
    for (int i = order; i < y.length; i++) {
      long sum = 0;
      for (int j = 0; j < order; j++) {
        sum += weights[j] * y[i - 1 - j];
      }
      residual[i] = y[i] - (q == null ? sum : sum >> 13);
      if (Math.abs(residual[i]) >= 1L << 30) {
        return null;
      }
    }
    return residual;
  }

  private void write(BitWriter out, long[] residual, int order, int n, int index) {
    int partitions = partitionOrder;
    while (n % (1 << partitions) != 0 || n >> partitions < order) {
      partitions--;
    }
    int width = wide ? 5 : 4;
    out.bits(wide ? 1 : 0, 2).bits(partitions, 4);
    int size = n >> partitions;
    for (int p = 0; p < 1 << partitions; p++) {
      long[] part = Arrays.copyOfRange(residual, p == 0 ? order : p * size, (p + 1) * size);
      long largest = 0;
      for (long value : part) {
        largest = Math.max(largest, value < 0 ? ~value : value);
      }
      if (escape && (p + index) % 2 == 0) {
        int raw = largest == 0 && allZero(part) ? 0 : 65 - Long.numberOfLeadingZeros(largest);
        out.bits(-1, width).bits(raw, 5);
        Arrays.stream(part).forEach(value -> out.bits(value, raw));
      } else {
        int needed = Math.max(0, 62 - Long.numberOfLeadingZeros(largest));
        int parameter = Math.min(needed, wide ? 30 : 14);
        out.bits(parameter, width);
        Arrays.stream(part)
            .forEach(value -> out.rice(value < 0 ? 2 * ~value + 1 : 2 * value, parameter));
      }
    }
  }

  private static boolean allZero(long[] part) {
    return Arrays.stream(part).allMatch(value -> value == 0);
  }

  private byte[] md5(long[][] x) {
    Bytes stored = Bytes.little();
    for (int i = 0; i < x[0].length; i++) {
      for (long[] channel : x) {
        stored.number(channel[i], (bits + 7) / 8);
      }
    }
    try {
      return MessageDigest.getInstance("MD5").digest(stored.toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bit by bit, unlike the table of the reader. */
  static int crc(byte[] bytes, int count, int width, int polynomial) {
    int rest = 0;
    for (int i = 0; i < count; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        int top = ((rest >> (width - 1)) ^ (bytes[i] >> bit)) & 1;
        rest = ((rest << 1) & ((1 << width) - 1)) ^ (top == 1 ? polynomial : 0);
      }
    }
    return rest;
  }
}
