package io.vocalith.models.eval.phones;

import io.vocalith.audio.AudioClip;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.ctc.BestPathDecoder;
import io.vocalith.engine.ctc.CtcDecoder;
import io.vocalith.engine.ctc.LogSoftmax;
import io.vocalith.engine.ctc.PrefixSearchDecoder;
import io.vocalith.engine.ctc.PrefixSearchOptions;
import io.vocalith.models.ModelCard;
import io.vocalith.models.ctc.PhonemeRecognizer;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes a recording by best path and by prefix beam search from one run of the network, as the
 * evaluation needs it: the search starts where the reference's does, so that its roundings are the
 * reference's, and repeated labels stay, because only the reference's rate merges them.
 */
public final class TwoWayDecoder {
  private final PhonemeRecognizer recognizer;
  private final CtcDecoder bestPath;
  private final CtcDecoder prefixSearch;

  /**
   * What was recognised.
   *
   * @param bestPath labels of the best path
   * @param prefixSearch labels of the best prefix
   * @param seconds duration of the recording
   */
  public record Decoded(List<String> bestPath, List<String> prefixSearch, double seconds) {}

  /**
   * A decoder over a recogniser, of which it uses the network and the card.
   *
   * @param beam prefixes kept after every frame; the reference keeps 5
   */
  public TwoWayDecoder(PhonemeRecognizer recognizer, int beam) {
    int blank = recognizer.model().card().blank();
    this.recognizer = recognizer;
    this.bestPath = new BestPathDecoder(blank);
    this.prefixSearch =
        new PrefixSearchDecoder(
            PrefixSearchOptions.reference(blank, beam).withCollapsedRepeats(false));
  }

  /**
   * Decodes a recording; may be called from several threads.
   *
   * @throws IllegalArgumentException if the recording is too short for one frame, or too long
   */
  public Decoded decode(AudioClip clip) {
    Matrix logProbabilities = LogSoftmax.apply(recognizer.logits(clip));
    return new Decoded(
        labels(bestPath, logProbabilities), labels(prefixSearch, logProbabilities), clip.seconds());
  }

  private List<String> labels(CtcDecoder decoder, Matrix logProbabilities) {
    ModelCard card = recognizer.model().card();
    return Arrays.stream(decoder.best(logProbabilities).labels()).mapToObj(card::label).toList();
  }
}
