package io.vocalith.cli;

import io.vocalith.models.store.FileSpeakerStore;
import io.vocalith.models.store.StoreLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --store}, for every command about known speakers. */
final class StoreOption {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "Folder of the known speakers (default: VOCALITH_STORE, else the user's data folder).")
  private Path folder;

  /** Opens the store to change it; it is made if missing. */
  FileSpeakerStore open(VocalithCommand command) throws IOException {
    return warned(FileSpeakerStore.open(place()), command);
  }

  /** Opens the store to read it. */
  FileSpeakerStore openForReading(VocalithCommand command) throws IOException {
    return warned(FileSpeakerStore.openForReading(place()), command);
  }

  private Path place() {
    return StoreLocation.resolve(Optional.ofNullable(folder));
  }

  private static FileSpeakerStore warned(FileSpeakerStore store, VocalithCommand command) {
    store.warnings().forEach(text -> command.console().message("store: " + text));
    return store;
  }
}
