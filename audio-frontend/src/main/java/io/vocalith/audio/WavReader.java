package io.vocalith.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * WAV: RIFF, RIFX (big-endian), RF64 and BW64. Chunks are walked in the order of the file; the size
 * of the RIFF chunk, {@code fact} and the sample count of {@code ds64} are never believed, since
 * real files have them wrong, and the size of {@code data} only as far as the file goes.
 */
final class WavReader {
  private static final long UNKNOWN_SIZE = 0xFFFF_FFFFL;

  /** What programs that write to a pipe state as the size of data they do not know yet. */
  private static final long PIPE_SIZE = 0x7FFF_F000L;

  private final ByteReader in;
  private final AudioOptions options;
  private boolean big;
  private long dataSize64 = -1;

  private WavReader(ByteReader in, AudioOptions options) {
    this.in = in;
    this.options = options;
  }

  static AudioClip read(ByteReader in, AudioOptions options) throws IOException {
    return new WavReader(in, options).read();
  }

  private AudioClip read() throws IOException {
    String riff = id(in.take(12, "its RIFF header"), 0);
    big = riff.equals("RIFX");
    WavFormat format = null;
    byte[] header = new byte[8];
    while (true) {
      if (in.read(header, 0, 8) < 8) {
        throw in.failure("the file ends before its data chunk");
      }
      String id = id(header, 0);
      long size = WavFormat.u32(header, 4, big);
      if (id.equals("data")) {
        if (format == null) {
          throw in.failure("the data chunk comes before any fmt chunk");
        }
        return readData(format, size == UNKNOWN_SIZE && dataSize64 >= 0 ? dataSize64 : size);
      }
      long unread = size;
      if (id.equals("fmt ")) {
        if (size < WavFormat.SHORTEST) {
          throw in.failure("the fmt chunk has " + size + " bytes where 16 are the least");
        }
        byte[] chunk = in.take((int) Math.min(size, WavFormat.LONGEST), "its fmt chunk");
        format = WavFormat.parse(chunk, big, in);
        unread -= chunk.length;
      } else if (id.equals("ds64") && size >= 16) {
        byte[] sizes = in.take(16, "its ds64 chunk");
        dataSize64 = u64(sizes, 8);
        unread -= sizes.length;
      }
      in.skip(unread + (size & 1));
    }
  }

  private AudioClip readData(WavFormat format, long stated) throws IOException {
    long size = statedOrRest(stated);
    int frameBytes = format.container() * format.channels();
    ClipBuilder clip = builder(format, size);
    boolean surplus = format.container() > (format.bits() + 7) / 8;
    Justification justification =
        surplus ? new Justification(format, big, builder(format, size)) : null;
    SampleFormat samples = new SampleFormat(format.coding(), format.container(), big);
    SampleBlocks blocks =
        new SampleBlocks(in, samples, format.container(), format.channels(), size);
    while (blocks.next()) {
      clip.add(blocks.values(), blocks.frames());
      if (surplus) {
        justification.add(blocks);
      }
    }
    ClipBuilder chosen = surplus && justification.right() ? justification.clip() : clip;
    if (format.contradiction() != null) {
      chosen.warn(format.contradiction());
    }
    if (blocks.found() < size && !isPipe(stated)) {
      chosen.warnIfCut(size / frameBytes);
    }
    return chosen.build("WAV", format.coding().title(), format.bits());
  }

  /** Room for the samples stated, as far as the file can hold them. */
  private ClipBuilder builder(WavFormat format, long size) throws AudioFormatException {
    long there = in.remaining() < 0 ? size : Math.min(size, in.remaining());
    long frames = there / Math.max(1, format.container() * format.channels());
    return new ClipBuilder(in, options, format.sampleRate(), format.channels(), frames);
  }

  /** Bytes of samples to read: a size of nothing or everything means all the rest of the file. */
  private long statedOrRest(long stated) throws IOException {
    if ((stated == 0 && !chunkFollows()) || stated == UNKNOWN_SIZE || stated < 0) {
      return Long.MAX_VALUE;
    }
    return stated;
  }

  private static boolean isPipe(long stated) {
    return stated <= 0 || stated == PIPE_SIZE || stated == UNKNOWN_SIZE;
  }

  /** Whether data of size 0 is followed by another chunk and not by samples of unstated size. */
  private boolean chunkFollows() throws IOException {
    byte[] next = in.peek(8);
    if (next.length < 8) {
      return false;
    }
    return switch (id(next, 0)) {
      case "LIST", "fact", "JUNK", "PAD ", "id3 ", "ID3 ", "bext", "cue ", "PEAK", "smpl", "iXML" ->
          in.remaining() < 0 || WavFormat.u32(next, 4, big) <= in.remaining() - 8;
      default -> false;
    };
  }

  private long u64(byte[] bytes, int at) {
    long first = WavFormat.u32(bytes, at, big);
    long second = WavFormat.u32(bytes, at + 4, big);
    return big ? (first << 32) | second : (second << 32) | first;
  }

  private static String id(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }
}
