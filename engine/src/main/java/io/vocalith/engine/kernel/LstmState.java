package io.vocalith.engine.kernel;

import java.util.Arrays;

/**
 * Hidden state h and cell state c of one LSTM direction, units rounded up to whole panels, and
 * those of the step before. Scratch: belongs to one call at a time.
 */
public final class LstmState {
  private static final float[] NONE = {};

  /** This state, as a list of states. */
  final LstmState[] alone = {this};

  float[] h = NONE;
  float[] c = NONE;

  /** Where a step puts its h and c before {@link #swap}; afterwards, those before the step. */
  float[] otherH = NONE;

  float[] otherC = NONE;
  private float[] gates = NONE;

  /** A state of no size yet. */
  public LstmState() {}

  /** Room for {@code units} units; h = c = 0. */
  public void reset(int units) {
    if (h.length != units) {
      h = new float[units];
      c = new float[units];
      otherH = new float[units];
      otherC = new float[units];
      return;
    }
    Arrays.fill(h, 0f);
    Arrays.fill(c, 0f);
  }

  /** Takes over another state's values. */
  public void set(LstmState that) {
    if (h.length != that.h.length) {
      reset(that.h.length);
    }
    System.arraycopy(that.h, 0, h, 0, h.length);
    System.arraycopy(that.c, 0, c, 0, c.length);
  }

  /** Whether the last step left h and c as they were, bit for bit. */
  public boolean repeats() {
    return Arrays.equals(h, otherH) && Arrays.equals(c, otherC);
  }

  /** Copies h to where {@code at} points. */
  public void copyHidden(float[] to, int at, int hidden) {
    System.arraycopy(h, 0, to, at, hidden);
  }

  /** Fills everything with NaN, for tests. */
  public void poison() {
    for (float[] values : new float[][] {h, c, otherH, otherC, gates}) {
      Arrays.fill(values, Float.NaN);
    }
  }

  /** Scratch for the gates of a step. */
  float[] gates() {
    if (gates.length != Recurrence.GATES * h.length) {
      gates = new float[Recurrence.GATES * h.length];
    }
    return gates;
  }

  /** The step just computed becomes the current one. */
  void swap() {
    float[] h = this.h;
    this.h = otherH;
    otherH = h;
    float[] c = this.c;
    this.c = otherC;
    otherC = c;
  }
}
