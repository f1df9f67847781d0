package io.vocalith.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The samples of a clip, in blocks: a recording of any length is taken in without ever being copied
 * as a whole, so that decoding it needs the memory of its samples and a block.
 */
final class Samples {
  /** Samples of every block but the last: 4 MiB. */
  static final int BLOCK = 1 << 20;

  private final List<float[]> blocks;
  private final int length;

  /** Takes over blocks of {@link #BLOCK} samples, and a last one of what is left. */
  Samples(List<float[]> blocks, int length) {
    this.blocks = List.copyOf(blocks);
    this.length = length;
  }

  /** A copy. */
  static Samples of(float[] samples) {
    List<float[]> blocks = new ArrayList<>();
    for (int from = 0; from < samples.length; ) {
      int to = from + Math.min(BLOCK, samples.length - from);
      blocks.add(Arrays.copyOfRange(samples, from, to));
      from = to;
    }
    return new Samples(blocks, samples.length);
  }

  int length() {
    return length;
  }

  /** All samples in one array, which is not for changing: where there is but one block, itself. */
  float[] whole() {
    return blocks.size() == 1 ? blocks.get(0) : range(0, length);
  }

  /** A copy of the samples {@code from} to {@code to - 1}. */
  float[] range(int from, int to) {
    float[] copy = new float[to - from];
    for (int at = from; at < to; ) {
      int inside = at % BLOCK;
      int count = Math.min(BLOCK - inside, to - at);
      System.arraycopy(blocks.get(at / BLOCK), inside, copy, at - from, count);
      at += count;
    }
    return copy;
  }
}
