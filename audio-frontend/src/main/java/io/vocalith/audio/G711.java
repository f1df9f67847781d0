package io.vocalith.audio;

/** The two companding laws of ITU-T Recommendation G.711, by formula. */
final class G711 {
  /** Added before the segment of a mu-law sample is looked for. */
  private static final int BIAS = 132;

  /** The largest magnitude mu-law can hold. */
  private static final int CLIP = 32635;

  private G711() {}

  /** The 16-bit sample of a mu-law code; code 0x7F is minus nothing and gives 0. */
  static int fromMuLaw(int code) {
    int bits = ~code & 0xFF;
    int magnitude = ((((bits & 0x0F) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
    return (bits & 0x80) != 0 ? -magnitude : magnitude;
  }

  /** The 16-bit sample of an A-law code. */
  static int fromALaw(int code) {
    int bits = code ^ 0x55;
    int segment = (bits & 0x70) >> 4;
    int magnitude = ((bits & 0x0F) << 4) + 8;
    if (segment > 0) {
      magnitude = (magnitude + 0x100) << (segment - 1);
    }
    return (bits & 0x80) != 0 ? magnitude : -magnitude;
  }

  /** The mu-law code, 0 to 255, of a 16-bit sample. */
  static int toMuLaw(int sample) {
    int magnitude = Math.min(sample < 0 ? -sample : sample, CLIP) + BIAS;
    int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
    int code = (segment << 4) | ((magnitude >> (segment + 3)) & 0x0F);
    return ~(sample < 0 ? code | 0x80 : code) & 0xFF;
  }

  /** The A-law code, 0 to 255, of a 16-bit sample. */
  static int toALaw(int sample) {
    int magnitude = Math.min(sample < 0 ? ~sample : sample, 0x7FFF);
    int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
    int code = (segment << 4) | ((magnitude >> Math.max(4, segment + 3)) & 0x0F);
    return (sample < 0 ? code : code | 0x80) ^ 0x55;
  }
}
