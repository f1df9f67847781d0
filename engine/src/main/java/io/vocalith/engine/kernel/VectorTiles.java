package io.vocalith.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of all products. The sums of a tile stay in registers while the inputs go by: 12
 * sums, two vectors of weights and one input fill the 16 registers of AVX2, 24 + 4 + 1 fit into the
 * 32 of AVX-512. Written out, because a compiler keeps named locals in registers and arrays not.
 *
 * <p>Rows beyond {@code lastRow} repeat it: they compute and store the same values once more.
 */
final class VectorTiles {
  /** Frames per tile. */
  static final int ROWS = 6;

  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  private VectorTiles() {}

  /** A tile of 6 frames by 2 vectors of outputs, over the channels of one tap. */
  static void tile6x2(
      Convolution conv,
      float[] bias,
      int n,
      float[] in,
      int a0,
      int inStride,
      int weightsAt,
      float[] out,
      int c0,
      int outStride,
      int lastRow,
      int tap) {
    float[] w = conv.weights.values;
    int a1 = a0 + Math.min(1, lastRow) * inStride;
    int a2 = a0 + Math.min(2, lastRow) * inStride;
    int a3 = a0 + Math.min(3, lastRow) * inStride;
    int a4 = a0 + Math.min(4, lastRow) * inStride;
    int a5 = a0 + Math.min(5, lastRow) * inStride;
    int c1 = c0 + Math.min(1, lastRow) * outStride;
    int c2 = c0 + Math.min(2, lastRow) * outStride;
    int c3 = c0 + Math.min(3, lastRow) * outStride;
    int c4 = c0 + Math.min(4, lastRow) * outStride;
    int c5 = c0 + Math.min(5, lastRow) * outStride;
    boolean first = tap == 0;
    float[] from = first ? bias : out;
    int s0 = first ? n : c0;
    int s1 = first ? n : c1;
    int s2 = first ? n : c2;
    int s3 = first ? n : c3;
    int s4 = first ? n : c4;
    int s5 = first ? n : c5;
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, s0);
    FloatVector x01 = FloatVector.fromArray(SPECIES, from, s0 + LANES);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, s1);
    FloatVector x11 = FloatVector.fromArray(SPECIES, from, s1 + LANES);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, s2);
    FloatVector x21 = FloatVector.fromArray(SPECIES, from, s2 + LANES);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, s3);
    FloatVector x31 = FloatVector.fromArray(SPECIES, from, s3 + LANES);
    FloatVector x40 = FloatVector.fromArray(SPECIES, from, s4);
    FloatVector x41 = FloatVector.fromArray(SPECIES, from, s4 + LANES);
    FloatVector x50 = FloatVector.fromArray(SPECIES, from, s5);
    FloatVector x51 = FloatVector.fromArray(SPECIES, from, s5 + LANES);
    for (int k = 0; k < conv.inputs; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, w, weightsAt + k * 2 * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, w, weightsAt + k * 2 * LANES + LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, in[a0 + k]);
      x00 = a.fma(b0, x00);
      x01 = a.fma(b1, x01);
      a = FloatVector.broadcast(SPECIES, in[a1 + k]);
      x10 = a.fma(b0, x10);
      x11 = a.fma(b1, x11);
      a = FloatVector.broadcast(SPECIES, in[a2 + k]);
      x20 = a.fma(b0, x20);
      x21 = a.fma(b1, x21);
      a = FloatVector.broadcast(SPECIES, in[a3 + k]);
      x30 = a.fma(b0, x30);
      x31 = a.fma(b1, x31);
      a = FloatVector.broadcast(SPECIES, in[a4 + k]);
      x40 = a.fma(b0, x40);
      x41 = a.fma(b1, x41);
      a = FloatVector.broadcast(SPECIES, in[a5 + k]);
      x50 = a.fma(b0, x50);
      x51 = a.fma(b1, x51);
    }
    if (tap == conv.taps - 1 && conv.relu) {
      x00 = x00.max(0f);
      x01 = x01.max(0f);
      x10 = x10.max(0f);
      x11 = x11.max(0f);
      x20 = x20.max(0f);
      x21 = x21.max(0f);
      x30 = x30.max(0f);
      x31 = x31.max(0f);
      x40 = x40.max(0f);
      x41 = x41.max(0f);
      x50 = x50.max(0f);
      x51 = x51.max(0f);
    }
    if (tap == conv.taps - 1 && conv.scale != null) {
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
      x40 = x40.fma(scale0, shift0);
      x41 = x41.fma(scale1, shift1);
      x50 = x50.fma(scale0, shift0);
      x51 = x51.fma(scale1, shift1);
    }
    x00.intoArray(out, c0);
    x01.intoArray(out, c0 + LANES);
    x10.intoArray(out, c1);
    x11.intoArray(out, c1 + LANES);
    x20.intoArray(out, c2);
    x21.intoArray(out, c2 + LANES);
    x30.intoArray(out, c3);
    x31.intoArray(out, c3 + LANES);
    x40.intoArray(out, c4);
    x41.intoArray(out, c4 + LANES);
    x50.intoArray(out, c5);
    x51.intoArray(out, c5 + LANES);
  }

  /** A tile of 6 frames by 4 vectors of outputs, over the channels of one tap. */
  static void tile6x4(
      Convolution conv,
      float[] bias,
      int n,
      float[] in,
      int a0,
      int inStride,
      int weightsAt,
      float[] out,
      int c0,
      int outStride,
      int lastRow,
      int tap) {
    float[] w = conv.weights.values;
    int a1 = a0 + Math.min(1, lastRow) * inStride;
    int a2 = a0 + Math.min(2, lastRow) * inStride;
    int a3 = a0 + Math.min(3, lastRow) * inStride;
    int a4 = a0 + Math.min(4, lastRow) * inStride;
    int a5 = a0 + Math.min(5, lastRow) * inStride;
    int c1 = c0 + Math.min(1, lastRow) * outStride;
    int c2 = c0 + Math.min(2, lastRow) * outStride;
    int c3 = c0 + Math.min(3, lastRow) * outStride;
    int c4 = c0 + Math.min(4, lastRow) * outStride;
    int c5 = c0 + Math.min(5, lastRow) * outStride;
    boolean first = tap == 0;
    float[] from = first ? bias : out;
    int s0 = first ? n : c0;
    int s1 = first ? n : c1;
    int s2 = first ? n : c2;
    int s3 = first ? n : c3;
    int s4 = first ? n : c4;
    int s5 = first ? n : c5;
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, s0);
    FloatVector x01 = FloatVector.fromArray(SPECIES, from, s0 + LANES);
    FloatVector x02 = FloatVector.fromArray(SPECIES, from, s0 + 2 * LANES);
    FloatVector x03 = FloatVector.fromArray(SPECIES, from, s0 + 3 * LANES);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, s1);
    FloatVector x11 = FloatVector.fromArray(SPECIES, from, s1 + LANES);
    FloatVector x12 = FloatVector.fromArray(SPECIES, from, s1 + 2 * LANES);
    FloatVector x13 = FloatVector.fromArray(SPECIES, from, s1 + 3 * LANES);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, s2);
    FloatVector x21 = FloatVector.fromArray(SPECIES, from, s2 + LANES);
    FloatVector x22 = FloatVector.fromArray(SPECIES, from, s2 + 2 * LANES);
    FloatVector x23 = FloatVector.fromArray(SPECIES, from, s2 + 3 * LANES);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, s3);
    FloatVector x31 = FloatVector.fromArray(SPECIES, from, s3 + LANES);
    FloatVector x32 = FloatVector.fromArray(SPECIES, from, s3 + 2 * LANES);
    FloatVector x33 = FloatVector.fromArray(SPECIES, from, s3 + 3 * LANES);
    FloatVector x40 = FloatVector.fromArray(SPECIES, from, s4);
    FloatVector x41 = FloatVector.fromArray(SPECIES, from, s4 + LANES);
    FloatVector x42 = FloatVector.fromArray(SPECIES, from, s4 + 2 * LANES);
    FloatVector x43 = FloatVector.fromArray(SPECIES, from, s4 + 3 * LANES);
    FloatVector x50 = FloatVector.fromArray(SPECIES, from, s5);
    FloatVector x51 = FloatVector.fromArray(SPECIES, from, s5 + LANES);
    FloatVector x52 = FloatVector.fromArray(SPECIES, from, s5 + 2 * LANES);
    FloatVector x53 = FloatVector.fromArray(SPECIES, from, s5 + 3 * LANES);
    for (int k = 0; k < conv.inputs; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, w, weightsAt + k * 4 * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, w, weightsAt + k * 4 * LANES + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, w, weightsAt + k * 4 * LANES + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, w, weightsAt + k * 4 * LANES + 3 * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, in[a0 + k]);
      x00 = a.fma(b0, x00);
      x01 = a.fma(b1, x01);
      x02 = a.fma(b2, x02);
      x03 = a.fma(b3, x03);
      a = FloatVector.broadcast(SPECIES, in[a1 + k]);
      x10 = a.fma(b0, x10);
      x11 = a.fma(b1, x11);
      x12 = a.fma(b2, x12);
      x13 = a.fma(b3, x13);
      a = FloatVector.broadcast(SPECIES, in[a2 + k]);
      x20 = a.fma(b0, x20);
      x21 = a.fma(b1, x21);
      x22 = a.fma(b2, x22);
      x23 = a.fma(b3, x23);
      a = FloatVector.broadcast(SPECIES, in[a3 + k]);
      x30 = a.fma(b0, x30);
      x31 = a.fma(b1, x31);
      x32 = a.fma(b2, x32);
      x33 = a.fma(b3, x33);
      a = FloatVector.broadcast(SPECIES, in[a4 + k]);
      x40 = a.fma(b0, x40);
      x41 = a.fma(b1, x41);
      x42 = a.fma(b2, x42);
      x43 = a.fma(b3, x43);
      a = FloatVector.broadcast(SPECIES, in[a5 + k]);
      x50 = a.fma(b0, x50);
      x51 = a.fma(b1, x51);
      x52 = a.fma(b2, x52);
      x53 = a.fma(b3, x53);
    }
    if (tap == conv.taps - 1 && conv.relu) {
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
      x40 = x40.max(0f);
      x41 = x41.max(0f);
      x42 = x42.max(0f);
      x43 = x43.max(0f);
      x50 = x50.max(0f);
      x51 = x51.max(0f);
      x52 = x52.max(0f);
      x53 = x53.max(0f);
    }
    if (tap == conv.taps - 1 && conv.scale != null) {
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
      x40 = x40.fma(scale0, shift0);
      x41 = x41.fma(scale1, shift1);
      x42 = x42.fma(scale2, shift2);
      x43 = x43.fma(scale3, shift3);
      x50 = x50.fma(scale0, shift0);
      x51 = x51.fma(scale1, shift1);
      x52 = x52.fma(scale2, shift2);
      x53 = x53.fma(scale3, shift3);
    }
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
    x40.intoArray(out, c4);
    x41.intoArray(out, c4 + LANES);
    x42.intoArray(out, c4 + 2 * LANES);
    x43.intoArray(out, c4 + 3 * LANES);
    x50.intoArray(out, c5);
    x51.intoArray(out, c5 + LANES);
    x52.intoArray(out, c5 + 2 * LANES);
    x53.intoArray(out, c5 + 3 * LANES);
  }
}
