package io.vocalith.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command reads from and writes to: the streams of the process, or arrays in a test.
 *
 * @param in standard input
 * @param out standard output; data only, unbuffered, and its write errors are thrown
 * @param err standard error; everything that is not data
 * @param terminal what is known of the terminal
 */
record Console(InputStream in, OutputStream out, PrintStream err, Terminal terminal) {

  /**
   * The terminal as the launcher found it; a JVM cannot ask for most of this without native code.
   *
   * @param outIsTerminal whether standard output is one
   * @param errIsTerminal whether standard error is one
   * @param columns its width in characters
   * @param color whether colour was not declined by NO_COLOR
   */
  record Terminal(boolean outIsTerminal, boolean errIsTerminal, int columns, boolean color) {
    static final Terminal NONE = new Terminal(false, false, 80, false);

    static Terminal ofLauncher() {
      String noColor = System.getenv("NO_COLOR");
      return new Terminal(
          Boolean.getBoolean("vocalith.terminal.out"),
          Boolean.getBoolean("vocalith.terminal.err"),
          Integer.getInteger("vocalith.terminal.columns", 80),
          noColor == null || noColor.isEmpty());
    }
  }

  /** The streams of this process. */
  static Console ofProcess() {
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        standardError(System.getProperty("vocalith.stderr")),
        Terminal.ofLauncher());
  }

  /**
   * The launcher lets the JVM's own standard error pass through a filter that drops the notice
   * about incubator modules, and keeps the true one under another descriptor. Messages go straight
   * to the true one, so that they stand before the shell's next prompt. Where the system does not
   * let it be opened again (a socket, another user's terminal) the filtered one serves as well.
   */
  private static PrintStream standardError(String path) {
    if (path != null) {
      try {
        // Appending: a log file that several processes share must not be cut.
        return print(new FileOutputStream(path, true));
      } catch (IOException e) {
        return print(new FileOutputStream(FileDescriptor.err));
      }
    }
    return print(new FileOutputStream(FileDescriptor.err));
  }

  private static PrintStream print(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** One line to standard error, under the program's name as is the custom. */
  void message(String text) {
    err.println("vocalith: " + text);
  }
}
