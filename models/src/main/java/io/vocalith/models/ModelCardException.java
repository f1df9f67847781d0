package io.vocalith.models;

import java.io.IOException;

/** A model card that cannot be used; the message names the file, the place and the reason. */
public final class ModelCardException extends IOException {
  private static final long serialVersionUID = 1;

  /** With the sentence that is shown to the user. */
  public ModelCardException(String message) {
    super(message);
  }
}
