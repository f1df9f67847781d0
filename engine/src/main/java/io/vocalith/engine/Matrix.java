package io.vocalith.engine;

import java.util.Arrays;
import java.util.Objects;

/**
 * A dense row-major matrix of floats: row r, column c stands at {@code values[r * columns + c]}. In
 * this project a row is a frame in time and a column a feature, a channel or a class.
 *
 * <p>The array is not copied: whoever makes a matrix hands the array over, and whoever reads {@link
 * #values()} does not write to it.
 */
public final class Matrix {
  private final int rows;
  private final int columns;
  private final float[] values;

  private Matrix(int rows, int columns, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /**
   * A matrix over an array that the caller gives up.
   *
   * @throws IllegalArgumentException if the array's length is not rows * columns
   */
  public static Matrix of(int rows, int columns, float[] values) {
    Objects.requireNonNull(values, "values");
    if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "expected " + rows + " x " + columns + " values, found " + values.length);
    }
    return new Matrix(rows, columns, values);
  }

  /**
   * A matrix of zeros.
   *
   * @throws IllegalArgumentException if it would not fit into one Java array
   */
  public static Matrix zeros(int rows, int columns) {
    if (rows < 0 || columns < 0 || (long) rows * columns > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          rows + " x " + columns + " values do not fit into one array");
    }
    return new Matrix(rows, columns, new float[rows * columns]);
  }

  /** Number of rows (frames). */
  public int rows() {
    return rows;
  }

  /** Number of columns (features, channels, classes). */
  public int columns() {
    return columns;
  }

  /** The values themselves, row-major, not a copy; for reading only. */
  public float[] values() {
    return values;
  }

  /** One value. */
  public float get(int row, int column) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(column, columns);
    return values[row * columns + column];
  }

  /** A copy of one row. */
  public float[] row(int row) {
    Objects.checkIndex(row, rows);
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /** A copy of the rows from (inclusive) to (exclusive). */
  public Matrix slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new Matrix(to - from, columns, Arrays.copyOfRange(values, from * columns, to * columns));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Matrix[" + rows + " x " + columns + "]";
  }
}
