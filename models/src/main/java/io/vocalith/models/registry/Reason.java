package io.vocalith.models.registry;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The words for an error of a file or the network, which often has no message worth showing. */
final class Reason {
  private Reason() {}

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
    if (error instanceof java.net.UnknownHostException) {
      return "unknown host " + error.getMessage();
    }
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }
}
