package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/**
 * One utterance on its way through one LSTM direction: the input half of its next steps, its state,
 * and where h goes. Scratch: belongs to one call at a time.
 */
public final class LstmLane {
  final LstmState state = new LstmState();
  final Frames gates = new Frames();
  Frames out;
  int outColumn;
  int frame;

  /** A lane of no size yet. */
  public LstmLane() {}

  /** h and c. */
  public LstmState state() {
    return state;
  }

  /** Input half with bias, gates ordered as {@link Recurrence#gate} says. */
  public Frames gates() {
    return gates;
  }

  /** Where the next step is and puts its h. */
  public void at(Frames out, int outColumn, int frame) {
    this.out = out;
    this.outColumn = outColumn;
    this.frame = frame;
  }

  /** Fills everything with NaN, for tests. */
  public void poison() {
    state.poison();
    gates.poison();
  }
}
