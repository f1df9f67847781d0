package io.vocalith.models.diarize;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.listen.SignalReport;
import io.vocalith.models.listen.SpeechActivity;
import io.vocalith.models.listen.SpeechDetector;
import io.vocalith.models.listen.SpeechPolicy;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Divides a recording among its speakers: speech is found, cut into windows, each window becomes an
 * embedding, and the embeddings are clustered agglomeratively with average linkage on the cosine
 * distance. Immutable and thread-safe.
 *
 * <p>One speaker at a time: where two speak at once, the louder voice gets the time. Memory grows
 * with the square of the length up to {@value #MOST_WINDOWS} windows (an hour and a quarter of
 * speech at the default hop); longer recordings take longer hops.
 */
public final class Diarizer {
  private static final int MOST_WINDOWS = 6000;

  /** Shorter windows tell little of a voice: they are given to a speaker found without them. */
  private static final double RELIABLE_SECONDS = 1.0;

  /** A speaker of fewer windows than this is taken for an accident, if the number is not known. */
  private static final int LEAST_WINDOWS = 3;

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

  /** What was heard in a recording before anything is decided; distances are (windows, windows). */
  record Heard(
      AudioClip recording,
      SpeechActivity activity,
      SignalReport report,
      List<Window> windows,
      List<Embedding> embeddings,
      float[][] distances,
      List<String> warnings) {}

  Heard hear(AudioClip recording) throws InterruptedException {
    float[] samples = recording.resampled(SAMPLE_RATE).samples();
    SpeechActivity activity = SpeechDetector.detect(samples, SAMPLE_RATE);
    SignalReport report = SignalReport.of(samples, SAMPLE_RATE, activity);
    List<String> warnings = new ArrayList<>(recording.warnings());
    warnings.addAll(SpeechPolicy.DIARIZATION.check(report));
    List<Window> windows = windows(activity, warnings);
    List<Embedding> embeddings = encoder.embed(clips(samples, windows));
    return new Heard(
        recording, activity, report, windows, embeddings, distances(embeddings), warnings);
  }

  static Diarization divide(Heard heard, DiarizerOptions options) {
    int[] labels = cluster(heard, options);
    return new Diarization(
        heard.recording.seconds(),
        Turns.of(heard.windows, labels),
        percentiles(heard.distances),
        options.threshold(),
        heard.report,
        heard.warnings);
  }

  private List<Window> windows(SpeechActivity activity, List<String> warnings) {
    List<SpeechActivity.Stretch> stretches =
        activity.stretches().stream()
            .filter(stretch -> stretch.seconds() >= DiarizerOptions.LEAST_WINDOW / 2)
            .toList();
    double hop = options.hopSeconds();
    double least = activity.speechSeconds() / MOST_WINDOWS;
    if (least > hop) {
      warnings.add("The recording is long: windows are further apart than asked for.");
      hop = Math.min(options.windowSeconds(), least);
    }
    List<Window> windows = Window.over(stretches, options.windowSeconds(), hop);
    if (windows.size() > 2 * MOST_WINDOWS) {
      throw new IllegalArgumentException(
          "expected at most " + 2 * MOST_WINDOWS + " windows of speech, found " + windows.size());
    }
    return windows;
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

  private static float[][] distances(List<Embedding> embeddings) {
    float[][] units = new float[embeddings.size()][];
    for (int i = 0; i < units.length; i++) {
      units[i] = Vectors.unit(embeddings.get(i).values());
    }
    float[][] distance = new float[units.length][units.length];
    for (int i = 0; i < units.length; i++) {
      for (int j = 0; j < i; j++) {
        distance[i][j] = Math.max(0, 1 - Vectors.dot(units[i], units[j]));
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

  /** Clusters the reliable windows, then gives every window to the nearest cluster's mean. */
  private static int[] cluster(Heard heard, DiarizerOptions options) {
    int[] reliable = reliable(heard.windows);
    float[][] between = new float[reliable.length][reliable.length];
    for (int i = 0; i < reliable.length; i++) {
      for (int j = 0; j < reliable.length; j++) {
        between[i][j] = heard.distances[reliable[i]][reliable[j]];
      }
    }
    AverageLinkage tree = AverageLinkage.of(between);
    int[] found =
        options.speakers().isPresent()
            ? cut(tree, options.speakers().getAsInt(), reliable.length)
            : tree.cut(tree.clustersAt(options.threshold()));
    List<float[]> voices = heard.embeddings.stream().map(Embedding::values).toList();
    List<float[]> means = means(reliable, found, voices, options.speakers());
    return voices.stream().mapToInt(voice -> Vectors.nearest(voice, means)).toArray();
  }

  private static int[] reliable(List<Window> windows) {
    int[] all = IntStream.range(0, windows.size()).toArray();
    int[] reliable =
        Arrays.stream(all).filter(i -> windows.get(i).seconds() >= RELIABLE_SECONDS).toArray();
    return reliable.length > 0 ? reliable : all;
  }

  /**
   * The fewest clusters among which so many are of some size: odd windows, laughter or a cough,
   * stay alone to the last and would otherwise take the place of a speaker.
   */
  private static int[] cut(AverageLinkage tree, int speakers, int points) {
    for (int clusters = speakers; clusters <= points; clusters++) {
      int[] found = tree.cut(clusters);
      long large = Arrays.stream(sizes(found)).filter(size -> size >= LEAST_WINDOWS).count();
      if (large >= speakers) {
        return found;
      }
    }
    return tree.cut(Math.min(speakers, points));
  }

  private static int[] sizes(int[] labels) {
    int[] sizes = new int[labels.length];
    Arrays.stream(labels).forEach(label -> sizes[label]++);
    return sizes;
  }

  /** The mean voices of the largest clusters, leaving out those that are accidents. */
  private static List<float[]> means(
      int[] reliable, int[] found, List<float[]> voices, OptionalInt speakers) {
    int[] sizes = sizes(found);
    int largest = Arrays.stream(sizes).max().orElse(0);
    int enough = speakers.isPresent() ? 1 : Math.min(LEAST_WINDOWS, largest);
    return IntStream.range(0, sizes.length)
        .filter(c -> sizes[c] >= enough)
        .boxed()
        .sorted(Comparator.comparingInt((Integer c) -> -sizes[c]).thenComparing(c -> c))
        .limit(speakers.orElse(sizes.length))
        .map(c -> mean(reliable, found, voices, c))
        .toList();
  }

  private static float[] mean(int[] reliable, int[] found, List<float[]> voices, int cluster) {
    return Vectors.mean(
        IntStream.range(0, found.length)
            .filter(i -> found[i] == cluster)
            .mapToObj(i -> voices.get(reliable[i]))
            .toList());
  }
}
