package io.vocalith.models.store;

import java.util.List;

/**
 * What the files of a store were found to hold.
 *
 * @param speakers speakers that can be used
 * @param voiceprints their voiceprints
 * @param records good records in the log, those of removed speakers included
 * @param removedSpeakers speakers removed on purpose
 * @param lostSpeakers speakers with records, no key, and no removal: their voices are lost
 * @param unreadableRecords records that their key does not open
 * @param damagedPlaces places within the log where records are damaged
 * @param warnings one sentence for each thing that is not in order
 */
public record IntegrityReport(
    int speakers,
    int voiceprints,
    long records,
    int removedSpeakers,
    int lostSpeakers,
    long unreadableRecords,
    int damagedPlaces,
    List<String> warnings) {
  /** Copies the warnings. */
  public IntegrityReport {
    warnings = List.copyOf(warnings);
  }

  /** Whether everything is in order. */
  public boolean sound() {
    return warnings.isEmpty();
  }
}
