package io.vocalith.models.phones;

import io.vocalith.models.eval.phones.Folding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a speaker may say, in TIMIT's 61 labels, for a phone as dictionaries write it: CMUdict's
 * ARPABET with or without stress digits, TIMIT's own labels, or IPA.
 *
 * <p>A pronunciation of a phone is a list of places, and a place a set of labels any of which may
 * stand there. A stop is its release with or without the closure before it, or the closure alone.
 */
public final class PhoneSets {
  private static final Map<String, List<List<List<String>>>> OF_ARPABET = new HashMap<>();

  static {
    put("AH", "ah ax ax-h");
    put("ER", "er axr");
    put("IH", "ih ix");
    put("UW", "uw ux");
    put("HH", "hh hv");
    put("N", "n nx en");
    put("M", "m em");
    put("NG", "ng eng");
    put("L", "l el");
    put("T", "tcl/t", "t", "tcl dx q");
    put("D", "dcl/d", "d", "dcl dx");
    for (String stop : List.of("P", "B", "K", "G")) {
      String release = stop.toLowerCase(Locale.ROOT);
      put(stop, release + "cl/" + release, release, release + "cl");
    }
    put("CH", "tcl/ch", "ch");
    put("JH", "dcl/jh", "jh");
  }

  private PhoneSets() {}

  /** Ways to say a phone: blanks between the labels of a place, strokes between places. */
  private static void put(String phone, String... ways) {
    List<List<List<String>>> all = new ArrayList<>();
    for (String way : ways) {
      List<List<String>> places = new ArrayList<>();
      for (String place : way.split("/", -1)) {
        places.add(List.of(place.split(" ", -1)));
      }
      all.add(places);
    }
    OF_ARPABET.put(phone, all);
  }

  /**
   * The ways to say a phone, each a list of places.
   *
   * @param phone as the dictionary has it
   * @return empty if the phone is in no notation that is known
   */
  public static Optional<List<List<List<String>>>> waysToSay(String phone) {
    if (Folding.labels61().contains(phone)) {
      return Optional.of(List.of(List.of(List.of(phone))));
    }
    String arpabet = phone.replaceFirst("[0-9]$", "").toUpperCase(Locale.ROOT);
    if (OF_ARPABET.containsKey(arpabet)) {
      return Optional.of(OF_ARPABET.get(arpabet));
    }
    String label = arpabet.toLowerCase(Locale.ROOT);
    if (Folding.labels61().contains(label)) {
      return Optional.of(List.of(List.of(List.of(label))));
    }
    return Notation.labelOfIpa(phone).map(known -> List.of(List.of(List.of(known))));
  }

  /** The syllabic consonant that may stand for AH and this phone together. */
  public static Optional<String> syllabic(String phone, String next) {
    if (!phone.replaceFirst("[0-9]$", "").equalsIgnoreCase("AH")) {
      return Optional.empty();
    }
    return switch (next.toUpperCase(Locale.ROOT)) {
      case "L" -> Optional.of("el");
      case "M" -> Optional.of("em");
      case "N" -> Optional.of("en");
      default -> Optional.empty();
    };
  }
}
