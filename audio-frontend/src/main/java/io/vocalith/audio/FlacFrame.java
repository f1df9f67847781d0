package io.vocalith.audio;

import java.io.IOException;

/**
 * The header of a FLAC frame (RFC 9639, section 9.1).
 *
 * @param blockSize samples of each channel, 1 to 65536
 * @param assignment how channels are coupled: 0 to 7 not at all, else {@link #LEFT_SIDE}, {@link
 *     #SIDE_RIGHT} or {@link #MID_SIDE}
 */
record FlacFrame(int blockSize, int assignment) {
  /** The second channel is left minus right. */
  static final int LEFT_SIDE = 8;

  /** The first channel is left minus right. */
  static final int SIDE_RIGHT = 9;

  /** The channels are half the sum, rounded down, and left minus right. */
  static final int MID_SIDE = 10;

  private static final int SYNC = 0x7FFC;
  private static final int[] RATES = {
    0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000
  };
  private static final int[] BITS = {0, 8, 12, -1, 16, 20, 24, 32};

  /** Whether the next bits begin a frame. */
  static boolean follows(BitReader bits) throws IOException {
    return bits.has(15) && bits.peek(15) == SYNC;
  }

  /**
   * Reads a header, its CRC-8 included, and checks it against STREAMINFO. The stream must stand at
   * a byte, with its checksums started there.
   */
  static FlacFrame read(BitReader bits, FlacStreamInfo info) throws IOException {
    if (bits.bits(15) != SYNC) {
      throw bits.failure("no FLAC frame begins here");
    }
    bits.bits(1);
    int sizeCode = (int) bits.bits(4);
    int rateCode = (int) bits.bits(4);
    int assignment = (int) bits.bits(4);
    int bitsCode = (int) bits.bits(3);
    boolean reserved = bits.bits(1) != 0;
    skipNumber(bits);
    int blockSize = blockSize(sizeCode, bits);
    int rate = rate(rateCode, bits);
    int computed = bits.crc8();
    int stored = (int) bits.bits(8);
    if (stored != computed) {
      throw bits.failure(
          "a FLAC frame header has CRC-8 0x%02X where 0x%02X is stored"
              .formatted(computed, stored));
    }
    int channels = assignment < LEFT_SIDE ? assignment + 1 : 2;
    if (reserved || blockSize == 0 || rate < 0 || BITS[bitsCode] < 0 || assignment > MID_SIDE) {
      throw bits.failure("a FLAC frame header uses a reserved value");
    }
    if (channels != info.channels()
        || (rate != 0 && rate != info.sampleRate())
        || (BITS[bitsCode] != 0 && BITS[bitsCode] != info.bits())) {
      throw bits.failure(
          "a FLAC frame of %d channels, %d bits, %d Hz contradicts STREAMINFO's %d, %d, %d"
              .formatted(
                  channels, BITS[bitsCode], rate, info.channels(), info.bits(), info.sampleRate()));
    }
    return new FlacFrame(blockSize, assignment);
  }

  /** The number of the frame or of its first sample, coded as UTF-8 would be, up to seven bytes. */
  private static void skipNumber(BitReader bits) throws IOException {
    int first = (int) bits.bits(8);
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    if (ones == 1 || ones > 7) {
      throw bits.failure("a FLAC frame header has a broken frame number");
    }
    for (int i = 1; i < ones; i++) {
      if (bits.bits(8) >> 6 != 2) {
        throw bits.failure("a FLAC frame header has a broken frame number");
      }
    }
  }

  private static int blockSize(int code, BitReader bits) throws IOException {
    return switch (code) {
      case 0 -> 0;
      case 1 -> 192;
      case 2, 3, 4, 5 -> 576 << (code - 2);
      case 6 -> (int) bits.bits(8) + 1;
      case 7 -> (int) bits.bits(16) + 1;
      default -> 256 << (code - 8);
    };
  }

  /** In Hz; 0 where STREAMINFO says it, -1 for the code that is forbidden. */
  private static int rate(int code, BitReader bits) throws IOException {
    return switch (code) {
      case 12 -> (int) bits.bits(8) * 1000;
      case 13 -> (int) bits.bits(16);
      case 14 -> (int) bits.bits(16) * 10;
      case 15 -> -1;
      default -> RATES[code];
    };
  }
}
