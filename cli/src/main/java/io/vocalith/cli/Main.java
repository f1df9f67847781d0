package io.vocalith.cli;

/** Entry point of the {@code vocalith} command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    // What the library logs (why the slow kernels were taken) is one line like any other message.
    System.setProperty("java.util.logging.SimpleFormatter.format", "vocalith: %5$s%n");
    System.exit(Commands.run(Console.ofProcess(), args));
  }
}
