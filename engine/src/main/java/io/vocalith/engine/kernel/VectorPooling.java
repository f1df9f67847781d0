package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Attentive statistics and the functions after a product, a vector of channels at a time. */
final class VectorPooling {
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  private VectorPooling() {}

  static void squash(Convolution convolution, Frames out, int column, int from, int to) {
    if (convolution.squash == Epilogue.Squash.NONE) {
      return;
    }
    boolean tanh = convolution.squash == Epilogue.Squash.TANH;
    int width = convolution.outputs / LANES * LANES;
    for (int t = from; t < to; t++) {
      int at = out.at(t) + column;
      if (tanh) {
        VectorMath.tanh(out.values(), at, at + width);
      } else {
        VectorMath.sigmoid(out.values(), at, at + width);
      }
      ScalarKernels.squash(tanh, out.values(), at + width, at + convolution.outputs);
    }
  }

  /** Channels {@code column} to {@code column + LANES - 1}. */
  static void attend(Frames scores, Frames x, int column, Frames pooled) {
    FloatVector highest = highest(scores, column);
    FloatVector total = FloatVector.zero(SPECIES);
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int block = 0; block < x.frames(); block += Kernels.BLOCK) {
      FloatVector blockTotal = FloatVector.zero(SPECIES);
      FloatVector blockSum = FloatVector.zero(SPECIES);
      for (int t = block; t < Math.min(block + Kernels.BLOCK, x.frames()); t++) {
        int at = scores.at(t) + column;
        FloatVector score = FloatVector.fromArray(SPECIES, scores.values(), at);
        FloatVector a = VectorMath.exp(score.sub(highest));
        a.intoArray(scores.values(), at);
        blockTotal = blockTotal.add(a);
        blockSum = a.fma(FloatVector.fromArray(SPECIES, x.values(), x.at(t) + column), blockSum);
      }
      total = total.add(blockTotal);
      sum = sum.add(blockSum);
    }
    FloatVector mean = sum.div(total);
    mean.intoArray(pooled.values(), pooled.at(0) + column);
    deviation(scores, x, column, mean, total)
        .intoArray(pooled.values(), pooled.at(0) + x.columns() + column);
  }

  private static FloatVector highest(Frames scores, int column) {
    FloatVector highest = FloatVector.fromArray(SPECIES, scores.values(), scores.at(0) + column);
    for (int t = 1; t < scores.frames(); t++) {
      highest = highest.max(FloatVector.fromArray(SPECIES, scores.values(), scores.at(t) + column));
    }
    return highest;
  }

  private static FloatVector deviation(
      Frames weights, Frames x, int column, FloatVector mean, FloatVector total) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int block = 0; block < x.frames(); block += Kernels.BLOCK) {
      FloatVector blockSum = FloatVector.zero(SPECIES);
      for (int t = block; t < Math.min(block + Kernels.BLOCK, x.frames()); t++) {
        FloatVector a = FloatVector.fromArray(SPECIES, weights.values(), weights.at(t) + column);
        FloatVector d = FloatVector.fromArray(SPECIES, x.values(), x.at(t) + column).sub(mean);
        blockSum = a.fma(d.mul(d), blockSum);
      }
      sum = sum.add(blockSum);
    }
    return sum.div(total).max(ScalarKernels.SMALLEST_VARIANCE).sqrt();
  }
}
