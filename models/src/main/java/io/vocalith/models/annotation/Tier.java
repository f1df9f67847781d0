package io.vocalith.models.annotation;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of intervals that do not overlap.
 *
 * @param name for example {@code phones}
 * @param segments in time order
 */
public record Tier(String name, List<Segment> segments) {
  /**
   * Takes a copy.
   *
   * @throws IllegalArgumentException if two intervals overlap
   */
  public Tier {
    segments = List.copyOf(segments);
    for (int i = 1; i < segments.size(); i++) {
      if (segments.get(i).start() < segments.get(i - 1).end()) {
        throw new IllegalArgumentException(
            "expected intervals in time order without overlap, found one at "
                + segments.get(i).start()
                + " s before "
                + segments.get(i - 1).end()
                + " s");
      }
    }
  }

  /** The same with empty intervals in all gaps, from 0 to the end of the recording. */
  List<Segment> filled(double seconds) {
    List<Segment> filled = new ArrayList<>();
    double at = 0;
    for (Segment segment : segments) {
      if (segment.start() > at) {
        filled.add(new Segment(at, segment.start(), ""));
      }
      filled.add(segment);
      at = segment.end();
    }
    if (at < seconds) {
      filled.add(new Segment(at, seconds, ""));
    }
    return filled;
  }
}
