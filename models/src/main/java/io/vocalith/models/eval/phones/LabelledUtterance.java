package io.vocalith.models.eval.phones;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A recording of which the phones are known.
 *
 * @param id name, unique in its corpus
 * @param speaker who speaks
 * @param audio the recording
 * @param labels reads the phones, so that one bad label file fails one utterance only
 */
public record LabelledUtterance(String id, String speaker, Path audio, Labels labels) {
  /** Where the phones come from. */
  @FunctionalInterface
  public interface Labels {
    /** The phones, unfolded, at least one. */
    List<String> read() throws IOException;
  }

  /** Checks that nothing is missing. */
  public LabelledUtterance {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(speaker, "speaker");
    Objects.requireNonNull(audio, "audio");
    Objects.requireNonNull(labels, "labels");
  }
}
