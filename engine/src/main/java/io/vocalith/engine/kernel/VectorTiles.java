package io.vocalith.engine.kernel;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of all products. The sums of a tile start from what {@code from} holds, stay in
 * registers while the inputs go by, and go to {@code to}; in both, frames are a step apart, which
 * is none where all frames start from the same bias. 6 x 2 sums, with two vectors of weights and
 * one input, fill 15 of the 16 registers of AVX2; 4 x 4 leave room in the 32 of AVX-512 and NEON.
 * Written out, because a compiler keeps named locals in registers and arrays not; and with nothing
 * else in the loops, as every further integer that is alive takes a register from the addresses.
 *
 * <p>The fences of 6 x 2 are no instructions on x86. They keep C2 from loading inputs so far ahead
 * that it runs out of registers: it then spills sums, and more than half of the speed is gone. Six
 * addresses would be as many registers too many, so its inputs are packed, the six of a channel
 * side by side in room for eight: with one address to follow, and one that is a shift of the loop
 * variable, range checks leave the loop. 4 x 4 reads its inputs where they are.
 */
final class VectorTiles {
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  /** Outputs of a panel, a constant: a product in an index would keep its range check. */
  private static final int TWO = 2 * LANES;

  private static final int FOUR = 4 * LANES;

  /** Floats between two channels of packed inputs. */
  static final int ROW = 8;

  private VectorTiles() {}

  /** Packs the inputs of 6 frames, which start at {@code frames}. */
  static void pack6(float[] in, int[] frames, int inputs, float[] packed, int to) {
    int f0 = frames[0];
    int f1 = frames[1];
    int f2 = frames[2];
    int f3 = frames[3];
    int f4 = frames[4];
    int f5 = frames[5];
    for (int k = 0; k < inputs; k++) {
      packed[to + k * ROW] = in[f0 + k];
      packed[to + k * ROW + 1] = in[f1 + k];
      packed[to + k * ROW + 2] = in[f2 + k];
      packed[to + k * ROW + 3] = in[f3 + k];
      packed[to + k * ROW + 4] = in[f4 + k];
      packed[to + k * ROW + 5] = in[f5 + k];
    }
  }

  /**
   * A tile of 6 frames by 2 vectors of outputs.
   *
   * @param packed inputs as {@link #pack6} leaves them, from {@code packedAt} on
   */
  static void tile6x2(
      float[] w,
      int weightsAt,
      float[] packed,
      int packedAt,
      int inputs,
      float[] from,
      int fromAt,
      int fromStep,
      float[] to,
      int toAt,
      int toStep) {
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector x01 = FloatVector.fromArray(SPECIES, from, fromAt + LANES);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, fromAt + fromStep);
    FloatVector x11 = FloatVector.fromArray(SPECIES, from, fromAt + fromStep + LANES);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * fromStep);
    FloatVector x21 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * fromStep + LANES);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * fromStep);
    FloatVector x31 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * fromStep + LANES);
    FloatVector x40 = FloatVector.fromArray(SPECIES, from, fromAt + 4 * fromStep);
    FloatVector x41 = FloatVector.fromArray(SPECIES, from, fromAt + 4 * fromStep + LANES);
    FloatVector x50 = FloatVector.fromArray(SPECIES, from, fromAt + 5 * fromStep);
    FloatVector x51 = FloatVector.fromArray(SPECIES, from, fromAt + 5 * fromStep + LANES);
    for (int k = 0; k < inputs; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, w, weightsAt + k * TWO);
      FloatVector b1 = FloatVector.fromArray(SPECIES, w, weightsAt + k * TWO + LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROW]);
      x00 = a.fma(b0, x00);
      x01 = a.fma(b1, x01);
      VarHandle.loadLoadFence();
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROW + 1]);
      x10 = a.fma(b0, x10);
      x11 = a.fma(b1, x11);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROW + 2]);
      x20 = a.fma(b0, x20);
      x21 = a.fma(b1, x21);
      VarHandle.loadLoadFence();
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROW + 3]);
      x30 = a.fma(b0, x30);
      x31 = a.fma(b1, x31);
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROW + 4]);
      x40 = a.fma(b0, x40);
      x41 = a.fma(b1, x41);
      VarHandle.loadLoadFence();
      a = FloatVector.broadcast(SPECIES, packed[packedAt + k * ROW + 5]);
      x50 = a.fma(b0, x50);
      x51 = a.fma(b1, x51);
    }
    x00.intoArray(to, toAt);
    x01.intoArray(to, toAt + LANES);
    x10.intoArray(to, toAt + toStep);
    x11.intoArray(to, toAt + toStep + LANES);
    x20.intoArray(to, toAt + 2 * toStep);
    x21.intoArray(to, toAt + 2 * toStep + LANES);
    x30.intoArray(to, toAt + 3 * toStep);
    x31.intoArray(to, toAt + 3 * toStep + LANES);
    x40.intoArray(to, toAt + 4 * toStep);
    x41.intoArray(to, toAt + 4 * toStep + LANES);
    x50.intoArray(to, toAt + 5 * toStep);
    x51.intoArray(to, toAt + 5 * toStep + LANES);
  }

  /**
   * A tile of 4 frames by 4 vectors of outputs.
   *
   * <p>The fence is no instruction on x86, and the order of the parameters no taste: they decide
   * which address C2 keeps in a register. Of sixteen forms this is the one whose loop no JDK and no
   * collector makes with the address of the weights in a vector register, which takes 5 % longer.
   *
   * @param f0 where the inputs of the first frame start in {@code in}
   */
  static void tile4x4(
      float[] in,
      int f0,
      int f1,
      int f2,
      int f3,
      float[] w,
      int weightsAt,
      int inputs,
      float[] from,
      int fromAt,
      int fromStep,
      float[] to,
      int toAt,
      int toStep) {
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector x01 = FloatVector.fromArray(SPECIES, from, fromAt + LANES);
    FloatVector x02 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * LANES);
    FloatVector x03 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * LANES);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, fromAt + fromStep);
    FloatVector x11 = FloatVector.fromArray(SPECIES, from, fromAt + fromStep + LANES);
    FloatVector x12 = FloatVector.fromArray(SPECIES, from, fromAt + fromStep + 2 * LANES);
    FloatVector x13 = FloatVector.fromArray(SPECIES, from, fromAt + fromStep + 3 * LANES);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * fromStep);
    FloatVector x21 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * fromStep + LANES);
    FloatVector x22 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * fromStep + 2 * LANES);
    FloatVector x23 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * fromStep + 3 * LANES);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * fromStep);
    FloatVector x31 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * fromStep + LANES);
    FloatVector x32 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * fromStep + 2 * LANES);
    FloatVector x33 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * fromStep + 3 * LANES);
    for (int k = 0; k < inputs; k++) {
      VarHandle.loadLoadFence();
      FloatVector b0 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR);
      FloatVector b1 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, w, weightsAt + k * FOUR + 3 * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, in[f0 + k]);
      x00 = a.fma(b0, x00);
      x01 = a.fma(b1, x01);
      x02 = a.fma(b2, x02);
      x03 = a.fma(b3, x03);
      a = FloatVector.broadcast(SPECIES, in[f1 + k]);
      x10 = a.fma(b0, x10);
      x11 = a.fma(b1, x11);
      x12 = a.fma(b2, x12);
      x13 = a.fma(b3, x13);
      a = FloatVector.broadcast(SPECIES, in[f2 + k]);
      x20 = a.fma(b0, x20);
      x21 = a.fma(b1, x21);
      x22 = a.fma(b2, x22);
      x23 = a.fma(b3, x23);
      a = FloatVector.broadcast(SPECIES, in[f3 + k]);
      x30 = a.fma(b0, x30);
      x31 = a.fma(b1, x31);
      x32 = a.fma(b2, x32);
      x33 = a.fma(b3, x33);
    }
    x00.intoArray(to, toAt);
    x01.intoArray(to, toAt + LANES);
    x02.intoArray(to, toAt + 2 * LANES);
    x03.intoArray(to, toAt + 3 * LANES);
    x10.intoArray(to, toAt + toStep);
    x11.intoArray(to, toAt + toStep + LANES);
    x12.intoArray(to, toAt + toStep + 2 * LANES);
    x13.intoArray(to, toAt + toStep + 3 * LANES);
    x20.intoArray(to, toAt + 2 * toStep);
    x21.intoArray(to, toAt + 2 * toStep + LANES);
    x22.intoArray(to, toAt + 2 * toStep + 2 * LANES);
    x23.intoArray(to, toAt + 2 * toStep + 3 * LANES);
    x30.intoArray(to, toAt + 3 * toStep);
    x31.intoArray(to, toAt + 3 * toStep + LANES);
    x32.intoArray(to, toAt + 3 * toStep + 2 * LANES);
    x33.intoArray(to, toAt + 3 * toStep + 3 * LANES);
  }
}
