package io.vocalith.models.registry;

import java.io.IOException;

/** A model could not be brought into the cache; the message says in one sentence why. */
public class PullException extends IOException {
  private static final long serialVersionUID = 1L;

  /** One sentence that names the address or file, what was expected and what was found. */
  public PullException(String message) {
    super(Reason.printable(message));
  }

  /** The same, with the error underneath. */
  public PullException(String message, Throwable cause) {
    super(Reason.printable(message), cause);
  }
}
