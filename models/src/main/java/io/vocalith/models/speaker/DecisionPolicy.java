package io.vocalith.models.speaker;

/**
 * What a decision between "same speaker" and "different speakers" depends on besides the evidence
 * (Duda, Hart and Stork, Pattern Classification, 2.2: the Bayes rule for two classes).
 *
 * @param prior probability of "same speaker" before listening, above 0 and below 1
 * @param costMiss cost of calling one speaker two, above 0
 * @param costFalseAccept cost of calling two speakers one, above 0
 * @param margin half the width, in natural log units, of the band around the threshold in which no
 *     decision is made; 0 or more
 */
public record DecisionPolicy(double prior, double costMiss, double costFalseAccept, double margin) {
  /** Evidence that changes the odds by less than a factor of two decides nothing. */
  public static final double DEFAULT_MARGIN = Math.log(2);

  /**
   * Checks the four numbers.
   *
   * @throws IllegalArgumentException if one of them is outside its range
   */
  public DecisionPolicy {
    check(prior > 0 && prior < 1, "a prior above 0 and below 1", prior);
    check(costMiss > 0 && costMiss < Double.POSITIVE_INFINITY, "a cost above 0", costMiss);
    check(
        costFalseAccept > 0 && costFalseAccept < Double.POSITIVE_INFINITY,
        "a cost above 0",
        costFalseAccept);
    check(margin >= 0 && margin < Double.POSITIVE_INFINITY, "a margin of 0 or more", margin);
  }

  /** Equal costs of 1 and the default margin. */
  public static DecisionPolicy ofPrior(double prior) {
    return new DecisionPolicy(prior, 1, 1, DEFAULT_MARGIN);
  }

  /** ln(C_fa (1 - P) / (C_miss P)): from this log-likelihood ratio on "same" costs less. */
  public double threshold() {
    return Math.log(costFalseAccept * (1 - prior) / (costMiss * prior));
  }

  /** SAME from threshold + margin on, DIFFERENT below threshold - margin, else UNDECIDED. */
  public Decision decide(double logLikelihoodRatio) {
    if (logLikelihoodRatio >= threshold() + margin) {
      return Decision.SAME;
    }
    return logLikelihoodRatio < threshold() - margin ? Decision.DIFFERENT : Decision.UNDECIDED;
  }

  /** Probability of "same speaker": sigmoid(LLR + ln(P / (1 - P))). */
  public double posterior(double logLikelihoodRatio) {
    return 1 / (1 + Math.exp(-logLikelihoodRatio - Math.log(prior / (1 - prior))));
  }

  private static void check(boolean holds, String expected, double found) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected + ", found " + found);
    }
  }
}
