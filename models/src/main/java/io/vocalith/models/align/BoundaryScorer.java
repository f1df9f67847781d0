package io.vocalith.models.align;

import io.vocalith.engine.Matrix;
import io.vocalith.models.ModelCard;
import io.vocalith.models.ctc.TimedPhone;
import io.vocalith.models.eval.phones.BoundaryDetection;
import io.vocalith.models.eval.phones.BoundaryErrors;
import io.vocalith.models.eval.phones.ConfidenceQuality;
import io.vocalith.models.eval.phones.PhnFile;
import io.vocalith.models.phones.PhoneClasses;
import java.util.List;

/**
 * Measures a model's times and confidences against transcriptions with times: forced alignment and
 * free decoding, both by the 39 classes with closures joined to their stops. Not thread-safe; what
 * takes long, {@link #align}, is.
 */
public final class BoundaryScorer {
  private final ModelCard card;
  private final BoundaryErrors errors = new BoundaryErrors();
  private final BoundaryDetection detection = new BoundaryDetection();
  private final ConfidenceQuality confidence = new ConfidenceQuality();

  /** A scorer for a model whose labels are TIMIT's. */
  public BoundaryScorer(ModelCard card) {
    this.card = card;
  }

  /**
   * Aligns the transcription of a recording.
   *
   * @param logProbabilities (frames, classes)
   * @param seconds duration of the recording
   */
  public AlignedSpeech align(Matrix logProbabilities, List<PhnFile.Segment> truth, double seconds) {
    Script script = Script.ofClasses(card, labels(truth), false);
    return new SpeechAligner(card).align(logProbabilities, script, seconds);
  }

  /**
   * Counts a recording.
   *
   * @param truth the transcription, times in samples
   * @param sampleRate of these samples
   * @param aligned the transcription aligned
   * @param decoded what was decoded freely
   */
  public void add(
      List<PhnFile.Segment> truth,
      int sampleRate,
      AlignedSpeech aligned,
      List<TimedPhone> decoded) {
    double[] boundaries =
        PhoneClasses.units(labels(truth)).stream()
            .skip(1)
            .mapToDouble(unit -> (double) truth.get(unit.first()).start() / sampleRate)
            .toArray();
    for (int i = 0; i < boundaries.length; i++) {
      AlignedSpeech.Phone phone = aligned.phones().get(i + 1);
      errors.add(boundaries[i], phone.start(), phone.earliest(), phone.latest());
    }
    List<String> found = decoded.stream().map(TimedPhone::phone).toList();
    detection.add(
        boundaries,
        PhoneClasses.units(found).stream()
            .skip(1)
            .mapToDouble(unit -> decoded.get(unit.first()).start())
            .toArray());
    confidence.add(labels(truth), found, decoded.stream().map(TimedPhone::confidence).toList());
  }

  private static List<String> labels(List<PhnFile.Segment> segments) {
    return segments.stream().map(PhnFile.Segment::label).toList();
  }

  /** Errors of the aligned boundaries. */
  public BoundaryErrors errors() {
    return errors;
  }

  /** Boundaries found by free decoding. */
  public BoundaryDetection detection() {
    return detection;
  }

  /** Confidences of the decoded phones. */
  public ConfidenceQuality confidence() {
    return confidence;
  }
}
