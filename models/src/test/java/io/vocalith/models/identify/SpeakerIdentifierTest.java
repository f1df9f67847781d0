package io.vocalith.models.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationKey;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.store.FileSpeakerStore;
import io.vocalith.models.store.Voiceprint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpeakerIdentifierTest {
  private static final String MODEL = "ab".repeat(32);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @TempDir Path folder;

  private static float[] vector(long seed) {
    Random random = new Random(seed);
    float[] vector = new float[32];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** The voice of a seed, a little changed. */
  private static float[] near(long seed, long change) {
    float[] vector = vector(seed);
    float[] other = vector(change);
    for (int i = 0; i < vector.length; i++) {
      vector[i] += 0.2f * other[i];
    }
    return vector;
  }

  private static Voiceprint print(float[] vector, int source) {
    return new Voiceprint(
        vector,
        MODEL,
        "%064x".formatted(source),
        5,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }

  private static Calibration line(Bandwidth bandwidth, long nontargets) {
    CalibrationKey key = new CalibrationKey(MODEL, CalibrationKey.NO_NORMALIZATION, bandwidth);
    return new Calibration(key, 40, -20, new Calibration.Data(40, 100, nontargets, 0, 0.1));
  }

  private static Embedding voice(long seed) {
    return Embedding.of(near(seed, 1000 + seed), MODEL);
  }

  @Test
  void theThresholdRisesWithTheNumberOfSpeakers() {
    assertEquals(0.01, SpeakerIdentifier.falseMatchRate(0.01, 1), 1e-15);
    double rate = SpeakerIdentifier.falseMatchRate(0.01, 100_000);
    assertEquals(0.01, -Math.expm1(100_000 * Math.log1p(-rate)), 1e-12);
    assertEquals(1.00503e-7, rate, 1e-12);
  }

  @Test
  void aKnownVoiceIsNamedAndAStrangerIsNot() throws IOException {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      for (int n = 0; n < 50; n++) {
        store.enroll("s" + n, print(vector(n), n));
      }
      SpeakerIdentifier identifier =
          new SpeakerIdentifier(store, Optional.of(line(Bandwidth.WIDE, 10_000_000)), 0.01);
      Identification known = identifier.identify(voice(7), Bandwidth.WIDE, 5, TODAY);
      assertEquals(Optional.of("s7"), known.known());
      assertEquals(5, known.candidates().size());
      assertEquals(List.of(), known.notes());
      assertEquals(-Math.log(1 - Math.pow(0.99, 1 / 50.0)), known.threshold(), 1e-9);
      Identification stranger = identifier.identify(voice(999), Bandwidth.WIDE, 5, TODAY);
      assertEquals(Optional.empty(), stranger.known());
      assertTrue(stranger.decided());
      Identification narrow = identifier.identify(voice(7), Bandwidth.NARROW, 5, TODAY);
      assertFalse(narrow.decided());
      assertEquals(Optional.empty(), narrow.known());
      assertTrue(narrow.notes().get(0).startsWith("No decision: the calibration is for wide"));
    }
  }

  @Test
  void withoutACalibrationThereIsARankingAndNobodyIsUnknown() throws IOException {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      store.enroll("a", print(vector(1), 1));
      Identification found =
          new SpeakerIdentifier(store, Optional.empty(), 0.01)
              .identify(voice(1), Bandwidth.WIDE, 5, TODAY);
      assertFalse(found.decided());
      assertEquals("a", found.candidates().get(0).name());
      assertTrue(found.candidates().get(0).logLikelihoodRatio().isEmpty());
      assertTrue(found.notes().get(0).contains("ranking"));
      assertThrows(
          IllegalArgumentException.class, () -> new SpeakerIdentifier(store, Optional.empty(), 1));
    }
  }

  @Test
  void aRateTheCalibrationNeverSawIsSaidToBeExtrapolated() throws IOException {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      store.enroll("a", print(vector(1), 1));
      store.enroll("b", print(vector(2), 2));
      Identification found =
          new SpeakerIdentifier(store, Optional.of(line(Bandwidth.WIDE, 100)), 0.01)
              .identify(voice(1), Bandwidth.WIDE, 1, TODAY);
      assertEquals(
          "The false match rate of 0.0050 is extrapolated: the calibration saw 100 pairs of"
              + " different speakers.",
          found.notes().get(0));
    }
  }

  @Test
  void aVoiceKnownUnderAnotherNameIsWarnedOf() throws IOException {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      store.enroll("a", print(near(1, 50), 1));
      store.enroll("a", print(near(1, 51), 2));
      store.enroll("b", print(vector(2), 3));
      assertEquals(1, warnings(store, Optional.empty(), print(near(1, 1), 9)).size());
      assertEquals(0, warnings(store, Optional.empty(), print(vector(77), 9)).size());
      assertEquals(
          List.of("The same recording is enrolled as 'b'."),
          warnings(store, Optional.empty(), print(vector(78), 3)));
      assertEquals(
          List.of("This voice would be identified as 'b'."),
          warnings(store, Optional.of(line(Bandwidth.WIDE, 1_000_000)), print(near(2, 60), 9)));
    }
  }

  private static List<String> warnings(
      FileSpeakerStore store, Optional<Calibration> line, Voiceprint voice) {
    Identification nearest =
        new SpeakerIdentifier(store, line, 0.01)
            .identify(Embedding.of(voice.vector(), MODEL), Bandwidth.WIDE, 1, TODAY);
    return DuplicateVoices.warnings(store, "new", voice, nearest, TODAY);
  }
}
