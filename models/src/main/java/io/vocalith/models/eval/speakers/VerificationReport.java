package io.vocalith.models.eval.speakers;

import io.vocalith.models.eval.Interval;
import io.vocalith.models.eval.SpeakerBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * All figures of a scored trial list.
 *
 * @param targets number of target trials
 * @param nontargets number of non-target trials
 * @param speakers number of speakers; empty if they are not known
 * @param figures the figures in the order in which they are shown
 * @param intervals what the intervals are, or why there are none
 */
public record VerificationReport(
    long targets, long nontargets, OptionalInt speakers, List<Figure> figures, String intervals) {
  /** How the equal error rate is found. */
  public enum EqualErrorRate {
    /** On the line between the two operating points around it. */
    LINEAR,
    /** On the convex hull of the receiver operating curve. */
    ROCCH
  }

  private static final String NOT_RATIOS = "n/a: not likelihood ratios";

  private record Definition(
      String name, String text, ToDoubleFunction<DetectionScores> figure, boolean needsRatios) {}

  /** Copies the figures. */
  public VerificationReport {
    figures = List.copyOf(figures);
  }

  /**
   * The figures of scores whose speakers are known.
   *
   * @param likelihoodRatios whether the scores are natural log-likelihood ratios
   * @throws IllegalArgumentException if targets or non-targets are missing
   */
  public static VerificationReport of(
      ScoredTrials trials, boolean likelihoodRatios, EqualErrorRate equalErrorRate) {
    List<Definition> definitions = definitions(equalErrorRate);
    List<Definition> defined =
        definitions.stream().filter(d -> likelihoodRatios || !d.needsRatios()).toList();
    Optional<List<Interval>> intervals =
        trials.intervals(
            scores ->
                defined.stream().mapToDouble(d -> d.figure().applyAsDouble(scores)).toArray());
    int speakers = trials.speakers().size();
    String note =
        intervals.isPresent()
            ? "95 %, bootstrap over " + speakers + " speakers, " + SpeakerBootstrap.DRAWS + " draws"
            : SpeakerBootstrap.TOO_FEW;
    return report(trials.scores(), definitions, defined, intervals, OptionalInt.of(speakers), note);
  }

  /** The figures of scores whose speakers are not known: without intervals. */
  public static VerificationReport of(
      DetectionScores scores, boolean likelihoodRatios, EqualErrorRate equalErrorRate) {
    List<Definition> definitions = definitions(equalErrorRate);
    List<Definition> defined =
        definitions.stream().filter(d -> likelihoodRatios || !d.needsRatios()).toList();
    return report(
        scores,
        definitions,
        defined,
        Optional.empty(),
        OptionalInt.empty(),
        "speakers not known: no interval");
  }

  private static VerificationReport report(
      DetectionScores scores,
      List<Definition> definitions,
      List<Definition> defined,
      Optional<List<Interval>> intervals,
      OptionalInt speakers,
      String note) {
    List<Figure> figures = new ArrayList<>();
    for (Definition d : definitions) {
      int place = defined.indexOf(d);
      if (place < 0) {
        figures.add(new Figure(d.name(), NOT_RATIOS, OptionalDouble.empty(), Optional.empty()));
      } else {
        double value = d.figure().applyAsDouble(scores);
        Optional<Interval> interval = intervals.map(all -> all.get(place));
        figures.add(new Figure(d.name(), d.text(), OptionalDouble.of(value), interval));
      }
    }
    return new VerificationReport(
        Math.round(scores.targetMass()),
        Math.round(scores.nontargetMass()),
        speakers,
        figures,
        note);
  }

  private static List<Definition> definitions(EqualErrorRate equalErrorRate) {
    List<Definition> all = new ArrayList<>();
    all.add(
        equalErrorRate == EqualErrorRate.LINEAR
            ? new Definition(
                "EER",
                "linear between the operating points around P_miss = P_fa",
                DetectionScores::equalErrorRate,
                false)
            : new Definition(
                "EER",
                "on the convex hull of the ROC",
                DetectionScores::convexHullEqualErrorRate,
                false));
    for (double prior : new double[] {0.01, 0.05}) {
      String costs = "C_miss = C_fa = 1, P_target = " + prior + ", normalised";
      all.add(new Definition("minDCF " + prior, costs, scores -> scores.minimumCost(prior), false));
    }
    for (double prior : new double[] {0.01, 0.05}) {
      String costs = "the same cost at the threshold ln((1 - P) / P)";
      all.add(new Definition("actDCF " + prior, costs, scores -> scores.actualCost(prior), true));
    }
    all.add(
        new Definition(
            "Cllr", "bits, over both classes", DetectionScores::logLikelihoodRatioCost, true));
    all.add(
        new Definition(
            "minCllr",
            "bits, after pooling adjacent violators",
            DetectionScores::minimumLogLikelihoodRatioCost,
            false));
    return all;
  }
}
