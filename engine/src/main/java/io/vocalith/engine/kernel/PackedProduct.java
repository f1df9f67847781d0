package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Workspaces;

/**
 * Products by tiles of 6 x 2 vectors, whose inputs are packed beforehand; taps become further
 * inputs. Blocks of inputs pass one after another, and in each all tiles of a block of frames pass
 * by a panel of weights before the next panel: what is packed is packed once, a panel's part of the
 * weights stays in a near cache, and all weights, which may not fit into any cache, are read once
 * for some seconds of audio.
 */
final class PackedProduct implements VectorProduct {
  private static final int ROWS = 6;

  /** Frames of a block: whole tiles, close to three seconds. */
  private static final int FRAME_BLOCK = 306;

  /** Inputs of a block. */
  private static final int INPUT_BLOCK = 512;

  private final Workspaces<Scratch> scratch =
      new Workspaces<>(() -> new Scratch(panel()), s -> s.sums.clear());

  /** What a call works in. */
  private static final class Scratch {
    private final TileSums sums;

    /** Where the inputs of one tile's frames start. */
    private final int[] frames = new int[ROWS];

    /** Inputs in the order of their use: tile by tile, channel by channel, frames side by side. */
    private final float[] packed =
        new float[Frames.ALIGNED_START + FRAME_BLOCK / ROWS * VectorTiles.ROW * INPUT_BLOCK];

    Scratch(int panel) {
      sums = new TileSums(ROWS, panel);
    }
  }

  @Override
  public int panel() {
    return 2 * VectorMath.LANES;
  }

  @Override
  public String shape() {
    return "6 x 2 vectors";
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
    Scratch s = scratch.borrow();
    TileSums sums = s.sums;
    int inputs = conv.weights.inputs;
    for (int first = from; first < to; first += FRAME_BLOCK) {
      int end = Math.min(first + FRAME_BLOCK, to);
      for (int input = 0; input < inputs; input += INPUT_BLOCK) {
        int count = Math.min(INPUT_BLOCK, inputs - input);
        pack(conv, in, inColumn, first, end, input, count, s);
        for (int n = 0; n < conv.outputs; n += panel()) {
          int weightsAt = conv.weights.panelAt(n / panel()) + input * panel();
          int packedAt = Frames.ALIGNED_START;
          for (int t = first; t < end; t += ROWS) {
            sums.move(out, outColumn, conv.outputs, t, end, n);
            sums.start(input == 0, bias, n);
            VectorTiles.tile6x2(
                conv.weights.values,
                weightsAt,
                s.packed,
                packedAt,
                count,
                sums.from,
                sums.fromAt,
                sums.fromStep,
                sums.to,
                sums.toAt,
                sums.toStep);
            sums.leave();
            packedAt += count * VectorTiles.ROW;
          }
          if (input + count == inputs) {
            VectorEpilogue.finish(conv, n, out, outColumn, first, end);
          }
        }
      }
    }
    scratch.giveBack(s);
  }

  /** Packs some inputs, counted over all taps, of some frames. */
  private static void pack(
      Convolution conv,
      Frames in,
      int inColumn,
      int first,
      int end,
      int input,
      int inputs,
      Scratch s) {
    int to = Frames.ALIGNED_START;
    for (int t = first; t < end; t += ROWS) {
      for (int k = input; k < input + inputs; ) {
        int count = conv.ofOneTap(k, input + inputs);
        for (int r = 0; r < ROWS; r++) {
          // Frames beyond the last are the last once more.
          s.frames[r] = conv.inputAt(in, inColumn, Math.min(t + r, end - 1), k);
        }
        VectorTiles.pack6(in.values(), s.frames, count, s.packed, to);
        to += count * VectorTiles.ROW;
        k += count;
      }
    }
  }
}
