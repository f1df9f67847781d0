package io.vocalith.cli;

import io.vocalith.models.listen.InsufficientSpeechException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Exceptions to the sentences and exit codes of the command line; never a stack trace. */
final class Failures {
  /** {@code -Dvocalith.debug=true} shows where an error that should not happen came from. */
  private static final String DEBUG = "vocalith.debug";

  private Failures() {}

  /** Says what ended the whole command, and with which exit code. */
  static int report(Console console, Throwable error) {
    console.message(sentence(error));
    debug(console, error);
    if (error instanceof InsufficientSpeechException) { // the recording's fault, not the call's
      return ExitCode.INPUT;
    }
    if (error instanceof UsageException || error instanceof IllegalArgumentException) {
      return ExitCode.USAGE;
    }
    return error instanceof InterruptedException ? ExitCode.INTERRUPTED : ExitCode.INPUT;
  }

  /** Says why one file of several was not processed; names the file where the error does not. */
  static void report(Console console, String file, Throwable error) {
    String sentence = sentence(error);
    console.message(sentence.contains(file) ? sentence : file + ": " + sentence);
    debug(console, error);
  }

  /** One sentence for one exception. */
  static String sentence(Throwable error) {
    if (error instanceof UncheckedIOException unchecked) {
      return sentence(unchecked.getCause());
    }
    if (error instanceof NoSuchFileException || error instanceof FileNotFoundException) {
      return error.getMessage() + ": no such file";
    }
    if (error instanceof AccessDeniedException) {
      return error.getMessage() + ": permission denied";
    }
    if (error instanceof FileSystemException e) {
      return e.getFile() + ": " + (e.getReason() == null ? "cannot be used" : e.getReason());
    }
    if (error instanceof OutOfMemoryError) {
      return "not enough memory; allow more with VOCALITH_OPTS=-Xmx4g";
    }
    if (error instanceof InterruptedException) {
      return "interrupted";
    }
    boolean expected =
        error instanceof IOException
            || error instanceof IllegalArgumentException
            || error instanceof UsageException;
    String message =
        error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    return oneLine(
        expected
            ? message
            : "internal error ("
                + error.getClass().getSimpleName()
                + ": "
                + message
                + "); VOCALITH_OPTS=-D"
                + DEBUG
                + "=true shows where");
  }

  /** The text on one line: messages of libraries may have several. */
  static String oneLine(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static void debug(Console console, Throwable error) {
    if (Boolean.getBoolean(DEBUG)) {
      error.printStackTrace(console.err());
    }
  }
}
