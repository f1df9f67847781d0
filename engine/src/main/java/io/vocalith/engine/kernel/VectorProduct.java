package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/** A convolution cut into tiles. */
final class VectorProduct {
  /** Frames that pass by a panel of weights before the next panel: their inputs stay in cache. */
  private static final int ROW_BLOCK = 16 * VectorTiles.ROWS;

  private VectorProduct() {}

  static void convolve(
      Convolution conv,
      float[] bias,
      Frames in,
      int inColumn,
      Frames out,
      int outColumn,
      int from,
      int to) {
    int panel = conv.weights.panel;
    for (int block = from; block < to; block += ROW_BLOCK) {
      int end = Math.min(block + ROW_BLOCK, to);
      for (int n = 0; n < conv.outputs; n += panel) {
        // A panel that reaches over the last output goes through the frame's spare room.
        boolean whole = conv.outputs - n >= panel;
        int column = whole ? outColumn + n : out.columns();
        for (int t = block; t < end; t += VectorTiles.ROWS) {
          int rows = Math.min(VectorTiles.ROWS, end - t);
          tile(conv, bias, n, in, inColumn, out, column, t, rows);
          if (!whole) {
            moveFromSpare(out, t, rows, outColumn + n, conv.outputs - n);
          }
        }
      }
    }
  }

  private static void tile(
      Convolution conv,
      float[] bias,
      int n,
      Frames in,
      int inColumn,
      Frames out,
      int column,
      int t,
      int rows) {
    int panel = conv.weights.panel;
    int weightsAt = conv.weights.panelAt(n / panel);
    int c = out.at(t) + column;
    for (int tap = 0; tap < conv.taps; tap++) {
      int a = in.at(t - conv.before + tap * conv.dilation) + inColumn;
      int w = weightsAt + tap * conv.inputs * panel;
      if (panel == 2 * VectorMath.LANES) {
        VectorTiles.tile6x2(
            conv,
            bias,
            n,
            in.values(),
            a,
            in.stride(),
            w,
            out.values(),
            c,
            out.stride(),
            rows - 1,
            tap);
      } else {
        VectorTiles.tile6x4(
            conv,
            bias,
            n,
            in.values(),
            a,
            in.stride(),
            w,
            out.values(),
            c,
            out.stride(),
            rows - 1,
            tap);
      }
    }
  }

  private static void moveFromSpare(Frames out, int t, int rows, int column, int count) {
    for (int r = 0; r < rows; r++) {
      int at = out.at(t + r);
      System.arraycopy(out.values(), at + out.columns(), out.values(), at + column, count);
    }
  }
}
