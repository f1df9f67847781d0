package io.vocalith.audio;

/**
 * The order in which shorten numbers the 256 mu-law codes, from the middle outwards, for each bit
 * shift: first the codes that samples with so many low bits 0 have, then the others.
 */
final class ShortenMuLaw {
  private static final int SHIFTS = 13;
  private static final byte[][] CODES = new byte[SHIFTS][256];

  static {
    for (int shift = 0; shift < SHIFTS; shift++) {
      boolean[] used = new boolean[256];
      int step = 1 << (shift + 3);
      int at = 128;
      for (int sample = 0; sample <= 32767; sample += step) {
        at = place(shift, at, 1, G711.toMuLaw(sample), used);
      }
      for (int code = 255; code >= 128; code--) {
        at = place(shift, at, 1, code, used);
      }
      at = 127;
      for (int sample = -step; sample >= -32768; sample -= step) {
        at = place(shift, at, -1, G711.toMuLaw(sample), used);
      }
      for (int code = 127; code >= 0; code--) {
        at = place(shift, at, -1, code, used);
      }
    }
  }

  private ShortenMuLaw() {}

  /** The code, 0 to 255, of a level of -128 to 127. */
  static int code(int shift, int level) {
    return CODES[shift][level + 128] & 0xFF;
  }

  private static int place(int shift, int at, int direction, int code, boolean[] used) {
    if (used[code]) {
      return at;
    }
    used[code] = true;
    CODES[shift][at] = (byte) code;
    return at + direction;
  }
}
