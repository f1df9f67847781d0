package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.LstmState;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of one LSTM direction over an input of zeros, from h = c = 0. They depend on the
 * weights alone, so a model computes them once, up to the step after which nothing changes any
 * more. Thread-safe: a longer list replaces a shorter one.
 */
final class Silence {
  /** States that are kept, of some 2 KB each: those of trained weights may never settle. */
  private static final int MOST = 4096;

  /** States after 1, 2, ... steps. */
  private record Run(List<LstmState> states, boolean settled) {}

  private volatile Run run = new Run(List.of(), false);

  /**
   * Writes the outputs of the frames {@code to - 1} down to {@code from}, all silent, or as far as
   * states are kept, and sets the state to the one after them.
   *
   * @param settled set to the frames whose outputs are equal
   * @return steps replayed
   */
  int replay(
      Lstm lstm, int from, int to, Frames out, int outColumn, LstmState state, Zone settled) {
    Run known = atLeast(lstm, Math.min(to - from, MOST));
    int last = known.states.size() - 1;
    int steps = known.settled ? to - from : Math.min(to - from, MOST);
    for (int step = 0; step < steps; step++) {
      int at = out.at(to - 1 - step) + outColumn;
      known.states.get(Math.min(step, last)).copyHidden(out.values(), at, lstm.hidden());
    }
    state.set(known.states.get(Math.min(steps - 1, last)));
    if (known.settled && to - last > from) {
      settled.set(from, to - last);
    }
    return steps;
  }

  /** States kept by now, for tests. */
  int kept() {
    return run.states.size();
  }

  private Run atLeast(Lstm lstm, int steps) {
    Run known = run;
    if (!known.settled && known.states.size() < steps) {
      known = extended(lstm, known.states, steps);
      run = known;
    }
    return known;
  }

  private static Run extended(Lstm lstm, List<LstmState> known, int steps) {
    List<LstmState> states = new ArrayList<>(known);
    LstmState state = new LstmState();
    lstm.reset(state);
    if (!states.isEmpty()) {
      state.set(states.get(states.size() - 1));
    }
    Frames gates = new Frames();
    lstm.gates(new Frames().resize(1, lstm.inputs(), 0), 0, 1, gates);
    Frames out = new Frames().resize(1, lstm.hidden(), 0);
    while (states.size() < steps) {
      lstm.step(gates, state, out);
      if (!states.isEmpty() && state.repeats()) {
        return new Run(List.copyOf(states), true);
      }
      LstmState copy = new LstmState();
      copy.set(state);
      states.add(copy);
    }
    return new Run(List.copyOf(states), false);
  }
}
