package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/**
 * Where the sums of one tile after another start from and go to: from the bias, or from what
 * earlier inputs left, to the outputs' own place. A tile that reaches beyond the last frame or
 * output has a place aside, of which only what belongs to the outputs is copied.
 */
final class TileSums {
  private final int rows;
  private final int panel;
  private final float[] aside;

  /** Frame r starts from the vectors at {@code fromAt + r * fromStep}. */
  float[] from;

  int fromAt;
  int fromStep;

  /** Frame r goes to {@code toAt + r * toStep}. */
  float[] to;

  int toAt;
  int toStep;

  private Frames out;
  private int place;
  private int height;
  private int width;

  /** For tiles of so many frames and outputs. */
  TileSums(int rows, int panel) {
    this.rows = rows;
    this.panel = panel;
    aside = new float[rows * panel];
  }

  /** The next tile is that of the frames from t on, before {@code end}, and the outputs from n. */
  void move(Frames out, int outColumn, int outputs, int t, int end, int n) {
    this.out = out;
    place = out.at(t) + outColumn + n;
    height = Math.min(rows, end - t);
    width = Math.min(panel, outputs - n);
    boolean whole = height == rows && width == panel;
    to = whole ? out.values() : aside;
    toAt = whole ? place : 0;
    toStep = whole ? out.stride() : panel;
  }

  /**
   * The sums start from the bias, the same for all frames, or where inputs went before, or there is
   * no bias, from what the tile's place holds.
   */
  void start(boolean first, float[] bias, int n) {
    if (first && bias != null) {
      from = bias;
      fromAt = n;
      fromStep = 0;
    } else {
      comeBack();
    }
  }

  /** The sums go on from where they went. */
  void resume() {
    from = to;
    fromAt = toAt;
    fromStep = toStep;
  }

  private void comeBack() {
    if (to == aside) {
      for (int r = 0; r < height; r++) {
        System.arraycopy(out.values(), place + r * out.stride(), aside, r * panel, width);
      }
    }
    resume();
  }

  /** Puts the sums where the outputs belong. */
  void leave() {
    if (to == aside) {
      for (int r = 0; r < height; r++) {
        System.arraycopy(aside, r * panel, out.values(), place + r * out.stride(), width);
      }
    }
  }

  /** Lets go of the caller's arrays. */
  void clear() {
    from = null;
    to = null;
    out = null;
  }
}
