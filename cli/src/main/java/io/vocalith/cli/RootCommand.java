package io.vocalith.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vocalith} itself: shows what there is. */
@Command(
    name = "vocalith",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    description = "Speech to phones and voices to vectors, in pure Java.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vocalith transcribe speech.wav",
      "  vocalith verify one.wav other.wav",
      "  vocalith embed --format jsonl *.wav",
      "",
      "Exit codes: 0 done, 1 some input failed,",
      "2 wrong usage, 130 interrupted.",
    })
final class RootCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and end.")
  private boolean version;

  @Option(names = "--no-color", description = "No colour, as with NO_COLOR set.")
  private boolean noColor;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
