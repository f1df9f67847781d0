package io.vocalith.models.align;

import io.vocalith.engine.ctc.LabelGraph;
import io.vocalith.models.ModelCard;
import io.vocalith.models.phones.Notation;
import io.vocalith.models.phones.PhoneSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts the graph of a script together from its beginning to its end. */
final class ScriptBuilder {
  private final Map<String, Integer> classes;
  private final String model;
  private final LabelGraph.Builder graph = LabelGraph.builder();
  private final List<Script.Place> places = new ArrayList<>();
  private Set<Integer> ends = Set.of(LabelGraph.START); // where the graph so far may end
  private int unit;

  ScriptBuilder(ModelCard card) {
    model = card.name();
    classes = card.classNumbers();
  }

  /** A silence that may be there; nothing for a model without labels for it. */
  void optionalSilence() {
    List<String> silences = classes.keySet().stream().filter(Notation::isSilence).toList();
    if (!silences.isEmpty()) {
      Set<Integer> after = new TreeSet<>(ends);
      after.add(place(silences, ends, new Script.Place(-1, "sil", unit++)));
      ends = after;
    }
  }

  /** A phone that has to be there, said in one of these ways. */
  void phone(String name, List<List<List<String>>> ways) {
    Set<Integer> after = ways(new Script.Place(-1, name, unit++), ways);
    if (after.isEmpty()) {
      throw new IllegalArgumentException("expected labels of " + model + ", found " + name);
    }
    ends = after;
  }

  /** A word that has to be there, in any of its pronunciations. */
  void word(int number, String word, List<List<String>> pronunciations) {
    Set<Integer> before = ends;
    Set<Integer> after = new TreeSet<>();
    for (List<String> phones : pronunciations) {
      ends = before;
      pronunciation(number, word, phones);
      after.addAll(ends);
    }
    ends = after;
  }

  private void pronunciation(int word, String text, List<String> phones) {
    Set<Integer> skipped = Set.of(); // ends behind a syllabic consonant that took two phones
    for (int i = 0; i < phones.size(); i++) {
      String phone = phones.get(i);
      Set<Integer> after = new TreeSet<>(skipped);
      skipped = Set.of();
      if (i + 1 < phones.size()) {
        String next = phones.get(i + 1);
        String syllabic = PhoneSets.syllabic(phone, next).orElse("");
        if (classes.containsKey(syllabic)) {
          Script.Place both = new Script.Place(word, phone + " " + next, unit++);
          skipped = Set.of(place(List.of(syllabic), ends, both));
        }
      }
      after.addAll(said(word, text, phone));
      ends = after;
    }
  }

  private Set<Integer> said(int word, String text, String phone) {
    List<List<List<String>>> ways =
        PhoneSets.waysToSay(phone).orElse(List.of(List.of(List.of(phone))));
    Set<Integer> after = ways(new Script.Place(word, phone, unit++), ways);
    if (after.isEmpty()) {
      throw new IllegalArgumentException(
          "expected phones that "
              + model
              + " can hear in the pronunciation of '"
              + text
              + "', found "
              + phone);
    }
    return after;
  }

  /** Adds all ways that the model has labels for, from the present ends; returns where they end. */
  private Set<Integer> ways(Script.Place place, List<List<List<String>>> ways) {
    Set<Integer> after = new TreeSet<>();
    for (List<List<String>> way : ways) {
      Set<Integer> from = ends;
      for (List<String> set : way) {
        List<String> known = set.stream().filter(classes::containsKey).toList();
        from = from.isEmpty() || known.isEmpty() ? Set.of() : Set.of(place(known, from, place));
      }
      after.addAll(from);
    }
    return after;
  }

  private int place(List<String> labels, Set<Integer> before, Script.Place meaning) {
    places.add(meaning);
    return graph.add(
        labels.stream().mapToInt(classes::get).toArray(),
        before.stream().mapToInt(Integer::intValue).toArray());
  }

  Script build(List<String> words) {
    int[] last = ends.stream().mapToInt(Integer::intValue).toArray();
    return new Script(graph.build(last), places, words);
  }
}
