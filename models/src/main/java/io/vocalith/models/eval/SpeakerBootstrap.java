package io.vocalith.models.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Bootstrap over speakers: a draw takes as many speakers as there are, with replacement, so that a
 * speaker counts k times with all it said. Utterances of one speaker resemble each other, and
 * trials share utterances; drawing them as if independent gives intervals that are far too narrow.
 */
public final class SpeakerBootstrap {
  /** Number of draws. */
  public static final int DRAWS = 1_000;

  /** Fewer speakers give no interval. */
  public static final int FEWEST_SPEAKERS = 20;

  /** What to say in place of an interval. */
  public static final String TOO_FEW = "too few speakers for an interval";

  private static final long SEED = 11;

  /** Odd and far from a power of two: seeds that differ by 1 begin alike in java.util.Random. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** After so many unusable draws in a row the data cannot carry an interval. */
  private static final int ATTEMPTS = 100;

  private SpeakerBootstrap() {}

  /**
   * The intervals of several figures over the same draws; the same input gives the same intervals.
   *
   * @param speakers number of speakers
   * @param figures from how often each speaker was drawn to the figures; empty where the draw does
   *     not define them (no target trial in it, say), which is then drawn anew. Called from several
   *     threads.
   * @return one interval for each figure; empty if there are fewer than {@value #FEWEST_SPEAKERS}
   *     speakers or draws keep being unusable
   */
  public static Optional<List<Interval>> intervals(
      int speakers, Function<int[], Optional<double[]>> figures) {
    if (speakers < FEWEST_SPEAKERS) {
      return Optional.empty();
    }
    List<Optional<double[]>> draws =
        IntStream.range(0, DRAWS)
            .parallel()
            .mapToObj(draw -> draw(speakers, new Random(SEED + draw * SPREAD), figures))
            .toList();
    if (draws.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < draws.get(0).orElseThrow().length; i++) {
      int figure = i;
      intervals.add(
          Interval.of(draws.stream().mapToDouble(d -> d.orElseThrow()[figure]).toArray()));
    }
    return Optional.of(List.copyOf(intervals));
  }

  private static Optional<double[]> draw(
      int speakers, Random random, Function<int[], Optional<double[]>> figures) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int[] times = new int[speakers];
      for (int i = 0; i < speakers; i++) {
        times[random.nextInt(speakers)]++;
      }
      Optional<double[]> values = figures.apply(times);
      if (values.isPresent()) {
        return values;
      }
    }
    return Optional.empty();
  }
}
