package io.vocalith.models.identify;

import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.store.Match;
import io.vocalith.models.store.SpeakerStore;
import io.vocalith.models.store.StoredSpeaker;
import io.vocalith.models.store.Voiceprint;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Warns when a voice that is about to be enrolled is known already under another name. */
public final class DuplicateVoices {
  private static final int NEAREST = 3;

  private DuplicateVoices() {}

  /**
   * Compares a new voice with those of all other speakers. Three things raise suspicion: the very
   * same recording; evidence that an identification would accept; and, where there is no
   * calibration, a score as high as the other speaker's own recordings have among themselves.
   *
   * @param name who is to be enrolled
   * @param identification of the new voice in the store, with {@code decided} false where there is
   *     no calibration
   * @return one sentence for each suspicion
   */
  public static List<String> warnings(
      SpeakerStore store,
      String name,
      Voiceprint voice,
      Identification identification,
      LocalDate day) {
    List<String> warnings = new ArrayList<>();
    for (StoredSpeaker other : store.speakers()) {
      if (!other.name().equals(name)
          && other.voiceprints().stream()
              .anyMatch(v -> v.sourceSha256().equals(voice.sourceSha256()))) {
        warnings.add("The same recording is enrolled as '" + other.name() + "'.");
      }
    }
    if (identification.decided()) {
      identification
          .known()
          .filter(known -> !known.equals(name))
          .ifPresent(known -> warnings.add("This voice would be identified as '" + known + "'."));
      return warnings;
    }
    for (Match match : store.search(voice.vector(), voice.modelSha256(), NEAREST, day)) {
      Optional<StoredSpeaker> other =
          store.find(match.name()).filter(speaker -> !speaker.name().equals(name));
      double own = other.map(DuplicateVoices::leastOwnScore).orElse(Double.POSITIVE_INFINITY);
      if (match.score() >= own) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "This voice is as close to '%s' (%.2f) as the recordings of '%s' are to each other"
                    + " (%.2f).",
                match.name(),
                match.score(),
                match.name(),
                own));
      }
    }
    return warnings;
  }

  /** The lowest score of one recording against all others of the same speaker. */
  private static double leastOwnScore(StoredSpeaker speaker) {
    List<Embedding> voices =
        speaker.voiceprints().stream().map(v -> Embedding.of(v.vector(), v.modelSha256())).toList();
    if (voices.size() < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < voices.size(); i++) {
      List<Embedding> others = new ArrayList<>(voices);
      others.remove(i);
      least = Math.min(least, voices.get(i).cosine(Embedding.mean(others)));
    }
    return least;
  }
}
