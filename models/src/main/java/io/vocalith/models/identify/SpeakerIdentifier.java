package io.vocalith.models.identify;

import io.vocalith.models.identify.Identification.Candidate;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationKey;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.store.Match;
import io.vocalith.models.store.SpeakerStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Open-set identification: the most similar known speaker, or nobody. The more speakers are known,
 * the likelier one of them resembles a stranger by chance, so the threshold rises with their number
 * (NIST FRVT part 2: FPIR = 1 - (1 - FMR)^N). Immutable and thread-safe.
 */
public final class SpeakerIdentifier {
  private final SpeakerStore store;
  private final Optional<Calibration> calibration;
  private final double fpir;

  /**
   * An identifier.
   *
   * @param store the known speakers
   * @param calibration of plain cosines; empty if there is none
   * @param fpir how often a stranger may be given a name, above 0 and below 1
   * @throws IllegalArgumentException if the rate is out of its range
   */
  public SpeakerIdentifier(SpeakerStore store, Optional<Calibration> calibration, double fpir) {
    if (!(fpir > 0 && fpir < 1)) {
      throw new IllegalArgumentException("expected an FPIR above 0 and below 1, found " + fpir);
    }
    this.store = store;
    this.calibration = calibration;
    this.fpir = fpir;
  }

  /** 1 - (1 - FPIR)^(1/N): exact for small rates too. */
  static double falseMatchRate(double fpir, int speakers) {
    return -Math.expm1(Math.log1p(-fpir) / Math.max(1, speakers));
  }

  /**
   * Searches the store.
   *
   * @param bandwidth that of the recording the voice comes from
   * @param top how many candidates to give at most
   * @param day today: expired voices are not searched
   * @throws IllegalArgumentException if the voice comes from another model than the store's
   */
  public Identification identify(Embedding voice, Bandwidth bandwidth, int top, LocalDate day) {
    List<String> notes = new ArrayList<>();
    Optional<Calibration> line = usable(voice.modelSha256(), bandwidth, notes);
    List<Match> matches = store.search(voice.values(), voice.modelSha256(), top, day);
    List<Candidate> candidates =
        matches.stream()
            .map(
                match ->
                    new Candidate(
                        match.name(),
                        match.score(),
                        line.map(l -> OptionalDouble.of(l.logLikelihoodRatio(match.score())))
                            .orElse(OptionalDouble.empty())))
            .toList();
    int speakers = store.size();
    double rate = falseMatchRate(fpir, speakers);
    double threshold = -Math.log(rate);
    line.ifPresent(l -> notes.addAll(limits(l, rate)));
    Optional<String> known =
        candidates.stream()
            .findFirst()
            .filter(c -> c.logLikelihoodRatio().orElse(Double.NEGATIVE_INFINITY) >= threshold)
            .map(Candidate::name);
    return new Identification(
        candidates, known, line.isPresent(), speakers, rate, threshold, notes);
  }

  private Optional<Calibration> usable(String model, Bandwidth bandwidth, List<String> notes) {
    if (calibration.isEmpty()) {
      notes.add("No calibration is given: this is a ranking, and says of nobody that it is them.");
      return Optional.empty();
    }
    CalibrationKey key = new CalibrationKey(model, CalibrationKey.NO_NORMALIZATION, bandwidth);
    List<String> differences = calibration.get().key().differences(key);
    differences.forEach(d -> notes.add("No decision: " + d + "."));
    return differences.isEmpty() ? calibration : Optional.empty();
  }

  /** A rate that is smaller than one in the trials of the calibration was never seen there. */
  private static List<String> limits(Calibration calibration, double rate) {
    long nontargets = calibration.data().nontargets();
    if (rate * nontargets >= 1) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "The false match rate of %.2g is extrapolated: the calibration saw %d pairs of"
                + " different speakers.",
            rate,
            nontargets));
  }
}
