package io.vocalith.cli;

import io.vocalith.engine.ctc.LabelFusion;
import io.vocalith.engine.ctc.ScoreAdjustment;
import io.vocalith.models.ModelCard;
import io.vocalith.models.ctc.Decoding;
import io.vocalith.models.phones.ArpaReader;
import io.vocalith.models.phones.PriorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** How phones are found in the network's scores. */
final class DecodingOptions {
  @Option(
      names = "--beam",
      paramLabel = "N",
      description = "Search with N prefixes instead of taking the best path.")
  private int beam;

  @Option(
      names = "--n-best",
      paramLabel = "N",
      description = "Give the N best answers; needs a beam of at least N.")
  int nBest = 1;

  @Option(
      names = "--reference",
      description = "Decode as ctcmodel's own metric does, which merges repeated phones.")
  private boolean reference;

  @Option(
      names = "--inventory",
      paramLabel = "PHONES",
      description = "Only these of the model's phones, blanks between.")
  private String inventory;

  @Option(
      names = "--blank-bias",
      paramLabel = "X",
      description = "Added to the blank's log-probability: below 0 for more phones.")
  private double blankBias;

  @Option(
      names = "--priors",
      paramLabel = "FILE",
      description = "Lines 'phone probability'; divided out of the scores.")
  private Path priors;

  @Option(
      names = "--prior-scale",
      paramLabel = "X",
      description = "Share of the priors that is divided out (default: 1).")
  private double priorScale = 1;

  @Option(
      names = "--lm",
      paramLabel = "FILE",
      description = "Phone n-grams in ARPA form, for the beam search (default beam: 20).")
  private Path languageModel;

  @Option(
      names = "--lm-weight",
      paramLabel = "X",
      description = "Share of the n-grams' log-probability (default: 0.5).")
  private double weight = 0.5;

  @Option(
      names = "--lm-bonus",
      paramLabel = "X",
      description = "Added for every phone, against short answers (default: 0).")
  private double bonus;

  /**
   * The decoding for a model.
   *
   * @throws IllegalArgumentException if options do not fit each other or the model
   * @throws IOException if priors or n-grams cannot be read
   */
  Decoding decoding(ModelCard card) throws IOException {
    int width = beam == 0 && languageModel != null ? 20 : beam;
    Decoding decoding = new Decoding(width, nBest, reference).withAdjustment(adjustment(card));
    return languageModel == null
        ? decoding
        : decoding.withLanguage(
            new LabelFusion(ArpaReader.read(languageModel, card.classNumbers()), weight, bonus));
  }

  private ScoreAdjustment adjustment(ModelCard card) throws IOException {
    Map<String, Integer> classes = card.classNumbers();
    ScoreAdjustment adjustment = ScoreAdjustment.NONE.withBlankBias(blankBias);
    if (priors != null) {
      adjustment = adjustment.withPriors(PriorFile.read(priors, classes, card.blank()), priorScale);
    }
    if (inventory != null) {
      Set<Integer> allowed = new LinkedHashSet<>();
      for (String phone : inventory.strip().split("[\\s,]+")) {
        Integer number = classes.get(phone);
        if (number == null) {
          throw new UsageException(
              "--inventory: expected phones of " + card.name() + ", found " + phone);
        }
        allowed.add(number);
      }
      adjustment = adjustment.withInventory(allowed);
    }
    return adjustment;
  }
}
