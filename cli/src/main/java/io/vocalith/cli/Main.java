package io.vocalith.cli;

/** Entry point of the {@code vocalith} command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(Commands.run(Console.ofProcess(), args));
  }
}
