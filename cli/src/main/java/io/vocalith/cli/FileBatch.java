package io.vocalith.cli;

import io.vocalith.models.Batch;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * One piece of work per file, one file per core: results in the order of the files, and a file that
 * fails is reported on standard error while the others go on.
 */
final class FileBatch {
  private final List<String> files;
  private final int threads;
  private final Console console;
  private final boolean quiet;

  FileBatch(List<String> files, int threads, Console console, boolean quiet) {
    this.files = files;
    this.threads = threads;
    this.console = console;
    this.quiet = quiet;
    if (files.stream().filter("-"::equals).count() > 1) {
      throw new UsageException("-: standard input can be read only once");
    }
  }

  /**
   * How many cores each file may use: one, because files side by side use the cores better, unless
   * there are fewer files than cores.
   */
  int threadsPerFile() {
    return Math.max(1, threads / Math.max(1, files.size()));
  }

  /**
   * Runs the work.
   *
   * @return {@link ExitCode#DONE}, or {@link ExitCode#INPUT} if a file failed
   * @throws IOException if the output cannot be written
   */
  <R> int run(Work<R> work, Batch.Sink<R, IOException> sink)
      throws IOException, InterruptedException {
    return runInParts((file, share) -> work.apply(file), sink);
  }

  /** Runs work that tells how far it is within a file. */
  <R> int runInParts(PartWork<R> work, Batch.Sink<R, IOException> sink)
      throws IOException, InterruptedException {
    int[] failed = new int[1];
    try (Progress progress = new Progress(console, quiet, files.size(), "files")) {
      Batch batch = Batch.ofThreads(Math.min(threads, Math.max(1, files.size())));
      batch.<String, Outcome<R>, IOException>run(
          files,
          file -> attempt(file, work, progress),
          outcome -> {
            synchronized (progress) {
              progress.clear();
              if (outcome.error() == null) {
                sink.accept(outcome.result());
              } else {
                failed[0]++;
                Failures.report(console, outcome.file(), outcome.error());
              }
              progress.advance(1 - outcome.counted());
            }
          });
    }
    return failed[0] == 0 ? ExitCode.DONE : ExitCode.INPUT;
  }

  private static <R> Outcome<R> attempt(String file, PartWork<R> work, Progress progress) {
    double[] counted = new double[1];
    DoubleConsumer share =
        done -> {
          progress.advance(done - counted[0]);
          counted[0] = done;
        };
    try {
      return new Outcome<>(file, work.apply(file, share), null, counted[0]);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return new Outcome<>(file, null, e, counted[0]);
    }
  }

  /** What became of a file, of which so much was counted as done on the way. */
  private record Outcome<R>(String file, R result, Throwable error, double counted) {}

  /** What is done with one file; called from several threads. */
  @FunctionalInterface
  interface Work<R> {
    R apply(String file) throws IOException;
  }

  /** Work that tells how far it is. */
  @FunctionalInterface
  interface PartWork<R> {
    /**
     * @param share takes how much of the file is done, 0 to 1, growing; one call at a time
     */
    R apply(String file, DoubleConsumer share) throws IOException;
  }
}
