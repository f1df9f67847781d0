package io.vocalith.models.eval.phones;

import io.vocalith.audio.AudioClip;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.ctc.BestPathDecoder;
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
  private final int beam;

  /**
   * What was recognised.
   *
   * @param bestPath labels of the best path
   * @param prefixSearch labels of the best prefix
   * @param seconds duration of the recording
   */
  public record Decoded(List<String> bestPath, List<String> prefixSearch, double seconds) {}

  /** Class indices of both decodings. */
  record Labels(int[] bestPath, int[] prefixSearch) {}

  /**
   * A decoder over a recogniser, of which it uses the network and the card.
   *
   * @param beam prefixes kept after every frame; the reference keeps 5
   */
  public TwoWayDecoder(PhonemeRecognizer recognizer, int beam) {
    this.recognizer = recognizer;
    this.beam = beam;
  }

  /**
   * Decodes a recording; may be called from several threads.
   *
   * @throws IllegalArgumentException if the recording is too short for one frame, or too long
   */
  public Decoded decode(AudioClip clip) {
    ModelCard card = recognizer.model().card();
    Labels labels = decode(LogSoftmax.apply(recognizer.logits(clip)), card.blank(), beam);
    return new Decoded(
        named(labels.bestPath(), card), named(labels.prefixSearch(), card), clip.seconds());
  }

  static Labels decode(Matrix logProbabilities, int blank, int beam) {
    PrefixSearchOptions search =
        PrefixSearchOptions.reference(blank, beam).withCollapsedRepeats(false);
    return new Labels(
        new BestPathDecoder(blank).best(logProbabilities).labels(),
        new PrefixSearchDecoder(search).best(logProbabilities).labels());
  }

  private static List<String> named(int[] labels, ModelCard card) {
    return Arrays.stream(labels).mapToObj(card::label).toList();
  }
}
