package io.vocalith.cli;

import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --calibration}, for commands that can decide only with one. */
final class CalibrationOption {
  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "Calibration of this model: turns scores into likelihood ratios.")
  private Path file;

  Optional<Calibration> read() throws IOException {
    return file == null ? Optional.empty() : Optional.of(CalibrationFile.read(file));
  }

  boolean given() {
    return file != null;
  }
}
