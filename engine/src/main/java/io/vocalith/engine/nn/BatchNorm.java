package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.Epilogue;

/**
 * Batch normalisation of a trained network, folded into one factor and one summand per channel:
 * gamma (x - mean) / sqrt(variance + 1e-5) + beta = scale x + shift.
 *
 * @param scale factor per channel
 * @param shift summand per channel
 */
public record BatchNorm(float[] scale, float[] shift) {
  /** What MindSpore's BatchNorm2d and PyTorch's BatchNorm1d add to the variance. */
  private static final double EPSILON = 1e-5;

  /**
   * Folds the four vectors of a checkpoint, in double precision.
   *
   * @throws IllegalArgumentException if they differ in length or a variance is negative
   */
  public static BatchNorm fold(float[] gamma, float[] beta, float[] mean, float[] variance) {
    int channels = gamma.length;
    if (beta.length != channels || mean.length != channels || variance.length != channels) {
      throw new IllegalArgumentException("expected " + channels + " values of each kind");
    }
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      if (!(variance[c] >= 0)) {
        throw new IllegalArgumentException(
            "expected variances of 0 or more, found " + variance[c] + " for channel " + c);
      }
      double factor = gamma[c] / Math.sqrt(variance[c] + EPSILON);
      scale[c] = (float) factor;
      shift[c] = (float) (beta[c] - mean[c] * factor);
    }
    return new BatchNorm(scale, shift);
  }

  /** Rectification, then this: the end of every time-delay layer of ECAPA-TDNN. */
  public Epilogue afterRelu() {
    return new Epilogue(true, scale, shift, Epilogue.Squash.NONE);
  }

  /** Normalises one frame in place, the product and the sum rounded one after the other. */
  public void apply(Frames frame) {
    float[] x = frame.values();
    int at = frame.at(0);
    for (int c = 0; c < scale.length; c++) {
      x[at + c] = x[at + c] * scale[c] + shift[c];
    }
  }
}
