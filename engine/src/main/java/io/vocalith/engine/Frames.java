package io.vocalith.engine;

import java.util.Arrays;

/**
 * Scratch activations of one utterance, channels last: frame t, channel c stands at {@code
 * values()[at(t) + c]}. Frames from {@code -margin} to {@code frames + margin - 1} can be
 * addressed, so that a convolution reads its padding like any other frame. Behind the channels of a
 * frame lie {@value #SPARE} floats that nobody uses: frames a power of two apart would share the
 * few places of a cache that their addresses map to.
 *
 * <p>The array only grows until {@link #trim}; after {@link #resize} the contents are undefined and
 * whoever uses a frame writes it first, padding included. Not thread-safe by itself: threads that
 * share one write disjoint frames or columns.
 */
public final class Frames {
  /** Floats between one frame and the next. */
  public static final int SPARE = 64;

  /**
   * Floats before the first frame, as before the first packed weight. Behind an array's header of
   * 16 bytes they end where a cache line does, if the array begins with one: a vector of 16 floats
   * then lies in one line instead of two.
   */
  public static final int ALIGNED_START = 12;

  private static final float[] NONE = {};

  private float[] values = NONE;
  private int frames;
  private int columns;
  private int margin;
  private int first;

  /** Frames of no size yet. */
  public Frames() {}

  /**
   * Makes room for {@code frames} frames of {@code columns} channels with {@code margin} frames of
   * padding on either side; keeps the array if it is large enough.
   *
   * @throws IllegalArgumentException if that many values do not fit into one Java array
   */
  public Frames resize(int frames, int columns, int margin) {
    long size = ALIGNED_START + (frames + 2L * margin) * (columns + SPARE);
    if (frames < 0 || columns < 0 || margin < 0 || size > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          frames + " frames of " + columns + " channels do not fit into one array");
    }
    if (values.length < size) {
      values = NONE; // let the old array go before the new one is made
      values = new float[(int) size];
    }
    this.frames = frames;
    this.columns = columns;
    this.margin = margin;
    this.first = 0;
    return this;
  }

  /** Lets the frames stand for a window of time that begins at frame {@code first}. */
  public Frames startAt(int first) {
    this.first = first;
    return this;
  }

  /** Gives the array back to the collector if it holds more than {@code limit} values. */
  public void trim(int limit) {
    if (values.length > limit) {
      values = NONE;
      frames = 0;
      margin = 0;
    }
  }

  /** Fills the array with NaN: whoever then reads what nobody wrote gives himself away. */
  public void poison() {
    Arrays.fill(values, Float.NaN);
  }

  /** The array itself, for kernels. */
  public float[] values() {
    return values;
  }

  /** Number of frames, padding not counted. */
  public int frames() {
    return frames;
  }

  /** Channels of a frame. */
  public int columns() {
    return columns;
  }

  /** Distance between two frames in the array. */
  public int stride() {
    return columns + SPARE;
  }

  /** Where frame t starts in the array; the padding's frames can be asked for too. */
  public int at(int t) {
    assert t - first >= -margin && t - first < frames + margin : t + " of " + frames;
    return ALIGNED_START + (margin + t - first) * (columns + SPARE);
  }

  /** Copies a matrix in: the frames become its rows, zeros follow up to {@code frames}. */
  public Frames copyOf(Matrix matrix, int frames, int margin) {
    resize(frames, matrix.columns(), margin);
    for (int t = 0; t < matrix.rows(); t++) {
      System.arraycopy(matrix.values(), t * columns, values, at(t), columns);
    }
    for (int t = matrix.rows(); t < frames; t++) {
      Arrays.fill(values, at(t), at(t) + columns, 0f);
    }
    return this;
  }

  /** Copies all frames out, row by row, to an array of frames * columns values. */
  public void copyTo(float[] rows) {
    for (int t = 0; t < frames; t++) {
      System.arraycopy(values, at(first + t), rows, t * columns, columns);
    }
  }

  /** Columns {@code column} to {@code column + width - 1} of all frames, as a matrix of its own. */
  public Matrix matrix(int column, int width) {
    float[] copy = new float[frames * width];
    for (int t = 0; t < frames; t++) {
      System.arraycopy(values, at(first + t) + column, copy, t * width, width);
    }
    return Matrix.of(frames, width, copy);
  }
}
