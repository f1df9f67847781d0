package io.vocalith.models.align;

import io.vocalith.models.annotation.Segment;
import io.vocalith.models.annotation.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A script in time. The intervals of phones, silences among them, cover the recording from 0 to its
 * end.
 *
 * @param words in time order; none for a script of phones
 * @param phones in time order
 * @param logProbability ln of the probability of the sequence found, all its paths summed
 * @param pathLogProbability ln of the probability of its best path, which gave the times
 */
public record AlignedSpeech(
    List<Word> words, List<Phone> phones, double logProbability, double pathLogProbability) {
  /** Takes copies. */
  public AlignedSpeech {
    words = List.copyOf(words);
    phones = List.copyOf(phones);
  }

  /**
   * A word in time.
   *
   * @param word as in the script
   * @param start seconds
   * @param end seconds
   * @param confidence geometric mean of the confidences of its phones
   */
  public record Word(String word, double start, double end, double confidence) {}

  /**
   * A phone in time.
   *
   * @param phone as in the script or dictionary; {@code sil} for a silence. AH and a syllabic
   *     consonant's letter, said as one sound, are one interval with both
   * @param spoken the labels of the model that fit best there
   * @param word number of its word, or -1 for none
   * @param start seconds; 0 for the first one
   * @param end seconds: the start of the next one, or the end of the recording
   * @param earliest lower end of the model's 95 % interval of the start
   * @param latest its upper end
   * @param goodness goodness of pronunciation: ln p(sequence) - ln p(the sequence with this place
   *     free for any label or none); of several places that of the last
   */
  public record Phone(
      String phone,
      String spoken,
      int word,
      double start,
      double end,
      double earliest,
      double latest,
      double goodness) {
    /** exp(goodness): the probability that this is what was said, against anything else. */
    public double confidence() {
      return StrictMath.exp(goodness);
    }
  }

  /**
   * Tiers {@code words}, where there are some, and {@code phones}; silences are no words and {@code
   * sil} among the phones.
   */
  public List<Tier> tiers() {
    List<Tier> tiers = new ArrayList<>();
    if (!words.isEmpty()) {
      tiers.add(new Tier("words", words.stream().map(AlignedSpeech::segment).toList()));
    }
    tiers.add(new Tier("phones", phones.stream().map(AlignedSpeech::segment).toList()));
    return tiers;
  }

  private static Segment segment(Word word) {
    return new Segment(word.start(), word.end(), word.word(), OptionalDouble.of(word.confidence()));
  }

  private static Segment segment(Phone phone) {
    return new Segment(
        phone.start(), phone.end(), phone.phone(), OptionalDouble.of(phone.confidence()));
  }
}
