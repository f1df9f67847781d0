package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import java.util.Arrays;

/**
 * A one-dimensional convolution over frames, ready for one kind of kernels: packed weights, bias
 * and epilogue. With one tap it is a matrix product. An output is a single chain of fused
 * multiply-adds that starts from the bias and runs over taps, within a tap over channels, both
 * ascending; it does not depend on which kernels run it, on how the frames are split or on what
 * runs beside it. Immutable.
 */
public final class Convolution {
  final int inputs;
  final int outputs;
  final int taps;
  final int dilation;
  final int before;
  final PackedMatrix weights;

  /** What Strassen's algorithm multiplies with, where the kernels use it; else null. */
  final Quarters quarters;

  final float[] bias;
  final boolean relu;
  final float[] scale;
  final float[] shift;
  final Epilogue.Squash squash;

  private Convolution(
      Kernels kernels, Shape shape, float[] weights, float[] bias, Epilogue epilogue) {
    int panel = kernels.panel(shape.outputs);
    inputs = shape.inputs;
    outputs = shape.outputs;
    taps = shape.taps;
    dilation = shape.dilation;
    before = shape.before;
    this.weights = PackedMatrix.of(kernels, weights, outputs, inputs, taps, panel);
    quarters = kernels.quarters(shape) ? Quarters.of(kernels, shape, weights, epilogue) : null;
    int padded = this.weights.panels() * panel;
    this.bias = Arrays.copyOf(bias, padded);
    relu = epilogue.relu();
    scale = epilogue.scale() == null ? null : Arrays.copyOf(epilogue.scale(), padded);
    shift = epilogue.shift() == null ? null : Arrays.copyOf(epilogue.shift(), padded);
    squash = epilogue.squash();
  }

  /**
   * Sizes of a convolution: output t reads the frames {@code t - before + tap * dilation}.
   *
   * @param outputs channels made
   * @param inputs channels read
   * @param taps width of the kernel
   * @param dilation frames between taps
   * @param before frames read before the output's own
   */
  public record Shape(int outputs, int inputs, int taps, int dilation, int before) {
    /** A matrix product: one tap. */
    public static Shape product(int outputs, int inputs) {
      return new Shape(outputs, inputs, 1, 1, 0);
    }

    /** As many frames out as in: half of the padding, rounded down, before the first frame. */
    public static Shape same(int outputs, int inputs, int taps, int dilation) {
      return new Shape(outputs, inputs, taps, dilation, dilation * (taps - 1) / 2);
    }

    public Shape {
      if (outputs < 1 || inputs < 1 || taps < 1 || dilation < 1 || before < 0) {
        throw new IllegalArgumentException(
            "expected positive sizes, found " + outputs + " x " + inputs + " x " + taps);
      }
    }
  }

  /**
   * Packs a convolution for {@code kernels}.
   *
   * @param weights (outputs, inputs, taps) row-major, as checkpoints have them
   * @param bias one per output
   */
  public static Convolution pack(
      Kernels kernels, Shape shape, float[] weights, float[] bias, Epilogue epilogue) {
    expect("weights", (long) shape.outputs * shape.inputs * shape.taps, weights.length);
    expect("biases", shape.outputs, bias.length);
    if (epilogue.scale() != null) {
      expect("scales", shape.outputs, epilogue.scale().length);
      expect("shifts", shape.outputs, epilogue.shift().length);
    }
    return new Convolution(kernels, shape, weights, bias, epilogue);
  }

  /** Channels read. */
  public int inputs() {
    return inputs;
  }

  /** Channels made. */
  public int outputs() {
    return outputs;
  }

  /** What chains start from, rounded up to whole panels; not to be written to. */
  public float[] bias() {
    return bias;
  }

  /** Frames read before an output's own. */
  public int before() {
    return before;
  }

  /** Frames read after an output's own. */
  public int after() {
    return dilation * (taps - 1) - before;
  }

  /**
   * How many inputs from {@code k} on, counted over all taps, belong to one tap; none after end.
   */
  int ofOneTap(int k, int end) {
    return Math.min((k / inputs + 1) * inputs, end) - k;
  }

  /** Where output frame t finds its input {@code k}, counted over all taps. */
  int inputAt(Frames in, int inColumn, int t, int k) {
    int tap = k / inputs;
    return in.at(t - before + tap * dilation) + inColumn + k - tap * inputs;
  }

  private static void expect(String what, long expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException("expected " + expected + " " + what + ", found " + found);
    }
  }
}
