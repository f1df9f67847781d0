package io.vocalith.models.registry;

import java.io.IOException;

/** A Hub card that cannot be read; the message names the card, what was expected and found. */
public class HubCardException extends IOException {
  private static final long serialVersionUID = 1L;

  HubCardException(String origin, String what) {
    super(origin + ": " + Reason.printable(what));
  }

  HubCardException(String origin, String what, Throwable cause) {
    super(origin + ": " + Reason.printable(what), cause);
  }
}
