package io.vocalith.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A peer in a Python process of its own that stays alive between turns: one line in, the work once,
 * one line out. The first line it prints is its name and version, or a sentence that begins with
 * "absent" when what it needs is not installed.
 */
final class PythonPeer implements AutoCloseable {
  private final Process process;
  private final BufferedReader from;
  private final BufferedWriter to;
  private final String name;

  private PythonPeer(Process process) throws IOException {
    this.process = process;
    from = process.inputReader(StandardCharsets.UTF_8);
    to = process.outputWriter(StandardCharsets.UTF_8);
    name = from.readLine();
  }

  /** Starts a script; empty, with the reason printed, when it cannot serve. */
  static Optional<PythonPeer> start(String python, Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(List.of(arguments));
    try {
      PythonPeer peer =
          new PythonPeer(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
      if (peer.name == null || peer.name.startsWith("absent")) {
        System.out.println("    not run: " + script.getFileName() + ": " + peer.name);
        peer.close();
        return Optional.empty();
      }
      return Optional.of(peer);
    } catch (IOException e) {
      System.out.println("    not run: " + script.getFileName() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  String name() {
    return name;
  }

  /** One turn; the process answers when its work is done. */
  String turn() throws IOException {
    to.write("go\n");
    to.flush();
    String answer = from.readLine();
    if (answer == null) {
      throw new IOException(name + " ended");
    }
    return answer;
  }

  Contestant contestant() {
    return new Contestant(name, this::turn);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
