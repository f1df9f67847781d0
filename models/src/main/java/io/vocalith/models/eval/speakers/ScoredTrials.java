package io.vocalith.models.eval.speakers;

import io.vocalith.models.eval.Interval;
import io.vocalith.models.eval.SpeakerBootstrap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Scored trials with their speakers: what the bootstrap over speakers and the speaker-disjoint
 * folds are drawn from.
 */
public final class ScoredTrials {
  private final List<ScoredTrial> trials;
  private final Map<String, Integer> speakers;
  private final int[] enroll;
  private final int[] test;
  private final double[] distinct;
  private final int[] group;

  /**
   * Takes scored trials.
   *
   * @throws IllegalArgumentException if a score is not finite, or the speakers contradict the list:
   *     two names in a target trial or one name in a non-target trial
   */
  public ScoredTrials(List<ScoredTrial> trials) {
    this.trials = List.copyOf(trials);
    this.distinct =
        DetectionScores.distinct(trials.stream().mapToDouble(ScoredTrial::score).toArray());
    Map<String, Integer> indices = new LinkedHashMap<>();
    enroll = new int[trials.size()];
    test = new int[trials.size()];
    group = new int[trials.size()];
    for (int i = 0; i < enroll.length; i++) {
      ScoredTrial trial = trials.get(i);
      checkSpeakers(trial);
      enroll[i] = index(indices, trial.enrollSpeaker());
      test[i] = index(indices, trial.testSpeaker());
      group[i] = Arrays.binarySearch(distinct, trial.score() + 0.0);
    }
    this.speakers = indices;
  }

  private static int index(Map<String, Integer> indices, String speaker) {
    int next = indices.size();
    Integer known = indices.putIfAbsent(speaker, next);
    return known == null ? next : known;
  }

  private static void checkSpeakers(ScoredTrial scored) {
    Trial trial = scored.trial();
    if (scored.enrollSpeaker().equals(scored.testSpeaker()) != trial.target()) {
      throw new IllegalArgumentException(
          "line "
              + trial.line()
              + " of the trials is a "
              + (trial.target() ? "target" : "non-target")
              + " trial of the speakers "
              + scored.enrollSpeaker()
              + " and "
              + scored.testSpeaker()
              + ": the speakers of the utterances are not known rightly");
    }
  }

  /** The trials in their order. */
  public List<ScoredTrial> trials() {
    return trials;
  }

  /** Names of the speakers in the order in which the trials name them. */
  public List<String> speakers() {
    return List.copyOf(speakers.keySet());
  }

  /** Index of the enrolled speaker of a trial in {@link #speakers()}. */
  int enrollSpeaker(int trial) {
    return enroll[trial];
  }

  /** Index of the tested speaker of a trial in {@link #speakers()}. */
  int testSpeaker(int trial) {
    return test[trial];
  }

  /**
   * The scores without the speakers.
   *
   * @throws IllegalArgumentException if targets or non-targets are missing
   */
  public DetectionScores scores() {
    int[] once = new int[speakers.size()];
    Arrays.fill(once, 1);
    double[][] masses = masses(once);
    return DetectionScores.ofMasses(distinct, masses[0], masses[1]);
  }

  /**
   * 95 % intervals of figures by a bootstrap over speakers: a speaker a drawn k_a times gives a
   * target trial the weight k_a and a non-target trial the weight k_a k_b.
   *
   * @param figures from the weighted scores to the figures; called from several threads
   * @return an interval for each figure; empty if there are too few speakers
   */
  public Optional<List<Interval>> intervals(Function<DetectionScores, double[]> figures) {
    return SpeakerBootstrap.intervals(speakers.size(), times -> figures(times, figures));
  }

  private Optional<double[]> figures(int[] times, Function<DetectionScores, double[]> figures) {
    double[][] masses = masses(times);
    boolean bothClasses =
        Arrays.stream(masses[0]).anyMatch(m -> m > 0)
            && Arrays.stream(masses[1]).anyMatch(m -> m > 0);
    return bothClasses
        ? Optional.of(figures.apply(DetectionScores.ofMasses(distinct, masses[0], masses[1])))
        : Optional.empty();
  }

  /** Masses of targets and of non-targets on the distinct scores, speakers weighted. */
  private double[][] masses(int[] times) {
    double[][] masses = new double[2][distinct.length];
    for (int i = 0; i < group.length; i++) {
      if (trials.get(i).trial().target()) {
        masses[0][group[i]] += times[enroll[i]];
      } else {
        masses[1][group[i]] += (double) times[enroll[i]] * times[test[i]];
      }
    }
    return masses;
  }
}
