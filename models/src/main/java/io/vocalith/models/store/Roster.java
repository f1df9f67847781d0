package io.vocalith.models.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The speakers in memory, by name and by place in the index. Not safe for use by several threads.
 */
final class Roster {
  /** One speaker; the place in the index is -1 where no voiceprint is usable. */
  static final class Entry {
    final UUID id;
    final String name;
    final List<Voiceprint> voiceprints = new ArrayList<>();
    private int place = -1;

    private Entry(UUID id, String name) {
      this.id = id;
      this.name = name;
    }

    StoredSpeaker speaker() {
      return new StoredSpeaker(name, voiceprints);
    }
  }

  private final TreeMap<String, Entry> byName = new TreeMap<>();
  private final List<Entry> places = new ArrayList<>();
  private final Map<UUID, Entry> byId = new HashMap<>();
  private VoiceIndex index;
  private LocalDate day; // null until the first search asks for one

  int size() {
    return byName.size();
  }

  Entry find(String name) {
    return byName.get(name);
  }

  Collection<Entry> entries() {
    return byName.values();
  }

  /** Any voiceprint: all are of one model and one length. */
  Voiceprint any() {
    return byName.isEmpty() ? null : byName.firstEntry().getValue().voiceprints.get(0);
  }

  /** Adds a voiceprint to a speaker who may be new. */
  void add(UUID id, String name, Voiceprint voiceprint) {
    Entry entry = byId.computeIfAbsent(id, i -> new Entry(i, name));
    byName.put(entry.name, entry);
    entry.voiceprints.add(voiceprint);
    place(entry);
  }

  void remove(Entry entry) {
    byName.remove(entry.name);
    byId.remove(entry.id);
    unplace(entry);
  }

  void rename(Entry entry, String to) {
    remove(entry);
    for (Voiceprint voiceprint : entry.voiceprints) {
      add(entry.id, to, voiceprint);
    }
  }

  /** Whether the index holds what may be used on a day. */
  boolean isFor(LocalDate today) {
    return today.equals(day);
  }

  /** Builds the index anew for another day: voiceprints may have expired since. */
  void setDay(LocalDate today) {
    day = today;
    places.clear();
    index = null;
    for (Entry entry : byName.values()) {
      entry.place = -1;
      place(entry);
    }
  }

  /**
   * The best speakers for a voice of length 1, scored in double; see {@link SpeakerStore#search}.
   */
  List<Match> search(double[] unit, int top) {
    if (index == null) {
      return List.of();
    }
    return Arrays.stream(index.candidates(unit, top))
        .mapToObj(places::get)
        .map(entry -> new Match(entry.name, cosine(unit, entry)))
        .sorted(Comparator.comparingDouble(Match::score).reversed().thenComparing(Match::name))
        .limit(top)
        .toList();
  }

  private double cosine(double[] unit, Entry entry) {
    double[] mean = StoredSpeaker.mean(entry.speaker().usableOn(day));
    double sum = 0;
    for (int i = 0; i < unit.length; i++) {
      sum += unit[i] * mean[i];
    }
    return Math.max(-1, Math.min(1, sum));
  }

  private void place(Entry entry) {
    if (day == null) {
      return;
    }
    List<Voiceprint> usable = entry.speaker().usableOn(day);
    if (usable.isEmpty()) {
      unplace(entry);
      return;
    }
    double[] mean = StoredSpeaker.mean(usable);
    if (index == null) {
      index = new VoiceIndex(mean.length);
    }
    if (entry.place >= 0) {
      index.set(entry.place, mean);
    } else {
      entry.place = index.size();
      places.add(entry);
      index.add(mean);
    }
  }

  private void unplace(Entry entry) {
    if (entry.place < 0) {
      return;
    }
    index.remove(entry.place);
    Entry last = places.remove(places.size() - 1);
    if (last != entry) {
      places.set(entry.place, last);
      last.place = entry.place;
    }
    entry.place = -1;
    index = places.isEmpty() ? null : index;
  }
}
