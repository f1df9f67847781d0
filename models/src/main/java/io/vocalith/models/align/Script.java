package io.vocalith.models.align;

import io.vocalith.engine.ctc.LabelGraph;
import io.vocalith.models.ModelCard;
import io.vocalith.models.phones.PhoneClasses;
import io.vocalith.models.phones.PronouncingDictionary;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recording may say: phones as they are given, or words with all their pronunciations,
 * optional silences around them. Made for the labels of one model. Immutable.
 */
public final class Script {
  private final LabelGraph graph;
  private final List<Place> places;
  private final List<String> words;

  Script(LabelGraph graph, List<Place> places, List<String> words) {
    this.graph = graph;
    this.places = List.copyOf(places);
    this.words = List.copyOf(words);
  }

  /**
   * What a place of the graph stands for.
   *
   * @param word number of the word, or -1 for none
   * @param phone as it is written in the script
   * @param unit places of one unit that follow each other are one phone, such as a closure and its
   *     release
   */
  record Place(int word, String phone, int unit) {}

  /**
   * A script of phones, each a label of the model.
   *
   * @param silences whether a silence may stand before the first and behind the last phone
   * @throws IllegalArgumentException if there are none, or one is no label of the model
   */
  public static Script ofPhones(ModelCard card, List<String> phones, boolean silences) {
    return of(
        card,
        phones,
        phones.stream().map(phone -> List.of(List.of(List.of(phone)))).toList(),
        silences);
  }

  /**
   * A script of TIMIT's labels taken by the 39 classes of scoring, for models that never emit some
   * of the 61: see {@link PhoneClasses}. Phones of the result are classes.
   *
   * @param silences whether a silence may stand before the first and behind the last phone
   * @throws IllegalArgumentException if there are none, or one is no label of TIMIT
   */
  public static Script ofClasses(ModelCard card, List<String> labels, boolean silences) {
    List<String> names = PhoneClasses.units(labels).stream().map(PhoneClasses.Unit::name).toList();
    return of(card, names, names.stream().map(PhoneClasses::waysToSay).toList(), silences);
  }

  private static Script of(
      ModelCard card, List<String> names, List<List<List<List<String>>>> ways, boolean silences) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("expected phones, found none");
    }
    ScriptBuilder builder = new ScriptBuilder(card);
    if (silences) {
      builder.optionalSilence();
    }
    for (int i = 0; i < names.size(); i++) {
      builder.phone(names.get(i), ways.get(i));
    }
    if (silences) {
      builder.optionalSilence();
    }
    return builder.build(List.of());
  }

  /**
   * A script of words, each with all its pronunciations.
   *
   * @param silences whether silences may stand between words and at both ends
   * @throws UnknownWordsException if the dictionary lacks some of the words
   * @throws IllegalArgumentException if there are no words, or a phone of a pronunciation is in no
   *     notation that is known or none of its labels is the model's
   */
  public static Script ofWords(
      ModelCard card, List<String> words, PronouncingDictionary dictionary, boolean silences) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("expected words, found none");
    }
    List<String> unknown =
        words.stream()
            .filter(word -> dictionary.pronunciations(word).isEmpty())
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      throw new UnknownWordsException(unknown);
    }
    ScriptBuilder builder = new ScriptBuilder(card);
    if (silences) {
      builder.optionalSilence();
    }
    for (int i = 0; i < words.size(); i++) {
      builder.word(i, words.get(i), dictionary.pronunciations(words.get(i)));
      if (silences) {
        builder.optionalSilence();
      }
    }
    return builder.build(words);
  }

  /** The words; none for a script of phones. */
  public List<String> words() {
    return words;
  }

  LabelGraph graph() {
    return graph;
  }

  Place place(int number) {
    return places.get(number);
  }

  /** Sets of class numbers along a way through the graph. */
  List<int[]> sets(List<Integer> way) {
    List<int[]> sets = new ArrayList<>();
    way.forEach(place -> sets.add(graph.labels(place)));
    return sets;
  }
}
