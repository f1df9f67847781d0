package io.vocalith.audio;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the STREAMINFO block of a FLAC file states (RFC 9639, section 8.2).
 *
 * @param sampleRate in Hz
 * @param channels 1 to 8
 * @param bits of a sample, 4 to 32
 * @param frames samples of one channel, 0 where unknown
 * @param md5 of all samples as little-endian integers of whole bytes, in hexadecimal; empty where
 *     unknown
 */
record FlacStreamInfo(int sampleRate, int channels, int bits, long frames, String md5) {
  private static final int SIZE = 34;
  private static final int LAST = 0x80;

  /** Reads everything before the first frame; of the metadata only STREAMINFO matters here. */
  static FlacStreamInfo read(ByteReader in) throws IOException {
    in.take(4, "its fLaC marker");
    FlacStreamInfo info = null;
    int type;
    do {
      byte[] header = in.take(4, "its metadata");
      type = header[0] & 0xFF;
      int size = ((header[1] & 0xFF) << 16) | ((header[2] & 0xFF) << 8) | (header[3] & 0xFF);
      if (info == null) {
        if ((type & ~LAST) != 0 || size != SIZE) {
          throw in.failure("the first metadata block is no STREAMINFO of 34 bytes");
        }
        info = parse(in.take(SIZE, "its STREAMINFO"), in);
      } else if (in.skip(size) < size) {
        throw in.failure("the file ends inside its metadata");
      }
    } while ((type & LAST) == 0);
    return info;
  }

  /** Four block and frame sizes come first; every frame tells its own. */
  private static FlacStreamInfo parse(byte[] block, ByteReader in) throws AudioFormatException {
    long packed = 0;
    for (int i = 10; i < 18; i++) {
      packed = (packed << 8) | (block[i] & 0xFF);
    }
    int bits = (int) ((packed >> 36) & 0x1F) + 1;
    if (bits < 4) {
      throw in.failure("STREAMINFO states samples of " + bits + " bits; FLAC has 4 to 32");
    }
    byte[] md5 = Arrays.copyOfRange(block, 18, SIZE);
    return new FlacStreamInfo(
        (int) (packed >>> 44),
        (int) ((packed >> 41) & 7) + 1,
        bits,
        packed & 0xF_FFFF_FFFFL,
        isUnknown(md5) ? "" : HexFormat.of().formatHex(md5));
  }

  private static boolean isUnknown(byte[] md5) {
    return Arrays.equals(md5, new byte[16]);
  }
}
