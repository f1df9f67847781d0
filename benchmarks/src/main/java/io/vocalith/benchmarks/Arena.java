package io.vocalith.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where duels take place: how many pairs, which Python, where results gather. */
final class Arena {
  private final int pairs;
  private final double warmUpSeconds;
  private final String python;
  private final Path peers;
  private final Path scratch;
  private final String only;
  private final List<Duel.Result> results = new ArrayList<>();

  Arena(int pairs, double warmUpSeconds, String python, Path peers, String only)
      throws IOException {
    this.pairs = pairs;
    this.warmUpSeconds = warmUpSeconds;
    this.python = python;
    this.peers = peers;
    this.only = only;
    this.scratch = Files.createTempDirectory("vocalith-compare");
  }

  /** Whether a piece of work was asked for: its name contains the word. */
  boolean wanted(String work) {
    return work.contains(only);
  }

  /** Runs a duel if it was asked for, prints its line and keeps its result. */
  void duel(Duel duel, Contestant ours, Contestant peer) throws Exception {
    if (wanted(duel.work())) {
      keep(duel.run(ours, peer, pairs, warmUpSeconds));
    }
  }

  /** The same against the fastest of a peer's forms. */
  void duel(Duel duel, Contestant ours, List<Contestant> forms) throws Exception {
    if (wanted(duel.work())) {
      keep(duel.run(ours, Duel.fastest(forms), pairs, warmUpSeconds));
    }
  }

  /** The same against a time that is known. */
  Duel.Result against(Duel duel, Contestant ours, String peer, double milliseconds)
      throws Exception {
    Duel.Result result = duel.run(ours, peer, milliseconds, pairs, warmUpSeconds);
    keep(result);
    return result;
  }

  private void keep(Duel.Result result) {
    System.out.println(result.line());
    results.add(result);
  }

  /** A peer's script; empty, and said, where it cannot run. */
  Optional<PythonPeer> python(String script, String... arguments) {
    return PythonPeer.start(python, peers.resolve(script), arguments);
  }

  /** The command that runs a peer's script from its beginning to its end. */
  List<String> command(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(python, peers.resolve(script).toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A file in a folder of this run's own. */
  Path scratch(String name) {
    return scratch.resolve(name);
  }

  List<Duel.Result> results() {
    return List.copyOf(results);
  }

  /** Removes the folder of this run. */
  void close() throws IOException {
    try (var files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }
}
