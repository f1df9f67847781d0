package io.vocalith.models.eval.phones;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether confidences mean what they say: how far they are from the share that is right, and how
 * well they part right from wrong. Not thread-safe.
 */
public final class ConfidenceQuality {
  private static final int BINS = 15;

  private record Answer(double confidence, boolean correct) {}

  private final List<Answer> answers = new ArrayList<>();

  /**
   * Counts the phones of one recording: one is correct where the alignment of both sequences,
   * folded to 39 labels, matches it. Phones without a folded label are left out.
   */
  public void add(List<String> truth, List<String> found, List<Double> confidences) {
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (Folding.TO_39.fold(found.get(i)).isPresent()) {
        kept.add(confidences.get(i));
      }
    }
    int next = 0;
    Alignment alignment = Alignment.of(Folding.TO_39.fold(truth), Folding.TO_39.fold(found));
    for (Alignment.Step step : alignment.steps()) {
      if (!step.hypothesis().isEmpty()) {
        add(kept.get(next++), step.operation() == Alignment.Operation.MATCH);
      }
    }
  }

  /** Counts one answer. */
  void add(double confidence, boolean correct) {
    answers.add(new Answer(confidence, correct));
  }

  /** Number of phones. */
  public int count() {
    return answers.size();
  }

  /** Share of the phones that are correct; NaN without phones. */
  public double accuracy() {
    return answers.stream().mapToDouble(a -> a.correct() ? 1 : 0).average().orElse(Double.NaN);
  }

  /**
   * Expected calibration error: the mean over phones of |accuracy - mean confidence| of their bin,
   * in 15 bins of equal width; NaN without phones.
   */
  public double calibrationError() {
    double[] difference = new double[BINS];
    for (Answer answer : answers) {
      int bin = (int) Math.min(BINS - 1, Math.floor(answer.confidence() * BINS));
      difference[bin] += (answer.correct() ? 1 : 0) - answer.confidence();
    }
    double sum = 0;
    for (double d : difference) {
      sum += Math.abs(d);
    }
    return answers.isEmpty() ? Double.NaN : sum / answers.size();
  }

  /**
   * The area under the ROC curve: the probability that a correct phone has a higher confidence than
   * a wrong one, equal ones counted half; NaN where all are right or all wrong.
   */
  public double areaUnderCurve() {
    List<Answer> sorted = new ArrayList<>(answers);
    sorted.sort(Comparator.comparingDouble(Answer::confidence));
    double wins = 0;
    long wrongBelow = 0;
    for (int i = 0; i < sorted.size(); ) {
      long right = 0;
      long wrong = 0;
      double confidence = sorted.get(i).confidence();
      for (; i < sorted.size() && sorted.get(i).confidence() == confidence; i++) {
        right += sorted.get(i).correct() ? 1 : 0;
        wrong += sorted.get(i).correct() ? 0 : 1;
      }
      wins += right * (wrongBelow + wrong / 2.0);
      wrongBelow += wrong;
    }
    long right = sorted.size() - wrongBelow;
    return right == 0 || wrongBelow == 0 ? Double.NaN : wins / ((double) right * wrongBelow);
  }
}
