package io.vocalith.models.diarize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class VoiceClustersTest {
  private static final float[] A = {1, 0, 0};
  private static final float[] B = {0, 1, 0};
  private static final float[] COUGH = {0, 0, 1};
  private static final List<float[]> VOICES = List.of(B, A, A, COUGH, A);
  private static final double[] SECONDS = {3, 2, 2, 1, 2};

  private static VoiceClusters clusters() {
    float[][] distance = new float[5][5];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        distance[i][j] = 1 - Vectors.dot(VOICES.get(i), VOICES.get(j));
      }
    }
    // The two voices are nearer to each other than either is to the cough.
    for (int i : new int[] {1, 2, 4}) {
      distance[0][i] = 0.8f;
      distance[i][0] = 0.8f;
    }
    return new VoiceClusters(VOICES, SECONDS, distance);
  }

  @Test
  void clustersOfLessThanTwoSecondsAreNoSpeakers() {
    List<float[]> means = clusters().means(0.5, OptionalInt.empty());
    assertEquals(2, means.size());
    assertArrayEquals(A, means.get(0), 1e-6f);
    assertArrayEquals(B, means.get(1), 1e-6f);
  }

  @Test
  void aGivenNumberIsOfSpeakersNotOfAccidents() {
    List<float[]> means = clusters().means(0.5, OptionalInt.of(2));
    assertArrayEquals(A, means.get(0), 1e-6f);
    assertArrayEquals(B, means.get(1), 1e-6f);
    assertEquals(3, clusters().means(0.5, OptionalInt.of(3)).size());
    assertEquals(1, clusters().means(0.5, OptionalInt.of(1)).size());
  }

  @Test
  void nothingButShortSpeechStillHasASpeaker() {
    VoiceClusters one = new VoiceClusters(List.of(A), new double[] {0.6}, new float[1][1]);
    assertArrayEquals(A, one.means(0.5, OptionalInt.empty()).get(0), 1e-6f);
    assertEquals(1, one.means(0.5, OptionalInt.of(4)).size());
  }
}
