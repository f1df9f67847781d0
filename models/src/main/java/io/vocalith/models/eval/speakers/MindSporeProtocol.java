package io.vocalith.models.eval.speakers;

import io.vocalith.models.speaker.AdaptiveSNorm;
import io.vocalith.models.speaker.Embedding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reference's evaluation of ecapa_tdnn ({@code eval.py}) in its three stages: plain cosine,
 * cosine after the running mean is subtracted, and S-norm of that against a cohort. Only trials
 * between utterances that the reference embeds count: see {@link MindSporeExclusions}.
 *
 * @param trials number of trials scored
 * @param excluded number of trials left out
 * @param plain the first stage's equal error rate
 * @param centred the second stage's
 * @param normalized the third stage's; empty without a cohort
 */
public record MindSporeProtocol(
    int trials, int excluded, double plain, double centred, Optional<Double> normalized) {
  /** Cohort scores that count in the reference's S-norm. */
  public static final int TOP = 20_000;

  /**
   * Runs the stages.
   *
   * @param trials the list
   * @param embedded embeddings of the utterances, iterated in the reference's order
   * @param cohort embeddings of the cohort in its order; empty to leave out the third stage
   * @throws IllegalArgumentException if a class is missing, or a cohort is smaller than 20,000
   */
  public static MindSporeProtocol of(
      List<Trial> trials, Map<String, Embedding> embedded, List<Embedding> cohort) {
    if (!cohort.isEmpty() && cohort.size() < TOP) {
      throw new IllegalArgumentException(
          "expected a cohort of at least "
              + TOP
              + " for the reference's S-norm, found "
              + cohort.size());
    }
    List<Trial> kept =
        trials.stream()
            .filter(t -> embedded.containsKey(t.enroll()) && embedded.containsKey(t.test()))
            .toList();
    MindSporeRunningMean mean = new MindSporeRunningMean();
    List<Embedding> each = List.copyOf(embedded.values());
    mean.pass(values(each));
    mean.pass(values(each));
    Map<String, Embedding> centred = named(embedded, mean.pass(values(each)));
    Optional<Double> normalized =
        cohort.isEmpty()
            ? Optional.empty()
            : Optional.of(normalized(kept, centred, centredCohort(cohort, mean)));
    return new MindSporeProtocol(
        kept.size(),
        trials.size() - kept.size(),
        plain(kept, embedded),
        plain(kept, centred),
        normalized);
  }

  private static double plain(List<Trial> trials, Map<String, Embedding> voices) {
    return MindSporeEqualErrorRate.ofPlainStages(
        scores(trials, voices, true), scores(trials, voices, false));
  }

  private static double[] scores(
      List<Trial> trials, Map<String, Embedding> voices, boolean target) {
    return trials.stream()
        .filter(t -> t.target() == target)
        .mapToDouble(t -> voices.get(t.enroll()).cosine(voices.get(t.test())))
        .toArray();
  }

  private static double normalized(
      List<Trial> trials, Map<String, Embedding> voices, List<Embedding> cohort) {
    AdaptiveSNorm norm = new AdaptiveSNorm(cohort, TOP);
    Map<String, AdaptiveSNorm.Side> sides = new HashMap<>();
    voices.entrySet().parallelStream()
        .map(e -> Map.entry(e.getKey(), norm.side(e.getValue())))
        .forEachOrdered(e -> sides.put(e.getKey(), e.getValue()));
    double[][] scores = new double[2][];
    for (int target = 0; target < 2; target++) {
      boolean wanted = target == 1;
      scores[target] =
          trials.stream()
              .filter(t -> t.target() == wanted)
              .mapToDouble(
                  t ->
                      AdaptiveSNorm.normalize(
                          voices.get(t.enroll()).cosine(voices.get(t.test())),
                          sides.get(t.enroll()),
                          sides.get(t.test())))
              .toArray();
    }
    return MindSporeEqualErrorRate.ofNormalizedStage(scores[1], scores[0]);
  }

  /** The cohort's own pass goes on with the mean and the count of the three passes before. */
  private static List<Embedding> centredCohort(List<Embedding> cohort, MindSporeRunningMean mean) {
    String model = cohort.get(0).modelSha256();
    return mean.pass(values(cohort)).stream().map(v -> Embedding.of(v, model)).toList();
  }

  private static List<float[]> values(List<Embedding> embeddings) {
    return embeddings.stream().map(Embedding::values).toList();
  }

  private static Map<String, Embedding> named(
      Map<String, Embedding> original, List<float[]> values) {
    List<String> names = new ArrayList<>(original.keySet());
    Map<String, Embedding> named = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String model = original.get(names.get(i)).modelSha256();
      named.put(names.get(i), Embedding.of(values.get(i), model));
    }
    return named;
  }
}
