package io.vocalith.engine.ctc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A place of a sequence left free: what could stand there.
 *
 * @param goodness goodness of pronunciation: ln p(sequence) - ln p(the same sequence with this
 *     place taken by any one label or by none); 0 or less
 * @param probabilities for every class the probability that it stands there, given the rest of the
 *     sequence; the blank's is that of nothing. For a place of one label they sum to 1
 */
public record FreePlace(double goodness, double[] probabilities) {
  static FreePlace of(double[] logs, double canonical, double all) {
    double[] probabilities = new double[logs.length];
    for (int label = 0; label < logs.length; label++) {
      probabilities[label] = StrictMath.exp(Math.min(0, logs[label] - all));
    }
    return new FreePlace(Math.min(0, canonical - all), probabilities);
  }

  /** exp(goodness): the probability that what is written stands there. */
  public double confidence() {
    return StrictMath.exp(goodness);
  }

  /** The classes with the largest probabilities, largest first, the lower class first of equals. */
  public List<Integer> ranking(int count) {
    List<Integer> order = new ArrayList<>();
    for (int label = 0; label < probabilities.length; label++) {
      order.add(label);
    }
    order.sort(Comparator.comparingDouble((Integer label) -> -probabilities[label]));
    return List.copyOf(order.subList(0, Math.min(count, order.size())));
  }
}
