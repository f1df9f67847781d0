package io.vocalith.models.registry;

/** Is told how a pull gets on, from the thread that pulls. */
@FunctionalInterface
public interface PullProgress {
  /** Tells nobody. */
  PullProgress SILENT = (bytes, total) -> {};

  /**
   * So much is there.
   *
   * @param bytes bytes of the file that are on disk, those of an earlier try included
   * @param total bytes of the whole file, or -1 where the server does not say
   */
  void advanced(long bytes, long total);

  /** Something a person may want to know: a retry, a wait for another pull. */
  default void note(String sentence) {}
}
