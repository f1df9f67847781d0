package io.vocalith.models.diarize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ResegmentationTest {
  private static float[] vector(Random random) {
    float[] vector = new float[6];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Vectors.unit(vector);
  }

  private static List<float[]> vectors(Random random, int count) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(vector(random));
    }
    return vectors;
  }

  private static double worth(
      int[] path, List<Window> windows, List<float[]> voices, List<float[]> means) {
    double worth = 0;
    for (int w = 0; w < path.length; w++) {
      worth += Vectors.cosine(voices.get(w), means.get(path[w]));
      if (w > 0 && path[w] != path[w - 1]) {
        boolean pause = windows.get(w).stretch() != windows.get(w - 1).stretch();
        worth -= pause ? Resegmentation.CHANGE_COST / 2 : Resegmentation.CHANGE_COST;
      }
    }
    return worth;
  }

  @Test
  void noOtherPathIsWorthMore() {
    Random random = new Random(1);
    for (int n = 0; n < 200; n++) {
      int speakers = 1 + random.nextInt(3);
      int count = 1 + random.nextInt(7);
      List<Window> windows = new ArrayList<>();
      int stretch = 0;
      for (int w = 0; w < count; w++) {
        stretch += random.nextInt(3) == 0 ? 1 : 0;
        windows.add(new Window(w, w + 1.5, stretch));
      }
      List<float[]> voices = vectors(random, count);
      List<float[]> means = vectors(random, speakers);
      double best = Double.NEGATIVE_INFINITY;
      for (int code = 0; code < Math.pow(speakers, count); code++) {
        int[] path = new int[count];
        int rest = code;
        for (int w = 0; w < count; w++, rest /= speakers) {
          path[w] = rest % speakers;
        }
        best = Math.max(best, worth(path, windows, voices, means));
      }
      int[] found = Resegmentation.path(windows, voices, means);
      assertEquals(best, worth(found, windows, voices, means), 1e-9);
    }
  }

  @Test
  void aShortSlipIsSmoothedAwayAndVoicesAreEstimatedAnew() {
    float[] one = {1, 0, 0};
    float[] other = {0, 1, 0};
    float[] slip = Vectors.unit(new float[] {0.95f, 1, 0});
    List<Window> windows = new ArrayList<>();
    List<float[]> voices = new ArrayList<>();
    for (int w = 0; w < 10; w++) {
      windows.add(new Window(w, w + 1.5, 0));
      voices.add(w == 2 ? slip : w < 6 ? one : other);
    }
    float[] rough = {0.6f, 0.5f, 0.6f};
    assertArrayEquals(
        new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1},
        Resegmentation.labels(windows, voices, List.of(rough, new float[] {0, 1, 0.2f})));
  }
}
