package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.Convolution;
import io.vocalith.engine.kernel.Epilogue;
import io.vocalith.engine.kernel.Kernels;

/** A convolution over time that keeps the number of frames; with one tap, a dense layer. */
public final class Conv1d {
  private final Kernels kernels;
  private final Convolution convolution;
  private final Padding padding;

  /**
   * A convolution.
   *
   * @param weights (outputs, inputs, taps) row-major
   * @param bias one per output
   * @throws IllegalArgumentException if there are more or fewer weights than the shape says
   */
  public Conv1d(
      Kernels kernels,
      Convolution.Shape shape,
      float[] weights,
      float[] bias,
      Epilogue epilogue,
      Padding padding) {
    this.kernels = kernels;
    this.convolution = Convolution.pack(kernels, shape, weights, bias, epilogue);
    this.padding = padding;
  }

  /** Channels made. */
  public int outputs() {
    return convolution.outputs();
  }

  /** Channels read. */
  public int inputs() {
    return convolution.inputs();
  }

  /** Frames of padding the input needs on either side. */
  public int margin() {
    return Math.max(convolution.before(), convolution.after());
  }

  /**
   * This thread's frames of the output. Where there is more than one tap, all threads meet once the
   * input is padded.
   *
   * @param in (frames, channels) with {@link #margin} frames to spare on either side
   * @param inColumn first channel read
   * @param out (frames, channels), another array than {@code in}; as many frames as wanted
   * @param outColumn first channel written
   */
  public void forward(Frames in, int inColumn, Frames out, int outColumn, Share share) {
    forward(convolution.bias(), in, inColumn, out, outColumn, share);
  }

  /** The same with another bias: at least one value per output rounded up to whole panels. */
  void forward(float[] bias, Frames in, int inColumn, Frames out, int outColumn, Share share) {
    int from = share.firstFrame(out.frames());
    int to = share.endFrame(out.frames());
    if (margin() > 0) {
      padding.fill(in, inColumn, convolution, from, to);
      share.await();
    }
    kernels.convolve(convolution, bias, in, inColumn, out, outColumn, from, to);
  }

  /** All frames on this thread, for inputs too small to split. */
  public void forwardAlone(Frames in, Frames out) {
    kernels.convolve(convolution, convolution.bias(), in, 0, out, 0, 0, out.frames());
  }
}
