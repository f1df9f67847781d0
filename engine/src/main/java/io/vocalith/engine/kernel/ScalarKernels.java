package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Workspaces;

/**
 * Kernels in plain Java, for virtual machines without the vector module. The inner loops run over
 * outputs, four inputs at a time, in a form that the C2 compiler turns into vector instructions by
 * itself.
 */
final class ScalarKernels implements Kernels {
  static final float SMALLEST_VARIANCE = 1e-12f;

  /** Outputs whose sums stay in the first-level cache while the inputs go by. */
  private static final int PANEL = 256;

  /** Frames whose sums are kept at hand. */
  private static final int ROW_BLOCK = 32;

  /** Inputs whose weights stay in the first-level cache while these frames go by. */
  private static final int INPUT_BLOCK = 16;

  private final Elementwise elementwise = new ScalarElementwise();
  private final Workspaces<float[][]> scratch =
      new Workspaces<>(() -> new float[ROW_BLOCK][PANEL], sums -> {});

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public int panel(int outputs) {
    return Math.min(outputs, PANEL);
  }

  @Override
  public int gatePanel(int hidden) {
    return hidden;
  }

  @Override
  public Elementwise elementwise() {
    return elementwise;
  }

  @Override
  public boolean readsRows() {
    return true;
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
    float[][] sums = scratch.borrow();
    int panel = conv.weights.panel;
    for (int block = from; block < to; block += ROW_BLOCK) {
      int frames = Math.min(ROW_BLOCK, to - block);
      for (int n = 0; n < conv.outputs; n += panel) {
        int count = Math.min(panel, conv.outputs - n);
        for (int t = 0; t < frames; t++) {
          System.arraycopy(bias, n, sums[t], 0, count);
        }
        panel(conv, n / panel, in, inColumn, block, frames, sums, count);
        for (int t = 0; t < frames; t++) {
          finish(conv, n, sums[t], count);
          System.arraycopy(sums[t], 0, out.values(), out.at(block + t) + outColumn + n, count);
        }
      }
    }
    scratch.giveBack(sums);
  }

  /** One panel of outputs of {@code frames} frames: they share the weights of some inputs. */
  private static void panel(
      Convolution conv,
      int panel,
      Frames in,
      int inColumn,
      int block,
      int frames,
      float[][] sums,
      int count) {
    for (int tap = 0; tap < conv.taps; tap++) {
      int row = panel * conv.weights.inputs + tap * conv.inputs;
      int shift = block - conv.before + tap * conv.dilation;
      for (int k = 0; k < conv.inputs; k += INPUT_BLOCK) {
        int inputs = Math.min(INPUT_BLOCK, conv.inputs - k);
        float[] x = in.values();
        float[][] rows = conv.weights.rows;
        int t = 0;
        for (; ScalarProduct.PAIRS && t < frames - 1; t += 2) {
          int at = in.at(shift + t) + inColumn + k;
          int next = in.at(shift + t + 1) + inColumn + k;
          ScalarProduct.accumulate(x, at, next, inputs, rows, row + k, sums[t], sums[t + 1], count);
        }
        for (; t < frames; t++) {
          int at = in.at(shift + t) + inColumn + k;
          ScalarProduct.accumulate(x, at, inputs, rows, row + k, sums[t], count);
        }
      }
    }
  }

  private static void finish(Convolution conv, int n, float[] sums, int count) {
    if (conv.relu) {
      for (int j = 0; j < count; j++) {
        sums[j] = Math.max(sums[j], 0f);
      }
    }
    if (conv.scale != null) {
      for (int j = 0; j < count; j++) {
        sums[j] = Fma.fma(sums[j], conv.scale[n + j], conv.shift[n + j]);
      }
    }
    if (conv.squash != Epilogue.Squash.NONE) {
      squash(conv.squash == Epilogue.Squash.TANH, sums, 0, count);
    }
  }

  static void squash(boolean tanh, float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = tanh ? ScalarMath.tanh(values[i]) : ScalarMath.sigmoid(values[i]);
    }
  }

  @Override
  public void recur(
      Recurrence recurrence,
      Frames gates,
      LstmState state,
      Frames out,
      int outColumn,
      int first,
      int steps,
      boolean forward) {
    for (int s = 0; s < steps; s++) {
      int t = forward ? first + s : first - s;
      PackedMatrix w = recurrence.weights;
      float[] z = state.gates();
      System.arraycopy(gates.values(), gates.at(t), z, 0, z.length);
      ScalarProduct.accumulate(state.h, 0, w.inputs, w.rows, 0, z, z.length);
      cells(z, recurrence.units, state);
      state.swap();
      System.arraycopy(state.h, 0, out.values(), out.at(t) + outColumn, recurrence.hidden);
    }
  }

  private static void cells(float[] z, int units, LstmState state) {
    for (int u = 0; u < units; u++) {
      float i = ScalarMath.sigmoid(z[u]);
      float f = ScalarMath.sigmoid(z[units + u]);
      float o = ScalarMath.sigmoid(z[2 * units + u]);
      float g = ScalarMath.tanh(z[3 * units + u]);
      float c = Fma.fma(f, state.c[u], i * g);
      state.otherC[u] = c;
      state.otherH[u] = o * ScalarMath.tanh(c);
    }
  }

  @Override
  public void attend(Frames scores, Frames x, int from, int to, Frames pooled) {
    attendColumns(scores, x, from, to, pooled);
  }

  static void attendColumns(Frames scores, Frames x, int from, int to, Frames pooled) {
    for (int c = from; c < to; c++) {
      ScalarPooling.attend(scores, x, c, pooled);
    }
  }
}
