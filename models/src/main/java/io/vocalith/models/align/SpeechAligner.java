package io.vocalith.models.align;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.ctc.Alignment;
import io.vocalith.engine.ctc.ForcedAligner;
import io.vocalith.engine.ctc.SequencePosterior;
import io.vocalith.models.ModelCard;
import io.vocalith.models.ctc.TimeBase;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays scripts onto recordings: the best path through everything the script allows gives the words,
 * phones and times; sums over all paths of that sequence give the intervals of the boundaries and
 * the goodness of every phone. Immutable and thread-safe.
 *
 * <pre>{@code
 * PhonemeRecognizer recognizer = PhonemeRecognizer.load();
 * ModelCard card = recognizer.model().card();
 * Script script = Script.ofWords(card, List.of("she", "had"), dictionary, true);
 * AlignedSpeech aligned =
 *     new SpeechAligner(card).align(recognizer.logProbabilities(clip), script, clip.seconds());
 * }</pre>
 */
public final class SpeechAligner {
  private final ModelCard card;
  private final TimeBase times;

  /** An aligner for scores of a model. */
  public SpeechAligner(ModelCard card) {
    this.card = card;
    this.times = TimeBase.of(card.features());
  }

  /**
   * Aligns a script that was made for this aligner's model.
   *
   * @param logProbabilities (frames, classes) of the whole recording
   * @param seconds duration of the recording
   * @throws IllegalArgumentException if the recording has fewer frames than the shortest way
   *     through the script needs, with both numbers, or the two together are too long
   */
  public AlignedSpeech align(Matrix logProbabilities, Script script, double seconds) {
    Alignment path = new ForcedAligner(card.blank()).align(logProbabilities, script.graph());
    List<Alignment.Span> spans = path.spans();
    List<Integer> way = spans.stream().map(Alignment.Span::place).toList();
    SequencePosterior posterior =
        new SequencePosterior(logProbabilities, card.blank(), script.sets(way));
    List<AlignedSpeech.Phone> phones = new ArrayList<>();
    for (int i = 0; i < spans.size(); ) {
      Script.Place place = script.place(way.get(i));
      int next = i + 1;
      while (next < spans.size() && script.place(way.get(next)).unit() == place.unit()) {
        next++;
      }
      phones.add(
          new AlignedSpeech.Phone(
              place.phone(),
              spoken(logProbabilities, script, spans.subList(i, next)),
              place.word(),
              i == 0 ? 0 : times.onset(spans.get(i).first()),
              next == spans.size() ? seconds : times.onset(spans.get(next).first()),
              i == 0 ? 0 : times.onset(posterior.onsetQuantile(i, 0.025)),
              i == 0 ? 0 : times.onset(posterior.onsetQuantile(i, 0.975)),
              posterior.free(next - 1).goodness()));
      i = next;
    }
    return new AlignedSpeech(
        words(phones, script), phones, posterior.logProbability(), path.logProbability());
  }

  private static List<AlignedSpeech.Word> words(List<AlignedSpeech.Phone> phones, Script script) {
    List<AlignedSpeech.Word> words = new ArrayList<>();
    for (int i = 0; i < phones.size(); ) {
      int word = phones.get(i).word();
      int next = i + 1;
      while (next < phones.size() && phones.get(next).word() == word) {
        next++;
      }
      if (word >= 0) {
        words.add(
            new AlignedSpeech.Word(
                script.words().get(word),
                phones.get(i).start(),
                phones.get(next - 1).end(),
                confidence(phones.subList(i, next))));
      }
      i = next;
    }
    return words;
  }

  private static double confidence(List<AlignedSpeech.Phone> phones) {
    double sum = 0;
    for (AlignedSpeech.Phone phone : phones) {
      sum += phone.goodness();
    }
    return StrictMath.exp(sum / phones.size());
  }

  /** Of each place the label with the largest sum of probabilities over the place's frames. */
  private String spoken(Matrix scores, Script script, List<Alignment.Span> spans) {
    List<String> labels = new ArrayList<>();
    for (Alignment.Span span : spans) {
      int best = -1;
      double largest = -1;
      for (int label : script.graph().labels(span.place())) {
        double sum = 0;
        for (int t = span.first(); t < span.end(); t++) {
          sum += StrictMath.exp(scores.get(t, label));
        }
        if (sum > largest) {
          largest = sum;
          best = label;
        }
      }
      labels.add(card.label(best));
    }
    return String.join(" ", labels);
  }
}
