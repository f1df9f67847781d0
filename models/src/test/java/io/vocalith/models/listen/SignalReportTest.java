package io.vocalith.models.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.audio.AudioClip;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalReportTest {
  @ParameterizedTest
  @ValueSource(doubles = {30, 20, 10, 0})
  void snrIsSpeechPowerLessNoiseOverNoise(double snr) {
    Random random = new Random(1);
    boolean[] speech = new boolean[400];
    Arrays.fill(speech, 100, 300, true);
    double signal = Math.pow(10, snr / 20) * 0.01;
    float[] samples = new float[64_000];
    for (int i = 0; i < samples.length; i++) {
      double power = speech[i / 160] ? Math.hypot(signal, 0.01) : 0.01;
      samples[i] = (float) (power * random.nextGaussian());
    }
    SignalReport report = SignalReport.of(samples, 16_000, SpeechActivity.of(speech, 4));
    assertEquals(snr, report.snrDecibels().orElseThrow(), 0.3);
    assertEquals(20 * Math.log10(Math.hypot(signal, 0.01)), report.levelDbfs(), 0.2);
  }

  @Test
  void noSnrWithoutSpeechOrWithoutSilence() {
    float[] samples = Sounds.make(1, t -> 0.5 * Math.sin(2000 * t));
    for (boolean speech : new boolean[] {true, false}) {
      boolean[] frames = new boolean[100];
      Arrays.fill(frames, speech);
      SignalReport report = SignalReport.of(samples, 16_000, SpeechActivity.of(frames, 1));
      assertEquals(OptionalDouble.empty(), report.snrDecibels());
      assertEquals(-9.03, report.levelDbfs(), 0.05);
    }
  }

  @Test
  void telephoneSpeechIsNarrowWhateverItsRate() throws IOException {
    for (String name : List.of("fox", "alice-1", "bob-1")) {
      AudioClip wide = Sounds.speech(name);
      AudioClip narrow = wide.resampled(8000);
      assertFalse(SignalReport.of(wide.samples(), 16_000).narrowband(), name);
      assertTrue(SignalReport.of(narrow.samples(), 8000).narrowband(), name);
      assertTrue(SignalReport.of(narrow.resampled(16_000).samples(), 16_000).narrowband(), name);
      assertTrue(SignalReport.of(narrow.resampled(48_000).samples(), 48_000).narrowband(), name);
    }
  }

  @Test
  void clippingIsTheShareOfFlatTops() throws IOException {
    float[] fox = Sounds.speech("fox").samples();
    assertEquals(0, SignalReport.of(fox, 16_000).clipped());
    float peak = 0;
    for (float sample : fox) {
      peak = Math.max(peak, Math.abs(sample));
    }
    float[] clipped = new float[fox.length];
    int flat = 0;
    for (int i = 0; i < fox.length; i++) {
      clipped[i] = Math.max(-peak / 3, Math.min(peak / 3, fox[i]));
      flat += Math.abs(clipped[i]) == peak / 3 ? 1 : 0;
    }
    double found = SignalReport.of(clipped, 16_000).clipped();
    assertEquals((double) flat / fox.length, found, 0.15 * flat / fox.length);
    assertTrue(SignalReport.of(clipped, 16_000).warnings().get(0).endsWith("are clipped."));
    assertEquals(0, Clipping.share(new float[] {0.5f, 0.5f, 0, 0.5f, -0.5f, 0.5f}));
    assertEquals(0.75, Clipping.share(new float[] {0.5f, 0.5f, 0.5f, 0}));
    assertEquals(0, Clipping.share(new float[100]));
  }

  @Test
  void nothingIsEverNaN() {
    List<float[]> sounds =
        List.of(
            new float[0],
            new float[1],
            new float[16_000],
            Sounds.make(1, t -> 1),
            Sounds.make(1, t -> t == 0 ? 1 : 0),
            Sounds.make(0.5, t -> Double.NaN),
            Sounds.make(0.5, t -> Double.NEGATIVE_INFINITY));
    for (float[] sound : sounds) {
      for (int rate : new int[] {4000, 8000, 16_000, 384_000}) {
        SignalReport report = SignalReport.of(sound, rate);
        assertEquals(0, report.speechSeconds());
        assertTrue(Double.isFinite(report.levelDbfs()) && Double.isFinite(report.clipped()));
        assertTrue(report.bandwidthHertz() >= 0 && report.bandwidthHertz() <= rate / 2.0);
        assertEquals(OptionalDouble.empty(), report.snrDecibels());
        assertTrue(report.summary().contains("0.00 s of speech"), report.summary());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SpeechPolicy.class,
      names = {"VERIFICATION", "IDENTIFICATION", "DIARIZATION"})
  void underHalfASecondIsRefusedUnderTwoWarned(SpeechPolicy policy) {
    InsufficientSpeechException refused =
        assertThrows(InsufficientSpeechException.class, () -> policy.check(speech(0.49)));
    assertEquals(0.49, refused.foundSeconds());
    assertEquals(0.5, refused.neededSeconds());
    assertEquals(
        policy.name().toLowerCase(java.util.Locale.ROOT)
            + " needs 0.50 s of speech, found 0.49 s (tones, music and silence do not count)",
        refused.getMessage());
    assertEquals(
        List.of("Only 0.50 s of speech: below 2 s scores scatter widely."),
        policy.check(speech(0.5)));
    assertEquals(1, policy.check(speech(1.99)).size());
    assertEquals(List.of(), policy.check(speech(2)));
  }

  @Test
  void enrolmentNeedsThreeSeconds() {
    InsufficientSpeechException refused =
        assertThrows(
            InsufficientSpeechException.class, () -> SpeechPolicy.ENROLMENT.check(speech(2.99)));
    assertEquals(3, refused.neededSeconds());
    assertEquals(List.of(), SpeechPolicy.ENROLMENT.check(speech(3)));
  }

  @Test
  void embeddingOnlyWarns() {
    assertEquals(List.of("No speech was found."), SpeechPolicy.EMBEDDING.check(speech(0)));
    assertEquals(1, SpeechPolicy.EMBEDDING.check(speech(0.1)).size());
  }

  private static SignalReport speech(double seconds) {
    return new SignalReport(9, seconds, 0, 8000, -20, OptionalDouble.of(30));
  }
}
