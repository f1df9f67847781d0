package io.vocalith.models.annotation;

import java.util.List;
import java.util.Optional;

/**
 * The tiers of one recording.
 *
 * @param name what the recording is called: its file name without folder and ending
 * @param samples its length
 * @param sampleRate of the recording as it was read, in Hz
 * @param tiers in the order in which they are shown; the last one holds phones
 */
public record Annotation(String name, long samples, int sampleRate, List<Tier> tiers) {
  /** Checks the numbers and takes a copy. */
  public Annotation {
    if (samples < 1 || sampleRate < 1) {
      throw new IllegalArgumentException(
          "expected a recording with samples, found " + samples + " at " + sampleRate + " Hz");
    }
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException("expected at least one tier, found none");
    }
    tiers = List.copyOf(tiers);
  }

  /** The duration in seconds. */
  public double seconds() {
    return (double) samples / sampleRate;
  }

  /** The tier of this name. */
  public Optional<Tier> tier(String title) {
    return tiers.stream().filter(tier -> tier.name().equals(title)).findFirst();
  }

  /** The tier that formats with a single row show. */
  Tier last() {
    return tiers.get(tiers.size() - 1);
  }
}
