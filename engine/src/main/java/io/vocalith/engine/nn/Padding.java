package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.Convolution;
import java.util.Arrays;

/** What a convolution reads before the first and after the last frame. */
public enum Padding {
  /** Zeros: MindSpore's {@code pad_mode="same"}. */
  ZERO,
  /** The frames mirrored at the first and the last, those not repeated: SpeechBrain. */
  REFLECT;

  /**
   * Writes the padding that {@code convolution} reads, as far as it follows from the frames {@code
   * from} to {@code to}: threads that own different frames fill in different padding.
   */
  void fill(Frames x, int column, Convolution convolution, int from, int to) {
    int last = x.frames() - 1;
    for (int i = 1; i <= convolution.before(); i++) {
      fill(x, column, convolution.inputs(), -i, this == ZERO ? 0 : i, from, to);
    }
    for (int i = 1; i <= convolution.after(); i++) {
      fill(x, column, convolution.inputs(), last + i, this == ZERO ? last : last - i, from, to);
    }
  }

  private void fill(Frames x, int column, int width, int t, int source, int from, int to) {
    if (source < from || source >= to) {
      return;
    }
    int at = x.at(t) + column;
    if (this == ZERO) {
      Arrays.fill(x.values(), at, at + width, 0f);
    } else {
      System.arraycopy(x.values(), x.at(source) + column, x.values(), at, width);
    }
  }
}
