package io.vocalith.engine.ctc;

/**
 * Settings of {@link PrefixSearchDecoder}.
 *
 * @param blank the class that stands for no label
 * @param beam prefixes kept after every frame, 1 to 10,000
 * @param nBest hypotheses returned, 1 to the beam
 * @param start logarithm the empty prefix starts from. 0 is the truth; ctcmodel's metric starts
 *     from the number of its blank, which shifts every score and so changes roundings only
 * @param collapseRepeats whether runs of one label are reduced to one in the result, as ctcmodel's
 *     metric does; hypotheses that become equal are then given once
 */
public record PrefixSearchOptions(
    int blank, int beam, int nBest, double start, boolean collapseRepeats) {
  /** Checks the ranges. */
  public PrefixSearchOptions {
    if (blank < 0) {
      throw new IllegalArgumentException("expected a blank of 0 or more, found " + blank);
    }
    if (beam < 1 || beam > 10_000) {
      throw new IllegalArgumentException("expected a beam of 1 to 10000, found " + beam);
    }
    if (nBest < 1 || nBest > beam) {
      throw new IllegalArgumentException(
          "expected 1 to " + beam + " best hypotheses (the beam), found " + nBest);
    }
    if (!Double.isFinite(start)) {
      throw new IllegalArgumentException("expected a finite start, found " + start);
    }
  }

  /** The textbook's search (Graves 2012, section 7.5.2; Hannun et al. 2014), one hypothesis. */
  public static PrefixSearchOptions textbook(int blank, int beam) {
    return new PrefixSearchOptions(blank, beam, 1, 0, false);
  }

  /** The search of ctcmodel's metric: its start and its collapse of repeats. Its beam is 5. */
  public static PrefixSearchOptions reference(int blank, int beam) {
    return new PrefixSearchOptions(blank, beam, 1, blank, true);
  }

  /** These settings with so many hypotheses. */
  public PrefixSearchOptions withNBest(int value) {
    return new PrefixSearchOptions(blank, beam, value, start, collapseRepeats);
  }

  /** These settings with or without the collapse of repeats. */
  public PrefixSearchOptions withCollapsedRepeats(boolean value) {
    return new PrefixSearchOptions(blank, beam, nBest, start, value);
  }
}
