package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.Kernels;
import java.util.Arrays;

/**
 * Channel-dependent attentive statistics (ECAPA-TDNN, section 3.1): per channel the mean and the
 * deviation over time, frames weighted by a softmax of what two dense layers say. With global
 * context the first layer also sees each channel's plain mean and deviation.
 */
public final class AttentiveStatisticsPooling {
  private final Kernels kernels;
  private final Conv1d attention;
  private final Conv1d context;
  private final Conv1d scores;

  /**
   * From its layers.
   *
   * @param attention channels to hidden, ending in tanh
   * @param context (means, deviations) to hidden, without epilogue and with the bias of {@code
   *     attention}; null without global context. The context is the same for all frames, so its
   *     product is done once and becomes the bias of the rest
   * @param scores hidden to channels
   */
  public AttentiveStatisticsPooling(
      Kernels kernels, Conv1d attention, Conv1d context, Conv1d scores) {
    this.kernels = kernels;
    this.attention = attention;
    this.context = context;
    this.scores = scores;
  }

  /** What pooling works in. */
  public static final class Scratch {
    private final Frames hidden = new Frames();
    private final Frames moments = new Frames();
    private final Frames block = new Frames();
    private final Frames ofContext = new Frames();
    private float[] bias = {};

    /** Makes room. */
    public void resize(int frames, AttentiveStatisticsPooling pooling) {
      int channels = pooling.attention.inputs();
      hidden.resize(frames, pooling.attention.outputs(), 0);
      moments.resize(1, 2 * channels, 0);
      block.resize(1, channels, 0);
      int attended = pooling.attention.outputs();
      ofContext.resize(1, attended, 0);
      if (bias.length < attended + Frames.SPARE) {
        bias = new float[attended + Frames.SPARE]; // room for a whole last panel
      }
    }

    /** Fills everything with NaN, for tests. */
    public void poison() {
      hidden.poison();
      moments.poison();
      block.poison();
      ofContext.poison();
      Arrays.fill(bias, Float.NaN);
    }

    /** Gives back arrays of more than {@code limit} values. */
    public void trim(int limit) {
      hidden.trim(limit);
    }
  }

  /**
   * Pools; all threads meet before and after each one does its channels.
   *
   * @param x (frames, channels)
   * @param weights (frames, channels), scratch
   * @param pooled one frame of 2 * channels: means, then deviations
   */
  public void forward(Frames x, Frames weights, Frames pooled, Scratch s, Share share) {
    int from = share.firstChannel(x.columns());
    int to = share.endChannel(x.columns());
    if (context == null) {
      attention.forward(x, 0, s.hidden, 0, share);
    } else {
      share.await();
      kernels.elementwise().moments(x, from, to, s.moments, s.block);
      share.await();
      if (share.isFirst()) {
        context.forwardAlone(s.moments, s.ofContext);
        s.ofContext.copyTo(s.bias);
      }
      share.await();
      attention.forward(s.bias, x, 0, s.hidden, 0, share);
    }
    scores.forward(s.hidden, 0, weights, 0, share);
    share.await();
    kernels.attend(weights, x, from, to, pooled);
    share.await();
  }
}
