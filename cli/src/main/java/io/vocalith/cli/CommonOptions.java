package io.vocalith.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      order = 100,
      description = "Write the result to FILE (default: standard output).")
  Path output;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 101,
      description = "Cores to use (default: all).")
  private Integer threads;

  @Option(
      names = {"-q", "--quiet"},
      order = 102,
      description = "No progress and no notices; errors are still said.")
  boolean quiet;

  @Option(names = "--no-color", order = 103, description = "No colour, as with NO_COLOR set.")
  boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 104,
      description = "Show this help and end.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      order = 105,
      description = "Show the version and end.")
  private boolean version;

  /**
   * Number of cores to use.
   *
   * @throws UsageException if the user asked for less than one
   */
  int threads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1) {
      throw new UsageException("--threads: expected 1 or more, found " + threads);
    }
    return threads;
  }
}
