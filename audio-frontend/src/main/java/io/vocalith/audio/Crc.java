package io.vocalith.audio;

/**
 * A cyclic redundancy check, highest bit first, starting from 0 (RFC 9639, sections 9.1.8, 9.3). A
 * narrow one is worked out in the upper of 16 bits.
 */
final class Crc {
  private static final int WIDTH = 16;
  private static final int MASK = (1 << WIDTH) - 1;

  /** Bytes that are taken in one step, each through a table of its own. */
  private static final int STEP = 8;

  private final int spare;

  /** (bytes that follow in the step, byte): what a byte leaves behind. */
  private final int[][] table = new int[STEP][256];

  private int rest;

  private Crc(int width, int polynomial) {
    spare = WIDTH - width;
    for (int i = 0; i < 256; i++) {
      int left = i << (WIDTH - 8);
      for (int bit = 0; bit < 8; bit++) {
        left = ((left << 1) ^ ((left >> (WIDTH - 1)) * (polynomial << spare))) & MASK;
      }
      table[0][i] = left;
    }
    for (int i = 0; i < 256; i++) {
      for (int later = 1; later < STEP; later++) {
        int left = table[later - 1][i];
        table[later][i] = ((left << 8) & MASK) ^ table[0][left >> 8];
      }
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
    rest = 0;
  }

  /** Goes on over the bytes from {@code from} to before {@code to}. */
  void update(byte[] bytes, int from, int to) {
    int left = rest;
    int i = from;
    for (; i + STEP <= to; i += STEP) {
      left =
          table[7][(bytes[i] ^ (left >> 8)) & 0xFF]
              ^ table[6][(bytes[i + 1] ^ left) & 0xFF]
              ^ table[5][bytes[i + 2] & 0xFF]
              ^ table[4][bytes[i + 3] & 0xFF]
              ^ table[3][bytes[i + 4] & 0xFF]
              ^ table[2][bytes[i + 5] & 0xFF]
              ^ table[1][bytes[i + 6] & 0xFF]
              ^ table[0][bytes[i + 7] & 0xFF];
    }
    for (; i < to; i++) {
      left = ((left << 8) & MASK) ^ table[0][((left >> 8) ^ bytes[i]) & 0xFF];
    }
    rest = left;
  }

  int value() {
    return rest >> spare;
  }
}
