package io.vocalith.audio;

/**
 * How one sample lies in its bytes, and its value where full scale is 1.
 *
 * @param coding what the bytes mean
 * @param bytes bytes that hold the sample, 1 to 8
 * @param bigEndian whether the first byte is the highest
 */
record SampleFormat(Coding coding, int bytes, boolean bigEndian) {
  /** What the bytes of a sample mean. */
  enum Coding {
    /** A two's complement integer over 2^(8 bytes - 1). */
    SIGNED("PCM"),
    /** The same, 2^(8 bytes - 1) higher. */
    OFFSET("PCM"),
    /** IEEE 754. */
    FLOAT("float"),
    /** One byte of G.711. */
    MU_LAW("mu-law"),
    /** One byte of G.711. */
    A_LAW("A-law");

    private final String title;

    Coding(String title) {
      this.title = title;
    }

    /** What {@link AudioInfo#coding} says. */
    String title() {
      return title;
    }
  }

  /**
   * Decodes samples that lie {@code stride} bytes apart.
   *
   * @param raw stored bytes
   * @param start where the first sample begins
   * @param into receives {@code count} values; an integer of more than 53 bits arrives so that
   *     rounding it to float gives what rounding the integer itself would
   */
  void decode(byte[] raw, int start, int stride, int count, double[] into) {
    if (coding == Coding.FLOAT) {
      for (int i = 0, at = start; i < count; i++, at += stride) {
        into[i] = toFloat(leftAligned(raw, at));
      }
    } else if (coding == Coding.MU_LAW || coding == Coding.A_LAW) {
      for (int i = 0, at = start; i < count; i++, at += stride) {
        int code = raw[at] & 0xFF;
        into[i] = (coding == Coding.A_LAW ? G711.fromALaw(code) : G711.fromMuLaw(code)) / 32768.0;
      }
    } else if (bytes == 2) {
      decodeShorts(raw, start, stride, count, into);
    } else {
      double scale = Math.scalb(1.0, 1 - 8 * bytes);
      long flip = coding == Coding.OFFSET ? Long.MIN_VALUE : 0;
      for (int i = 0, at = start; i < count; i++, at += stride) {
        into[i] = toDouble((leftAligned(raw, at) ^ flip) >> (64 - 8 * bytes)) * scale;
      }
    }
  }

  /** By far the most recordings: a loop of its own, which is short even before it is compiled. */
  private void decodeShorts(byte[] raw, int start, int stride, int count, double[] into) {
    int high = bigEndian ? 0 : 1;
    int flip = coding == Coding.OFFSET ? Short.MIN_VALUE : 0;
    for (int i = 0, at = start; i < count; i++, at += stride) {
      int sample = (raw[at + high] << 8) | (raw[at + 1 - high] & 0xFF);
      into[i] = (short) (sample ^ flip) / 32768.0;
    }
  }

  /** The stored bytes as the uppermost ones of 64 bits. */
  private long leftAligned(byte[] raw, int at) {
    long value = 0;
    if (bigEndian) {
      for (int i = 0; i < bytes; i++) {
        value = (value << 8) | (raw[at + i] & 0xFF);
      }
    } else {
      for (int i = bytes - 1; i >= 0; i--) {
        value = (value << 8) | (raw[at + i] & 0xFF);
      }
    }
    return value << (64 - 8 * bytes);
  }

  private double toFloat(long leftAligned) {
    return bytes == 4
        ? Float.intBitsToFloat((int) (leftAligned >>> 32))
        : Double.longBitsToDouble(leftAligned);
  }

  /**
   * Wide integers are rounded to odd: the lowest bit kept stands for all those dropped, so that a
   * second rounding, to float, cannot see a tie where there is none (Boldo and Melquiond, "When
   * double rounding is odd").
   */
  private static double toDouble(long value) {
    if (Math.abs(value) < 1L << 53) {
      return value;
    }
    return (value & 0x7FF) == 0 ? value : (value | 0x800) & ~0x7FFL;
  }
}
