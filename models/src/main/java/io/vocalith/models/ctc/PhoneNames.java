package io.vocalith.models.ctc;

import io.vocalith.models.annotation.Segment;
import io.vocalith.models.annotation.Tier;
import io.vocalith.models.phones.Notation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Timed phones under other names. */
public final class PhoneNames {
  private PhoneNames() {}

  /**
   * Phones in another notation. One without a name there ({@code q} among 39) joins the phone
   * before it, or the next one where it is the first. Alternatives that come to bear one name are
   * added up; those that come to bear the phone's own are left out.
   */
  public static List<TimedPhone> in(Notation notation, List<TimedPhone> phones) {
    List<TimedPhone> named = new ArrayList<>();
    double from = -1; // the start of phones left out before the first
    for (TimedPhone phone : phones) {
      String name = notation.of(phone.phone()).orElse("");
      if (!name.isEmpty()) {
        boolean joins = from >= 0 && named.isEmpty();
        named.add(renamed(phone, name, joins ? from : phone.start(), phone.end(), notation));
      } else if (named.isEmpty()) {
        from = from < 0 ? phone.start() : from;
      } else {
        TimedPhone before = named.remove(named.size() - 1);
        named.add(
            new TimedPhone(
                before.phone(),
                before.start(),
                phone.end(),
                before.earliest(),
                before.latest(),
                before.confidence(),
                before.alternatives()));
      }
    }
    return List.copyOf(named);
  }

  private static TimedPhone renamed(
      TimedPhone phone, String name, double start, double end, Notation notation) {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (TimedPhone.Alternative other : phone.alternatives()) {
      String otherName = other.phone().isEmpty() ? "" : notation.of(other.phone()).orElse("");
      if (!otherName.equals(name)) {
        sums.merge(otherName, other.probability(), Double::sum);
      }
    }
    List<TimedPhone.Alternative> alternatives = new ArrayList<>();
    sums.forEach((label, p) -> alternatives.add(new TimedPhone.Alternative(label, p)));
    return new TimedPhone(
        name, start, end, phone.earliest(), phone.latest(), phone.confidence(), alternatives);
  }

  /** The phones as a tier of that name. */
  public static Tier tier(List<TimedPhone> phones) {
    return new Tier(
        "phones",
        phones.stream()
            .map(p -> new Segment(p.start(), p.end(), p.phone(), OptionalDouble.of(p.confidence())))
            .toList());
  }
}
