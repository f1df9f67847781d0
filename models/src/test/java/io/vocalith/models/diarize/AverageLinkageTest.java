package io.vocalith.models.diarize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AverageLinkageTest {
  @Test
  void joinsTheNearestPairUntilSoManyAreLeft() {
    Random random = new Random(1);
    for (int n = 0; n < 300; n++) {
      int points = 1 + random.nextInt(14);
      float[][] distance = new float[points][points];
      for (int i = 0; i < points; i++) {
        for (int j = 0; j < i; j++) {
          distance[i][j] = random.nextFloat();
          distance[j][i] = distance[i][j];
        }
      }
      float[][] scratch = Arrays.stream(distance).map(float[]::clone).toArray(float[][]::new);
      AverageLinkage found = AverageLinkage.of(scratch);
      List<List<Integer>> clusters = new ArrayList<>();
      for (int i = 0; i < points; i++) {
        clusters.add(new ArrayList<>(List.of(i)));
      }
      while (true) {
        assertArrayEquals(labels(clusters, points), found.cut(clusters.size()));
        if (clusters.size() == 1) {
          break;
        }
        double nearest = joinNearest(clusters, distance);
        assertTrue(found.clustersAt(nearest - 1e-5) > clusters.size());
        assertTrue(found.clustersAt(nearest + 1e-5) <= clusters.size());
      }
    }
  }

  /** The definition: mean distance over all pairs of members, recomputed each time. */
  private static double joinNearest(List<List<Integer>> clusters, float[][] distance) {
    double least = Double.POSITIVE_INFINITY;
    int a = 0;
    int b = 0;
    for (int i = 0; i < clusters.size(); i++) {
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int p : clusters.get(i)) {
          for (int q : clusters.get(j)) {
            sum += distance[p][q];
          }
        }
        double mean = sum / clusters.get(i).size() / clusters.get(j).size();
        if (mean < least) {
          least = mean;
          a = i;
          b = j;
        }
      }
    }
    clusters.get(b).addAll(clusters.remove(a));
    return least;
  }

  private static int[] labels(List<List<Integer>> clusters, int points) {
    int[] labels = new int[points];
    for (int c = 0; c < clusters.size(); c++) {
      for (int point : clusters.get(c)) {
        labels[point] = c;
      }
    }
    int[] numbers = new int[points];
    Arrays.fill(numbers, -1);
    int next = 0;
    for (int i = 0; i < points; i++) {
      if (numbers[labels[i]] < 0) {
        numbers[labels[i]] = next++;
      }
      labels[i] = numbers[labels[i]];
    }
    return labels;
  }

  @Test
  void samePointsAreOneCluster() {
    assertEquals(1, AverageLinkage.of(new float[40][40]).clustersAt(1e-9));
    assertArrayEquals(new int[40], AverageLinkage.of(new float[40][40]).cut(1));
    assertArrayEquals(new int[] {0}, AverageLinkage.of(new float[1][1]).cut(5));
  }
}
