package io.vocalith.audio;

import java.io.ByteArrayOutputStream;

/** Bits to bytes, most significant first: the writing side of {@link BitReader}. */
final class BitWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int partial;
  private int used;

  /** The lowest {@code n} bits of a number. */
  BitWriter bits(long value, int n) {
    for (int i = n - 1; i >= 0; i--) {
      partial = (partial << 1) | (int) ((value >> i) & 1);
      if (++used == 8) {
        out.write(partial);
        partial = 0;
        used = 0;
      }
    }
    return this;
  }

  /** Zeros, then a one. */
  BitWriter unary(long zeros) {
    for (long i = 0; i < zeros; i++) {
      bits(0, 1);
    }
    return bits(1, 1);
  }

  /** Upper part unary, lowest {@code n} bits as they are. */
  BitWriter rice(long value, int n) {
    return unary(value >> n).bits(value, n);
  }

  /** Whether all bits so far are whole bytes. */
  boolean isAligned() {
    return used == 0;
  }

  /** Zeros up to a whole byte. */
  BitWriter align() {
    return bits(0, (8 - used) & 7);
  }

  int size() {
    return out.size();
  }

  byte[] toArray() {
    align();
    return out.toByteArray();
  }
}
