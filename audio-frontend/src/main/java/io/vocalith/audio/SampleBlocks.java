package io.vocalith.audio;

import java.io.IOException;

/** Uncompressed samples, read and decoded a block of whole frames at a time. */
final class SampleBlocks {
  /** The most frames of a block. */
  static final int FRAMES = 4096;

  private final ByteReader in;
  private final SampleFormat format;
  private final int container;
  private final int channels;
  private final long size;
  private final byte[] raw;
  private final double[] values;
  private long found;
  private int frames;

  /**
   * @param container bytes from one sample to the next
   * @param size bytes of all samples; the file may end before
   */
  SampleBlocks(ByteReader in, SampleFormat format, int container, int channels, long size) {
    this.in = in;
    this.format = format;
    this.container = container;
    this.channels = channels;
    this.size = size;
    this.raw = new byte[FRAMES * container * channels];
    this.values = new double[FRAMES * channels];
  }

  /** Goes to the next block; false when there is none. */
  boolean next() throws IOException {
    int read = in.read(raw, 0, (int) Math.min(raw.length, size - found));
    found += read;
    frames = read / (container * channels);
    format.decode(raw, 0, container, frames * channels, values);
    return frames > 0;
  }

  /** The block as stored. */
  byte[] raw() {
    return raw;
  }

  /** The block, (frames, channels), full scale 1. */
  double[] values() {
    return values;
  }

  /** Frames of the block. */
  int frames() {
    return frames;
  }

  /** Samples of the block: frames x channels. */
  int count() {
    return frames * channels;
  }

  /** Bytes found so far, those of an incomplete frame at the end among them. */
  long found() {
    return found;
  }
}
