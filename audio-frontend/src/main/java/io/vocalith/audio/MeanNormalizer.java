package io.vocalith.audio;

import io.vocalith.engine.Matrix;

/**
 * Subtracts from every feature its mean over the recording (SpeechBrain's {@code
 * InputNormalization} with {@code norm_type="sentence"} and {@code std_norm=False}). Means are
 * summed in double, frame by frame.
 */
public final class MeanNormalizer {
  private MeanNormalizer() {}

  /** A copy of the features (frames, features) whose columns have mean zero. */
  public static Matrix apply(Matrix features) {
    float[] values = features.values().clone();
    subtractMeans(values, features.columns());
    return Matrix.of(features.rows(), features.columns(), values);
  }

  /** The same in place, on the row-major values of a matrix with so many columns. */
  static void subtractMeans(float[] values, int columns) {
    int rows = columns == 0 ? 0 : values.length / columns;
    double[] mean = new double[columns];
    for (int at = 0; at < values.length; ) {
      for (int c = 0; c < columns; c++) {
        mean[c] += values[at++];
      }
    }
    for (int c = 0; c < columns; c++) {
      mean[c] /= rows;
    }
    for (int at = 0; at < values.length; ) {
      for (int c = 0; c < columns; c++, at++) {
        values[at] = (float) (values[at] - mean[c]);
      }
    }
  }
}
