package io.vocalith.cli;

import io.vocalith.models.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Work on the items of an evaluation, one per core, results in their order. The first item that
 * fails ends the evaluation, because a figure over what is left is another figure; with {@code
 * --skip-bad} it is said, counted and left out.
 */
final class ItemBatch {
  private final VocalithCommand command;
  private final boolean skipBad;
  private final List<String> skipped = new ArrayList<>();

  ItemBatch(VocalithCommand command, boolean skipBad) {
    this.command = command;
    this.skipBad = skipBad;
  }

  /**
   * Runs the work.
   *
   * @param name names an item in messages
   * @throws IOException what the first failing item threw, unless bad items are skipped
   */
  <T, R> void run(
      List<T> items, Function<T, String> name, String unit, Work<T, R> work, Take<T, R> take)
      throws IOException, InterruptedException {
    try (Progress progress =
        new Progress(command.console(), command.common.quiet, items.size(), unit)) {
      int threads = Math.max(1, Math.min(command.common.threads(), items.size()));
      Batch.ofThreads(threads)
          .<T, Outcome<T, R>, IOException>run(
              items,
              item -> attempt(item, work),
              outcome -> {
                take(outcome, name, take, progress);
                progress.advance(1);
              });
    }
  }

  private <T, R> void take(
      Outcome<T, R> outcome, Function<T, String> name, Take<T, R> take, Progress progress)
      throws IOException {
    Exception error = outcome.error();
    if (error == null) {
      try {
        take.accept(outcome.item(), outcome.result());
      } catch (IOException | IllegalArgumentException e) {
        error = e;
      }
    }
    if (error != null) {
      progress.clear();
      skip(name.apply(outcome.item()), error);
    }
  }

  /**
   * Leaves an item out.
   *
   * @throws IOException if bad items are not to be skipped
   */
  void skip(String item, Exception error) throws IOException {
    String sentence = Failures.sentence(error);
    String named = sentence.contains(item) ? sentence : item + ": " + sentence;
    if (!skipBad) {
      throw new IOException(named + " (--skip-bad goes on without it)", error);
    }
    command.console().message(named);
    skipped.add(item);
  }

  private static <T, R> Outcome<T, R> attempt(T item, Work<T, R> work) {
    try {
      return new Outcome<>(item, work.apply(item), null);
    } catch (IOException | RuntimeException e) {
      return new Outcome<>(item, null, e);
    }
  }

  /** Names of what was left out. */
  List<String> skipped() {
    return skipped;
  }

  /** {@link ExitCode#INPUT} if something was left out. */
  int exitCode() {
    return skipped.isEmpty() ? ExitCode.DONE : ExitCode.INPUT;
  }

  private record Outcome<T, R>(T item, R result, Exception error) {}

  /** What is done with one item; called from several threads. */
  @FunctionalInterface
  interface Work<T, R> {
    R apply(T item) throws IOException;
  }

  /** What is done with one result; called by one thread. */
  @FunctionalInterface
  interface Take<T, R> {
    void accept(T item, R result) throws IOException;
  }
}
