package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Changes of a network's scores before they are decoded. For class c of a frame
 *
 * <pre>ln p'(c) = ln p(c) - priorScale ln prior(c) + [c is the blank] blankBias + constant</pre>
 *
 * <p>for the blank and the classes of the inventory, minus infinity for all others; the constant
 * makes the frame's probabilities sum to 1 again. Order: restrict, shift, normalise.
 *
 * @param inventory the labels allowed; empty for all
 * @param logPriors natural logarithms, one for every class; empty for none
 * @param priorScale share of the priors that is taken out; 0 for none
 * @param blankBias added to the blank; below 0 gives more labels, above 0 fewer
 */
public record ScoreAdjustment(
    Optional<Set<Integer>> inventory,
    Optional<double[]> logPriors,
    double priorScale,
    double blankBias) {
  /** Changes nothing. */
  public static final ScoreAdjustment NONE =
      new ScoreAdjustment(Optional.empty(), Optional.empty(), 0, 0);

  /** Checks the numbers. */
  public ScoreAdjustment {
    if (!Double.isFinite(priorScale) || !Double.isFinite(blankBias)) {
      throw new IllegalArgumentException(
          "expected a finite prior scale and blank bias, found "
              + priorScale
              + " and "
              + blankBias);
    }
    if (logPriors.isPresent() && !Arrays.stream(logPriors.get()).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "expected finite log-priors, found " + Arrays.toString(logPriors.get()));
    }
    if (logPriors.isEmpty() && priorScale != 0) {
      throw new IllegalArgumentException("expected priors to scale, found none");
    }
    inventory = inventory.map(Set::copyOf);
    logPriors = logPriors.map(double[]::clone);
  }

  /** This adjustment with only these labels allowed. */
  public ScoreAdjustment withInventory(Set<Integer> labels) {
    return new ScoreAdjustment(Optional.of(labels), logPriors, priorScale, blankBias);
  }

  /** This adjustment with so much of these priors taken out. */
  public ScoreAdjustment withPriors(double[] logs, double scale) {
    return new ScoreAdjustment(inventory, Optional.of(logs), scale, blankBias);
  }

  /** This adjustment with another bias of the blank. */
  public ScoreAdjustment withBlankBias(double bias) {
    return new ScoreAdjustment(inventory, logPriors, priorScale, bias);
  }

  /**
   * The adjusted scores; the same matrix if nothing changes.
   *
   * @param logProbabilities (frames, classes)
   * @throws IllegalArgumentException if the inventory or the priors do not fit the classes, or the
   *     scores are no log-probabilities
   */
  public Matrix apply(Matrix logProbabilities, int blank) {
    CtcDecoder.requireUsable(logProbabilities, blank);
    if (inventory.isEmpty() && priorScale == 0 && blankBias == 0) {
      return logProbabilities;
    }
    int classes = logProbabilities.columns();
    double[] shift = shift(classes, blank);
    float[] in = logProbabilities.values();
    float[] out = new float[in.length];
    double[] row = new double[classes];
    for (int start = 0; start < in.length; start += classes) {
      double sum = LogSum.ZERO;
      for (int c = 0; c < classes; c++) {
        row[c] = in[start + c] + shift[c];
        sum = LogSum.add(sum, row[c]);
      }
      for (int c = 0; c < classes; c++) {
        out[start + c] = (float) (sum == LogSum.ZERO ? sum : row[c] - sum);
      }
    }
    return Matrix.of(logProbabilities.rows(), classes, out);
  }

  private double[] shift(int classes, int blank) {
    double[] shift = new double[classes];
    if (logPriors.isPresent()) {
      if (logPriors.get().length != classes) {
        throw new IllegalArgumentException(
            "expected " + classes + " priors, found " + logPriors.get().length);
      }
      Arrays.setAll(shift, c -> -priorScale * logPriors.get()[c]);
    }
    if (inventory.isPresent()) {
      for (int label : inventory.get()) {
        if (label < 0 || label >= classes || label == blank) {
          throw new IllegalArgumentException(
              "expected an inventory of labels below "
                  + classes
                  + " without the blank "
                  + blank
                  + ", found "
                  + label);
        }
      }
      for (int c = 0; c < classes; c++) {
        shift[c] = c == blank || inventory.get().contains(c) ? shift[c] : LogSum.ZERO;
      }
    }
    shift[blank] += blankBias;
    return shift;
  }
}
