package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Workspaces;

/**
 * Products by tiles of 4 x 4 vectors, which read inputs where they are. The frames of a block pass
 * by one panel of weights after another, and in a panel by one block of inputs after another: the
 * weights of both stay in the second-level cache and all weights, which may not fit into any cache,
 * are read once for some seconds of audio.
 */
final class DirectProduct implements VectorProduct {
  private static final int ROWS = 4;

  /** Frames of a block: whole tiles, close to three seconds. */
  private static final int FRAME_BLOCK = 304;

  /** Inputs of a block: 256 KiB of weights where vectors have 512 bits. */
  private static final int INPUT_BLOCK = 1024;

  private final Workspaces<TileSums> scratch =
      new Workspaces<>(() -> new TileSums(ROWS, panel()), TileSums::clear);

  @Override
  public int panel() {
    return 4 * VectorMath.LANES;
  }

  @Override
  public String shape() {
    return "4 x 4 vectors";
  }

  @Override
  public void convolve(
      Convolution conv,
      float[] bias,
      Frames in,
      int inColumn,
      Frames out,
      int outColumn,
      int from,
      int to) {
    TileSums sums = scratch.borrow();
    int inputs = conv.weights.inputs;
    for (int first = from; first < to; first += FRAME_BLOCK) {
      int end = Math.min(first + FRAME_BLOCK, to);
      for (int n = 0; n < conv.outputs; n += panel()) {
        for (int input = 0; input < inputs; input += INPUT_BLOCK) {
          int stop = Math.min(input + INPUT_BLOCK, inputs);
          for (int t = first; t < end; t += ROWS) {
            sums.move(out, outColumn, conv.outputs, t, end, n);
            sums.start(input == 0, bias, n);
            add(conv, in, inColumn, t, end, n, input, stop, sums);
            sums.leave();
          }
        }
        VectorEpilogue.finish(conv, n, out, outColumn, first, end);
      }
    }
    scratch.giveBack(sums);
  }

  /** The inputs {@code input} to {@code stop}, counted over all taps, of the tile at t and n. */
  private void add(
      Convolution conv,
      Frames in,
      int inColumn,
      int t,
      int end,
      int n,
      int input,
      int stop,
      TileSums sums) {
    int weightsAt = conv.weights.panelAt(n / panel());
    for (int k = input; k < stop; ) {
      int count = conv.ofOneTap(k, stop);
      // Frames beyond the last are the last once more.
      VectorTiles.tile4x4(
          in.values(),
          conv.inputAt(in, inColumn, t, k),
          conv.inputAt(in, inColumn, Math.min(t + 1, end - 1), k),
          conv.inputAt(in, inColumn, Math.min(t + 2, end - 1), k),
          conv.inputAt(in, inColumn, Math.min(t + 3, end - 1), k),
          conv.weights.values,
          weightsAt + k * panel(),
          count,
          sums.from,
          sums.fromAt,
          sums.fromStep,
          sums.to,
          sums.toAt,
          sums.toStep);
      sums.resume();
      k += count;
    }
  }
}
