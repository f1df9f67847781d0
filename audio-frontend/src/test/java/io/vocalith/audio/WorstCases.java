package io.vocalith.audio;

import java.util.function.Consumer;

/**
 * Recordings made to cost their reader as much as they can: those in which a few bytes stand for
 * many samples, and those that make the most work of every byte. Each is a head and a piece to be
 * repeated after it.
 *
 * @param channels of the recording
 * @param bytes of a sample as it counts against the limit; 0 where the file itself is as large
 * @param frames that one piece decodes to
 */
record WorstCases(byte[] head, byte[] piece, int channels, int bytes, int frames) {
  private byte[] repeated(int pieces) {
    byte[] file = new byte[head.length + pieces * piece.length];
    System.arraycopy(head, 0, file, 0, head.length);
    for (int at = head.length; at < file.length; at += piece.length) {
      System.arraycopy(piece, 0, file, at, piece.length);
    }
    return file;
  }

  /** As many pieces as decode to at least so many frames. */
  byte[] ofFrames(long count) {
    return repeated((int) ((count + frames - 1) / frames));
  }

  /** Frames in a file of so many bytes. */
  long framesOf(int size) {
    return Math.max(0, size - head.length) / piece.length * (long) frames;
  }

  /** As many pieces as fit so many bytes. */
  byte[] ofSize(int size) {
    return repeated(Math.max(0, size - head.length) / piece.length);
  }

  /**
   * A FLAC stream of unstated length, with an MD5 that must be worked out and is wrong.
   *
   * @param type of every subframe: 0 constant, 8 and more predicted, with residuals of 0 in one bit
   */
  static WorstCases flac(int channels, int bits, int blockSize, int type) {
    return new WorstCases(
        flacHead(channels, bits),
        flacFrame(channels, blockSize, out -> subframe(out, bits, blockSize, type)),
        channels,
        (bits + 7) / 8,
        blockSize);
  }

  /** One FLAC residual of 2^20 zeros before its one. */
  static WorstCases flacUnary() {
    Consumer<BitWriter> subframe =
        out -> out.bits(8, 7).bits(0, 1).bits(0, 6).bits(0, 4).unary(1 << 20);
    return new WorstCases(flacHead(1, 32), flacFrame(1, 1, subframe), 1, 0, 1);
  }

  /** Metadata blocks of no bytes. */
  static WorstCases flacMetadata() {
    byte[] head = flacHead(1, 16);
    head[4] = 0;
    return new WorstCases(head, Bytes.big().number(4, 1).number(0, 3).toArray(), 1, 0, 0);
  }

  private static byte[] flacHead(int channels, int bits) {
    Bytes out = Bytes.big().text("fLaC").number(0x80, 1).number(34, 3).u16(16).u16(0xFFFF).zeros(6);
    long packed = (48_000L << 44) + ((long) (channels - 1) << 41) + ((long) (bits - 1) << 36);
    return out.number(packed, 8).number(1, 16).toArray();
  }

  private static byte[] flacFrame(int channels, int blockSize, Consumer<BitWriter> subframe) {
    BitWriter out = new BitWriter().bits(0x7FFC, 15).bits(0, 1).bits(7, 4).bits(0, 4);
    out.bits(channels - 1, 4).bits(0, 4).bits(0, 8).bits(blockSize - 1, 16);
    byte[] header = out.toArray();
    out.bits(FlacEncoder.crc(header, header.length, 8, 0x07), 8);
    for (int c = 0; c < channels; c++) {
      subframe.accept(out);
    }
    byte[] body = out.toArray();
    int crc = FlacEncoder.crc(body, body.length, 16, 0x8005);
    return Bytes.big().bytes(body).u16(crc).toArray();
  }

  private static void subframe(BitWriter out, int bits, int blockSize, int type) {
    int order = type >= 32 ? type - 31 : type - 8;
    out.bits(type, 7).bits(0, 1);
    for (int i = 0; i < (type == 0 ? 1 : order); i++) {
      out.bits(5, bits);
    }
    if (type == 0) {
      return;
    }
    if (type >= 32) {
      out.bits(14, 4).bits(13, 5);
      for (int i = 0; i < order; i++) {
        out.bits(i % 2 == 0 ? 500 : -500, 15);
      }
    }
    out.bits(0, 10);
    for (int i = order; i < blockSize; i++) {
      out.bits(1, 1);
    }
  }

  /**
   * A shorten stream in a SPHERE file.
   *
   * @param type of its samples, by shorten's number
   * @param means that each block is predicted around
   * @param command of every block; residuals are 0
   */
  static WorstCases shorten(
      String coding, int type, int channels, int blockSize, int means, int command) {
    SphereFile header = new SphereFile().headerLength(128).field("channel_count", channels);
    header.field("sample_coding", coding + ",embedded-shorten-v2.00");
    int maxOrder = command == ShortenEncoder.QLPC ? 64 : 0;
    byte[] start =
        new ShortenEncoder(2, type, channels, blockSize, maxOrder, means, 0).align().toArray();
    return new WorstCases(
        header.with(start),
        shortenBlocks(channels, blockSize, maxOrder, command),
        channels,
        2,
        8 * blockSize);
  }

  /** Eight of each channel, so that they end with a byte. */
  private static byte[] shortenBlocks(int channels, int blockSize, int order, int command) {
    BitWriter out = new BitWriter();
    for (int block = 0; block < 8 * channels; block++) {
      out.rice(command, 2);
      if (command == ShortenEncoder.ZERO) {
        continue;
      }
      out.rice(0, 3);
      if (command == ShortenEncoder.QLPC) {
        out.rice(order, 2);
        for (int i = 0; i < order; i++) {
          out.rice(i % 2, 6);
        }
      }
      for (int i = 0; i < blockSize; i++) {
        out.rice(0, 1);
      }
    }
    return out.toArray();
  }

  /** Chunks of no bytes, of which a WAV file may have any number. */
  static WorstCases wavChunks() {
    byte[] head = Bytes.little().text("RIFF").u32(0).text("WAVE").toArray();
    return new WorstCases(head, Bytes.little().text("junk").u32(0).toArray(), 1, 0, 0);
  }

  /** Mu-law, the most samples that uncompressed bytes can hold. */
  static WorstCases wavLaw(int channels) {
    byte[] head = new WavFile().channels(channels).coded(7, 8, 1).dataSize(0).toArray();
    return new WorstCases(head, new byte[channels], channels, 0, 1);
  }

  /** A SPHERE header of as many fields as it can have. */
  static WorstCases sphereFields() {
    SphereFile file = SphereFile.bare().headerLength(1 << 20);
    for (int i = 0; i < 70_000; i++) {
      file.line("f%d -i %d".formatted(i, i % 10));
    }
    return new WorstCases(file.rate(16_000).with(), new byte[2], 1, 0, 1);
  }
}
