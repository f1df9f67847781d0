package io.vocalith.models.diarize;

import java.util.List;

/** Directions of embeddings: unit vectors, their means, the nearest of several. */
final class Vectors {
  private Vectors() {}

  static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / Math.sqrt(squares));
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

  /** Which of several means has the highest cosine with a vector. */
  static int nearest(float[] vector, List<float[]> means) {
    int nearest = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int m = 0; m < means.size(); m++) {
      float[] mean = means.get(m);
      double cosine = dot(vector, mean) / Math.sqrt(Math.max(dot(mean, mean), 1e-30));
      if (cosine > best) {
        best = cosine;
        nearest = m;
      }
    }
    return nearest;
  }
}
