package io.vocalith.models.identify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Who of the known speakers a voice may be.
 *
 * @param candidates best first
 * @param known the best candidate's name where the evidence reaches the threshold; empty for an
 *     unknown speaker and where nothing is decided
 * @param decided whether there was a calibration to decide by
 * @param speakers number of speakers that were searched, N
 * @param falseMatchRate 1 - (1 - FPIR)^(1/N), the rate per comparison that keeps the chance of a
 *     false name for a stranger at FPIR
 * @param threshold the log-likelihood ratio that a name needs, -ln of that rate
 * @param notes what limits the answer, a sentence each
 */
public record Identification(
    List<Candidate> candidates,
    Optional<String> known,
    boolean decided,
    int speakers,
    double falseMatchRate,
    double threshold,
    List<String> notes) {
  /** Copies the lists. */
  public Identification {
    candidates = List.copyOf(candidates);
    notes = List.copyOf(notes);
  }

  /**
   * A known speaker.
   *
   * @param name the speaker
   * @param score cosine of the voice and the speaker's mean voice
   * @param logLikelihoodRatio the evidence; empty without a calibration
   */
  public record Candidate(String name, double score, OptionalDouble logLikelihoodRatio) {}
}
