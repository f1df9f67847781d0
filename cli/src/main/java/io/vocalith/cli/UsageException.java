package io.vocalith.cli;

/** The command was called in a way that cannot work; ends with exit code 2 and its message. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
