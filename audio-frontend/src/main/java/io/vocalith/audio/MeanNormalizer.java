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
    double[] sums = new double[columns];
    add(values, sums);
    subtract(values, means(sums, columns == 0 ? 0 : values.length / columns));
  }

  /** Adds every column of row-major values to its sum. */
  static void add(float[] values, double[] sums) {
    for (int at = 0; at < values.length; ) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += values[at++];
      }
    }
  }

  static double[] means(double[] sums, int rows) {
    double[] means = new double[sums.length];
    for (int c = 0; c < sums.length; c++) {
      means[c] = sums[c] / rows;
    }
    return means;
  }

  static void subtract(float[] values, double[] means) {
    for (int at = 0; at < values.length; ) {
      for (int c = 0; c < means.length; c++, at++) {
        values[at] = (float) (values[at] - means[c]);
      }
    }
  }
}
