package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/** Attentive statistics of one channel; {@link VectorPooling} does the same to a strip of them. */
final class ScalarPooling {
  private ScalarPooling() {}

  static void attend(Frames scores, Frames x, int column, Frames pooled) {
    float[] weights = scores.values();
    float highest = weights[scores.at(0) + column];
    for (int t = 1; t < x.frames(); t++) {
      highest = Math.max(highest, weights[scores.at(t) + column]);
    }
    float total = 0f;
    float sum = 0f;
    for (int block = 0; block < x.frames(); block += Kernels.BLOCK) {
      float blockTotal = 0f;
      float blockSum = 0f;
      for (int t = block; t < Math.min(block + Kernels.BLOCK, x.frames()); t++) {
        int at = scores.at(t) + column;
        float a = ScalarMath.exp(weights[at] - highest);
        weights[at] = a;
        blockTotal += a;
        blockSum = Fma.fma(a, x.values()[x.at(t) + column], blockSum);
      }
      total += blockTotal;
      sum += blockSum;
    }
    float mean = sum / total;
    pooled.values()[pooled.at(0) + column] = mean;
    pooled.values()[pooled.at(0) + x.columns() + column] =
        deviation(scores, x, column, mean, total);
  }

  private static float deviation(Frames scores, Frames x, int column, float mean, float total) {
    float sum = 0f;
    for (int block = 0; block < x.frames(); block += Kernels.BLOCK) {
      float blockSum = 0f;
      for (int t = block; t < Math.min(block + Kernels.BLOCK, x.frames()); t++) {
        float d = x.values()[x.at(t) + column] - mean;
        blockSum = Fma.fma(scores.values()[scores.at(t) + column], d * d, blockSum);
      }
      sum += blockSum;
    }
    return (float) Math.sqrt(Math.max(sum / total, ScalarKernels.SMALLEST_VARIANCE));
  }
}
