package io.vocalith.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What all commands share; see the package's description for how to add one. */
abstract class VocalithCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  private Console console;
  private Output output;

  /** Gives the command its streams before it is parsed. */
  final VocalithCommand on(Console streams) {
    console = streams;
    return this;
  }

  /**
   * Does the work.
   *
   * @return the exit code
   * @throws IOException if the input as a whole cannot be used: ends with exit code 1
   * @throws UsageException if the call makes no sense: ends with exit code 2
   */
  protected abstract int run() throws IOException, InterruptedException;

  @Override
  public final Integer call() throws IOException, InterruptedException {
    try (Output data = new Output(console, common.output)) {
      output = data;
      return run();
    }
  }

  final Console console() {
    return console;
  }

  /** Where data goes: standard output or the file of {@code -o}. */
  final Output output() {
    return output;
  }

  /** Something the user may want to know and nothing failed; silent with {@code --quiet}. */
  final void notice(String text) {
    if (!common.quiet) {
      console.message(text);
    }
  }

  /** Work on each of several files; see {@link FileBatch}. */
  final FileBatch batch(List<String> files) {
    return new FileBatch(files, common.threads(), console, common.quiet);
  }
}
