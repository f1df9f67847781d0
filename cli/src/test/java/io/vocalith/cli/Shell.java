package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs the way a shell does, for tests of the launcher. */
final class Shell {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private Shell(Path folder) {
    this.folder = folder;
  }

  /** Programs started in this folder. */
  static Shell in(Path folder) {
    return new Shell(folder);
  }

  /** The same with a variable set, or unset where the value is null. */
  Shell with(String variable, String value) {
    Shell other = new Shell(folder);
    other.environment.putAll(environment);
    other.environment.put(variable, value);
    return other;
  }

  /** Runs a program to its end. */
  Run run(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("vocalith", ".out");
    Path err = Files.createTempFile("vocalith", ".err");
    try {
      Process process = start(out, err, false, command);
      process.getOutputStream().close();
      assertTrue(process.waitFor(300, TimeUnit.SECONDS), () -> "hangs: " + List.of(command));
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts a program with its output going to files, standard error at the end of one if asked. */
  Process start(Path out, Path err, boolean append, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    environment.forEach(
        (variable, value) -> {
          if (value == null) {
            builder.environment().remove(variable);
          } else {
            builder.environment().put(variable, value);
          }
        });
    return builder
        .redirectOutput(out.toFile())
        .redirectError(append ? Redirect.appendTo(err.toFile()) : Redirect.to(err.toFile()))
        .start();
  }
}
