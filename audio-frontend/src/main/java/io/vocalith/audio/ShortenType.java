package io.vocalith.audio;

import io.vocalith.audio.SampleFormat.Coding;

/**
 * The kinds of samples a shorten stream can hold, and how a decoded number becomes a stored one.
 * Version 3 added the lossless A-law type.
 */
enum ShortenType {
  AU1(Coding.MU_LAW, 1, 0),
  S8(Coding.SIGNED, 1, 0),
  U8(Coding.SIGNED, 1, 0x80),
  S16_BIG(Coding.SIGNED, 2, 0),
  U16_BIG(Coding.SIGNED, 2, 0x8000),
  S16_LITTLE(Coding.SIGNED, 2, 0),
  U16_LITTLE(Coding.SIGNED, 2, 0x8000),
  LOSSY_MU_LAW(Coding.MU_LAW, 1, 0),
  AU2(Coding.MU_LAW, 1, 0),
  AU3(Coding.A_LAW, 1, 0),
  LOSSY_A_LAW(Coding.A_LAW, 1, 0);

  private static final int MAX_LAW_SHIFT = 12;
  private static final int MINUS_ZERO = 127;

  private final Coding coding;
  private final int bytes;
  private final int offset;

  ShortenType(Coding coding, int bytes, int offset) {
    this.coding = coding;
    this.bytes = bytes;
    this.offset = offset;
  }

  /** The type a stream states by its number. */
  static ShortenType of(int number, BitReader bits) throws AudioFormatException {
    ShortenType[] all = values();
    if (number >= all.length) {
      throw bits.failure("shorten samples of type " + number + " are not read; types 0 to 10 are");
    }
    return all[number];
  }

  Coding coding() {
    return coding;
  }

  int bytes() {
    return bytes;
  }

  /** The number that stands for silence before any block was decoded. */
  int offset() {
    return offset;
  }

  int maxShift(int otherwise) {
    return this == AU1 || this == AU2 ? MAX_LAW_SHIFT : otherwise;
  }

  /** The stored number, or the code byte 0 to 255, of a decoded number. */
  int store(int x, int shift) {
    return switch (this) {
      case AU1 -> ShortenMuLaw.code(shift, clip(x, 128));
      case AU2 -> {
        int level = clip(x, 128);
        yield level == -1 ? MINUS_ZERO : ShortenMuLaw.code(shift, level < 0 ? level + 1 : level);
      }
      case AU3 -> {
        int level = clip(x << shift, 128);
        yield level < 0 ? ((127 - level) ^ 0xD5) & 0xFF : ((level + 128) ^ 0x55) & 0xFF;
      }
      case LOSSY_MU_LAW -> G711.toMuLaw(clip(x << shift << 3, 1 << 15));
      case LOSSY_A_LAW -> G711.toALaw(clip(x << shift << 3, 1 << 15));
      default -> clip((x << shift) - offset, 1 << (8 * bytes - 1)) + offset;
    };
  }

  /**
   * The same for {@code count} numbers.
   *
   * @param x numbers, the first at {@code from}
   */
  void store(int[] x, int from, int count, int shift, long[] into) {
    if (coding != Coding.SIGNED) {
      for (int i = 0; i < count; i++) {
        into[i] = store(x[from + i], shift);
      }
      return;
    }
    int limit = 1 << (8 * bytes - 1);
    for (int i = 0; i < count; i++) {
      into[i] = clip((x[from + i] << shift) - offset, limit) + offset;
    }
  }

  /** Lossy streams overshoot: what does not fit its bytes is cut off, as shorten does. */
  private static int clip(int x, int limit) {
    return Math.max(-limit, Math.min(limit - 1, x));
  }
}
