package io.vocalith.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of all products. The sums of a tile stay in registers while the inputs go by: 4 x
 * 2 sums, which is what hides the latency of two multiply-add units, with two vectors of weights
 * and some inputs fit into the 16 registers of AVX2 (with 5 or 6 frames C2 spills a sum or two and
 * more than half of the speed is gone), 4 x 4 into the 32 of AVX-512. Written out, because a
 * compiler keeps named locals in registers and arrays not.
 *
 * <p>Inputs are packed, the four frames of a channel side by side: with one address to follow, and
 * one that is a shift of the loop variable, range checks leave the loop. Rows beyond {@code
 * lastRow} are stored over it, so the packed frames there must repeat the last.
 */
final class VectorTiles {
  /** Frames per tile. */
  static final int ROWS = 4;

  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  /** Outputs of a panel; a product of constants in an index would keep its range check. */
  private static final int TWO = 2 * LANES;

  private static final int FOUR = 4 * LANES;

  private VectorTiles() {}

  /** A tile of 4 frames by 2 vectors of outputs. */
  static void tile4x2(
      Convolution conv,
      float[] bias,
      int n,
      float[] packed,
      int packedAt,
      int weightsAt,
      float[] out,
      int c0,
      int outStride,
      int lastRow) {
    float[] w = conv.weights.values;
    int inputs = conv.weights.inputs;
    FloatVector x00 = FloatVector.fromArray(SPECIES, bias, n);
    FloatVector x01 = FloatVector.fromArray(SPECIES, bias, n + LANES);
    FloatVector x10 = x00;
    FloatVector x11 = x01;
    FloatVector x20 = x00;
    FloatVector x21 = x01;
    FloatVector x30 = x00;
    FloatVector x31 = x01;
    for (int k = 0; k < inputs; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, w, weightsAt + k * TWO);
      FloatVector b1 = FloatVector.fromArray(SPECIES, w, weightsAt + k * TWO + LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROWS]);
      x00 = a.fma(b0, x00);
      x01 = a.fma(b1, x01);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROWS + 1]);
      x10 = a.fma(b0, x10);
      x11 = a.fma(b1, x11);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROWS + 2]);
      x20 = a.fma(b0, x20);
      x21 = a.fma(b1, x21);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROWS + 3]);
      x30 = a.fma(b0, x30);
      x31 = a.fma(b1, x31);
    }
    if (conv.relu) {
      x00 = x00.max(0f);
      x01 = x01.max(0f);
      x10 = x10.max(0f);
      x11 = x11.max(0f);
      x20 = x20.max(0f);
      x21 = x21.max(0f);
      x30 = x30.max(0f);
      x31 = x31.max(0f);
    }
    if (conv.scale != null) {
      FloatVector scale0 = FloatVector.fromArray(SPECIES, conv.scale, n);
      FloatVector shift0 = FloatVector.fromArray(SPECIES, conv.shift, n);
      FloatVector scale1 = FloatVector.fromArray(SPECIES, conv.scale, n + LANES);
      FloatVector shift1 = FloatVector.fromArray(SPECIES, conv.shift, n + LANES);
      x00 = x00.fma(scale0, shift0);
      x01 = x01.fma(scale1, shift1);
      x10 = x10.fma(scale0, shift0);
      x11 = x11.fma(scale1, shift1);
      x20 = x20.fma(scale0, shift0);
      x21 = x21.fma(scale1, shift1);
      x30 = x30.fma(scale0, shift0);
      x31 = x31.fma(scale1, shift1);
    }
    int c1 = c0 + Math.min(1, lastRow) * outStride;
    int c2 = c0 + Math.min(2, lastRow) * outStride;
    int c3 = c0 + Math.min(3, lastRow) * outStride;
    x00.intoArray(out, c0);
    x01.intoArray(out, c0 + LANES);
    x10.intoArray(out, c1);
    x11.intoArray(out, c1 + LANES);
    x20.intoArray(out, c2);
    x21.intoArray(out, c2 + LANES);
    x30.intoArray(out, c3);
    x31.intoArray(out, c3 + LANES);
  }

  /** A tile of 4 frames by 4 vectors of outputs. */
  static void tile4x4(
      Convolution conv,
      float[] bias,
      int n,
      float[] packed,
      int packedAt,
      int weightsAt,
      float[] out,
      int c0,
      int outStride,
      int lastRow) {
    float[] w = conv.weights.values;
    int inputs = conv.weights.inputs;
    FloatVector x00 = FloatVector.fromArray(SPECIES, bias, n);
    FloatVector x01 = FloatVector.fromArray(SPECIES, bias, n + LANES);
    FloatVector x02 = FloatVector.fromArray(SPECIES, bias, n + 2 * LANES);
    FloatVector x03 = FloatVector.fromArray(SPECIES, bias, n + 3 * LANES);
    FloatVector x10 = x00;
    FloatVector x11 = x01;
    FloatVector x12 = x02;
    FloatVector x13 = x03;
    FloatVector x20 = x00;
    FloatVector x21 = x01;
    FloatVector x22 = x02;
    FloatVector x23 = x03;
    FloatVector x30 = x00;
    FloatVector x31 = x01;
    FloatVector x32 = x02;
    FloatVector x33 = x03;
    for (int k = 0; k < inputs; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR);
      FloatVector b1 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR + 3 * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROWS]);
      x00 = a.fma(b0, x00);
      x01 = a.fma(b1, x01);
      x02 = a.fma(b2, x02);
      x03 = a.fma(b3, x03);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROWS + 1]);
      x10 = a.fma(b0, x10);
      x11 = a.fma(b1, x11);
      x12 = a.fma(b2, x12);
      x13 = a.fma(b3, x13);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROWS + 2]);
      x20 = a.fma(b0, x20);
      x21 = a.fma(b1, x21);
      x22 = a.fma(b2, x22);
      x23 = a.fma(b3, x23);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROWS + 3]);
      x30 = a.fma(b0, x30);
      x31 = a.fma(b1, x31);
      x32 = a.fma(b2, x32);
      x33 = a.fma(b3, x33);
    }
    if (conv.relu) {
      x00 = x00.max(0f);
      x01 = x01.max(0f);
      x02 = x02.max(0f);
      x03 = x03.max(0f);
      x10 = x10.max(0f);
      x11 = x11.max(0f);
      x12 = x12.max(0f);
      x13 = x13.max(0f);
      x20 = x20.max(0f);
      x21 = x21.max(0f);
      x22 = x22.max(0f);
      x23 = x23.max(0f);
      x30 = x30.max(0f);
      x31 = x31.max(0f);
      x32 = x32.max(0f);
      x33 = x33.max(0f);
    }
    if (conv.scale != null) {
      FloatVector scale0 = FloatVector.fromArray(SPECIES, conv.scale, n);
      FloatVector shift0 = FloatVector.fromArray(SPECIES, conv.shift, n);
      FloatVector scale1 = FloatVector.fromArray(SPECIES, conv.scale, n + LANES);
      FloatVector shift1 = FloatVector.fromArray(SPECIES, conv.shift, n + LANES);
      FloatVector scale2 = FloatVector.fromArray(SPECIES, conv.scale, n + 2 * LANES);
      FloatVector shift2 = FloatVector.fromArray(SPECIES, conv.shift, n + 2 * LANES);
      FloatVector scale3 = FloatVector.fromArray(SPECIES, conv.scale, n + 3 * LANES);
      FloatVector shift3 = FloatVector.fromArray(SPECIES, conv.shift, n + 3 * LANES);
      x00 = x00.fma(scale0, shift0);
      x01 = x01.fma(scale1, shift1);
      x02 = x02.fma(scale2, shift2);
      x03 = x03.fma(scale3, shift3);
      x10 = x10.fma(scale0, shift0);
      x11 = x11.fma(scale1, shift1);
      x12 = x12.fma(scale2, shift2);
      x13 = x13.fma(scale3, shift3);
      x20 = x20.fma(scale0, shift0);
      x21 = x21.fma(scale1, shift1);
      x22 = x22.fma(scale2, shift2);
      x23 = x23.fma(scale3, shift3);
      x30 = x30.fma(scale0, shift0);
      x31 = x31.fma(scale1, shift1);
      x32 = x32.fma(scale2, shift2);
      x33 = x33.fma(scale3, shift3);
    }
    int c1 = c0 + Math.min(1, lastRow) * outStride;
    int c2 = c0 + Math.min(2, lastRow) * outStride;
    int c3 = c0 + Math.min(3, lastRow) * outStride;
    x00.intoArray(out, c0);
    x01.intoArray(out, c0 + LANES);
    x02.intoArray(out, c0 + 2 * LANES);
    x03.intoArray(out, c0 + 3 * LANES);
    x10.intoArray(out, c1);
    x11.intoArray(out, c1 + LANES);
    x12.intoArray(out, c1 + 2 * LANES);
    x13.intoArray(out, c1 + 3 * LANES);
    x20.intoArray(out, c2);
    x21.intoArray(out, c2 + LANES);
    x22.intoArray(out, c2 + 2 * LANES);
    x23.intoArray(out, c2 + 3 * LANES);
    x30.intoArray(out, c3);
    x31.intoArray(out, c3 + LANES);
    x32.intoArray(out, c3 + 2 * LANES);
    x33.intoArray(out, c3 + 3 * LANES);
  }
}
