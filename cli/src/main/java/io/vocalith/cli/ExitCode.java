package io.vocalith.cli;

/** The exit codes of every command. */
final class ExitCode {
  /** Done; the verdict changes nothing but for {@code verify --check}. */
  static final int DONE = 0;

  /** Some input failed or was skipped; the rest was done. */
  static final int INPUT = 1;

  /** The command line cannot be carried out. */
  static final int USAGE = 2;

  /** {@code verify --check} alone: two speakers. */
  static final int DIFFERENT = 3;

  /** {@code verify --check} alone: no decision. */
  static final int UNDECIDED = 4;

  /** Interrupted. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
