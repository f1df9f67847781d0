package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.LstmLane;
import java.util.Arrays;

/**
 * One utterance on its way through one direction of a layer: which steps are next, their input half
 * where it is not done yet, and what becomes of steps that change nothing. Steps count in the
 * direction of the run. Part of a workspace.
 */
final class LstmRun {
  /** Frames whose input half is done at a time: enough for a product, few enough for the cache. */
  private static final int CHUNK = 32;

  /** Steps over an unchanging input after which it is seen whether the state still changes. */
  private static final int STRETCH = 8;

  private final LstmLane lane = new LstmLane();
  private Frames in;
  private Frames out;
  private int outColumn;
  private boolean forward;
  private int end;
  private Zone settled;

  /** Steps over an input that is known not to change. */
  private int zoneFrom;

  private int zoneTo;

  /** Steps done, and steps whose input half is done. */
  private int step;

  private int filled;

  /**
   * Begins a run.
   *
   * @param in (frames, inputs)
   * @param end frame behind the last one wanted; backwards, where this run begins
   * @param constant frames of the input that are all equal
   * @param silence the states over zeros from the start, if a run that begins with them may use
   *     them; else null
   * @param settled set to the output frames found to be equal
   */
  void start(
      Lstm lstm,
      Frames in,
      int end,
      Zone constant,
      Silence silence,
      Frames out,
      int outColumn,
      Zone settled) {
    this.in = in;
    this.out = out;
    this.outColumn = outColumn;
    this.forward = lstm.isForward();
    this.end = end;
    this.settled = settled;
    int from = Math.min(constant.from(), end);
    int to = Math.min(constant.to(), end);
    zoneFrom = forward ? from : end - to;
    zoneTo = forward ? to : end - from;
    step = 0;
    filled = 0;
    lstm.reset(lane.state());
    settled.clear();
    if (silence != null && zoneFrom == 0 && zoneTo > 0) {
      step = silence.replay(lstm, from, to, out, outColumn, lane.state(), settled);
      zoneFrom = step;
    }
  }

  LstmLane lane() {
    return lane;
  }

  /** Makes the next steps ready; 0 if there are none. */
  int ready(Lstm lstm) {
    if (step == end) {
      return 0;
    }
    int steps = inZone() ? zone(lstm) : plain(lstm);
    lane.at(out, outColumn, frame(step));
    return steps;
  }

  private boolean inZone() {
    return step >= zoneFrom && step < zoneTo;
  }

  private int zone(Lstm lstm) {
    int steps = Math.min(STRETCH, zoneTo - step);
    if (step == zoneFrom) {
      lstm.gates(in, first(steps), steps, lane.gates());
    }
    lane.gates().startAt(first(steps));
    return steps;
  }

  private int plain(Lstm lstm) {
    filled = Math.max(filled, step);
    if (step == filled) {
      int steps = Math.min(CHUNK, (step < zoneFrom ? zoneFrom : end) - step);
      lstm.gates(in, first(steps), steps, lane.gates());
      filled += steps;
    }
    return filled - step;
  }

  /** Takes note that so many steps are done, if there were any to do. */
  void done(Lstm lstm, int steps) {
    if (step == end) {
      return;
    }
    boolean constant = inZone();
    step += steps;
    if (constant && lane.state().repeats()) {
      int equal = step - 1;
      while (equal > zoneFrom && sameOutput(equal, equal - 1, lstm.hidden())) {
        equal--;
      }
      for (; step < zoneTo; step++) {
        lane.state().copyHidden(out.values(), at(step), lstm.hidden());
      }
      int last = zoneTo - 1;
      settled.set(Math.min(frame(equal), frame(last)), Math.max(frame(equal), frame(last)) + 1);
    }
  }

  private boolean sameOutput(int a, int b, int hidden) {
    float[] values = out.values();
    return Arrays.equals(values, at(a), at(a) + hidden, values, at(b), at(b) + hidden);
  }

  private int at(int step) {
    return out.at(frame(step)) + outColumn;
  }

  private int frame(int step) {
    return forward ? step : end - 1 - step;
  }

  /** The first frame in time of so many steps. */
  private int first(int steps) {
    return forward ? step : end - step - steps;
  }

  void poison() {
    lane.poison();
  }
}
