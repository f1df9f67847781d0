package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FbankTest {
  static final List<String> RECORDINGS = Golden.RECORDINGS;

  @ParameterizedTest
  @FieldSource("RECORDINGS")
  void melPowerEqualsSpeechBrain(String recording) {
    Golden.Array expected = Golden.array("features/" + recording + "_melpower80");
    float[] samples = Golden.samples(recording);
    Fbank.Spectra spectra = new Fbank().new Spectra();
    for (int t = 0; t < expected.rows(); t++) {
      double[] found = spectra.melPower(samples, t);
      double largest = rowMaximum(expected, t);
      for (int m = 0; m < 80; m++) {
        double truth = expected.get(t, m);
        assertEquals(truth, found[m], 1e-6 * largest + 1e-5 * truth, "frame " + t + " mel " + m);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("RECORDINGS")
  void decibelsEqualSpeechBrain(String recording) {
    Matrix found =
        new Fbank(FbankOptions.DEFAULTS.withMeanRemoved(false)).extract(Golden.samples(recording));
    assertDecibels(recording, "features/" + recording + "_fbank80", found);
  }

  @ParameterizedTest
  @FieldSource("RECORDINGS")
  void normalisedDecibelsEqualSpeechBrain(String recording) {
    Matrix found = new Fbank().extract(Golden.samples(recording));
    assertDecibels(recording, "features/" + recording + "_fbank80_mean", found);
    assertDecibels(recording, "defaults/" + recording + "_features80", found);
  }

  /** Within 2e-4 dB where the power is within 40 dB of its frame's largest, else 5e-3 dB. */
  private static void assertDecibels(String recording, String file, Matrix found) {
    Golden.Array expected = Golden.array(file);
    Golden.Array power = Golden.array("features/" + recording + "_melpower80");
    assertEquals(expected.rows(), found.rows());
    assertEquals(80, found.columns());
    for (int t = 0; t < expected.rows(); t++) {
      double largest = rowMaximum(power, t);
      for (int m = 0; m < 80; m++) {
        double tolerance = power.get(t, m) >= 1e-4 * largest ? 2e-4 : 5e-3;
        assertEquals(
            expected.get(t, m), found.get(t, m), tolerance, file + " frame " + t + " mel " + m);
      }
    }
  }

  private static double rowMaximum(Golden.Array array, int row) {
    double largest = 0;
    for (int c = 0; c < array.columns(); c++) {
      largest = Math.max(largest, array.get(row, c));
    }
    return largest;
  }

  @Test
  void filterEdgesAreTorchs() {
    double[] expected = Golden.array("features/fbank_hz").values();
    float[] found = MelFilterbank.hertzEdges(FbankOptions.DEFAULTS.mel());
    assertEquals(expected.length, found.length);
    for (int i = 0; i < found.length; i++) {
      // torch's own power function is an ulp high in one of them
      double tolerance = i == 38 ? Math.ulp(found[i]) : 0;
      assertEquals(expected[i], found[i], tolerance, "edge " + i);
    }
  }

  @Test
  void oneSampleIsOneFrame() {
    assertEquals(1, new Fbank().extract(new float[] {0.25f}).rows());
    assertEquals(1, new Fbank().extract(new float[159]).rows());
    assertEquals(2, new Fbank().extract(new float[160]).rows());
    assertThrows(IllegalArgumentException.class, () -> new Fbank().extract(new float[0]));
  }

  @Test
  void aClipAtAnotherRateIsResampled() {
    AudioClip clip = Golden.clip("speech_a");
    assertEquals(new Fbank().extract(clip.samples()), new Fbank().extract(clip));
    Matrix found = new Fbank().extract(AudioClip.of(new float[44100], 44100));
    assertEquals(101, found.rows());
  }

  @Test
  void silenceIsZeroOnceItsMeanIsRemoved() {
    for (float value : new Fbank().extract(new float[5000]).values()) {
      assertEquals(0, value);
    }
  }

  @Test
  void nothingLiesFurtherBelowTheLargestThanTheRange() {
    FbankOptions narrow =
        new FbankOptions(
            16000, FbankOptions.DEFAULTS.frames(), FbankOptions.DEFAULTS.mel(), 30, false);
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : new Fbank(narrow).extract(Golden.samples("speech_a")).values()) {
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    assertEquals(30, largest - least, 1e-4);
  }

  @Test
  void columnsOfNormalisedFeaturesHaveMeanZero() {
    Matrix features = new Fbank().extract(Golden.samples("speech_b"));
    for (int m = 0; m < 80; m++) {
      double sum = 0;
      for (int t = 0; t < features.rows(); t++) {
        sum += features.get(t, m);
      }
      assertTrue(Math.abs(sum / features.rows()) < 1e-5);
    }
  }
}
