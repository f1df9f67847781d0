package io.vocalith.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Vocalith against other engines, one duel a line. Arguments: {@code --only WORD} (work whose name
 * contains it), {@code --pairs N}, {@code --warm-up SECONDS}, {@code --out FILE} for JSON rows,
 * {@code --python PROGRAM}, {@code --peers FOLDER}.
 */
public final class Compare {
  private Compare() {}

  /** Runs what was asked for. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    Arena arena =
        new Arena(
            Integer.parseInt(option(given, "--pairs", "31")),
            Double.parseDouble(option(given, "--warm-up", "4")),
            option(given, "--python", "python3"),
            Path.of(option(given, "--peers", "benchmarks/peers")),
            option(given, "--only", ""));
    System.out.println(Machine.describe());
    EcapaDuels.run(arena);
    CtcDuels.run(arena);
    DecoderDuels.run(arena);
    FrontEndDuels.run(arena);
    ColdDuels.run(arena);
    LoadingDuels.run(arena);
    if (arena.results().isEmpty()) {
      System.err.println("no row ran: none has that word in its name, or its peer is missing");
    }
    String out = option(given, "--out", "");
    if (!out.isEmpty()) {
      String rows =
          arena.results().stream()
              .map(Duel.Result::json)
              .collect(Collectors.joining(",\n    ", "    ", "\n"));
      Files.writeString(
          Path.of(out),
          "{\n  \"machine\": \"" + Machine.describe() + "\",\n  \"rows\": [\n" + rows + "  ]\n}\n");
    }
    arena.close();
  }

  private static String option(List<String> arguments, String name, String otherwise) {
    int at = arguments.indexOf(name);
    return at < 0 || at + 1 >= arguments.size() ? otherwise : arguments.get(at + 1);
  }
}
