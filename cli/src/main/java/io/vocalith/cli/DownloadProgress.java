package io.vocalith.cli;

import io.vocalith.models.registry.PullProgress;

/** Shows a pull as {@link Progress} in kilobytes; the time left is that of the bytes to come. */
final class DownloadProgress implements PullProgress, AutoCloseable {
  private static final long KILOBYTE = 1000;

  private final Console console;
  private final boolean quiet;
  private Progress progress;
  private long shown;

  DownloadProgress(Console console, boolean quiet) {
    this.console = console;
    this.quiet = quiet;
  }

  @Override
  public void advanced(long bytes, long total) {
    long now = bytes / KILOBYTE;
    if (progress == null || now < shown) {
      close();
      progress = new Progress(console, quiet, Math.max(0, total / KILOBYTE), "kB").from(now);
    } else {
      progress.advance(now - shown);
    }
    shown = now;
  }

  @Override
  public void note(String sentence) {
    close();
    if (!quiet) {
      console.message(sentence);
    }
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
