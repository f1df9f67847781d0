package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.Convolution;
import io.vocalith.engine.kernel.Epilogue;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.kernel.LstmLane;
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
    private final LstmRun run = new LstmRun();
    private final Scratch[] alone = {this};
    private LstmLane[] lanes = {};

    /** Frames of the input that are all equal. */
    final Zone constant = new Zone();

    /** Room for the lanes of utterances side by side. */
    private LstmLane[] lanes(int count) {
      if (lanes.length < count) {
        lanes = new LstmLane[count];
      }
      return lanes;
    }

    void poison() {
      run.poison();
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
    start(in, end, silence, out, outColumn, s, settled);
    run(s.alone, 1);
  }

  /** Begins a run that {@link #run(Scratch[], int)} takes to its end. */
  void start(
      Frames in, int end, Silence silence, Frames out, int outColumn, Scratch s, Zone settled) {
    s.run.start(this, in, end, s.constant, silence, out, outColumn, settled);
  }

  /** Takes utterances, each begun by {@code start}, side by side through this direction. */
  void run(Scratch[] utterances, int count) {
    LstmLane[] lanes = utterances[0].lanes(count);
    while (true) {
      int active = 0;
      int steps = Integer.MAX_VALUE;
      for (int i = 0; i < count; i++) {
        int ready = utterances[i].run.ready(this);
        if (ready > 0) {
          lanes[active++] = utterances[i].run.lane();
          steps = Math.min(steps, ready);
        }
      }
      if (active == 0) {
        return;
      }
      kernels.recur(recurrence, lanes, active, steps, forward);
      for (int i = 0; i < count; i++) {
        utterances[i].run.done(this, steps);
      }
    }
  }

  boolean isForward() {
    return forward;
  }

  /** h = c = 0. */
  void reset(LstmState state) {
    state.reset(recurrence.paddedHidden());
  }

  /** The input half of the frames {@code start} to {@code start + count}. */
  void gates(Frames in, int start, int count, Frames gates) {
    gates.resize(count, recurrence.width(), 0).startAt(start);
    kernels.convolve(input, input.bias(), in, 0, gates, 0, start, start + count);
  }

  /** One step from the input half {@code gates}, one frame. */
  void step(Frames gates, LstmState state, Frames out) {
    kernels.recur(recurrence, gates, state, out, 0, 0, 1, true);
  }
}
