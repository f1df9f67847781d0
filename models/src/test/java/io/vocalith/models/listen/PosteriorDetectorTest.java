package io.vocalith.models.listen;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vocalith.audio.AudioClip;
import io.vocalith.engine.Matrix;
import io.vocalith.models.ctc.PhonemeRecognizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/**
 * The other detector that was measured: a phone model's own posteriors. Its spikes of phones that
 * are not silence are widened until the error is least; what is left is compared with the detector
 * in use.
 */
final class PosteriorDetectorTest {
  @Test
  void posteriorsMeasured() throws IOException {
    Path folder = Path.of(System.getProperty("vocalith.timit", "../../shared/real/timit-sample"));
    assumeTrue(
        Files.isDirectory(folder),
        "not measured: no TIMIT sample at " + folder + " (-Dvocalith.timit=FOLDER)");
    PhonemeRecognizer recognizer = PhonemeRecognizer.load();
    List<SpeechDetectorErrorTest.Labelled> recordings = SpeechDetectorErrorTest.read(folder);
    for (double snr : new double[] {Double.NaN, 10, 0}) {
      double best = 1;
      int bestReach = 0;
      double inUse = 0;
      float[][] spikes = new float[recordings.size()][];
      for (int n = 0; n < spikes.length; n++) {
        float[] samples = recordings.get(n).samples();
        float[] sound = Double.isNaN(snr) ? samples : Sounds.withNoise(samples, snr, true, 100 + n);
        spikes[n] = phones(recognizer, sound);
        SpeechActivity found = SpeechDetector.detect(sound, Sounds.RATE);
        inUse += wrong(recordings.get(n).speech(), t -> found.isSpeech(t)) / spikes.length;
      }
      for (int reach = 4; reach <= 40; reach += 4) {
        double error = 0;
        for (int n = 0; n < spikes.length; n++) {
          float[] spike = spikes[n];
          int width = reach;
          error += wrong(recordings.get(n).speech(), t -> near(spike, t, width)) / spikes.length;
        }
        bestReach = error < best ? reach : bestReach;
        best = Math.min(best, error);
      }
      System.out.printf(
          Locale.ROOT,
          "speech by phone posteriors, %s: %.1f %% wrong at best (spikes widened by"
              + " %d ms either way); the detector in use: %.1f %%%n",
          Double.isNaN(snr) ? "clean" : "pink noise " + snr + " dB",
          100 * best,
          10 * bestReach,
          100 * inUse);
      assertTrue(best < 0.5);
    }
  }

  /** The probability, frame by frame of 10 ms, of a phone that is not silence. */
  private static float[] phones(PhonemeRecognizer recognizer, float[] sound) {
    Matrix logits = recognizer.logits(AudioClip.of(sound, Sounds.RATE));
    int blank = recognizer.model().card().blank();
    float[] phones = new float[logits.rows() + 4];
    for (int t = 0; t < logits.rows(); t++) {
      double sum = 0;
      double speech = 0;
      for (int c = 0; c < logits.columns(); c++) {
        double p = Math.exp(logits.get(t, c));
        sum += p;
        boolean silent =
            c == blank || List.of("h#", "pau", "epi").contains(recognizer.model().card().label(c));
        speech += silent ? 0 : p;
      }
      phones[t + 2] = (float) (speech / sum);
    }
    return phones;
  }

  private static boolean near(float[] spikes, int frame, int reach) {
    int end = Math.min(spikes.length, frame + reach + 1);
    for (int t = Math.max(0, frame - reach); t < end; t++) {
      if (spikes[t] > 0.5) {
        return true;
      }
    }
    return false;
  }

  private static double wrong(boolean[] speech, IntPredicate found) {
    int wrong = 0;
    for (int t = 0; t < speech.length; t++) {
      wrong += speech[t] != found.test(t) ? 1 : 0;
    }
    return (double) wrong / speech.length;
  }
}
