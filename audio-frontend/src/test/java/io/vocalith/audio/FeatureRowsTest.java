package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureRowsTest {
  private static final MfccOptions HAMMING =
      MfccOptions.DEFAULTS
          .withFrames(new FrameOptions(400, 160, WindowShape.HAMMING, 512))
          .withMeanRemoved(true);
  private static final MfccOptions GAPS =
      MfccOptions.DEFAULTS.withFrames(new FrameOptions(100, 170, WindowShape.RECTANGULAR, 512));

  /** Every way of cutting gives the bits of the whole, wherever the last frame ends. */
  @Test
  void rowsAreThoseOfTheWhole() {
    Random random = new Random(5);
    for (FeatureExtractor front :
        List.of(new Mfcc(), new Mfcc(HAMMING), new Mfcc(GAPS), new Fbank())) {
      for (int extra : new int[] {0, 1, 79, 80, 161}) {
        AudioClip clip = AudioClip.of(noise(random, 5000 * 170 + extra), front.sampleRate());
        float[] whole = front.extract(clip).values();
        FeatureRows rows = FeatureRows.of(front, clip);
        int columns = front.dimension();
        assertEquals(whole.length, rows.rows() * columns);
        int from = 0;
        while (from < rows.rows()) {
          int to = Math.min(rows.rows(), from + 1 + random.nextInt(1500));
          assertArrayEquals(
              Arrays.copyOfRange(whole, from * columns, to * columns),
              rows.rows(from, to).values());
          from = to;
        }
      }
    }
  }

  @Test
  void shortAndResampledRecordingsAreAsTheyWere() {
    AudioClip clip = AudioClip.of(noise(new Random(1), 9000), 44_100);
    FeatureRows rows = FeatureRows.of(new Mfcc(HAMMING), clip);
    assertEquals(16_000, rows.clip().sampleRate());
    assertArrayEquals(new Mfcc(HAMMING).extract(clip).values(), rows.rows(0, rows.rows()).values());
    assertEquals(0, rows.rows(3, 3).rows());
    assertThrows(IndexOutOfBoundsException.class, () -> rows.rows(0, rows.rows() + 1));
    AudioClip click = AudioClip.of(new float[10], 16_000);
    assertThrows(IllegalArgumentException.class, () -> FeatureRows.of(new Mfcc(), click));
  }

  private static float[] noise(Random random, int length) {
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (float) (0.1 * random.nextGaussian() + 0.05);
    }
    return samples;
  }
}
