package io.vocalith.audio;

/**
 * Holds the samples of a SPHERE file against what its header says of them. A sum or an extreme that
 * is not the header's means bytes lost or changed inside the file; a file that merely ends early
 * stays within its header's extremes, and may reach neither.
 */
final class SphereCheck {
  /** In this many bytes of sound chance leaves no value out. */
  private static final int MANY_BYTES = 8192;

  private final SphereHeader header;
  private final boolean linear;
  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;
  private long sum;
  private long bytes;
  private boolean carriageReturns;

  /**
   * @param linear whether samples are PCM; the extremes of a mu-law file are often those of its
   *     16-bit source and are not held against it
   */
  SphereCheck(SphereHeader header, boolean linear) {
    this.header = header;
    this.linear = linear;
  }

  /** Takes one sample of any channel: PCM as a number, other codings as the code byte. */
  void add(long stored) {
    lowest = Math.min(lowest, stored);
    highest = Math.max(highest, stored);
    sum += stored;
  }

  /** Takes the first {@code count} samples of one channel, each in the same form. */
  void add(long[] stored, int count) {
    for (int i = 0; i < count; i++) {
      add(stored[i]);
    }
  }

  /** Takes uncompressed bytes, for the diagnosis alone. */
  void addRaw(byte[] raw, int count) {
    for (int i = 0; i < count; i++) {
      carriageReturns |= raw[i] == '\r';
    }
    bytes += count;
  }

  /**
   * What is wrong, or null.
   *
   * @param complete whether all samples the header counts were there, so that the sum can be
   *     judged, and that the extremes are reached
   */
  String contradiction(boolean complete) throws AudioFormatException {
    // What the header leaves out is as it was found.
    long least = header.number("sample_min", lowest);
    long most = header.number("sample_max", highest);
    boolean beyond = lowest < least || highest > most;
    boolean within = complete && (lowest > least || highest < most);
    if (linear && lowest <= highest && (beyond || within)) {
      boolean text = beyond && bytes >= MANY_BYTES && !carriageReturns;
      return "samples reach %d to %d where the header says %d to %d: bytes were %s inside the file%s"
          .formatted(
              lowest,
              highest,
              least,
              most,
              beyond ? "lost" : "changed",
              text ? " (no byte 0x0D is left: a transfer as text)" : "");
    }
    long stated = header.number("sample_checksum", -1);
    long actual = sum & 0xFFFF;
    if (complete && stated >= 0 && stated != actual) {
      return "the samples add up to %d where the header's sample_checksum is %d"
          .formatted(actual, stated);
    }
    return null;
  }
}
