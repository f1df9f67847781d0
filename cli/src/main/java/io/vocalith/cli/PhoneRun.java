package io.vocalith.cli;

import io.vocalith.models.Model;
import io.vocalith.models.eval.phones.PhoneScorer;
import java.util.List;
import java.util.Optional;

/**
 * What {@code score-phones} found.
 *
 * @param corpus what was scored
 * @param model the model; empty for transcripts
 * @param scores one for each way of decoding
 * @param time how long it took; empty for transcripts
 * @param skipped utterances left out
 */
record PhoneRun(
    String corpus,
    Optional<Model> model,
    List<Scored> scores,
    Optional<Time> time,
    List<String> skipped) {
  /** A way of decoding and its score. */
  record Scored(String name, PhoneScorer scorer) {}

  /**
   * Time spent on reading, front end, network and both decodings, without loading the model.
   *
   * @param audioSeconds duration of the recordings
   * @param wallSeconds time that passed
   * @param threads cores used
   */
  record Time(double audioSeconds, double wallSeconds, int threads) {
    double realTimeFactor() {
      return wallSeconds / audioSeconds;
    }
  }
}
