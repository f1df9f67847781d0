package io.vocalith.models.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vocalith.audio.AudioClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Frame error (misses + false alarms over all 10 ms frames) on labelled TIMIT recordings: speech is
 * everything but h#, pau and epi. Runs where the two sample speakers are, and prints what it finds;
 * {@code -Dvocalith.timit=FOLDER} names another folder.
 */
final class SpeechDetectorErrorTest {
  private static final List<String> SILENCES = List.of("h#", "pau", "epi");

  record Labelled(float[] samples, boolean[] speech) {}

  @Test
  void frameErrorOnTimit() throws IOException {
    Path folder = Path.of(System.getProperty("vocalith.timit", "../../shared/real/timit-sample"));
    assumeTrue(
        Files.isDirectory(folder),
        "not measured: no TIMIT sample at " + folder + " (-Dvocalith.timit=FOLDER)");
    List<Labelled> recordings = read(folder);
    assertTrue(error("clean", recordings, Double.NaN, false) < 0.05);
    assertTrue(error("white 20 dB", recordings, 20, false) < 0.055);
    assertTrue(error("pink 20 dB", recordings, 20, true) < 0.055);
    assertTrue(error("white 10 dB", recordings, 10, false) < 0.09);
    assertTrue(error("pink 10 dB", recordings, 10, true) < 0.09);
    assertTrue(error("white 0 dB", recordings, 0, false) < 0.10);
    assertTrue(error("pink 0 dB", recordings, 0, true) < 0.10);
  }

  /** Nobody who reads a sentence aloud is refused: every utterance, and its first two seconds. */
  @Test
  void realUtterancesAreHeard() throws IOException {
    Path folder =
        Path.of(System.getProperty("vocalith.librispeech", "../../shared/real/librispeech"));
    assumeTrue(
        Files.isDirectory(folder),
        "not measured: no LibriSpeech speakers at " + folder + " (-Dvocalith.librispeech=FOLDER)");
    int refused = 0;
    int begun = 0;
    int count = 0;
    List<Path> utterances;
    try (Stream<Path> files = Files.walk(folder)) {
      utterances = files.filter(f -> f.toString().endsWith(".flac")).sorted().toList();
    }
    for (Path file : utterances) {
      float[] samples = AudioClip.of(file).samples();
      refused += SpeechDetector.detect(samples, Sounds.RATE).speechSeconds() < 0.5 ? 1 : 0;
      float[] start = Arrays.copyOf(samples, Math.min(samples.length, 2 * Sounds.RATE));
      begun += SpeechDetector.detect(start, Sounds.RATE).speechSeconds() < 0.5 ? 1 : 0;
      count++;
    }
    System.out.printf(
        "speech detector: under 0.5 s of speech in %d of %d utterances, in %d of their first 2 s%n",
        refused, count, begun);
    assertEquals(0, refused);
    assertTrue(begun <= 0.05 * count, begun + " of " + count);
  }

  private static double error(String title, List<Labelled> recordings, double snr, boolean pink) {
    long misses = 0;
    long falseAlarms = 0;
    long frames = 0;
    for (int n = 0; n < recordings.size(); n++) {
      Labelled recording = recordings.get(n);
      float[] sound =
          Double.isNaN(snr)
              ? recording.samples
              : Sounds.withNoise(recording.samples, snr, pink, 100 + n);
      SpeechActivity found = SpeechDetector.detect(sound, Sounds.RATE);
      for (int t = 0; t < found.frames(); t++) {
        misses += recording.speech[t] && !found.isSpeech(t) ? 1 : 0;
        falseAlarms += !recording.speech[t] && found.isSpeech(t) ? 1 : 0;
      }
      frames += found.frames();
    }
    System.out.printf(
        Locale.ROOT,
        "speech detector, %s: %.1f %% of %d frames wrong (misses %.1f, false alarms %.1f)%n",
        title,
        100.0 * (misses + falseAlarms) / frames,
        frames,
        100.0 * misses / frames,
        100.0 * falseAlarms / frames);
    return (double) (misses + falseAlarms) / frames;
  }

  static List<Labelled> read(Path folder) throws IOException {
    List<Labelled> recordings = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".phn")).sorted().toList()) {
        String stem = file.toString().replaceFirst("\\.phn$", "");
        float[] samples = AudioClip.of(Path.of(stem + ".wav")).samples();
        recordings.add(new Labelled(samples, labels(file, samples.length)));
      }
    }
    return recordings;
  }

  private static boolean[] labels(Path file, int samples) throws IOException {
    boolean[] speech = new boolean[BandEnergies.frames(samples, Sounds.RATE)];
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(" ");
      if (!SILENCES.contains(parts[2])) {
        // A frame belongs to the label at its centre.
        int from = (Integer.parseInt(parts[0]) - 80 + 159) / 160;
        int to = (Integer.parseInt(parts[1]) - 80 + 159) / 160;
        Arrays.fill(speech, Math.max(0, from), Math.min(speech.length, to), true);
      }
    }
    return speech;
  }
}
