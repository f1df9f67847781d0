package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Workspaces;
import java.util.Arrays;

/**
 * A convolution cut into tiles; its taps become further inputs when frames are packed. Blocks of
 * inputs pass one after another, and in each all tiles of a block of frames pass by a panel of
 * weights before the next panel: a panel's part of the weights stays in a near cache, and all
 * weights, which may not fit into any cache, are read once for some seconds of audio.
 */
final class VectorProduct {
  /** Frames of a block: whole tiles of six and close to three seconds. */
  private static final int FRAME_BLOCK = 306;

  /** Inputs of a block. */
  private static final int INPUT_BLOCK = 512;

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
    scratch = new Workspaces<>(() -> new Scratch(rows, stride), unused -> {});
  }

  /** What a call works in. */
  private static final class Scratch {
    /** Frames in the order of their use: tile by tile, input by input, frames side by side. */
    private final float[] packed;

    /** Where the frames of one tile start. */
    private final int[] frames;

    /** Sums of panels, each frame by frame. */
    private float[] sums = {};

    Scratch(int rows, int stride) {
      frames = new int[rows];
      int tiles = (FRAME_BLOCK + rows - 1) / rows;
      packed = new float[PackedMatrix.ALIGNED_START + tiles * stride * INPUT_BLOCK];
    }

    float[] sums(int size) {
      if (sums.length < size) {
        sums = Arrays.copyOf(sums, Math.max(size, 2 * sums.length));
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
    int inputs = conv.weights.inputs;
    for (int first = from; first < to; first += FRAME_BLOCK) {
      int end = Math.min(first + FRAME_BLOCK, to);
      for (int input = 0; input < inputs; input += INPUT_BLOCK) {
        int count = Math.min(INPUT_BLOCK, inputs - input);
        pack(conv, in, inColumn, first, end, input, count, s);
        for (int n = 0; n < conv.outputs; n += panel()) {
          panel(conv, bias, n, input, count, s, out, outColumn, first, end);
        }
      }
    }
    scratch.giveBack(s);
  }

  /**
   * Packs some inputs, counted over all taps, of some frames; a tile's frames beyond the last are
   * the last once more.
   */
  private void pack(
      Convolution conv,
      Frames in,
      int inColumn,
      int first,
      int end,
      int input,
      int inputs,
      Scratch s) {
    int to = PackedMatrix.ALIGNED_START;
    for (int t = first; t < end; t += rows) {
      for (int k = input; k < input + inputs; ) {
        int tap = k / conv.inputs;
        int count = Math.min((tap + 1) * conv.inputs, input + inputs) - k;
        int column = inColumn + k - tap * conv.inputs;
        int shift = tap * conv.dilation - conv.before;
        for (int r = 0; r < rows; r++) {
          s.frames[r] = in.at(Math.min(t + r, end - 1) + shift) + column;
        }
        if (vectors == 2) {
          VectorTiles.pack6(in.values(), s.frames, count, s.packed, to);
        } else {
          VectorTiles.pack4(in.values(), s.frames, count, s.packed, to);
        }
        to += count * stride;
        k += count;
      }
    }
  }

  /** One panel of outputs of the frames {@code first} to {@code end}, over the inputs packed. */
  private void panel(
      Convolution conv,
      float[] bias,
      int n,
      int input,
      int inputs,
      Scratch s,
      Frames out,
      int outColumn,
      int first,
      int end) {
    int panel = panel();
    int tiles = (end - first + rows - 1) / rows;
    boolean begins = input == 0;
    boolean ends = input + inputs == conv.weights.inputs;
    // Sums that wait for more inputs have a place of their own.
    int start = begins && ends ? 0 : n * tiles * rows;
    float[] sums = s.sums(start + tiles * rows * panel);
    if (begins) {
      VectorEpilogue.start(bias, n, panel, sums, start, tiles * rows);
    }
    int weightsAt = conv.weights.panelAt(n / panel) + input * panel;
    for (int i = 0; i < tiles; i++) {
      int packedAt = PackedMatrix.ALIGNED_START + i * inputs * stride;
      int sumsAt = start + i * rows * panel;
      if (vectors == 2) {
        VectorTiles.tile6x2(
            conv.weights.values, weightsAt, s.packed, packedAt, inputs, sums, sumsAt);
      } else {
        VectorTiles.tile4x4(
            conv.weights.values, weightsAt, s.packed, packedAt, inputs, sums, sumsAt);
      }
    }
    if (ends) {
      VectorEpilogue.finish(conv, n, sums, start, out, outColumn, first, end);
    }
  }
}
