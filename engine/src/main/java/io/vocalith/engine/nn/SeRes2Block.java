package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;

/**
 * The block that ECAPA-TDNN repeats (section 3.2 of the paper): dense layer, Res2 convolutions,
 * dense layer, squeeze and excitation, and the block's input added.
 *
 * @param before first dense layer
 * @param res2 convolutions over groups of channels
 * @param after second dense layer
 * @param excite scales channels and adds the input
 */
public record SeRes2Block(Conv1d before, Res2Block res2, Conv1d after, SqueezeExcite excite) {
  /** What a block works in; blocks of equal widths take turns. */
  public static final class Scratch {
    private final Frames hidden = new Frames();
    private final Frames last = new Frames();
    private final Frames even = new Frames();
    private final Frames odd = new Frames();
    private final SqueezeExcite.Scratch excite = new SqueezeExcite.Scratch();

    /** Makes room for a block. */
    public void resize(int frames, SeRes2Block block, int margin) {
      int channels = block.after.outputs();
      hidden.resize(frames, channels, 0);
      last.resize(frames, channels, 0);
      even.resize(frames, block.res2.width(), margin);
      odd.resize(frames, block.res2.width(), margin);
      excite.resize(channels, block.excite.bottleneck());
    }

    /** Fills everything with NaN, for tests. */
    public void poison() {
      hidden.poison();
      last.poison();
      even.poison();
      odd.poison();
      excite.poison();
    }

    /** Gives back arrays of more than {@code limit} values. */
    public void trim(int limit) {
      hidden.trim(limit);
      last.trim(limit);
      even.trim(limit);
      odd.trim(limit);
    }
  }

  /**
   * This thread's frames of the output.
   *
   * @param in (frames, channels) from {@code inColumn} on
   * @param out where the output goes, from {@code outColumn} on
   */
  public void forward(
      Frames in, int inColumn, Frames out, int outColumn, Scratch scratch, Share share) {
    before.forward(in, inColumn, scratch.hidden, 0, share);
    res2.forward(scratch.hidden, scratch.even, scratch.odd, share);
    after.forward(scratch.hidden, 0, scratch.last, 0, share);
    excite.forward(scratch.last, in, inColumn, out, outColumn, scratch.excite, share);
  }
}
