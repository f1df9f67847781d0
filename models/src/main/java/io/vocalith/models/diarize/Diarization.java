package io.vocalith.models.diarize;

import io.vocalith.models.listen.SignalReport;
import java.util.List;

/**
 * Who speaks when in one recording.
 *
 * @param duration its length in seconds
 * @param turns in time order; they do not overlap, and speakers are called speaker1, speaker2... in
 *     the order in which they first speak
 * @param distances cosine distances between passages at the percentiles 1, 5, 10, 25, 50, 75, 90,
 *     95 and 99: where they leave a gap, a threshold belongs; empty for less than two passages
 * @param threshold the threshold that was used
 * @param report what the recording is like
 * @param warnings one sentence each
 */
public record Diarization(
    double duration,
    List<Turn> turns,
    List<Double> distances,
    double threshold,
    SignalReport report,
    List<String> warnings) {
  /** Percentiles at which {@link #distances} are given. */
  public static final List<Integer> PERCENTILES = List.of(1, 5, 10, 25, 50, 75, 90, 95, 99);

  /** Copies the lists. */
  public Diarization {
    turns = List.copyOf(turns);
    distances = List.copyOf(distances);
    warnings = List.copyOf(warnings);
  }

  /** Number of speakers. */
  public int speakers() {
    return (int) turns.stream().map(Turn::speaker).distinct().count();
  }
}
