package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is typed, compiled and run, and gives what the README says. */
class ReadmeIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
  void theCommandsPrintWhatIsShown() throws Exception {
    List<String> shown = blocks("console");
    assertFalse(shown.isEmpty());
    for (String session : shown) {
      for (String turn : session.split("(?m)^\\$ ")) {
        if (!turn.isEmpty()) {
          check(turn);
        }
      }
    }
  }

  /** A command and the lines under it; a line of three dots stands for any lines. */
  private static void check(String turn) throws Exception {
    List<String> lines = turn.lines().toList();
    Run run = Shell.in(ROOT).with("VOCALITH_OPTS", null).run("bash", "-c", lines.get(0));
    assertEquals(0, run.code(), lines.get(0) + ": " + run.err());
    String pattern =
        lines.stream()
            .skip(1)
            .map(line -> line.equals("...") ? "(?s:.*)" : Pattern.quote(line) + "\n")
            .collect(Collectors.joining());
    assertTrue(run.out().matches(pattern), lines.get(0) + " printed " + run.out());
  }

  @Test
  void theLibraryExampleRunsAsShown() throws Exception {
    Path source = folder.resolve("Example.java");
    Files.writeString(source, blocks("java").get(0));
    Run run =
        Shell.in(ROOT)
            .run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--class-path",
                System.getProperty("java.class.path"),
                source.toString());
    assertEquals(0, run.code(), run.err());
    assertEquals(blocks("text").get(0), run.out());
  }

  private static List<String> blocks(String language) throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(readme);
    List<String> blocks = new ArrayList<>();
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }
}
