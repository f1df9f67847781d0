package io.vocalith.models;

import java.io.IOException;

/** A model card that cannot be used; the message names the file, the place and the reason. */
public final class ModelCardException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * With the sentence that is shown to the user; control characters, which may come from the card,
   * would break it or a terminal.
   */
  public ModelCardException(String message) {
    super(message.replaceAll("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]", "?"));
  }
}
