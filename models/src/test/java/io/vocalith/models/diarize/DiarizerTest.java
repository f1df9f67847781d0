package io.vocalith.models.diarize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.listen.InsufficientSpeechException;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class DiarizerTest {
  private static Diarizer diarizer(DiarizerOptions options) throws IOException {
    return new Diarizer(SpeakerEncoder.load(), options);
  }

  private static Conversations synthetic() throws IOException {
    Conversations voices = new Conversations();
    Path samples = Path.of("..", "samples");
    for (String name : List.of("alice-1", "alice-2")) {
      voices.add("alice", samples.resolve(name + ".wav"));
    }
    voices.add("bob", samples.resolve("bob-1.wav"));
    return voices;
  }

  @Test
  void syntheticVoicesAreToldApart() throws IOException, InterruptedException {
    Conversations.Conversation talk = synthetic().make(List.of("alice", "bob"), 2, 8, false, 1);
    AudioClip clip = AudioClip.of(talk.samples(), Conversations.RATE);
    Diarization counted = diarizer(DiarizerOptions.DEFAULTS.withSpeakers(2)).diarize(clip);
    assertEquals(2, counted.speakers());
    double rate = DiarizationError.of(talk.truth(), counted.turns(), 0.25).rate();
    System.out.printf(
        Locale.ROOT, "diarization of two synthetic voices: DER %.1f %%%n", 100 * rate);
    assertTrue(rate < 0.1, "DER " + rate);
    assertEquals(counted, diarizer(DiarizerOptions.DEFAULTS.withSpeakers(2)).diarize(clip));
  }

  @Test
  void turnsAreInOrderWithinTheRecordingAndDoNotOverlap() throws IOException, InterruptedException {
    Conversations.Conversation talk = synthetic().make(List.of("alice", "bob"), 2, 6, true, 2);
    AudioClip clip = AudioClip.of(talk.samples(), Conversations.RATE);
    for (double threshold : new double[] {0, 0.3, 0.7, 2}) {
      Diarization found = diarizer(DiarizerOptions.DEFAULTS.withThreshold(threshold)).diarize(clip);
      double last = 0;
      for (Turn turn : found.turns()) {
        assertTrue(turn.start() >= last && turn.end() <= clip.seconds() + 1e-9, turn.toString());
        last = turn.end();
      }
      assertEquals("speaker1", found.turns().get(0).speaker());
      assertEquals(Diarization.PERCENTILES.size(), found.distances().size());
      assertTrue(found.distances().get(0) <= found.distances().get(8));
    }
    assertEquals(1, diarizer(DiarizerOptions.DEFAULTS.withThreshold(2)).diarize(clip).speakers());
  }

  @Test
  void withoutSpeechThereAreNoSpeakers() throws IOException {
    AudioClip silence = AudioClip.of(new float[80_000], Conversations.RATE);
    Diarizer diarizer = diarizer(DiarizerOptions.DEFAULTS);
    InsufficientSpeechException refused =
        assertThrows(InsufficientSpeechException.class, () -> diarizer.diarize(silence));
    assertEquals(0, refused.foundSeconds());
    assertEquals(0.5, refused.neededSeconds());
  }

  /** Mixtures of five real speakers, none of whom the threshold was chosen on. */
  @Test
  void realVoices() throws IOException, InterruptedException {
    Path folder =
        Path.of(System.getProperty("vocalith.librispeech", "../../shared/real/librispeech"));
    assumeTrue(
        Files.isDirectory(folder),
        "not measured: no LibriSpeech speakers at " + folder + " (-Dvocalith.librispeech=FOLDER)");
    Conversations voices = Conversations.ofFolders(folder);
    List<String> cast = voices.speakers().subList(5, 10);
    SpeakerEncoder encoder = SpeakerEncoder.load().withThreads(2);
    List<Conversations.Conversation> talks = new ArrayList<>();
    List<Diarizer.Heard> heard = new ArrayList<>();
    for (int speakers : new int[] {1, 2, 3, 4}) {
      talks.add(voices.make(cast, speakers, 8, speakers == 2, 1000 + 100L * speakers));
      AudioClip clip = AudioClip.of(talks.get(speakers - 1).samples(), Conversations.RATE);
      heard.add(new Diarizer(encoder, DiarizerOptions.DEFAULTS).hear(clip));
    }
    for (boolean counted : new boolean[] {false, true}) {
      DiarizationError plain = new DiarizationError(0, 0, 0, 0);
      DiarizationError forgiving = plain;
      int right = 0;
      for (int n = 0; n < talks.size(); n++) {
        List<Turn> truth = talks.get(n).truth();
        DiarizerOptions options =
            counted ? DiarizerOptions.DEFAULTS.withSpeakers(n + 1) : DiarizerOptions.DEFAULTS;
        Diarization found = Diarizer.divide(heard.get(n), options);
        plain = plain.plus(DiarizationError.of(truth, found.turns(), 0));
        forgiving = forgiving.plus(DiarizationError.of(truth, found.turns(), 0.25));
        right += found.speakers() == n + 1 ? 1 : 0;
      }
      print(counted ? "number of speakers given" : "number unknown", plain, forgiving, right);
      assertTrue(plain.rate() < (counted ? 0.2 : 0.25), "DER " + plain.rate());
    }
  }

  private static void print(
      String title, DiarizationError plain, DiarizationError forgiving, int right) {
    for (DiarizationError error : List.of(plain, forgiving)) {
      System.out.printf(
          Locale.ROOT,
          "diarization, %s, collar %s: DER %.1f %% (missed %.1f, false alarm %.1f, confused %.1f),"
              + " number of speakers right in %d of 4%n",
          title,
          error == plain ? "0" : "0.25 s",
          100 * error.rate(),
          100 * error.missed() / error.scored(),
          100 * error.falseAlarm() / error.scored(),
          100 * error.confused() / error.scored(),
          right);
    }
  }
}
