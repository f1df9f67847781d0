package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Workspaces;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Large matrix products by one level of Strassen's algorithm in Winograd's form (Strassen 1969;
 * Higham, Accuracy and Stability of Numerical Algorithms, chapter 23): seven products of a
 * quarter's size for eight. Frames are cut into an earlier and a later half, inputs and outputs
 * into halves of channels. What is added up of inputs is added once for all outputs, and most of
 * what is added up of products is added by products that go on from one another's sums. Everything
 * else is done by the plain product.
 *
 * <p>Outputs are no longer single chains: their last bits differ from those of other kernels and
 * depend on which frame of the other half a frame meets.
 */
final class StrassenProduct implements VectorProduct {
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  /** Inputs and outputs from which on it is worthwhile at all. */
  private static final int LEAST_CHANNELS = 512;

  /**
   * Frames times inputs or outputs from which on an eighth of the multiply-adds takes longer than
   * the sums and three quarters more weights to read.
   */
  private static final int LEAST = 1 << 18;

  /** Frames of a block, which bounds what a call works in. */
  private static final int MOST_FRAMES = 608;

  private final VectorProduct plain;
  private final Workspaces<Scratch> scratch = new Workspaces<>(Scratch::new, s -> {});

  StrassenProduct(VectorProduct plain) {
    this.plain = plain;
  }

  /** What a call works in. */
  private static final class Scratch {
    /** S1, S2, S3 and S4 of each pair of frames, side by side. */
    private final Frames sums = new Frames();

    /** The product that is part of two outputs. */
    private final Frames shared = new Frames();
  }

  @Override
  public int panel() {
    return plain.panel();
  }

  @Override
  public String shape() {
    return plain.shape() + ", Strassen-Winograd";
  }

  @Override
  public boolean quarters(Convolution.Shape shape) {
    return shape.taps() == 1
        && Math.min(shape.inputs(), shape.outputs()) >= LEAST_CHANNELS
        && shape.inputs() % (2 * LANES) == 0
        && shape.outputs() % (2 * panel()) == 0;
  }

  @Override
  public void convolve(
      Convolution conv,
      float[] bias,
      Frames in,
      int inColumn,
      Frames out,
      int outColumn,
      int from,
      int to) {
    long size = (long) (to - from) * Math.min(conv.inputs, conv.outputs);
    if (conv.quarters == null || bias == null || size < LEAST) {
      plain.convolve(conv, bias, in, inColumn, out, outColumn, from, to);
      return;
    }
    Scratch s = scratch.borrow();
    int blocks = (to - from + MOST_FRAMES - 1) / MOST_FRAMES;
    for (int i = 0; i < blocks; i++) {
      int first = from + (int) ((long) (to - from) * i / blocks);
      int end = from + (int) ((long) (to - from) * (i + 1) / blocks);
      block(conv, bias, in, inColumn, out, outColumn, first, end, s);
    }
    scratch.giveBack(s);
  }

  /**
   * With inputs A = (A11 A12; A21 A22), row 1 for the earlier frames, and outputs C in the same
   * way: C11 = A11 B11 + A12 B21; C12 = U2 + S1 T1 + S4 B22; C21 = U2 + S3 T3 + A22 T4; C22 = U2 +
   * S3 T3 + S1 T1, where U2 = A11 B11 + S2 T2.
   */
  private void block(
      Convolution conv,
      float[] bias,
      Frames in,
      int inColumn,
      Frames out,
      int outColumn,
      int from,
      int to,
      Scratch s) {
    Quarters q = conv.quarters;
    int inputs = conv.inputs / 2;
    int outputs = conv.outputs / 2;
    int early = (to - from + 1) / 2;
    int late = (to - from) / 2;
    int mid = from + early;
    int inSecond = inColumn + inputs;
    int outSecond = outColumn + outputs;
    sumInputs(in, inColumn, inputs, from, early, late, s.sums);
    s.shared.resize(early, outputs, 0).startAt(from);

    plain.convolve(q.b11(), q.zeros(), in, inColumn, out, outSecond, from, mid);
    for (int t = from; t < mid; t++) {
      addBias(out.values(), out.at(t) + outSecond, bias, 0, out.at(t) + outColumn, outputs);
    }
    plain.convolve(q.b21(), null, in, inSecond, out, outColumn, from, mid);
    plain.convolve(q.t2(), null, s.sums.startAt(from), inputs, out, outSecond, from, mid);
    for (int t = 0; t < late; t++) {
      float[] values = out.values();
      int u2 = out.at(from + t) + outSecond;
      System.arraycopy(values, u2, values, out.at(mid + t) + outColumn, outputs);
    }
    plain.convolve(q.t3(), null, s.sums.startAt(mid), 2 * inputs, out, outColumn, mid, to);
    plain.convolve(q.t1(), q.zeros(), s.sums.startAt(from), 0, s.shared, 0, from, mid);
    share(s.shared, bias, out, outColumn, outputs, from, early, late);
    plain.convolve(q.b22(), null, s.sums, 3 * inputs, out, outSecond, from, mid);
    plain.convolve(q.t4(), null, in, inSecond, out, outColumn, mid, to);
    for (int n = outputs; n < conv.outputs; n += panel()) {
      VectorEpilogue.finish(conv, n, out, outColumn, mid, to);
    }
  }

  /**
   * S1 = A21 + A22, S2 = S1 - A11, S3 = A11 - A21, S4 = A12 - S2; where there is one frame less in
   * the later half, it counts as zeros.
   */
  private static void sumInputs(
      Frames in, int inColumn, int inputs, int from, int early, int late, Frames sums) {
    sums.resize(early, 4 * inputs, 0).startAt(from);
    for (int t = from; t < from + early; t++) {
      int a1 = in.at(t) + inColumn;
      int to = sums.at(t);
      if (t - from < late) {
        sumInputs(in.values(), a1, in.at(t + early) + inColumn, inputs, sums.values(), to);
      } else {
        sumInputs(in.values(), a1, inputs, sums.values(), to);
      }
    }
  }

  private static void sumInputs(float[] a, int a1, int a2, int inputs, float[] sums, int to) {
    for (int k = 0; k < inputs; k += LANES) {
      FloatVector a11 = FloatVector.fromArray(SPECIES, a, a1 + k);
      FloatVector a21 = FloatVector.fromArray(SPECIES, a, a2 + k);
      FloatVector s1 = a21.add(FloatVector.fromArray(SPECIES, a, a2 + inputs + k));
      FloatVector s2 = s1.sub(a11);
      s1.intoArray(sums, to + k);
      s2.intoArray(sums, to + inputs + k);
      a11.sub(a21).intoArray(sums, to + 2 * inputs + k);
      FloatVector a12 = FloatVector.fromArray(SPECIES, a, a1 + inputs + k);
      a12.sub(s2).intoArray(sums, to + 3 * inputs + k);
    }
  }

  private static void sumInputs(float[] a, int a1, int inputs, float[] sums, int to) {
    for (int k = 0; k < inputs; k += LANES) {
      FloatVector a11 = FloatVector.fromArray(SPECIES, a, a1 + k);
      FloatVector zero = FloatVector.zero(SPECIES);
      zero.intoArray(sums, to + k);
      zero.sub(a11).intoArray(sums, to + inputs + k);
      a11.intoArray(sums, to + 2 * inputs + k);
      FloatVector a12 = FloatVector.fromArray(SPECIES, a, a1 + inputs + k);
      a12.add(a11).intoArray(sums, to + 3 * inputs + k);
    }
  }

  /** C12 and C22 get S1 T1 and their bias, C21 its bias. */
  private static void share(
      Frames shared,
      float[] bias,
      Frames out,
      int outColumn,
      int outputs,
      int from,
      int early,
      int late) {
    float[] values = out.values();
    for (int t = from; t < from + early; t++) {
      int z = shared.at(t);
      int c12 = out.at(t) + outColumn + outputs;
      if (t - from < late) {
        int c21 = out.at(t + early) + outColumn;
        addShared(values, c21, shared.values(), z, bias, outputs, c21 + outputs, outputs);
        addBias(values, c21, bias, 0, c21, outputs);
      }
      addShared(values, c12, shared.values(), z, bias, outputs, c12, outputs);
    }
  }

  /** {@code c[to + n] = c[at + n] + bias[b + n]}. */
  private static void addBias(float[] c, int at, float[] bias, int b, int to, int count) {
    for (int n = 0; n < count; n += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, c, at + n);
      sum.add(FloatVector.fromArray(SPECIES, bias, b + n)).intoArray(c, to + n);
    }
  }

  /** {@code c[to + n] = c[at + n] + shared[z + n] + bias[b + n]}. */
  private static void addShared(
      float[] c, int at, float[] shared, int z, float[] bias, int b, int to, int count) {
    for (int n = 0; n < count; n += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, c, at + n);
      sum = sum.add(FloatVector.fromArray(SPECIES, shared, z + n));
      sum.add(FloatVector.fromArray(SPECIES, bias, b + n)).intoArray(c, to + n);
    }
  }
}
