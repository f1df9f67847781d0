package io.vocalith.models.diarize;

import java.util.List;

/** Directions of embeddings: unit vectors, their means and cosines. */
final class Vectors {
  private Vectors() {}

  static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / Math.sqrt(Math.max(squares, 1e-30)));
    }
    return unit;
  }

  static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The mean of the vectors' directions. */
  static float[] mean(List<float[]> vectors) {
    float[] mean = new float[vectors.get(0).length];
    for (float[] vector : vectors) {
      float[] unit = unit(vector);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += unit[i] / vectors.size();
      }
    }
    return mean;
  }

  /** The cosine of a vector of length 1 and any other; 0 where that has no length. */
  static double cosine(float[] unit, float[] other) {
    return dot(unit, other) / Math.sqrt(Math.max(dot(other, other), 1e-30));
  }
}
