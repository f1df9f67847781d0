package io.vocalith.models.speaker;

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

  private final float[][] cohort;
  private final int top;

  /** Mean and population standard deviation of one side's highest cohort scores. */
  public record Side(double mean, double deviation) {}

  /**
   * Takes a cohort.
   *
   * @param cohort embeddings of the cohort, usually one mean per speaker; at least two
   * @param top how many of the highest scores count; a smaller cohort counts as a whole
   * @throws IllegalArgumentException if the cohort or the number is too small, or an embedding is
   *     zero or not finite
   */
  public AdaptiveSNorm(List<float[]> cohort, int top) {
    if (cohort.size() < 2 || top < 2) {
      throw new IllegalArgumentException(
          "expected a cohort and a top of at least 2, found " + cohort.size() + " and " + top);
    }
    this.cohort = cohort.stream().map(AdaptiveSNorm::unit).toArray(float[][]::new);
    this.top = Math.min(top, cohort.size());
  }

  /**
   * Statistics of one side.
   *
   * @throws IllegalArgumentException if the embedding has another length than the cohort's, or its
   *     cohort scores are all the same
   */
  public Side side(float[] embedding) {
    float[] unit = unit(embedding);
    double[] scores = new double[cohort.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = dot(unit, cohort[i]);
    }
    Arrays.sort(scores);
    double mean = Arrays.stream(scores, scores.length - top, scores.length).sum() / top;
    double squares = 0;
    for (int i = scores.length - top; i < scores.length; i++) {
      squares += (scores[i] - mean) * (scores[i] - mean);
    }
    double deviation = Math.sqrt(squares / top);
    if (!(deviation > 0)) {
      throw new IllegalArgumentException(
          "expected cohort scores that differ, found " + top + " times " + mean);
    }
    return new Side(mean, deviation);
  }

  /** Half the sum of the score as each of its sides sees it. */
  public static double normalize(double score, Side enroll, Side test) {
    return 0.5
        * ((score - enroll.mean()) / enroll.deviation() + (score - test.mean()) / test.deviation());
  }

  /** Cosine of two embeddings, -1 to 1. */
  public static double cosine(float[] a, float[] b) {
    return Math.max(-1, Math.min(1, dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))));
  }

  private static float[] unit(float[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    if (!(norm > 0) || !Double.isFinite(norm)) {
      throw new IllegalArgumentException("expected an embedding of finite length, found " + norm);
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / norm);
    }
    return unit;
  }

  private static double dot(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "expected embeddings of one length, found " + a.length + " and " + b.length);
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
