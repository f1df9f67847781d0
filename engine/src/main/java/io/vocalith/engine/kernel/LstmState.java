package io.vocalith.engine.kernel;

import java.util.Arrays;

/**
 * Hidden state h and cell state c of one LSTM direction, units rounded up to whole panels. Scratch:
 * belongs to one call at a time.
 */
public final class LstmState {
  private static final float[] NONE = {};

  float[] h = NONE;
  float[] next = NONE;
  float[] c = NONE;
  private float[] gates = NONE;

  /** A state of no size yet. */
  public LstmState() {}

  /** Room for {@code units} units; h = c = 0. */
  public void reset(int units) {
    if (h.length != units) {
      h = new float[units];
      next = new float[units];
      c = new float[units];
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

  /** Whether h and c equal another state's bit for bit. */
  public boolean matches(LstmState that) {
    return Arrays.equals(h, that.h) && Arrays.equals(c, that.c);
  }

  /** Copies h to where {@code at} points. */
  public void copyHidden(float[] to, int at, int hidden) {
    System.arraycopy(h, 0, to, at, hidden);
  }

  /** Fills everything with NaN, for tests. */
  public void poison() {
    for (float[] values : new float[][] {h, next, c, gates}) {
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
    float[] old = h;
    h = next;
    next = old;
  }
}
