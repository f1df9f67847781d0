package io.vocalith.models.ctc;

import io.vocalith.engine.ctc.BestPathDecoder;
import io.vocalith.engine.ctc.CtcDecoder;
import io.vocalith.engine.ctc.LabelFusion;
import io.vocalith.engine.ctc.PrefixSearchDecoder;
import io.vocalith.engine.ctc.PrefixSearchOptions;
import io.vocalith.engine.ctc.ScoreAdjustment;
import java.util.Optional;

/**
 * How phones are found in the network's scores.
 *
 * @param beam prefixes that prefix beam search keeps; 0 takes the best path instead
 * @param nBest answers wanted, best first; more than one needs a beam at least as wide
 * @param reference whether to score as ctcmodel's own metric does, which merges repeated phones,
 *     instead of as the textbook does
 * @param adjustment what is done to the scores first; times and confidences are those of the
 *     adjusted scores
 * @param language a language model over classes that takes part in the search; needs a beam
 */
public record Decoding(
    int beam,
    int nBest,
    boolean reference,
    ScoreAdjustment adjustment,
    Optional<LabelFusion> language) {
  /** The beam of ctcmodel's published figure. */
  public static final int REFERENCE_BEAM = 5;

  /** Best path, as the textbook has it. */
  public static final Decoding DEFAULTS = new Decoding(0, 1, false);

  /**
   * Checks the numbers against each other.
   *
   * @throws IllegalArgumentException naming what was expected and what was found
   */
  public Decoding {
    if (beam < 0 || beam > 10_000) {
      throw new IllegalArgumentException("expected a beam of 0 to 10000, found " + beam);
    }
    if (nBest < 1 || nBest > Math.max(1, beam)) {
      throw new IllegalArgumentException(
          "expected 1 to "
              + Math.max(1, beam)
              + " best answers for a beam of "
              + beam
              + ", found "
              + nBest);
    }
    if (language.isPresent() && beam == 0) {
      throw new IllegalArgumentException(
          "expected a beam of 1 or more for a language model, found 0");
    }
  }

  /** Decoding of the scores as they are, without a language model. */
  public Decoding(int beam, int nBest, boolean reference) {
    this(beam, nBest, reference, ScoreAdjustment.NONE, Optional.empty());
  }

  /** Prefix beam search of this width. */
  public static Decoding prefixSearch(int beam) {
    return new Decoding(beam, 1, false);
  }

  /** The same with so many answers. */
  public Decoding withNBest(int answers) {
    return new Decoding(beam, answers, reference, adjustment, language);
  }

  /** The same as ctcmodel's metric scores it, or as the textbook does. */
  public Decoding withReference(boolean asReference) {
    return new Decoding(beam, nBest, asReference, adjustment, language);
  }

  /** The same on adjusted scores. */
  public Decoding withAdjustment(ScoreAdjustment change) {
    return new Decoding(beam, nBest, reference, change, language);
  }

  /** The same with a language model. */
  public Decoding withLanguage(LabelFusion fusion) {
    return new Decoding(beam, nBest, reference, adjustment, Optional.of(fusion));
  }

  CtcDecoder decoder(int blank) {
    if (beam == 0) {
      return new BestPathDecoder(blank, reference);
    }
    PrefixSearchOptions options =
        reference
            ? PrefixSearchOptions.reference(blank, beam)
            : PrefixSearchOptions.textbook(blank, beam);
    return new PrefixSearchDecoder(options.withNBest(nBest), language.orElse(null));
  }
}
