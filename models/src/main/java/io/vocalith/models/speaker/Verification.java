package io.vocalith.models.speaker;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a comparison of two voices came to.
 *
 * @param score the score as it stands: the cosine, normalised if a normalisation was asked for
 * @param logLikelihoodRatio the evidence, natural logarithm; empty without a calibration
 * @param posterior probability of "same speaker" under the policy's prior; empty without a
 *     calibration
 * @param policy prior, costs and margin
 * @param decision the verdict; empty without a calibration
 * @param reasons why so, and what would help; sentences without a full stop
 */
public record Verification(
    double score,
    OptionalDouble logLikelihoodRatio,
    OptionalDouble posterior,
    DecisionPolicy policy,
    Optional<Decision> decision,
    List<String> reasons) {
  /** Copies the reasons. */
  public Verification {
    reasons = List.copyOf(reasons);
  }

  /** A score without a calibration: no decision, and why not. */
  static Verification uncalibrated(double score, DecisionPolicy policy, List<String> reasons) {
    return new Verification(
        score, OptionalDouble.empty(), OptionalDouble.empty(), policy, Optional.empty(), reasons);
  }

  static Verification calibrated(
      double score, double llr, DecisionPolicy policy, List<String> reasons) {
    return new Verification(
        score,
        OptionalDouble.of(llr),
        OptionalDouble.of(policy.posterior(llr)),
        policy,
        Optional.of(policy.decide(llr)),
        reasons);
  }
}
