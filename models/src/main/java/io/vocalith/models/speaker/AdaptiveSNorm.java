package io.vocalith.models.speaker;

import io.vocalith.models.registry.Digests;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Adaptive symmetric score normalisation (Matějka et al. 2017, "Analysis of score normalization in
 * multilingual speaker recognition"): a score is measured, for each of its two sides, by that
 * side's own highest scores against a cohort of other speakers.
 */
public final class AdaptiveSNorm {
  /** How many of a side's highest cohort scores count unless said otherwise. */
  public static final int DEFAULT_TOP = 300;

  private final List<Embedding> cohort;
  private final int top;

  /** Mean and population standard deviation of one side's highest cohort scores. */
  public record Side(double mean, double deviation) {}

  /**
   * Takes a cohort.
   *
   * @param cohort usually one mean embedding for each speaker; at least two
   * @param top how many of the highest scores count; a smaller cohort counts as a whole
   * @throws IllegalArgumentException if the cohort or the number is too small
   */
  public AdaptiveSNorm(List<Embedding> cohort, int top) {
    if (cohort.size() < 2 || top < 2) {
      throw new IllegalArgumentException(
          "expected a cohort and a top of at least 2, found " + cohort.size() + " and " + top);
    }
    this.cohort = List.copyOf(cohort);
    this.top = Math.min(top, cohort.size());
  }

  /** Name of this normalisation: another cohort or top is another normalisation. */
  public String name() {
    MessageDigest digest = Digests.sha256();
    cohort.forEach(embedding -> digest.update(embedding.toBytes()));
    String hex = Digests.hex(digest.digest()).substring(0, 12);
    return "as-norm top %d of %d, cohort %s".formatted(top, cohort.size(), hex);
  }

  /**
   * Statistics of one side.
   *
   * @throws IllegalArgumentException if the embedding is of another model than the cohort, or its
   *     cohort scores are all the same
   */
  public Side side(Embedding embedding) {
    double[] scores = cohort.stream().mapToDouble(embedding::cosine).toArray();
    Arrays.sort(scores);
    double[] highest = Arrays.copyOfRange(scores, scores.length - top, scores.length);
    double mean = Arrays.stream(highest).sum() / top;
    double deviation =
        Math.sqrt(Arrays.stream(highest).map(s -> (s - mean) * (s - mean)).sum() / top);
    if (!(deviation > 0)) {
      throw new IllegalArgumentException(
          "expected cohort scores that differ, found " + top + " times " + mean);
    }
    return new Side(mean, deviation);
  }

  /** Half the sum of a score as each of its sides sees it. */
  public static double normalize(double score, Side enroll, Side test) {
    return 0.5
        * ((score - enroll.mean()) / enroll.deviation() + (score - test.mean()) / test.deviation());
  }

  /** The normalised cosine of two embeddings. */
  public double score(Embedding enroll, Embedding test) {
    return normalize(enroll.cosine(test), side(enroll), side(test));
  }
}
