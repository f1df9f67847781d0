package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;
import java.util.List;

/** Finds label sequences in a network's scores. Decoders are immutable and thread-safe. */
public sealed interface CtcDecoder permits BestPathDecoder, PrefixSearchDecoder {
  /**
   * The best sequences, best first; at least one.
   *
   * @param logProbabilities (frames, classes) natural logarithms, such as {@link LogSoftmax#apply}
   *     gives; minus infinity is allowed
   * @throws IllegalArgumentException if a value is NaN or plus infinity, or the blank is no class
   */
  List<Hypothesis> decode(Matrix logProbabilities);

  /** The first of {@link #decode}. */
  default Hypothesis best(Matrix logProbabilities) {
    return decode(logProbabilities).get(0);
  }

  /** Checks what every decoder and aligner asks of its input. */
  static void requireUsable(Matrix logProbabilities, int blank) {
    int classes = logProbabilities.columns();
    if (blank < 0 || blank >= classes) {
      throw new IllegalArgumentException(
          "expected the blank to be one of " + classes + " classes, found " + blank);
    }
    float[] values = logProbabilities.values();
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] < Float.POSITIVE_INFINITY)) { // false for NaN as well
        throw new IllegalArgumentException(
            "expected log-probabilities, found "
                + values[i]
                + " at frame "
                + i / classes
                + ", class "
                + i % classes);
      }
    }
  }
}
