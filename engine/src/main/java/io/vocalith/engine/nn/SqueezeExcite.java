package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.Elementwise;
import io.vocalith.engine.kernel.Kernels;

/**
 * Squeeze and excitation (Hu et al. 2018): each channel scaled by sigmoid(W2 relu(W1 mean)), its
 * mean taken over all frames.
 */
public final class SqueezeExcite {
  private final Elementwise elementwise;
  private final Conv1d squeeze;
  private final Conv1d excite;

  /**
   * From its two dense layers.
   *
   * @param squeeze channels to bottleneck, rectified
   * @param excite bottleneck to channels, logistic
   */
  public SqueezeExcite(Kernels kernels, Conv1d squeeze, Conv1d excite) {
    this.elementwise = kernels.elementwise();
    this.squeeze = squeeze;
    this.excite = excite;
  }

  /** Frames of one row each that {@link #forward} works in. */
  public static final class Scratch {
    private final Frames mean = new Frames();
    private final Frames scale = new Frames();
    private final Frames bottleneck = new Frames();

    /** Makes room. */
    public void resize(int channels, int bottleneckChannels) {
      mean.resize(1, channels, 0);
      scale.resize(1, channels, 0);
      bottleneck.resize(1, bottleneckChannels, 0);
    }

    /** Fills everything with NaN, for tests. */
    void poison() {
      mean.poison();
      scale.poison();
      bottleneck.poison();
    }
  }

  /** Channels of the bottleneck. */
  public int bottleneck() {
    return squeeze.outputs();
  }

  /** out = x * scale + residual, this thread's frames; all threads meet three times before. */
  void forward(
      Frames x,
      Frames residual,
      int residualColumn,
      Frames out,
      int outColumn,
      Scratch s,
      Share share) {
    int channels = x.columns();
    share.await();
    elementwise.mean(x, share.firstChannel(channels), share.endChannel(channels), s.mean, s.scale);
    share.await();
    if (share.isFirst()) {
      squeeze.forwardAlone(s.mean, s.bottleneck);
      excite.forwardAlone(s.bottleneck, s.scale);
    }
    share.await();
    int from = share.firstFrame(x.frames());
    int to = share.endFrame(x.frames());
    elementwise.scaleAdd(x, s.scale, residual, residualColumn, out, outColumn, from, to);
  }
}
