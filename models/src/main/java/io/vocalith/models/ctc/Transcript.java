package io.vocalith.models.ctc;

import java.util.List;

/**
 * What was said, as phones.
 *
 * @param answers the sequences found, best first; at least one
 * @param timed the phones of the best answer in time; empty where times were not asked for
 * @param seconds duration of the recording
 * @param warnings what may have made the answer worse, a sentence each
 */
public record Transcript(
    List<Answer> answers, List<TimedPhone> timed, double seconds, List<String> warnings) {
  /** Takes copies. */
  public Transcript {
    answers = List.copyOf(answers);
    timed = List.copyOf(timed);
    warnings = List.copyOf(warnings);
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("expected at least one answer, found none");
    }
  }

  /** The phones of the best answer. */
  public List<String> phones() {
    return answers.get(0).phones();
  }

  /** The phones of the best answer with blanks between them. */
  @Override
  public String toString() {
    return String.join(" ", phones());
  }

  /**
   * One sequence.
   *
   * @param phones names of the model's labels, in order of time
   * @param logProbability natural logarithm of its probability; see {@code
   *     io.vocalith.engine.ctc.Hypothesis}
   */
  public record Answer(List<String> phones, double logProbability) {
    /** Takes a copy. */
    public Answer {
      phones = List.copyOf(phones);
    }
  }
}
