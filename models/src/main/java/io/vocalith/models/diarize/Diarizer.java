package io.vocalith.models.diarize;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.listen.SignalReport;
import io.vocalith.models.listen.SpeechActivity;
import io.vocalith.models.listen.SpeechDetector;
import io.vocalith.models.listen.SpeechPolicy;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides a recording among its speakers. Speech is found and cut into short windows, each of which
 * becomes an embedding. Passages of up to three seconds, each the mean of its windows, are
 * clustered agglomeratively with average linkage on the cosine distance; then every window is given
 * to one of the voices found, by a path that changes speakers only where that is worth it.
 * Immutable and thread-safe.
 *
 * <p>One speaker at a time: where two speak at once, the louder voice gets the time. Memory grows
 * with the square of the length up to {@value #MOST_PASSAGES} passages (five hours of speech);
 * longer recordings are cut into longer ones.
 */
public final class Diarizer {
  private static final int MOST_PASSAGES = 6000;
  private static final double PASSAGE_SECONDS = 3;

  /** Shorter passages tell little of a voice: they are given to a speaker found without them. */
  private static final double RELIABLE_SECONDS = 1.0;

  private static final int SAMPLE_RATE = 16_000;

  private final SpeakerEncoder encoder;
  private final DiarizerOptions options;

  /** A diarizer with an encoder, whose threads it uses. */
  public Diarizer(SpeakerEncoder encoder, DiarizerOptions options) {
    this.encoder = encoder;
    this.options = options;
  }

  /**
   * Divides a recording.
   *
   * @throws io.vocalith.models.listen.InsufficientSpeechException if there is next to no speech
   * @throws InterruptedException if the caller is interrupted
   */
  public Diarization diarize(AudioClip recording) throws InterruptedException {
    return divide(hear(recording), options);
  }

  /**
   * What was heard in a recording before anything is decided.
   *
   * @param voices directions of the windows' embeddings
   * @param passages those long enough to tell a voice, or all
   * @param passageVoices their directions
   * @param distances between these; (passages, passages)
   */
  record Heard(
      AudioClip recording,
      SignalReport report,
      List<Window> windows,
      List<float[]> voices,
      List<Passage> passages,
      List<float[]> passageVoices,
      float[][] distances,
      List<String> warnings) {}

  Heard hear(AudioClip recording) throws InterruptedException {
    float[] samples = recording.resampled(SAMPLE_RATE).samples();
    SpeechActivity activity = SpeechDetector.detect(samples, SAMPLE_RATE);
    SignalReport report = SignalReport.of(samples, SAMPLE_RATE, activity);
    List<String> warnings = new ArrayList<>(recording.warnings());
    warnings.addAll(SpeechPolicy.DIARIZATION.check(report));
    List<SpeechActivity.Stretch> stretches = stretches(activity);
    List<Passage> passages = passages(stretches, warnings);
    List<Window> windows = Window.over(stretches, options.windowSeconds(), options.hopSeconds());
    List<float[]> voices =
        encoder.embed(clips(samples, windows)).stream().map(e -> Vectors.unit(e.values())).toList();
    List<float[]> means = passages.stream().map(p -> unit(p, windows, voices)).toList();
    return new Heard(
        recording, report, windows, voices, passages, means, distances(means), warnings);
  }

  private static float[] unit(Passage passage, List<Window> windows, List<float[]> voices) {
    return Vectors.unit(passage.voice(windows, voices));
  }

  static Diarization divide(Heard heard, DiarizerOptions options) {
    double[] seconds = heard.passages.stream().mapToDouble(Passage::seconds).toArray();
    VoiceClusters clusters = new VoiceClusters(heard.passageVoices, seconds, heard.distances);
    List<float[]> means = clusters.means(options.threshold(), options.speakers());
    int[] labels = Resegmentation.labels(heard.windows, heard.voices, means);
    return new Diarization(
        heard.recording.seconds(),
        Turns.of(heard.windows, labels),
        percentiles(heard.distances),
        options.threshold(),
        heard.report,
        heard.warnings);
  }

  /** Stretches that are no clicks; all, where there is nothing else. */
  private static List<SpeechActivity.Stretch> stretches(SpeechActivity activity) {
    List<SpeechActivity.Stretch> all = activity.stretches();
    List<SpeechActivity.Stretch> spoken =
        all.stream().filter(s -> s.seconds() >= DiarizerOptions.LEAST_WINDOW / 2).toList();
    return spoken.isEmpty() ? all : spoken;
  }

  /** The passages that tell a voice; all, where none is long enough. */
  private static List<Passage> passages(
      List<SpeechActivity.Stretch> stretches, List<String> warnings) {
    double speech = stretches.stream().mapToDouble(SpeechActivity.Stretch::seconds).sum();
    double longest = Math.max(PASSAGE_SECONDS, speech / MOST_PASSAGES);
    if (longest > PASSAGE_SECONDS) {
      warnings.add("The recording is long: it is clustered in longer passages than usual.");
    }
    List<Passage> all = Passage.over(stretches, longest);
    List<Passage> reliable = all.stream().filter(p -> p.seconds() >= RELIABLE_SECONDS).toList();
    List<Passage> passages = reliable.isEmpty() ? all : reliable;
    if (passages.size() > 2 * MOST_PASSAGES) {
      throw new IllegalArgumentException(
          "expected at most "
              + 2 * MOST_PASSAGES
              + " passages of speech, found "
              + passages.size());
    }
    return passages;
  }

  /** Each window with a little of its surroundings where it would be too short for the network. */
  private static List<AudioClip> clips(float[] samples, List<Window> windows) {
    List<AudioClip> clips = new ArrayList<>();
    int least = (int) (DiarizerOptions.LEAST_WINDOW * SAMPLE_RATE);
    for (Window window : windows) {
      int from = (int) Math.round(window.start() * SAMPLE_RATE);
      int to = Math.min(samples.length, (int) Math.round(window.end() * SAMPLE_RATE));
      int missing = Math.max(0, least - (to - from));
      from = Math.max(0, from - missing / 2);
      to = Math.min(samples.length, Math.max(to, from + least));
      clips.add(AudioClip.of(Arrays.copyOfRange(samples, from, to), SAMPLE_RATE));
    }
    return clips;
  }

  private static float[][] distances(List<float[]> units) {
    float[][] distance = new float[units.size()][units.size()];
    for (int i = 0; i < distance.length; i++) {
      for (int j = 0; j < i; j++) {
        distance[i][j] = Math.max(0, 1 - Vectors.dot(units.get(i), units.get(j)));
        distance[j][i] = distance[i][j];
      }
    }
    return distance;
  }

  private static List<Double> percentiles(float[][] distance) {
    int points = distance.length;
    if (points < 2) {
      return List.of();
    }
    float[] all = new float[points * (points - 1) / 2];
    int count = 0;
    for (int i = 0; i < points; i++) {
      System.arraycopy(distance[i], 0, all, count, i);
      count += i;
    }
    Arrays.sort(all);
    return Diarization.PERCENTILES.stream()
        .map(p -> (double) all[(int) Math.round(p / 100.0 * (all.length - 1))])
        .toList();
  }
}
