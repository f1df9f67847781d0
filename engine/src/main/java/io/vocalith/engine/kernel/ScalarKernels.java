package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/**
 * Kernels in plain Java, for virtual machines without the vector module. The inner loops run over
 * outputs, four inputs at a time, in a form that the C2 compiler turns into vector instructions by
 * itself.
 */
final class ScalarKernels implements Kernels {
  static final float SMALLEST_VARIANCE = 1e-12f;

  /** Outputs whose sums stay in the first-level cache while the inputs go by. */
  private static final int PANEL = 256;

  /** Frames that pass by a panel of weights before the next panel. */
  private static final int ROW_BLOCK = 32;

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
  public void convolve(
      Convolution conv,
      float[] bias,
      Frames in,
      int inColumn,
      Frames out,
      int outColumn,
      int from,
      int to) {
    int panel = conv.weights.panel;
    for (int block = from; block < to; block += ROW_BLOCK) {
      for (int n = 0; n < conv.outputs; n += panel) {
        for (int t = block; t < Math.min(block + ROW_BLOCK, to); t++) {
          frame(conv, bias, n, in, inColumn, out, outColumn + n, t);
        }
      }
    }
  }

  /** One panel of outputs of one frame. */
  private static void frame(
      Convolution conv,
      float[] bias,
      int n,
      Frames in,
      int inColumn,
      Frames out,
      int column,
      int t) {
    int count = Math.min(conv.weights.panel, conv.outputs - n);
    int weightsAt = conv.weights.panelAt(n / conv.weights.panel);
    int c = out.at(t) + column;
    System.arraycopy(bias, n, out.values(), c, count);
    for (int tap = 0; tap < conv.taps; tap++) {
      ScalarProduct.accumulate(
          in.values(),
          in.at(t - conv.before + tap * conv.dilation) + inColumn,
          conv.inputs,
          conv.weights.values,
          weightsAt + tap * conv.inputs * conv.weights.panel,
          conv.weights.panel,
          out.values(),
          c,
          count);
    }
    finish(conv, n, out.values(), c, count);
  }

  private static void finish(Convolution conv, int n, float[] out, int at, int count) {
    if (conv.relu) {
      for (int j = 0; j < count; j++) {
        out[at + j] = Math.max(out[at + j], 0f);
      }
    }
    if (conv.scale != null) {
      for (int j = 0; j < count; j++) {
        out[at + j] = Fma.fma(out[at + j], conv.scale[n + j], conv.shift[n + j]);
      }
    }
    if (conv.squash != Epilogue.Squash.NONE) {
      squash(conv.squash == Epilogue.Squash.TANH, out, at, at + count);
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
      ScalarProduct.accumulate(
          state.h, 0, w.inputs, w.values, w.panelAt(0), w.panel, z, 0, w.panel);
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
      state.c[u] = c;
      state.next[u] = o * ScalarMath.tanh(c);
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
