package io.vocalith.models.ctc;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.ctc.Alignment;
import io.vocalith.engine.ctc.ForcedAligner;
import io.vocalith.engine.ctc.FreePlace;
import io.vocalith.engine.ctc.LabelGraph;
import io.vocalith.engine.ctc.SequencePosterior;
import io.vocalith.models.ModelCard;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts decoded phones into time: boundaries from the best path of the sequence, their intervals and
 * the confidence of every phone from all of its paths. Immutable and thread-safe.
 */
public final class PhoneTimer {
  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;

  private final ModelCard card;
  private final TimeBase times;

  /** A timer for the labels and the front end of a model. */
  public PhoneTimer(ModelCard card) {
    this.card = card;
    this.times = TimeBase.of(card.features());
  }

  /**
   * Times and confidences.
   *
   * @param logProbabilities (frames, classes)
   * @param labels the decoded classes
   * @param seconds duration of the recording
   * @param alternatives how many alternatives to give for each phone
   * @return one for each label; together they cover the recording from 0 to its end
   * @throws IllegalArgumentException if these labels cannot stand in so few frames
   */
  public List<TimedPhone> time(
      Matrix logProbabilities, int[] labels, double seconds, int alternatives) {
    return tile(time(logProbabilities, 0, labels, alternatives), seconds);
  }

  /**
   * The same for a passage of a recording, of which {@code first} is the first frame; ends are not
   * known yet, and the first phone has an onset like any other.
   */
  List<TimedPhone> time(Matrix logProbabilities, int first, int[] labels, int alternatives) {
    if (labels.length == 0) {
      return List.of();
    }
    List<int[]> sequence = new ArrayList<>();
    for (int label : labels) {
      sequence.add(new int[] {label});
    }
    Alignment path =
        new ForcedAligner(card.blank()).align(logProbabilities, LabelGraph.sequence(sequence));
    SequencePosterior posterior = new SequencePosterior(logProbabilities, card.blank(), sequence);
    List<TimedPhone> phones = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      double start = times.onset(first + path.spans().get(i).first());
      FreePlace free = posterior.free(i);
      phones.add(
          new TimedPhone(
              card.label(labels[i]),
              start,
              start,
              times.onset(first + posterior.onsetQuantile(i, LOWER)),
              times.onset(first + posterior.onsetQuantile(i, UPPER)),
              free.confidence(),
              others(free, labels[i], alternatives)));
    }
    return phones;
  }

  /** The phones of a whole recording: the first begins at 0, each ends where the next begins. */
  static List<TimedPhone> tile(List<TimedPhone> phones, double seconds) {
    List<TimedPhone> tiled = new ArrayList<>();
    for (int i = 0; i < phones.size(); i++) {
      TimedPhone phone = phones.get(i);
      boolean first = i == 0;
      tiled.add(
          new TimedPhone(
              phone.phone(),
              first ? 0 : phone.start(),
              i + 1 == phones.size() ? seconds : phones.get(i + 1).start(),
              first ? 0 : phone.earliest(),
              first ? 0 : phone.latest(),
              phone.confidence(),
              phone.alternatives()));
    }
    return List.copyOf(tiled);
  }

  private List<TimedPhone.Alternative> others(FreePlace free, int label, int count) {
    return free.ranking(count + 1).stream()
        .filter(other -> other != label)
        .limit(count)
        .map(
            other ->
                new TimedPhone.Alternative(
                    other == card.blank() ? "" : card.label(other), free.probabilities()[other]))
        .toList();
  }
}
