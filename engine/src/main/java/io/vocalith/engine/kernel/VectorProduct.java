package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/** A convolution cut into tiles of some frames by a panel of outputs. */
sealed interface VectorProduct permits PackedProduct, DirectProduct {
  /** Outputs of a panel. */
  int panel();

  /** The tiles in words. */
  String shape();

  /** Does what {@link Kernels#convolve} says, but for the squashing at the end. */
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
