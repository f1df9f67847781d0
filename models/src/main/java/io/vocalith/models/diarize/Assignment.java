package io.vocalith.models.diarize;

import java.util.Arrays;

/**
 * The one-to-one assignment of rows to columns with the greatest sum, by the Hungarian method with
 * potentials (Kuhn 1955; Jonker and Volgenant 1987), in cubic time.
 */
final class Assignment {
  private Assignment() {}

  /**
   * Assigns rows to columns.
   *
   * @param gain what each pair is worth, at least 0; (rows, columns)
   * @return the column of each row, -1 where there are more rows than columns and none is left
   */
  static int[] best(double[][] gain) {
    int rows = gain.length;
    int columns = rows == 0 ? 0 : gain[0].length;
    int size = Math.max(rows, columns);
    double[][] cost = new double[size + 1][size + 1]; // counted from 1, padded with zeros
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        cost[r + 1][c + 1] = -gain[r][c];
      }
    }
    int[] rowOf = solve(cost, size);
    int[] columnOf = new int[rows];
    Arrays.fill(columnOf, -1);
    for (int c = 1; c <= columns; c++) {
      if (rowOf[c] <= rows) {
        columnOf[rowOf[c] - 1] = c - 1;
      }
    }
    return columnOf;
  }

  /** Rows are taken in one by one, each by the cheapest path of reassignments. */
  private static int[] solve(double[][] cost, int size) {
    double[] rowPotential = new double[size + 1];
    double[] columnPotential = new double[size + 1];
    int[] rowOf = new int[size + 1];
    int[] previous = new int[size + 1];
    for (int row = 1; row <= size; row++) {
      rowOf[0] = row;
      int column = 0;
      double[] slack = new double[size + 1];
      Arrays.fill(slack, Double.POSITIVE_INFINITY);
      boolean[] used = new boolean[size + 1];
      do {
        used[column] = true;
        int from = rowOf[column];
        double least = Double.POSITIVE_INFINITY;
        int next = 0;
        for (int c = 1; c <= size; c++) {
          if (!used[c]) {
            double reduced = cost[from][c] - rowPotential[from] - columnPotential[c];
            if (reduced < slack[c]) {
              slack[c] = reduced;
              previous[c] = column;
            }
            if (slack[c] < least) {
              least = slack[c];
              next = c;
            }
          }
        }
        for (int c = 0; c <= size; c++) {
          if (used[c]) {
            rowPotential[rowOf[c]] += least;
            columnPotential[c] -= least;
          } else {
            slack[c] -= least;
          }
        }
        column = next;
      } while (rowOf[column] != 0);
      while (column != 0) {
        rowOf[column] = rowOf[previous[column]];
        column = previous[column];
      }
    }
    return rowOf;
  }
}
