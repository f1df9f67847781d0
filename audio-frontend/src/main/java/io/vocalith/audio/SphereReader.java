package io.vocalith.audio;

import io.vocalith.audio.SampleFormat.Coding;
import java.io.EOFException;
import java.io.IOException;

/**
 * NIST SPHERE, as TIMIT and its relatives come: PCM of one to four bytes in either byte order,
 * mu-law and A-law, each plain or compressed by shorten.
 */
final class SphereReader {
  private static final String SHORTEN = "embedded-shorten";

  /** Mu-law and A-law expand to 16 bits. */
  private static final double LAW_UNIT = 1 / 32768.0;

  private final ByteReader in;
  private final AudioOptions options;
  private final SphereHeader header;
  private final Coding coding;
  private final int bytes;
  private final long stated;
  private final ClipBuilder clip;
  private final SphereCheck check;

  private SphereReader(ByteReader in, AudioOptions options) throws IOException {
    this.in = in;
    this.options = options;
    header = SphereHeader.read(in);
    coding = coding();
    bytes = (int) Math.max(0, Math.min(5, header.number("sample_n_bytes", linear() ? 2 : 1)));
    if (bytes < 1 || bytes > (linear() ? 4 : 1)) {
      throw in.failure(
          "SPHERE %s with a sample_n_bytes of %s is not read"
              .formatted(coding.title(), header.quoted("sample_n_bytes", "")));
    }
    stated = header.number("sample_count", -1);
    if (!header.has("sample_rate")) {
      throw in.failure("the SPHERE header states no sample_rate");
    }
    long channels = header.number("channel_count", 1);
    clip =
        new ClipBuilder(
            in, options, header.number("sample_rate", 0), channels, plausible(channels));
    check = new SphereCheck(header, linear());
  }

  static AudioClip read(ByteReader in, AudioOptions options) throws IOException {
    return new SphereReader(in, options).read();
  }

  private AudioClip read() throws IOException {
    String title = coding.title();
    if (compression().isEmpty()) {
      readPlain();
    } else {
      title += ", shorten";
      readShorten();
    }
    boolean complete = stated < 0 || clip.frames() == stated;
    String contradiction = check.contradiction(complete);
    if (contradiction != null) {
      if (!options.acceptDamaged()) {
        throw new AudioFormatException(in.origin(), -1, contradiction);
      }
      clip.warn(contradiction);
    }
    clip.warnIfCut(stated);
    return clip.build("SPHERE", title, 8 * bytes);
  }

  private boolean linear() {
    return coding == Coding.SIGNED;
  }

  /** Frames worth setting room aside for: those stated, as far as the file can hold them. */
  private long plausible(long channels) {
    long there = in.remaining();
    boolean bounded = there >= 0 && compression().isEmpty() && channels > 0;
    return bounded && stated >= 0 ? Math.min(stated, there / bytes / channels) : stated;
  }

  private Coding coding() throws AudioFormatException {
    String text = header.text("sample_coding", "pcm");
    if (!compression().isEmpty() && !compression().startsWith(SHORTEN)) {
      throw in.failure(
          "the SPHERE compression in "
              + header.quoted("sample_coding", "")
              + " is not read; only shorten is");
    }
    int comma = text.indexOf(',');
    return switch (comma < 0 ? text : text.substring(0, comma)) {
      case "pcm" -> Coding.SIGNED;
      case "ulaw", "mu-law", "mulaw" -> Coding.MU_LAW;
      case "alaw", "a-law" -> Coding.A_LAW;
      default ->
          throw in.failure(
              "the SPHERE coding is "
                  + header.quoted("sample_coding", "")
                  + "; pcm, ulaw and alaw are read");
    };
  }

  /** What follows the comma of the coding, or nothing. */
  private String compression() {
    String text = header.text("sample_coding", "pcm");
    int comma = text.indexOf(',');
    return comma < 0 ? "" : text.substring(comma + 1);
  }

  private void readPlain() throws IOException {
    SampleFormat format = new SampleFormat(coding, bytes, bigEndian());
    long frame = (long) bytes * clip.channels();
    long size = stated < 0 || stated > Long.MAX_VALUE / frame ? Long.MAX_VALUE : stated * frame;
    SampleBlocks blocks = new SampleBlocks(in, format, bytes, clip.channels(), size);
    double unit = Math.scalb(1.0, 8 * bytes - 1);
    while (blocks.next()) {
      clip.add(blocks.values(), blocks.frames());
      check.addRaw(blocks.raw(), blocks.count() * bytes);
      for (int i = 0; i < blocks.count(); i++) {
        check.add(linear() ? (long) (blocks.values()[i] * unit) : blocks.raw()[i] & 0xFF);
      }
    }
  }

  /** Byte format {@code 01} has the lowest byte first, {@code 10} the highest. */
  private boolean bigEndian() throws AudioFormatException {
    String order = header.text("sample_byte_format", "");
    String little = "0123".substring(0, bytes);
    if (bytes == 1 || order.equals(little)) {
      return false;
    }
    if (order.equals("3210".substring(4 - bytes))) {
      return true;
    }
    throw in.failure(
        "the SPHERE sample_byte_format is "
            + header.quoted("sample_byte_format", "")
            + " for samples of %d bytes".formatted(bytes));
  }

  /** A file may end inside a block: what came before is used, and what is missing is said. */
  private void readShorten() throws IOException {
    try {
      ShortenDecoder decoder = new ShortenDecoder(in, clip.channels());
      clip.unpacks(decoder.bytes());
      boolean bytesOfCodes = !linear() && decoder.bytes() == 1;
      if (decoder.coding() != coding && !bytesOfCodes) {
        throw in.failure(
            "the SPHERE header says %s, its shorten stream holds %s"
                .formatted(coding.title(), decoder.coding().title()));
      }
      while ((stated < 0 || clip.frames() < stated) && decoder.next()) {
        add(decoder);
      }
    } catch (EOFException end) {
      if (stated < 0) {
        clip.warn("the file is cut inside its last block, which was dropped");
      }
    }
  }

  /** Hands a block on, no further than the stated end. */
  private void add(ShortenDecoder block) throws AudioFormatException {
    long left = stated < 0 ? Long.MAX_VALUE : stated - clip.frames();
    int frames = (int) Math.min(block.frames(), left);
    for (long[] plane : block.values()) {
      for (int i = 0; i < frames && !linear(); i++) {
        plane[i] &= 0xFF;
      }
      check.add(plane, frames);
      for (int i = 0; i < frames; i++) {
        plane[i] = linear() ? plane[i] - block.zero() : expanded((int) plane[i]);
      }
    }
    clip.add(block.values(), frames, linear() ? Math.scalb(1.0, 1 - 8 * block.bytes()) : LAW_UNIT);
  }

  private int expanded(int code) {
    return coding == Coding.MU_LAW ? G711.fromMuLaw(code) : G711.fromALaw(code);
  }
}
