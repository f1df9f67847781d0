package io.vocalith.models.speaker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a score speaks for one speaker or two. A score becomes a log-likelihood ratio
 * through a calibration, and a decision through prior, costs and margin; without a calibration that
 * was made for the same model, normalisation and bandwidth there is a score and no decision.
 */
public final class SpeakerVerifier {
  private final Optional<Calibration> calibration;
  private final DecisionPolicy policy;
  private final Optional<AdaptiveSNorm> normalization;

  /** A verifier of plain cosines. */
  public SpeakerVerifier(Optional<Calibration> calibration, DecisionPolicy policy) {
    this(calibration, policy, Optional.empty());
  }

  /**
   * A verifier.
   *
   * @param calibration empty if there is none
   * @param policy prior, costs and margin
   * @param normalization empty for plain cosines
   */
  public SpeakerVerifier(
      Optional<Calibration> calibration,
      DecisionPolicy policy,
      Optional<AdaptiveSNorm> normalization) {
    this.calibration = calibration;
    this.policy = policy;
    this.normalization = normalization;
  }

  /**
   * The verdict on two voices.
   *
   * @param bandwidth the poorer of the two recordings' bandwidths
   * @throws IllegalArgumentException if the embeddings are of different models
   */
  public Verification verify(Embedding enroll, Embedding test, Bandwidth bandwidth) {
    double score =
        normalization.map(n -> n.score(enroll, test)).orElseGet(() -> enroll.cosine(test));
    String name = normalization.map(AdaptiveSNorm::name).orElse(CalibrationKey.NO_NORMALIZATION);
    return verify(score, new CalibrationKey(enroll.modelSha256(), name, bandwidth));
  }

  /**
   * The verdict on a score.
   *
   * @param score the score, finite
   * @param scoredBy model, normalisation and bandwidth the score comes from
   * @throws IllegalArgumentException if the score is not finite
   */
  public Verification verify(double score, CalibrationKey scoredBy) {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("expected a finite score, found " + score);
    }
    if (calibration.isEmpty()) {
      return Verification.uncalibrated(
          score,
          policy,
          List.of("no calibration is given: the score says which pairs are closer, not how sure"));
    }
    Calibration line = calibration.orElseThrow();
    List<String> differences = line.key().differences(scoredBy);
    if (!differences.isEmpty()) {
      return Verification.uncalibrated(score, policy, differences);
    }
    double llr = line.logLikelihoodRatio(score);
    return Verification.calibrated(score, llr, policy, reasons(llr));
  }

  private List<String> reasons(double llr) {
    List<String> reasons = new ArrayList<>();
    double threshold = policy.threshold();
    reasons.add(
        switch (policy.decide(llr)) {
          case SAME -> say("the evidence %.2f is at least %.2f", llr, threshold + policy.margin());
          case DIFFERENT ->
              say("the evidence %.2f is below %.2f", llr, threshold - policy.margin());
          case UNDECIDED ->
              say(
                  "the evidence %.2f lies within %.2f of the threshold %.2f",
                  llr, policy.margin(), threshold);
        });
    if (policy.decide(llr) == Decision.UNDECIDED) {
      reasons.add("longer or further recordings of either voice would help");
    }
    return reasons;
  }

  private static String say(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }
}
