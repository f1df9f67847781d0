package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/** A convolution cut into tiles of some frames by a panel of outputs. */
sealed interface VectorProduct permits PackedProduct, DirectProduct, StrassenProduct {
  /** Outputs of a panel. */
  int panel();

  /**
   * Whether a convolution of this shape is done in {@link Quarters}, which it then packs as well.
   */
  default boolean quarters(Convolution.Shape shape) {
    return false;
  }

  /** The tiles in words. */
  String shape();

  /**
   * Does what {@link Kernels#convolve} says, but for the squashing at the end.
   *
   * @param bias null for sums that go on from what {@code out} holds
   */
  void convolve(
      Convolution conv,
      float[] bias,
      Frames in,
      int inColumn,
      Frames out,
      int outColumn,
      int from,
      int to);
}
