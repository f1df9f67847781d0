package io.vocalith.audio;

import io.vocalith.audio.SampleFormat.Coding;

/**
 * The {@code fmt} chunk of a WAV file, understood.
 *
 * @param channels number of channels
 * @param sampleRate in Hz, unsigned
 * @param bits bits of a sample that count, at most 8 x container
 * @param container bytes from one sample to the next
 * @param coding what a sample means
 * @param contradiction a warning, or null
 */
record WavFormat(
    int channels, long sampleRate, int bits, int container, Coding coding, String contradiction) {
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;
  private static final int EXTENSIBLE = 0xFFFE;

  /** Bytes of the part that every {@code fmt} chunk has. */
  static final int SHORTEST = 16;

  /** Bytes of the extensible form; what follows is ignored. */
  static final int LONGEST = 40;

  /**
   * Reads the chunk.
   *
   * @param chunk 16 to 40 bytes; a shorter one has no extension, whatever its size field says
   * @param big RIFX
   */
  static WavFormat parse(byte[] chunk, boolean big, ByteReader in) throws AudioFormatException {
    int tag = u16(chunk, 0, big);
    int channels = u16(chunk, 2, big);
    long rate = u32(chunk, 4, big);
    long byteRate = u32(chunk, 8, big);
    int align = u16(chunk, 12, big);
    int bits = u16(chunk, 14, big);
    if (tag == EXTENSIBLE && chunk.length >= LONGEST) {
      int valid = u16(chunk, 18, big);
      bits = valid > 0 && valid <= bits ? valid : bits;
      tag = subFormat(chunk, big, in);
    }
    Coding coding = coding(tag, bits, in);
    int least = (bits + 7) / 8;
    if (channels > 0 && align % channels == 0) {
      int container = align / channels;
      if (coding == Coding.SIGNED ? container >= least && container <= 8 : container == least) {
        return new WavFormat(channels, rate, bits, container, forBytes(coding, container), null);
      }
    }
    if (byteRate != rate * channels * least) {
      throw in.failure(
          "%d channels of %d bits do not fit a block align of %d and a byte rate of %d"
              .formatted(channels, bits, align, byteRate));
    }
    String contradiction =
        "the block align of %d is wrong: %d channels of %d bits take %d, as the byte rate says too"
            .formatted(align, channels, bits, channels * least);
    return new WavFormat(channels, rate, bits, least, forBytes(coding, least), contradiction);
  }

  /** The tag inside the GUID, whose three numbers follow the file's byte order. */
  private static int subFormat(byte[] chunk, boolean big, ByteReader in)
      throws AudioFormatException {
    long rest = 0;
    for (int i = 32; i < 40; i++) {
      rest = (rest << 8) | (chunk[i] & 0xFF);
    }
    long tag = u32(chunk, 24, big);
    if (tag > 0xFFFF
        || u16(chunk, 28, big) != 0
        || u16(chunk, 30, big) != 0x10
        || rest != 0x800000AA00389B71L) {
      throw in.failure("has an EXTENSIBLE sub-format that is no WAVE format tag");
    }
    return (int) tag;
  }

  private static Coding coding(int tag, int bits, ByteReader in) throws AudioFormatException {
    boolean fits =
        switch (tag) {
          case PCM -> bits >= 1 && bits <= 64;
          case FLOAT -> bits == 32 || bits == 64;
          case A_LAW, MU_LAW -> bits == 8;
          default ->
              throw in.failure(
                  "is coded with WAVE format tag 0x%04X%s; PCM, float, A-law and mu-law are read"
                      .formatted(tag, name(tag)));
        };
    if (!fits) {
      throw in.failure("has samples of " + bits + " bits, which WAVE format " + tag + " has not");
    }
    return switch (tag) {
      case FLOAT -> Coding.FLOAT;
      case A_LAW -> Coding.A_LAW;
      case MU_LAW -> Coding.MU_LAW;
      default -> Coding.SIGNED;
    };
  }

  /** PCM of one byte is offset binary, whatever its bits. */
  private static Coding forBytes(Coding coding, int container) {
    return coding == Coding.SIGNED && container == 1 ? Coding.OFFSET : coding;
  }

  private static String name(int tag) {
    return switch (tag) {
      case 0x02 -> " (Microsoft ADPCM)";
      case 0x11 -> " (IMA ADPCM)";
      case 0x31 -> " (GSM 6.10)";
      case 0x50, 0x55 -> " (MPEG audio)";
      case 0x161, 0x162 -> " (Windows Media)";
      default -> "";
    };
  }

  static int u16(byte[] bytes, int at, boolean big) {
    int first = bytes[at] & 0xFF;
    int second = bytes[at + 1] & 0xFF;
    return big ? (first << 8) | second : (second << 8) | first;
  }

  static long u32(byte[] bytes, int at, boolean big) {
    int first = u16(bytes, at, big);
    int second = u16(bytes, at + 2, big);
    return big ? ((long) first << 16) | second : ((long) second << 16) | first;
  }
}
