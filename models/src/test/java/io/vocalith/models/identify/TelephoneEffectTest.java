package io.vocalith.models.identify;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.eval.speakers.DetectionScores;
import io.vocalith.models.listen.SignalReport;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
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
 * The same trials twice, the second time with one side through a telephone: 8 kHz and mu-law. Five
 * recordings of each of ten speakers, all pairs; within a speaker they are of one session, so the
 * error rates are optimistic and only their difference means something.
 */
final class TelephoneEffectTest {
  private record Recording(String speaker, Embedding wide, Embedding narrow) {}

  @Test
  void oneSideThroughATelephone() throws IOException, InterruptedException {
    Path folder =
        Path.of(System.getProperty("vocalith.librispeech", "../../shared/real/librispeech"));
    assumeTrue(
        Files.isDirectory(folder),
        "not measured: no LibriSpeech speakers at " + folder + " (-Dvocalith.librispeech=FOLDER)");
    List<Recording> recordings = embed(folder, SpeakerEncoder.load().withThreads(2));
    double[] wide = measure("both sides wideband", recordings, false);
    double[] mixed = measure("one side 8 kHz mu-law", recordings, true);
    assertTrue(mixed[0] < wide[0], "a telephone lowers the scores of one speaker");
  }

  private static List<Recording> embed(Path folder, SpeakerEncoder encoder)
      throws IOException, InterruptedException {
    List<String> speakers = new ArrayList<>();
    List<AudioClip> clips = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".flac")).sorted().toList()) {
        String speaker = file.getParent().getFileName().toString();
        if (speakers.stream().filter(speaker::equals).count() < 5) {
          speakers.add(speaker);
          float[] samples = AudioClip.of(file).samples();
          // Six seconds are enough to compare, and keep the test short.
          clips.add(AudioClip.of(Arrays.copyOf(samples, Math.min(samples.length, 96_000)), 16_000));
        }
      }
    }
    List<AudioClip> calls = clips.stream().map(TelephoneEffectTest::telephone).toList();
    for (AudioClip call : calls) {
      assertTrue(SignalReport.of(call.samples(), call.sampleRate()).narrowband());
    }
    List<Embedding> wide = encoder.embed(clips);
    List<Embedding> narrow = encoder.embed(calls);
    List<Recording> recordings = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      recordings.add(new Recording(speakers.get(i), wide.get(i), narrow.get(i)));
    }
    return recordings;
  }

  /** Through 8 kHz and the 8-bit steps of mu-law (ITU-T G.711, as its continuous curve). */
  private static AudioClip telephone(AudioClip clip) {
    float[] samples = clip.resampled(8000).samples();
    for (int i = 0; i < samples.length; i++) {
      double x = Math.max(-1, Math.min(1, samples[i]));
      double code = Math.rint(127 * Math.log1p(255 * Math.abs(x)) / Math.log(256)) / 127;
      samples[i] = (float) (Math.signum(x) * Math.expm1(code * Math.log(256)) / 255);
    }
    return AudioClip.of(samples, 8000);
  }

  private static double[] measure(String title, List<Recording> recordings, boolean telephone) {
    List<Double> targets = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    for (Recording a : recordings) {
      for (Recording b : recordings) {
        if (a != b) {
          (a.speaker.equals(b.speaker) ? targets : others)
              .add(a.wide.cosine(telephone ? b.narrow : b.wide));
        }
      }
    }
    double same = targets.stream().mapToDouble(s -> s).average().orElseThrow();
    double different = others.stream().mapToDouble(s -> s).average().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%s: mean score of one speaker %.3f, of two %.3f, EER %.1f %% (%d and %d trials)%n",
        title,
        same,
        different,
        100 * DetectionScores.of(array(targets), array(others)).equalErrorRate(),
        targets.size(),
        others.size());
    return new double[] {same, different};
  }

  private static double[] array(List<Double> scores) {
    return scores.stream().mapToDouble(s -> s).toArray();
  }
}
