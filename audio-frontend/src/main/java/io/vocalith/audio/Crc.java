package io.vocalith.audio;

/**
 * A cyclic redundancy check, highest bit first, starting from 0 (RFC 9639, sections 9.1.8, 9.3).
 */
final class Crc {
  private final int width;
  private final int[] table = new int[256];
  private int value;

  private Crc(int width, int polynomial) {
    this.width = width;
    for (int i = 0; i < 256; i++) {
      int rest = i << (width - 8);
      for (int bit = 0; bit < 8; bit++) {
        rest = (rest << 1) ^ ((rest >> (width - 1)) * polynomial);
        rest &= (1 << width) - 1;
      }
      table[i] = rest;
    }
  }

  /** x^8 + x^2 + x + 1. */
  static Crc of8() {
    return new Crc(8, 0x07);
  }

  /** x^16 + x^15 + x^2 + 1. */
  static Crc of16() {
    return new Crc(16, 0x8005);
  }

  void reset() {
    value = 0;
  }

  /** Goes on over the bytes from {@code from} to before {@code to}. */
  void update(byte[] bytes, int from, int to) {
    int rest = value;
    int mask = (1 << width) - 1;
    for (int i = from; i < to; i++) {
      rest = ((rest << 8) & mask) ^ table[((rest >> (width - 8)) ^ bytes[i]) & 0xFF];
    }
    value = rest;
  }

  int value() {
    return value;
  }
}
