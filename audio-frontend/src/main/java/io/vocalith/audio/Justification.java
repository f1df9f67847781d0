package io.vocalith.audio;

import io.vocalith.audio.SampleFormat.Coding;

/**
 * Samples in containers with a byte or more to spare belong at the top of them, yet some programs
 * put them at the bottom. So they do if the spare low bits are not all 0 and the spare high byte of
 * every container is all 0 or all 1; both readings are made until the end of the data tells.
 */
final class Justification {
  private final SampleFormat low;
  private final ClipBuilder clip;
  private final int container;
  private final long spareLow;
  private final boolean big;
  private final double[] values;
  private boolean lowIsZero = true;
  private boolean highIsSign = true;

  Justification(WavFormat format, boolean big, ClipBuilder clip) {
    int bytes = (format.bits() + 7) / 8;
    this.low = new SampleFormat(Coding.SIGNED, bytes, big);
    this.container = format.container();
    this.spareLow = (1L << (8 * container - format.bits())) - 1;
    this.big = big;
    this.clip = clip;
    this.values = new double[SampleBlocks.FRAMES * format.channels()];
  }

  void add(SampleBlocks blocks) throws AudioFormatException {
    byte[] raw = blocks.raw();
    int spare = container - low.bytes();
    for (int at = 0; at < blocks.count() * container; at += container) {
      long value = 0;
      for (int i = 0; i < container; i++) {
        int stored = raw[big ? at + i : at + container - 1 - i] & 0xFF;
        highIsSign &= i >= spare || stored == 0 || stored == 0xFF;
        value = (value << 8) | stored;
      }
      lowIsZero &= (value & spareLow) == 0;
    }
    low.decode(raw, big ? spare : 0, container, blocks.count(), values);
    clip.add(values, blocks.frames());
  }

  boolean right() {
    return !lowIsZero && highIsSign;
  }

  ClipBuilder clip() {
    return clip;
  }
}
