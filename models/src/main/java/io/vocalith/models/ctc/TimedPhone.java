package io.vocalith.models.ctc;

import java.util.List;

/**
 * A phone in time.
 *
 * @param phone name of the model's label
 * @param start seconds; 0 for the first phone
 * @param end seconds: the start of the next phone, or the end of the recording
 * @param earliest lower end of the model's 95 % interval of the start, in seconds: the 2.5 %
 *     quantile of the onset over all paths of this sequence. The model is surer of its own spike
 *     than of the sound: see the calibration
 * @param latest its upper end
 * @param confidence probability that this phone stands here, all others given, against any other
 *     phone or none
 * @param alternatives what else could stand here, most probable first, without the phone itself
 */
public record TimedPhone(
    String phone,
    double start,
    double end,
    double earliest,
    double latest,
    double confidence,
    List<Alternative> alternatives) {
  /** Takes a copy. */
  public TimedPhone {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * Something else.
   *
   * @param phone name of the label; empty for no phone at all
   * @param probability that it stands there
   */
  public record Alternative(String phone, double probability) {}
}
