package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/**
 * The few operations that all the time goes into, coarse enough that a call costs nothing against
 * its work. Implementations are stateless, single-threaded and agree bit for bit: an output is one
 * chain of operations in an order fixed by this interface, vector lanes are different outputs, and
 * sums over time run in blocks of {@value #BLOCK} frames, added in order.
 */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
  /** Frames that are summed up before their sum is added to the total. */
  int BLOCK = 64;

  /** Utterances that LSTM steps are best done for at once. */
  int TOGETHER = 5;

  /** What this is, for a person: kind, width, tile. */
  String description();

  /** Outputs per panel that the weights of a product with so many outputs are packed in. */
  int panel(int outputs);

  /** Whether a convolution of this shape packs {@link Quarters} as well. */
  default boolean quarters(Convolution.Shape shape) {
    return false;
  }

  /** Hidden units per panel that recurrent weights are packed in. */
  int gatePanel(int hidden);

  /** Passes over activations. */
  Elementwise elementwise();

  /** Whether weights are packed as an array per input, or else in one array. */
  boolean readsRows();

  /**
   * Frames {@code from} (inclusive) to {@code to} (exclusive) of a convolution's output. {@code in}
   * and {@code out} are different arrays.
   *
   * @param bias what the chains start from, at least one per output rounded up to whole panels;
   *     usually {@link Convolution#bias()}
   * @param in input; its padding, if the convolution reads any, filled in
   * @param inColumn first channel read
   * @param outColumn first channel written
   */
  void convolve(
      Convolution convolution,
      float[] bias,
      Frames in,
      int inColumn,
      Frames out,
      int outColumn,
      int from,
      int to);

  /**
   * Steps of an LSTM over frames whose input half is done. One step: z = gates[t] + R h, c =
   * sigmoid(z_f) c + sigmoid(z_i) tanh(z_g), h = sigmoid(z_o) tanh(c).
   *
   * @param recurrence recurrent weights R
   * @param gates input half with bias, gates ordered as {@link Recurrence#gate} says
   * @param state h and c, updated
   * @param out where h goes, frame by frame
   * @param outColumn first channel of h
   * @param frame of the first step
   * @param steps number of steps
   * @param forward whether steps go up in time or down
   */
  void recur(
      Recurrence recurrence,
      Frames gates,
      LstmState state,
      Frames out,
      int outColumn,
      int first,
      int steps,
      boolean forward);

  /**
   * The same steps for several utterances, which share each pass over the weights; bit for bit as
   * one by one.
   *
   * @param lanes where each is
   * @param count how many of the lanes, from the first on
   */
  default void recur(
      Recurrence recurrence, LstmLane[] lanes, int count, int steps, boolean forward) {
    for (int i = 0; i < count; i++) {
      LstmLane lane = lanes[i];
      recur(
          recurrence, lane.gates, lane.state, lane.out, lane.outColumn, lane.frame, steps, forward);
    }
  }

  /**
   * Attentive statistics of the channels {@code from} (inclusive) to {@code to} (exclusive): with a
   * = softmax of the scores over time, mean = sum a x and deviation = sqrt(max(sum a (x - mean)^2,
   * 1e-12)).
   *
   * @param scores (frames, channels), overwritten
   * @param x (frames, channels)
   * @param pooled one frame of 2 * channels: means, then deviations
   */
  void attend(Frames scores, Frames x, int from, int to, Frames pooled);
}
