package io.vocalith.models.ctc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vocalith.audio.AudioClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recordings in passages against the same recordings at once. */
class LongRecognitionTest {
  private static final double TEN_MINUTES = 600;
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Path TIMIT = Path.of("..", "..", "shared", "real", "timit-sample");

  @Test
  void tenMinutesWithPausesHaveTheSamePhones() throws Exception {
    assertSamePhones(
        LongRecordings.concatenated(LongRecordings.in(SAMPLES, ".wav"), TEN_MINUTES, 1, 11));
  }

  @Test
  void tenMinutesWithoutPausesHaveTheSamePhones() throws Exception {
    assertSamePhones(
        LongRecordings.concatenated(LongRecordings.in(SAMPLES, ".wav"), TEN_MINUTES, 0, 13));
  }

  @Test
  void tenMinutesOfNativeSpeakersHaveTheSamePhones() throws Exception {
    assumeTrue(Files.isDirectory(TIMIT), "not run: the recordings of TIMIT are not there");
    assertSamePhones(
        LongRecordings.concatenated(LongRecordings.in(TIMIT, ".wav"), TEN_MINUTES, 1, 12));
  }

  /** Not one phone is lost, doubled or changed, by the defaults. */
  private static void assertSamePhones(AudioClip clip) throws Exception {
    PhonemeRecognizer recognizer = PhonemeRecognizer.load().withThreads(2);
    List<String> whole = recognizer.withSplitting(Splitting.NEVER).transcribe(clip).phones();
    List<Double> done = new ArrayList<>();
    List<String> split = recognizer.transcribe(clip, done::add).phones();
    assertTrue(done.size() >= TEN_MINUTES / 40, "passages: " + done.size());
    assertEquals(done.stream().sorted().toList(), done);
    assertEquals(clip.seconds(), done.get(done.size() - 1), 0.05);
    assertTrue(whole.size() > 1000);
    assertEquals(whole, split);
  }

  @Test
  void timesAndConfidencesAreThoseOfTheWhole() throws Exception {
    AudioClip clip = LongRecordings.concatenated(LongRecordings.in(SAMPLES, ".wav"), 75, 1, 3);
    PhonemeRecognizer recognizer = PhonemeRecognizer.load().withTimes(1);
    List<TimedPhone> whole = recognizer.withSplitting(Splitting.NEVER).transcribe(clip).timed();
    Transcript split = recognizer.withSplitting(new Splitting(20, 6)).transcribe(clip);
    List<TimedPhone> timed = split.timed();
    assertEquals(split.phones(), timed.stream().map(TimedPhone::phone).toList());
    assertEquals(whole.size(), timed.size());
    for (int i = 0; i < whole.size(); i++) {
      assertEquals(whole.get(i).phone(), timed.get(i).phone());
      assertEquals(whole.get(i).start(), timed.get(i).start(), 0.0101, "frames of 10 ms");
      assertEquals(whole.get(i).confidence(), timed.get(i).confidence(), 0.02);
      assertEquals(
          i + 1 == timed.size() ? clip.seconds() : timed.get(i + 1).start(), timed.get(i).end());
    }
    assertEquals(0, timed.get(0).start());
  }

  @Test
  void threadsChangeNothing() throws Exception {
    AudioClip clip = LongRecordings.concatenated(LongRecordings.in(SAMPLES, ".wav"), 30, 1, 5);
    PhonemeRecognizer recognizer =
        PhonemeRecognizer.load().withTimes(2).withSplitting(new Splitting(5, 1));
    assertEquals(recognizer.transcribe(clip), recognizer.withThreads(3).transcribe(clip));
    assertEquals(
        List.of(recognizer.transcribe(clip)), recognizer.withThreads(2).transcribe(List.of(clip)));
  }

  @Test
  void silenceAndShortRestsDoNoHarm() throws Exception {
    PhonemeRecognizer recognizer =
        PhonemeRecognizer.load().withTimes(1).withSplitting(new Splitting(3, 0));
    for (int extra : new int[] {-1, 0, 1, 159, 4000}) {
      AudioClip silence = AudioClip.of(new float[3 * 16_000 + extra], 16_000);
      Transcript transcript = recognizer.transcribe(silence);
      assertEquals(silence.seconds(), transcript.seconds());
    }
  }

  @Test
  void lengthsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Splitting(2, 0));
    assertThrows(IllegalArgumentException.class, () -> new Splitting(Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Splitting(30, -1));
    assertThrows(IllegalArgumentException.class, () -> new Splitting(30, Double.NaN));
  }
}
