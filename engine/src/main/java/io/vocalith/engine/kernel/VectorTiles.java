package io.vocalith.engine.kernel;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of all products: {@code sums += frames x weights}. The sums of a tile stay in
 * registers while the inputs go by: 6 x 2 of them, with two vectors of weights and one input, fill
 * 15 of the 16 registers of AVX2; 4 x 4 leave room in the 32 of AVX-512 and NEON. Written out,
 * because a compiler keeps named locals in registers and arrays not; and with nothing else in the
 * method, as every further integer that is alive takes a register from the addresses.
 *
 * <p>The fences of 6 x 2 are no instructions on x86. They keep C2 from loading inputs so far ahead
 * that it runs out of registers: it then spills sums, and more than half of the speed is gone.
 *
 * <p>Inputs are packed, the frames of a channel side by side in room for a power of two: with one
 * address to follow, and one that is a shift of the loop variable, range checks leave the loop.
 * Sums stand frame by frame, without a gap, from {@code sumsAt} on.
 */
final class VectorTiles {
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  /** Outputs of a panel, a constant: a product in an index would keep its range check. */
  private static final int TWO = 2 * LANES;

  private static final int FOUR = 4 * LANES;

  /** Floats between two inputs of packed frames: room for the tile's frames, a power of two. */
  static final int STRIDE_OF_6 = 8;

  static final int STRIDE_OF_4 = 4;

  private VectorTiles() {}

  /** Packs 6 frames, which start at {@code frames}. */
  static void pack6(float[] in, int[] frames, int inputs, float[] packed, int to) {
    int f0 = frames[0];
    int f1 = frames[1];
    int f2 = frames[2];
    int f3 = frames[3];
    int f4 = frames[4];
    int f5 = frames[5];
    for (int k = 0; k < inputs; k++) {
      packed[to + k * STRIDE_OF_6] = in[f0 + k];
      packed[to + k * STRIDE_OF_6 + 1] = in[f1 + k];
      packed[to + k * STRIDE_OF_6 + 2] = in[f2 + k];
      packed[to + k * STRIDE_OF_6 + 3] = in[f3 + k];
      packed[to + k * STRIDE_OF_6 + 4] = in[f4 + k];
      packed[to + k * STRIDE_OF_6 + 5] = in[f5 + k];
    }
  }

  /** Packs 4 frames, which start at {@code frames}. */
  static void pack4(float[] in, int[] frames, int inputs, float[] packed, int to) {
    int f0 = frames[0];
    int f1 = frames[1];
    int f2 = frames[2];
    int f3 = frames[3];
    for (int k = 0; k < inputs; k++) {
      packed[to + k * STRIDE_OF_4] = in[f0 + k];
      packed[to + k * STRIDE_OF_4 + 1] = in[f1 + k];
      packed[to + k * STRIDE_OF_4 + 2] = in[f2 + k];
      packed[to + k * STRIDE_OF_4 + 3] = in[f3 + k];
    }
  }

  /** A tile of 6 frames by 2 vectors of outputs. */
  static void tile6x2(
      float[] w,
      int weightsAt,
      float[] packed,
      int packedAt,
      int inputs,
      float[] sums,
      int sumsAt) {
    FloatVector x00 = FloatVector.fromArray(SPECIES, sums, sumsAt);
    FloatVector x01 = FloatVector.fromArray(SPECIES, sums, sumsAt + LANES);
    FloatVector x10 = FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * LANES);
    FloatVector x11 = FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * LANES);
    FloatVector x20 = FloatVector.fromArray(SPECIES, sums, sumsAt + 4 * LANES);
    FloatVector x21 = FloatVector.fromArray(SPECIES, sums, sumsAt + 5 * LANES);
    FloatVector x30 = FloatVector.fromArray(SPECIES, sums, sumsAt + 6 * LANES);
    FloatVector x31 = FloatVector.fromArray(SPECIES, sums, sumsAt + 7 * LANES);
    FloatVector x40 = FloatVector.fromArray(SPECIES, sums, sumsAt + 8 * LANES);
    FloatVector x41 = FloatVector.fromArray(SPECIES, sums, sumsAt + 9 * LANES);
    FloatVector x50 = FloatVector.fromArray(SPECIES, sums, sumsAt + 10 * LANES);
    FloatVector x51 = FloatVector.fromArray(SPECIES, sums, sumsAt + 11 * LANES);
    for (int k = 0; k < inputs; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, w, weightsAt + k * TWO);
      FloatVector b1 = FloatVector.fromArray(SPECIES, w, weightsAt + k * TWO + LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_6]);
      x00 = a.fma(b0, x00);
      x01 = a.fma(b1, x01);
      VarHandle.loadLoadFence();
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_6 + 1]);
      x10 = a.fma(b0, x10);
      x11 = a.fma(b1, x11);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_6 + 2]);
      x20 = a.fma(b0, x20);
      x21 = a.fma(b1, x21);
      VarHandle.loadLoadFence();
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_6 + 3]);
      x30 = a.fma(b0, x30);
      x31 = a.fma(b1, x31);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_6 + 4]);
      x40 = a.fma(b0, x40);
      x41 = a.fma(b1, x41);
      VarHandle.loadLoadFence();
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_6 + 5]);
      x50 = a.fma(b0, x50);
      x51 = a.fma(b1, x51);
    }
    x00.intoArray(sums, sumsAt);
    x01.intoArray(sums, sumsAt + LANES);
    x10.intoArray(sums, sumsAt + 2 * LANES);
    x11.intoArray(sums, sumsAt + 3 * LANES);
    x20.intoArray(sums, sumsAt + 4 * LANES);
    x21.intoArray(sums, sumsAt + 5 * LANES);
    x30.intoArray(sums, sumsAt + 6 * LANES);
    x31.intoArray(sums, sumsAt + 7 * LANES);
    x40.intoArray(sums, sumsAt + 8 * LANES);
    x41.intoArray(sums, sumsAt + 9 * LANES);
    x50.intoArray(sums, sumsAt + 10 * LANES);
    x51.intoArray(sums, sumsAt + 11 * LANES);
  }

  /** A tile of 4 frames by 4 vectors of outputs. */
  static void tile4x4(
      float[] w,
      int weightsAt,
      float[] packed,
      int packedAt,
      int inputs,
      float[] sums,
      int sumsAt) {
    FloatVector x00 = FloatVector.fromArray(SPECIES, sums, sumsAt);
    FloatVector x01 = FloatVector.fromArray(SPECIES, sums, sumsAt + LANES);
    FloatVector x02 = FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * LANES);
    FloatVector x03 = FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * LANES);
    FloatVector x10 = FloatVector.fromArray(SPECIES, sums, sumsAt + 4 * LANES);
    FloatVector x11 = FloatVector.fromArray(SPECIES, sums, sumsAt + 5 * LANES);
    FloatVector x12 = FloatVector.fromArray(SPECIES, sums, sumsAt + 6 * LANES);
    FloatVector x13 = FloatVector.fromArray(SPECIES, sums, sumsAt + 7 * LANES);
    FloatVector x20 = FloatVector.fromArray(SPECIES, sums, sumsAt + 8 * LANES);
    FloatVector x21 = FloatVector.fromArray(SPECIES, sums, sumsAt + 9 * LANES);
    FloatVector x22 = FloatVector.fromArray(SPECIES, sums, sumsAt + 10 * LANES);
    FloatVector x23 = FloatVector.fromArray(SPECIES, sums, sumsAt + 11 * LANES);
    FloatVector x30 = FloatVector.fromArray(SPECIES, sums, sumsAt + 12 * LANES);
    FloatVector x31 = FloatVector.fromArray(SPECIES, sums, sumsAt + 13 * LANES);
    FloatVector x32 = FloatVector.fromArray(SPECIES, sums, sumsAt + 14 * LANES);
    FloatVector x33 = FloatVector.fromArray(SPECIES, sums, sumsAt + 15 * LANES);
    for (int k = 0; k < inputs; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR);
      FloatVector b1 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR + 3 * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_4]);
      x00 = a.fma(b0, x00);
      x01 = a.fma(b1, x01);
      x02 = a.fma(b2, x02);
      x03 = a.fma(b3, x03);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_4 + 1]);
      x10 = a.fma(b0, x10);
      x11 = a.fma(b1, x11);
      x12 = a.fma(b2, x12);
      x13 = a.fma(b3, x13);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_4 + 2]);
      x20 = a.fma(b0, x20);
      x21 = a.fma(b1, x21);
      x22 = a.fma(b2, x22);
      x23 = a.fma(b3, x23);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * STRIDE_OF_4 + 3]);
      x30 = a.fma(b0, x30);
      x31 = a.fma(b1, x31);
      x32 = a.fma(b2, x32);
      x33 = a.fma(b3, x33);
    }
    x00.intoArray(sums, sumsAt);
    x01.intoArray(sums, sumsAt + LANES);
    x02.intoArray(sums, sumsAt + 2 * LANES);
    x03.intoArray(sums, sumsAt + 3 * LANES);
    x10.intoArray(sums, sumsAt + 4 * LANES);
    x11.intoArray(sums, sumsAt + 5 * LANES);
    x12.intoArray(sums, sumsAt + 6 * LANES);
    x13.intoArray(sums, sumsAt + 7 * LANES);
    x20.intoArray(sums, sumsAt + 8 * LANES);
    x21.intoArray(sums, sumsAt + 9 * LANES);
    x22.intoArray(sums, sumsAt + 10 * LANES);
    x23.intoArray(sums, sumsAt + 11 * LANES);
    x30.intoArray(sums, sumsAt + 12 * LANES);
    x31.intoArray(sums, sumsAt + 13 * LANES);
    x32.intoArray(sums, sumsAt + 14 * LANES);
    x33.intoArray(sums, sumsAt + 15 * LANES);
  }
}
