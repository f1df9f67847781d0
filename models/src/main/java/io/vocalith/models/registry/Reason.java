package io.vocalith.models.registry;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for errors whose messages come from elsewhere: files, the network, cards and servers. */
final class Reason {
  private Reason() {}

  /** The text without control characters, which would break a sentence or a terminal. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]", "?");
  }

  /** What went wrong with a file or a connection, in words. */
  static String of(IOException error) {
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (error instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "there is a file of that name";
    }
    if (error instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    if ("Premature EOF".equals(error.getMessage())) { // newer JDKs notice a short answer themselves
      return "the connection was cut";
    }
    if (error instanceof java.net.UnknownHostException) {
      return "unknown host " + error.getMessage();
    }
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }
}
