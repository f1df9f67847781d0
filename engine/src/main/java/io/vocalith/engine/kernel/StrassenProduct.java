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
  private final Workspaces<Scratch> scratch = new Workspaces<>(Scratch::new, Scratch::clear);

  StrassenProduct(VectorProduct plain) {
    this.plain = plain;
  }

  /** What a call works in. */
  private static final class Scratch {
    /** S1, S2, S3 and S4 of each pair of frames, side by side. */
    private final Frames sums = new Frames();

    /** The product that is part of two outputs. */
    private final Frames shared = new Frames();

    private float[] bias;
    private Frames in;
    private int inColumn;
    private Frames out;
    private int outColumn;

    /** Channels of half of the inputs, and of half of the outputs. */
    private int inputs;

    private int outputs;

    /** The first frame, the frames of the earlier half, and those of the later half. */
    private int from;

    private int early;
    private int late;

    /** Lets go of the caller's arrays. */
    private void clear() {
      bias = null;
      in = null;
      out = null;
    }
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
    s.bias = bias;
    s.in = in;
    s.inColumn = inColumn;
    s.inputs = conv.inputs / 2;
    s.out = out;
    s.outColumn = outColumn;
    s.outputs = conv.outputs / 2;
    int blocks = (to - from + MOST_FRAMES - 1) / MOST_FRAMES;
    for (int i = 0; i < blocks; i++) {
      int first = from + (int) ((long) (to - from) * i / blocks);
      int end = from + (int) ((long) (to - from) * (i + 1) / blocks);
      s.from = first;
      s.early = (end - first + 1) / 2;
      s.late = (end - first) / 2;
      block(conv, s);
    }
    scratch.giveBack(s);
  }

  /**
   * With inputs A = (A11 A12; A21 A22), row 1 for the earlier frames, and outputs C in the same
   * way: C11 = A11 B11 + A12 B21; C12 = U2 + S1 T1 + S4 B22; C21 = U2 + S3 T3 + A22 T4; C22 = U2 +
   * S3 T3 + S1 T1, where U2 = A11 B11 + S2 T2.
   */
  private void block(Convolution conv, Scratch s) {
    Quarters q = conv.quarters;
    Frames in = s.in;
    Frames out = s.out;
    int from = s.from;
    int mid = from + s.early;
    int to = mid + s.late;
    int inSecond = s.inColumn + s.inputs;
    int outSecond = s.outColumn + s.outputs;
    s.sums.resize(s.early, 4 * s.inputs, 0);
    s.shared.resize(s.early, s.outputs, 0).startAt(from);

    Pass.INPUTS.over(s);
    plain.convolve(q.b11(), q.zeros(), in, s.inColumn, out, outSecond, from, mid);
    Pass.FIRST.over(s);
    plain.convolve(q.b21(), null, in, inSecond, out, s.outColumn, from, mid);
    plain.convolve(q.t2(), null, s.sums.startAt(from), s.inputs, out, outSecond, from, mid);
    for (int t = from; t < from + s.late; t++) {
      int u2 = out.at(t) + outSecond;
      int c21 = out.at(t + s.early) + s.outColumn;
      System.arraycopy(out.values(), u2, out.values(), c21, s.outputs);
    }
    plain.convolve(q.t3(), null, s.sums.startAt(mid), 2 * s.inputs, out, s.outColumn, mid, to);
    plain.convolve(q.t1(), q.zeros(), s.sums.startAt(from), 0, s.shared, 0, from, mid);
    Pass.SHARED.over(s);
    plain.convolve(q.b22(), null, s.sums, 3 * s.inputs, out, outSecond, from, mid);
    plain.convolve(q.t4(), null, in, inSecond, out, s.outColumn, mid, to);
    for (int n = s.outputs; n < conv.outputs; n += panel()) {
      VectorEpilogue.finish(conv, n, out, s.outColumn, mid, to);
    }
  }

  /**
   * What is added up between the products, frame by frame. The one call of {@link #run} goes three
   * ways, so that the compiler makes a method of each; see {@link VectorGates}.
   */
  private enum Pass {
    /**
     * S1 = A21 + A22, S2 = S1 - A11, S3 = A11 - A21, S4 = A12 - S2; where there is one frame less
     * in the later half, it counts as zeros.
     */
    INPUTS {
      @Override
      void run(Scratch s) {
        s.sums.startAt(s.from);
        for (int t = s.from; t < s.from + s.early; t++) {
          int a1 = s.in.at(t) + s.inColumn;
          if (t - s.from < s.late) {
            int a2 = s.in.at(t + s.early) + s.inColumn;
            sumInputs(s.in.values(), a1, a2, s.inputs, s.sums.values(), s.sums.at(t));
          } else {
            sumInputs(s.in.values(), a1, s.inputs, s.sums.values(), s.sums.at(t));
          }
        }
      }
    },

    /** A11 B11 is part of all outputs: C11 takes it from C12's place, with its bias. */
    FIRST {
      @Override
      void run(Scratch s) {
        for (int t = s.from; t < s.from + s.early; t++) {
          int c11 = s.out.at(t) + s.outColumn;
          addBias(s.out.values(), c11 + s.outputs, s.bias, c11, s.outputs);
        }
      }
    },

    /** C12 and C22 get S1 T1 and their bias, C21 its bias. */
    SHARED {
      @Override
      void run(Scratch s) {
        float[] c = s.out.values();
        for (int t = s.from; t < s.from + s.early; t++) {
          int z = s.shared.at(t);
          int c12 = s.out.at(t) + s.outColumn + s.outputs;
          if (t - s.from < s.late) {
            int c21 = s.out.at(t + s.early) + s.outColumn;
            int c22 = c21 + s.outputs;
            addShared(c, c21, s.shared.values(), z, s.bias, c22, s.outputs);
            addBias(c, c21, s.bias, c21, s.outputs);
          }
          addShared(c, c12, s.shared.values(), z, s.bias, c12, s.outputs);
        }
      }
    };

    private static final Pass[] PASSES = values();

    abstract void run(Scratch s);

    final void over(Scratch s) {
      PASSES[ordinal()].run(s);
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

  /** {@code c[to + n] = c[at + n] + bias[n]}. */
  private static void addBias(float[] c, int at, float[] bias, int to, int count) {
    for (int n = 0; n < count; n += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, c, at + n);
      sum.add(FloatVector.fromArray(SPECIES, bias, n)).intoArray(c, to + n);
    }
  }

  /** {@code c[to + n] = c[at + n] + shared[z + n] + bias[count + n]}. */
  private static void addShared(
      float[] c, int at, float[] shared, int z, float[] bias, int to, int count) {
    for (int n = 0; n < count; n += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, c, at + n);
      sum = sum.add(FloatVector.fromArray(SPECIES, shared, z + n));
      sum.add(FloatVector.fromArray(SPECIES, bias, count + n)).intoArray(c, to + n);
    }
  }
}
