package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/**
 * The last function of an {@link Epilogue}, over frames. The one call of {@link #pass} goes three
 * ways, so that the compiler makes a method of each; see {@link VectorGates}.
 */
enum VectorSquash {
  /** Values stay as they are. */
  NONE {
    @Override
    void pass(float[] values, int from, int to) {}
  },

  /** The logistic function. */
  SIGMOID {
    @Override
    void pass(float[] values, int from, int to) {
      VectorMath.sigmoid(values, from, to);
    }
  },

  /** The hyperbolic tangent. */
  TANH {
    @Override
    void pass(float[] values, int from, int to) {
      VectorMath.tanh(values, from, to);
    }
  };

  abstract void pass(float[] values, int from, int to);

  /** Squashes a convolution's outputs of the frames {@code from} to {@code to}. */
  static void apply(Convolution conv, Frames out, int column, int from, int to) {
    VectorSquash squash =
        switch (conv.squash) {
          case NONE -> NONE;
          case SIGMOID -> SIGMOID;
          case TANH -> TANH;
        };
    int whole = conv.outputs / VectorMath.LANES * VectorMath.LANES;
    for (int t = from; t < to; t++) {
      int at = out.at(t) + column;
      squash.pass(out.values(), at, at + whole);
      if (squash != NONE) {
        ScalarKernels.squash(squash == TANH, out.values(), at + whole, at + conv.outputs);
      }
    }
  }
}
