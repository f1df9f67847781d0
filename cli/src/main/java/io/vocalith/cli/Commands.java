package io.vocalith.cli;

import io.vocalith.cli.Output.ClosedPipeException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The list of all commands, and how one of them is run. */
final class Commands {
  private static final int NARROWEST_HELP = 56;
  private static final int WIDEST_HELP = 100;

  private Commands() {}

  /** Every command in the order of the help. */
  private static Map<String, Supplier<VocalithCommand>> all() {
    Map<String, Supplier<VocalithCommand>> commands = new LinkedHashMap<>();
    commands.put("transcribe", TranscribeCommand::new);
    commands.put("align", AlignCommand::new);
    commands.put("embed", EmbedCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("enroll", EnrollCommand::new);
    commands.put("identify", IdentifyCommand::new);
    commands.put("speakers", SpeakersCommand::new);
    commands.put("diarize", DiarizeCommand::new);
    commands.put("score-phones", ScorePhonesCommand::new);
    commands.put("score-boundaries", ScoreBoundariesCommand::new);
    commands.put("score-trials", ScoreTrialsCommand::new);
    commands.put("calibrate", CalibrateCommand::new);
    commands.put("inspect", InspectCommand::new);
    commands.put("convert", ConvertCommand::new);
    commands.put("pull", PullCommand::new);
    commands.put("list", ListCommand::new);
    commands.put("path", PathCommand::new);
    commands.put("rm", RemoveCommand::new);
    commands.put("selftest", SelftestCommand::new);
    return commands;
  }

  /** The names of all commands, in the order of the help. */
  static List<String> names() {
    return List.copyOf(all().keySet());
  }

  /** Runs one command line and returns its exit code; nothing is thrown and the JVM goes on. */
  static int run(Console console, String... args) {
    try {
      return commandLine(console, args).execute(args);
    } catch (Error e) { // picocli handles exceptions, not errors
      return Failures.report(console, e);
    }
  }

  private static CommandLine commandLine(Console console, String[] args) {
    CommandLine root = new CommandLine(new RootCommand());
    Map<String, Supplier<VocalithCommand>> all = all();
    String named = args.length == 0 ? "" : args[0];
    // Reading a command's annotations takes milliseconds: a call that names one reads only that.
    if (all.containsKey(named)) {
      root.addSubcommand(named, all.get(named).get().on(console));
    } else {
      all.forEach((name, command) -> root.addSubcommand(name, command.get().on(console)));
    }
    root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    int columns = console.terminal().columns();
    root.setUsageHelpWidth(Math.max(NARROWEST_HELP, Math.min(WIDEST_HELP, columns)));
    root.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console, args)));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setParameterExceptionHandler((error, arguments) -> usage(console, error));
    root.setExecutionExceptionHandler((error, line, parsed) -> execution(console, error));
    return root;
  }

  private static Ansi ansi(Console console, String[] args) {
    boolean declined = List.of(args).contains("--no-color");
    boolean wanted = console.terminal().color() && console.terminal().outIsTerminal();
    return wanted && !declined ? Ansi.ON : Ansi.OFF;
  }

  private static int usage(Console console, ParameterException error) {
    String name = error.getCommandLine().getCommandSpec().qualifiedName(" ");
    console.message(Failures.oneLine(error.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(
        error, new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    console.err().println("Try '" + name + " --help'.");
    return ExitCode.USAGE;
  }

  private static int execution(Console console, Exception error) {
    return error instanceof ClosedPipeException ? ExitCode.DONE : Failures.report(console, error);
  }
}
