package io.vocalith.models.eval.speakers;

import io.vocalith.models.eval.SpeakerBootstrap;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Makes a calibration from scored trials: logistic regression on all of them, and its Cllr on
 * speakers that a fit has not seen, by cross-validation over {@value #FOLDS} groups of speakers.
 */
public final class CalibrationTrainer {
  /** Number of groups that the speakers are split into. */
  public static final int FOLDS = 5;

  private static final long SEED = 11;

  private CalibrationTrainer() {}

  /**
   * Fits a calibration.
   *
   * <p>A trial is tested in the fold that holds both its speakers, by a line fitted to the trials
   * both of whose speakers lie outside that fold. A trial between two folds is tested nowhere;
   * these are counted.
   *
   * @throws IllegalArgumentException if there are fewer than 20 speakers, a class is missing, the
   *     classes are separable (then no finite slope is best), or scores do not rise with likeness
   */
  public static Calibration fit(ScoredTrials trials, CalibrationKey key) {
    int speakers = trials.speakers().size();
    if (speakers < SpeakerBootstrap.FEWEST_SPEAKERS) {
      throw new IllegalArgumentException(
          "expected at least "
              + SpeakerBootstrap.FEWEST_SPEAKERS
              + " speakers to calibrate on, found "
              + speakers);
    }
    int[] folds = folds(speakers);
    List<Double> targets = new ArrayList<>();
    List<Double> nontargets = new ArrayList<>();
    for (int f = 0; f < FOLDS; f++) {
      int fold = f;
      LogisticLine line =
          fit(
              trials,
              i -> folds[trials.enrollSpeaker(i)] != fold && folds[trials.testSpeaker(i)] != fold,
              "without fold " + (fold + 1) + " of the speakers");
      for (int i = 0; i < trials.trials().size(); i++) {
        if (folds[trials.enrollSpeaker(i)] == fold && folds[trials.testSpeaker(i)] == fold) {
          ScoredTrial trial = trials.trials().get(i);
          (trial.trial().target() ? targets : nontargets).add(line.at(trial.score()));
        }
      }
    }
    LogisticLine line = fit(trials, i -> true, "over all speakers");
    DetectionScores all = trials.scores();
    double cllr = DetectionScores.of(array(targets), array(nontargets)).logLikelihoodRatioCost();
    return new Calibration(
        key,
        line.slope(),
        line.offset(),
        new Calibration.Data(
            speakers,
            Math.round(all.targetMass()),
            Math.round(all.nontargetMass()),
            trials.trials().size() - targets.size() - nontargets.size(),
            cllr));
  }

  /** The fold of each speaker: as even as can be, dealt out in a seeded order. */
  private static int[] folds(int speakers) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, speakers).boxed().toList());
    Collections.shuffle(order, new Random(SEED));
    int[] folds = new int[speakers];
    for (int i = 0; i < speakers; i++) {
      folds[order.get(i)] = i % FOLDS;
    }
    return folds;
  }

  private static LogisticLine fit(ScoredTrials trials, IntPredicate taken, String where) {
    double[] targets = scores(trials, taken, true);
    double[] nontargets = scores(trials, taken, false);
    try {
      return LogisticLine.fit(targets, nontargets);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot calibrate " + where + ": " + e.getMessage(), e);
    }
  }

  private static double[] scores(ScoredTrials trials, IntPredicate taken, boolean target) {
    return IntStream.range(0, trials.trials().size())
        .filter(taken)
        .mapToObj(trials.trials()::get)
        .filter(t -> t.trial().target() == target)
        .mapToDouble(ScoredTrial::score)
        .toArray();
  }

  private static double[] array(List<Double> values) {
    double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(array); // the sum of a sorted array does not depend on the folds' order
    return array;
  }
}
