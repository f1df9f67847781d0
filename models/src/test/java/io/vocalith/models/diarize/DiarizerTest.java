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
    SpeakerEncoder threads = SpeakerEncoder.load().withThreads(3);
    DiarizerOptions two = DiarizerOptions.DEFAULTS.withSpeakers(2);
    assertEquals(counted, new Diarizer(threads, two).diarize(clip));
  }

  @Test
  void turnsAreInOrderWithinTheRecordingAndDoNotOverlap() throws IOException, InterruptedException {
    Conversations.Conversation talk = synthetic().make(List.of("alice", "bob"), 2, 6, true, 2);
    AudioClip clip = AudioClip.of(talk.samples(), Conversations.RATE);
    for (double threshold : new double[] {0, 0.3, 0.55, 2}) {
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

  /**
   * Mixtures of ten real speakers, in two halves: the options were chosen on the first five, who
   * are measured for comparison; nothing was chosen on the other five, in whom the bounds are.
   */
  @Test
  void realVoices() throws IOException, InterruptedException {
    Path folder =
        Path.of(System.getProperty("vocalith.librispeech", "../../shared/real/librispeech"));
    assumeTrue(
        Files.isDirectory(folder),
        "not measured: no LibriSpeech speakers at " + folder + " (-Dvocalith.librispeech=FOLDER)");
    Conversations voices = Conversations.ofFolders(folder);
    List<String> chosenOn = voices.speakers().subList(0, 5);
    List<String> heldOut = voices.speakers().subList(5, 10);
    measure("speakers chosen on", many(voices, chosenOn, 50_000));
    Measured more = measure("held out, 16 mixtures", many(voices, heldOut, 90_000));
    List<Conversations.Conversation> four = new ArrayList<>();
    for (int speakers = 1; speakers <= 4; speakers++) {
      four.add(voices.make(heldOut, speakers, 8, speakers == 2, 1000 + 100L * speakers));
    }
    Measured few = measure("held out, 4 mixtures", four);
    assertTrue(few.given.rate() < 0.15, "DER " + few.given.rate());
    assertTrue(few.guessed.rate() < 0.15, "DER " + few.guessed.rate());
    assertTrue(few.right >= 3, "number of speakers right in " + few.right);
    assertTrue(more.given.rate() < 0.15, "DER " + more.given.rate());
  }

  /** One to four speakers, of each four mixtures of 8 or 20 turns, half of them with overlaps. */
  private static List<Conversations.Conversation> many(
      Conversations voices, List<String> cast, long seed) {
    List<Conversations.Conversation> talks = new ArrayList<>();
    for (int speakers = 1; speakers <= 4; speakers++) {
      for (int n = 0; n < 4; n++) {
        int turns = n < 3 ? 8 : 20;
        talks.add(voices.make(cast, speakers, turns, n % 2 == 1, seed + 100L * speakers + n));
      }
    }
    return talks;
  }

  /** Errors without collar, and in how many mixtures the guessed number of speakers was right. */
  private record Measured(DiarizationError guessed, DiarizationError given, int right) {}

  private static Measured measure(String title, List<Conversations.Conversation> talks)
      throws IOException, InterruptedException {
    SpeakerEncoder encoder = SpeakerEncoder.load().withThreads(2);
    DiarizationError none = new DiarizationError(0, 0, 0, 0);
    DiarizationError[] errors = {none, none, none, none}; // guessed, given; the same with collar
    int right = 0;
    for (Conversations.Conversation talk : talks) {
      AudioClip clip = AudioClip.of(talk.samples(), Conversations.RATE);
      Diarizer.Heard heard = new Diarizer(encoder, DiarizerOptions.DEFAULTS).hear(clip);
      int speakers = (int) talk.truth().stream().map(Turn::speaker).distinct().count();
      for (int given = 0; given < 2; given++) {
        DiarizerOptions options = DiarizerOptions.DEFAULTS;
        Diarization found =
            Diarizer.divide(heard, given == 1 ? options.withSpeakers(speakers) : options);
        right += given == 0 && found.speakers() == speakers ? 1 : 0;
        for (int collar = 0; collar < 2; collar++) {
          int kind = given + 2 * collar;
          errors[kind] =
              errors[kind].plus(
                  DiarizationError.of(talk.truth(), found.turns(), collar == 1 ? 0.25 : 0));
        }
      }
    }
    for (int kind = 0; kind < 4; kind++) {
      print(title, kind % 2 == 1, kind > 1 ? "0.25 s" : "0", errors[kind]);
    }
    System.out.printf("%s: number of speakers right in %d of %d%n", title, right, talks.size());
    return new Measured(errors[0], errors[1], right);
  }

  private static void print(String title, boolean given, String collar, DiarizationError error) {
    System.out.printf(
        Locale.ROOT,
        "%s, number of speakers %s, collar %s: DER %.1f %% (missed %.1f, false alarm %.1f,"
            + " confused %.1f)%n",
        title,
        given ? "given" : "guessed",
        collar,
        100 * error.rate(),
        100 * error.missed() / error.scored(),
        100 * error.falseAlarm() / error.scored(),
        100 * error.confused() / error.scored());
  }
}
