package io.vocalith.cli;

import java.util.List;

/**
 * Runs the short commands one after another, each on the recording that is the argument. The
 * launcher does so once and keeps the classes that were loaded, which every later command then has
 * from the start.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Rehearses; what fails is left out. */
  public static void main(String[] args) {
    String recording = args[0];
    Console console = Console.ofProcess();
    for (List<String> command :
        List.of(
            List.of("selftest"),
            List.of("transcribe", recording),
            List.of("embed", "--format", "json", recording),
            List.of("verify", recording, recording))) {
      Commands.run(console, command.toArray(String[]::new));
    }
  }
}
