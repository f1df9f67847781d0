package io.vocalith.models.store;

import java.io.IOException;
import java.nio.file.Path;

/** A speaker store, or a file exported from one, cannot be used as it is. */
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1;

  StoreException(Path file, String what) {
    super(file + ": " + what);
  }
}
