package io.vocalith.models.diarize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
  @Test
  void theSumIsTheGreatestOfAllAssignments() {
    Random random = new Random(1);
    for (int n = 0; n < 500; n++) {
      int rows = 1 + random.nextInt(5);
      int columns = random.nextInt(6);
      double[][] gain = new double[rows][columns];
      for (double[] row : gain) {
        for (int c = 0; c < columns; c++) {
          row[c] = random.nextInt(8); // ties on purpose
        }
      }
      int[] found = Assignment.best(gain);
      double sum = 0;
      boolean[] used = new boolean[columns];
      for (int r = 0; r < rows; r++) {
        if (found[r] >= 0) {
          assertEquals(false, used[found[r]], "a column given twice");
          used[found[r]] = true;
          sum += gain[r][found[r]];
        }
      }
      assertEquals(greatest(gain, 0, new boolean[columns]), sum);
    }
  }

  private static double greatest(double[][] gain, int row, boolean[] used) {
    if (row == gain.length) {
      return 0;
    }
    double best = greatest(gain, row + 1, used);
    for (int c = 0; c < used.length; c++) {
      if (!used[c]) {
        used[c] = true;
        best = Math.max(best, gain[row][c] + greatest(gain, row + 1, used));
        used[c] = false;
      }
    }
    return best;
  }

  @Test
  void rowsBeyondTheColumnsGetNone() {
    assertArrayEquals(new int[] {-1, 0}, Assignment.best(new double[][] {{1}, {2}}));
    assertArrayEquals(new int[0], Assignment.best(new double[0][]));
  }
}
