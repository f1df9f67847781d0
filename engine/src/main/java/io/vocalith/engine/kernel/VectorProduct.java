package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Workspaces;

/**
 * A convolution cut into tiles; its taps become further inputs when frames are packed. All tiles of
 * a block of frames pass by a panel of weights before the next panel, so that weights, which may
 * not fit into any cache, are read once.
 */
final class VectorProduct {
  /** Frames packed at a time: whole tiles of six and close to three seconds. */
  private static final int FRAME_BLOCK = 306;

  /** Inputs that pass by at a time: their weights of one panel stay in the second-level cache. */
  private static final int INPUT_BLOCK = 1024;

  private final int vectors;
  private final int rows;
  private final int stride;
  private final Workspaces<Scratch> scratch;

  /**
   * Products by one shape of tile.
   *
   * @param vectors of outputs per tile: two for 16 registers, four for 32
   */
  VectorProduct(int vectors) {
    this.vectors = vectors;
    rows = vectors == 2 ? 6 : 4;
    stride = vectors == 2 ? VectorTiles.STRIDE_OF_6 : VectorTiles.STRIDE_OF_4;
    scratch = new Workspaces<>(() -> new Scratch(rows), unused -> {});
  }

  /** What a call works in. */
  private static final class Scratch {
    /** Frames in the order of their use: tile by tile, input by input, frames side by side. */
    private float[] packed = {};

    /** Where the frames of one tile start. */
    private final int[] frames;

    /** The sums of a panel, frame by frame. */
    private float[] sums = {};

    Scratch(int rows) {
      frames = new int[rows];
    }

    float[] packed(int size) {
      if (packed.length < size) {
        packed = new float[size];
      }
      return packed;
    }

    float[] sums(int size) {
      if (sums.length < size) {
        sums = new float[size];
      }
      return sums;
    }
  }

  /** Outputs of a panel. */
  int panel() {
    return vectors * VectorMath.LANES;
  }

  /** A tile in words. */
  String shape() {
    return rows + " x " + vectors + " vectors";
  }

  void convolve(
      Convolution conv,
      float[] bias,
      Frames in,
      int inColumn,
      Frames out,
      int outColumn,
      int from,
      int to) {
    Scratch s = scratch.borrow();
    int tiles = (to - from + rows - 1) / rows;
    int blocks = (to - from + FRAME_BLOCK - 1) / FRAME_BLOCK;
    for (int i = 0; i < blocks; i++) {
      int first = from + rows * (int) ((long) tiles * i / blocks);
      int end = Math.min(from + rows * (int) ((long) tiles * (i + 1) / blocks), to);
      pack(conv, in, inColumn, first, end, s);
      for (int n = 0; n < conv.outputs; n += panel()) {
        panel(conv, bias, n, s, out, outColumn, first, end);
      }
    }
    scratch.giveBack(s);
  }

  /** Packs frames; a tile's frames beyond the last are the last once more. */
  private void pack(Convolution conv, Frames in, int inColumn, int first, int end, Scratch s) {
    int tile = stride * conv.weights.inputs;
    int tiles = (end - first + rows - 1) / rows;
    float[] packed = s.packed(PackedMatrix.ALIGNED_START + tiles * tile);
    int to = PackedMatrix.ALIGNED_START;
    for (int i = 0; i < tiles; i++) {
      for (int tap = 0; tap < conv.taps; tap++) {
        int shift = tap * conv.dilation - conv.before;
        for (int r = 0; r < rows; r++) {
          s.frames[r] = in.at(Math.min(first + i * rows + r, end - 1) + shift) + inColumn;
        }
        if (vectors == 2) {
          VectorTiles.pack6(in.values(), s.frames, conv.inputs, packed, to);
        } else {
          VectorTiles.pack4(in.values(), s.frames, conv.inputs, packed, to);
        }
        to += conv.inputs * stride;
      }
    }
  }

  /**
   * One panel of outputs of the frames {@code first} to {@code end}: block by block of inputs, so
   * that the weights in use stay in a cache near by while all tiles pass.
   */
  private void panel(
      Convolution conv,
      float[] bias,
      int n,
      Scratch s,
      Frames out,
      int outColumn,
      int first,
      int end) {
    int inputs = conv.weights.inputs;
    int panel = panel();
    int tiles = (end - first + rows - 1) / rows;
    float[] sums = s.sums(tiles * rows * panel);
    VectorEpilogue.start(bias, n, panel, sums, tiles * rows);
    for (int k = 0; k < inputs; k += INPUT_BLOCK) {
      int count = Math.min(INPUT_BLOCK, inputs - k);
      int weightsAt = conv.weights.panelAt(n / panel) + k * panel;
      for (int i = 0; i < tiles; i++) {
        int packedAt = PackedMatrix.ALIGNED_START + (i * inputs + k) * stride;
        int sumsAt = i * rows * panel;
        if (vectors == 2) {
          VectorTiles.tile6x2(
              conv.weights.values, weightsAt, s.packed, packedAt, count, sums, sumsAt);
        } else {
          VectorTiles.tile4x4(
              conv.weights.values, weightsAt, s.packed, packedAt, count, sums, sumsAt);
        }
      }
    }
    VectorEpilogue.finish(conv, n, sums, out, outColumn, first, end);
  }
}
