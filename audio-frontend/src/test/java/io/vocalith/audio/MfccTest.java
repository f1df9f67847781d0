package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MfccTest {
  /** The front end of the phone model that ships with the project. */
  static final MfccOptions PHONES =
      MfccOptions.DEFAULTS
          .withFrames(new FrameOptions(400, 160, WindowShape.HAMMING, 512))
          .withPreEmphasis(0.97)
          .withMel(new MelOptions(26, 0, 8000))
          .withMeanRemoved(true);

  static final List<String> RECORDINGS = Golden.RECORDINGS;

  @ParameterizedTest
  @FieldSource("RECORDINGS")
  void cepstraEqualPythonSpeechFeatures(String recording) {
    Golden.Array expected = Golden.array("features/" + recording + "_mfcc13");
    double[] found = new Mfcc().cepstra(Golden.samples(recording));
    assertEquals(expected.values().length, found.length);
    for (int i = 0; i < found.length; i++) {
      double truth = expected.values()[i];
      assertEquals(truth, found[i], 1e-5 * Math.abs(truth) + 1e-9, "value " + i);
    }
  }

  @ParameterizedTest
  @FieldSource("RECORDINGS")
  void featuresEqualTheReference(String recording) {
    Golden.Array expected = Golden.array("features/" + recording + "_mfcc39");
    Matrix found = new Mfcc().extract(Golden.samples(recording));
    assertEquals(expected.rows(), found.rows());
    assertEquals(39, found.columns());
    for (int i = 0; i < expected.values().length; i++) {
      double truth = expected.values()[i];
      assertEquals(truth, found.values()[i], 1e-5 * Math.abs(truth) + 1e-9, "value " + i);
    }
  }

  @ParameterizedTest
  @FieldSource("RECORDINGS")
  void meanRemovedFeaturesEqualTheTrainingOnes(String recording) {
    float[] samples = Golden.samples(recording);
    if (recording.equals("short")) { // 330 samples give one frame of 400
      assertThrows(IllegalArgumentException.class, () -> new Mfcc(PHONES).extract(samples));
      return;
    }
    Golden.Array expected = Golden.array("defaults/" + recording + "_features39");
    Matrix found = new Mfcc(PHONES).extract(samples);
    assertEquals(expected.rows(), found.rows());
    double[] largest = new double[39];
    for (int i = 0; i < expected.values().length; i++) {
      largest[i % 39] = Math.max(largest[i % 39], Math.abs(expected.values()[i]));
    }
    for (int i = 0; i < expected.values().length; i++) {
      // the maker sums the mean in float, so the error is relative to the column, not to the value
      assertEquals(
          expected.values()[i], found.values()[i], 1e-5 * largest[i % 39] + 1e-9, "value " + i);
    }
  }

  @Test
  void filterEdgesAreTheReferenceBins() {
    assertArrayEquals(
        new int[] {
          0, 1, 4, 6, 8, 11, 14, 17, 21, 25, 29, 33, 38, 44, 49, 56, 63, 70, 78, 87, 97, 107, 118,
          131, 144, 159, 175, 192
        },
        MelFilterbank.binEdges(MfccOptions.DEFAULTS.mel(), 512, 16000));
    assertArrayEquals(
        new int[] {
          0, 0, 2, 3, 4, 5, 7, 8, 10, 12, 14, 16, 19, 22, 25, 28, 31, 35, 39, 43, 48, 53, 59, 65,
          72, 79, 87, 96
        },
        MelFilterbank.binEdges(MfccOptions.DEFAULTS.mel(), 256, 16000));
  }

  @Test
  void tooFewFramesAreRefusedWithTheNumbers() {
    Mfcc mfcc = new Mfcc();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> mfcc.extract(new float[240]));
    assertEquals(
        "expected at least 241 samples (3 frames, as differences of order 2 need), found 240 (2"
            + " frames)",
        refused.getMessage());
    assertEquals(1, mfcc.extract(new float[241]).rows());
    assertThrows(IllegalArgumentException.class, () -> mfcc.extract(new float[0]));
  }

  @Test
  void lessThanAWindowIsOneFrameWithoutDifferences() {
    Mfcc plain = new Mfcc(MfccOptions.DEFAULTS.withDifferences(0));
    assertEquals(1, plain.extract(new float[] {0.5f}).rows());
    assertEquals(13, plain.dimension());
    assertEquals(0, plain.droppedFrames());
  }

  @Test
  void samplesThatAreNoNumbersAreRefused() {
    float[] samples = new float[1000];
    samples[700] = Float.NaN;
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new Mfcc().extract(samples));
    assertEquals(
        "expected samples of at most 1e9 in magnitude, found NaN at sample 700",
        refused.getMessage());
    samples[700] = Float.NEGATIVE_INFINITY;
    assertThrows(IllegalArgumentException.class, () -> new Mfcc().extract(samples));
  }

  @Test
  void extremeButFiniteSamplesGiveFiniteFeatures() {
    Random random = new Random(5);
    float[] samples = new float[2000];
    for (float scale : new float[] {1e9f, Float.MIN_VALUE, 1e-30f}) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (float) (scale * (2 * random.nextDouble() - 1));
      }
      for (float value : new Mfcc().extract(samples).values()) {
        assertTrue(Float.isFinite(value));
      }
      for (float value : new Fbank().extract(samples).values()) {
        assertTrue(Float.isFinite(value));
      }
    }
  }

  @Test
  void aFrameDoesNotDependOnWhatFollows() {
    float[] samples = Golden.samples("speech_a");
    Mfcc mfcc = new Mfcc();
    Matrix whole = mfcc.extract(samples);
    Matrix part = mfcc.extract(Arrays.copyOf(samples, 160 + 80 * 99));
    assertEquals(98, part.rows());
    assertArrayEquals(whole.slice(0, 98).values(), part.values());
  }

  @Test
  void timeBaseIsStated() {
    Mfcc mfcc = new Mfcc(PHONES);
    assertEquals(0.01, mfcc.hopSeconds());
    assertEquals(0.025, mfcc.windowSeconds());
    assertEquals(2, mfcc.droppedFrames());
    assertEquals(16000, mfcc.sampleRate());
  }
}
