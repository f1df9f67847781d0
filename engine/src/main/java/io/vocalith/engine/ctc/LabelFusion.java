package io.vocalith.engine.ctc;

/**
 * How a language model takes part in a search: a sequence l is ranked by ln p(l | audio) + weight
 * ln p(l) + bonus |l|, the end of the sequence included in p(l).
 *
 * @param model the language model
 * @param weight share of the model, 0 or more
 * @param bonus added for every label, to balance what the model takes from long sequences
 */
public record LabelFusion(LabelModel model, double weight, double bonus) {
  /** Checks the numbers. */
  public LabelFusion {
    if (model == null) {
      throw new IllegalArgumentException("expected a language model, found none");
    }
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY) || !Double.isFinite(bonus)) {
      throw new IllegalArgumentException(
          "expected a weight of 0 or more and a finite bonus, found " + weight + " and " + bonus);
    }
  }

  /** What a label adds to the ranking. */
  double gain(int state, int label) {
    return weighted(model.logProbability(state, label)) + bonus;
  }

  /** What the end of the sequence adds. */
  double endGain(int state) {
    return weighted(model.logEnd(state));
  }

  /** With weight 0 an impossible label costs nothing, where 0 * infinity would be NaN. */
  private double weighted(double logProbability) {
    return weight == 0 ? 0 : weight * logProbability;
  }
}
