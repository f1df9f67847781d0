package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Workspaces;

/** A convolution cut into tiles; its taps become further inputs when frames are packed. */
final class VectorProduct {
  private static final int ROWS = VectorTiles.ROWS;

  /** Frames packed at a time, which pass by a panel of weights before the next panel. */
  private static final int ROW_BLOCK = 75 * ROWS;

  /** Packed inputs that are kept between calls. */
  private static final int KEEP = ROW_BLOCK * 3072;

  private final Workspaces<Packed> scratch = new Workspaces<>(Packed::new, Packed::trim);

  /** Frames in the order of their use: tile by tile, input by input, four frames side by side. */
  private static final class Packed {
    private float[] values = {};

    void resize(int size) {
      if (values.length < size) {
        values = new float[size];
      }
    }

    void trim() {
      if (values.length > KEEP) {
        values = new float[0];
      }
    }
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
    Packed packed = scratch.borrow();
    for (int block = from; block < to; block += ROW_BLOCK) {
      int end = Math.min(block + ROW_BLOCK, to);
      int tiles = (end - block + ROWS - 1) / ROWS;
      packed.resize(tiles * ROWS * conv.weights.inputs);
      for (int tile = 0; tile < tiles; tile++) {
        int t = block + tile * ROWS;
        pack(conv, in, inColumn, t, end - 1, packed.values, tile * ROWS * conv.weights.inputs);
      }
      for (int n = 0; n < conv.outputs; n += conv.weights.panel) {
        panel(conv, bias, n, packed.values, out, outColumn, block, end);
      }
    }
    scratch.giveBack(packed);
  }

  /** Four frames from {@code t} on, those beyond {@code last} in its place. */
  private static void pack(
      Convolution conv, Frames in, int inColumn, int t, int last, float[] packed, int at) {
    for (int tap = 0; tap < conv.taps; tap++) {
      int shift = tap * conv.dilation - conv.before;
      int to = at + tap * conv.inputs * ROWS;
      for (int r = 0; r < ROWS; r++) {
        int from = in.at(Math.min(t + r, last) + shift) + inColumn;
        row(in.values(), from, conv.inputs, packed, to + r);
      }
    }
  }

  private static void row(float[] in, int from, int count, float[] packed, int to) {
    for (int k = 0; k < count; k++) {
      packed[to + k * ROWS] = in[from + k];
    }
  }

  /** One panel of outputs of the frames {@code block} to {@code end}. */
  private static void panel(
      Convolution conv,
      float[] bias,
      int n,
      float[] packed,
      Frames out,
      int outColumn,
      int block,
      int end) {
    int panel = conv.weights.panel;
    int weightsAt = conv.weights.panelAt(n / panel);
    // A panel that reaches over the last output goes through the frames' spare room.
    int excess = conv.outputs - n;
    int column = excess < panel ? out.columns() : outColumn + n;
    for (int t = block; t < end; t += ROWS) {
      int at = (t - block) * conv.weights.inputs;
      int last = Math.min(ROWS, end - t) - 1;
      int c = out.at(t) + column;
      if (panel == 2 * VectorMath.LANES) {
        VectorTiles.tile4x2(
            conv, bias, n, packed, at, weightsAt, out.values(), c, out.stride(), last);
      } else {
        VectorTiles.tile4x4(
            conv, bias, n, packed, at, weightsAt, out.values(), c, out.stride(), last);
      }
      for (int r = 0; excess < panel && r <= last; r++) {
        int frame = out.at(t + r);
        System.arraycopy(out.values(), frame + column, out.values(), frame + outColumn + n, excess);
      }
    }
  }
}
