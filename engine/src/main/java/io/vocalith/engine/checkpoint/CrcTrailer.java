package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The checksum that MindSpore since 2.3 may put at the end of a {@code .ckpt}: {@code crc_num},
 * then the CRC-32 of all that precedes it as a big-endian number of ten bytes.
 */
final class CrcTrailer {
  private static final byte[] MAGIC = "crc_num".getBytes(StandardCharsets.US_ASCII);
  private static final int NUMBER = 10;
  private static final int LENGTH = MAGIC.length + NUMBER;

  private CrcTrailer() {}

  /** Where the trailer starts; the end of the file where there is none. */
  static long start(ByteSource source) throws IOException {
    long start = source.size() - LENGTH;
    boolean present = start >= 0 && source.read(start, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    return present ? start : source.size();
  }

  /** Compares the checksum, if there is one, with the bytes before it. */
  static void verify(ByteSource source, long start) throws IOException {
    if (start == source.size()) {
      return;
    }
    ByteBuffer number = source.read(start + MAGIC.length, NUMBER);
    int high = number.getShort(); // the upper two bytes of ten, always 0
    long expected = number.getLong();
    CRC32 crc = new CRC32();
    source.update(crc, 0, start);
    if (high != 0 || expected != crc.getValue()) {
      throw source.damaged(
          "expected the CRC-32 %08x stated at offset %d, found %08x: the file is damaged"
              .formatted(expected, start, crc.getValue()));
    }
  }
}
