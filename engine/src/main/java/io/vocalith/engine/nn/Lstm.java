package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.Convolution;
import io.vocalith.engine.kernel.Epilogue;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.kernel.LstmState;
import io.vocalith.engine.kernel.Recurrence;

/**
 * One direction of an LSTM layer (Hochreiter and Schmidhuber 1997, with forget gate): z = W x + R h
 * + b, c = sigmoid(z_f) c + sigmoid(z_i) tanh(z_g), h = sigmoid(z_o) tanh(c), from h = c = 0.
 *
 * <p>The input half is one product for some frames at a time. Where the input does not change from
 * frame to frame, as in padding, steps are left out once h and c repeat bit for bit: every further
 * step would give the same.
 */
public final class Lstm {
  /** Frames whose input half is done at a time: enough for a product, few enough for the cache. */
  private static final int CHUNK = 96;

  private final Kernels kernels;
  private final boolean forward;
  private final Convolution input;
  private final Recurrence recurrence;

  /**
   * One direction.
   *
   * @param forward whether time runs from the first frame to the last
   * @param inputSize channels read
   * @param inputWeights W, (4 * hidden, inputSize) row-major, gates in the order i, f, g, o
   * @param recurrentWeights R, (4 * hidden, hidden)
   * @param bias b, 4 * hidden
   * @throws IllegalArgumentException if an array has another length
   */
  public Lstm(
      Kernels kernels,
      boolean forward,
      int inputSize,
      float[] inputWeights,
      float[] recurrentWeights,
      float[] bias) {
    int hidden = bias.length / Recurrence.GATES;
    if (inputWeights.length != (long) bias.length * inputSize) {
      throw new IllegalArgumentException(
          "expected " + bias.length + " x " + inputSize + ", found " + inputWeights.length);
    }
    this.kernels = kernels;
    this.forward = forward;
    recurrence = Recurrence.pack(kernels, hidden, recurrentWeights);
    float[] weights = new float[recurrence.width() * inputSize];
    float[] biases = new float[recurrence.width()];
    for (int row = 0; row < bias.length; row++) {
      int column = recurrence.gate(row / hidden, row % hidden);
      biases[column] = bias[row];
      System.arraycopy(inputWeights, row * inputSize, weights, column * inputSize, inputSize);
    }
    Convolution.Shape shape = Convolution.Shape.product(recurrence.width(), inputSize);
    input = Convolution.pack(kernels, shape, weights, biases, Epilogue.NONE);
  }

  /** What one direction works in. */
  static final class Scratch {
    private final Frames gates = new Frames();
    private final LstmState state = new LstmState();
    private final LstmState before = new LstmState();

    /** Frames of the input that are all equal. */
    final Zone constant = new Zone();

    void poison() {
      gates.poison();
      state.poison();
      before.poison();
    }
  }

  /** Hidden units. */
  public int hidden() {
    return recurrence.hidden();
  }

  /** Channels read. */
  public int inputs() {
    return input.inputs();
  }

  /**
   * The frames {@code 0} to {@code end} in this direction.
   *
   * @param in (frames, inputs)
   * @param end frame behind the last one wanted; backwards, where this run begins
   * @param silence the states of this direction over zeros from the start, if the run begins with
   *     them; else null
   * @param settled set to the output frames found to be equal
   */
  void run(
      Frames in, int end, Silence silence, Frames out, int outColumn, Scratch s, Zone settled) {
    s.state.reset(recurrence.paddedHidden());
    settled.clear();
    int zoneFrom = Math.min(s.constant.from(), end);
    int zoneTo = Math.min(s.constant.to(), end);
    if (zoneFrom == zoneTo) {
      steps(in, 0, end, out, outColumn, s);
    } else if (forward) {
      steps(in, 0, zoneFrom, out, outColumn, s);
      zone(in, zoneFrom, zoneTo, out, outColumn, s, settled);
      steps(in, zoneTo, end, out, outColumn, s);
    } else {
      steps(in, zoneTo, end, out, outColumn, s);
      if (silence != null && zoneTo == end) {
        silence.replay(this, zoneFrom, zoneTo, out, outColumn, s.state, settled);
      } else {
        zone(in, zoneFrom, zoneTo, out, outColumn, s, settled);
      }
      steps(in, 0, zoneFrom, out, outColumn, s);
    }
  }

  /** All steps of the frames {@code from} to {@code to}. */
  private void steps(Frames in, int from, int to, Frames out, int outColumn, Scratch s) {
    for (int done = 0; done < to - from; done += CHUNK) {
      int count = Math.min(CHUNK, to - from - done);
      int start = forward ? from + done : to - done - count;
      s.gates.resize(count, recurrence.width(), 0).startAt(start);
      gates(in, start, count, s.gates);
      int first = forward ? start : start + count - 1;
      kernels.recur(recurrence, s.gates, s.state, out, outColumn, first, count, forward);
    }
  }

  /** The steps of frames whose input is the same, as many as change anything. */
  private void zone(
      Frames in, int from, int to, Frames out, int outColumn, Scratch s, Zone settled) {
    int start = forward ? from : to - 1;
    s.gates.resize(1, recurrence.width(), 0).startAt(start);
    gates(in, start, 1, s.gates);
    int step = 0;
    boolean repeats = false;
    for (; step < to - from && !repeats; step++) {
      int t = forward ? from + step : to - 1 - step;
      s.before.set(s.state);
      kernels.recur(recurrence, s.gates.startAt(t), s.state, out, outColumn, t, 1, forward);
      repeats = s.state.matches(s.before);
    }
    for (int rest = step; rest < to - from; rest++) {
      int t = forward ? from + rest : to - 1 - rest;
      s.state.copyHidden(out.values(), out.at(t) + outColumn, hidden());
    }
    if (repeats) {
      settled.set(forward ? from + step - 1 : from, forward ? to : to - step + 1);
    }
  }

  private void gates(Frames in, int start, int count, Frames gates) {
    kernels.convolve(input, input.bias(), in, 0, gates, 0, start, start + count);
  }

  /** h = c = 0. */
  LstmState start() {
    LstmState state = new LstmState();
    state.reset(recurrence.paddedHidden());
    return state;
  }

  /** The input half of one frame of zeros. */
  Frames silentGates() {
    Frames zeros = new Frames().resize(1, inputs(), 0);
    Frames gates = new Frames().resize(1, recurrence.width(), 0);
    gates(zeros, 0, 1, gates);
    return gates;
  }

  /** One step from the input half {@code gates}, one frame. */
  void step(Frames gates, LstmState state, Frames out) {
    kernels.recur(recurrence, gates, state, out, 0, 0, 1, true);
  }
}
