package io.vocalith.cli;

/** The exit codes of every command. */
final class ExitCode {
  /** Done, whatever the verdict. */
  static final int DONE = 0;

  /** Some input failed or was skipped; the rest was done. */
  static final int INPUT = 1;

  /** The command line cannot be carried out. */
  static final int USAGE = 2;

  /** Interrupted. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
