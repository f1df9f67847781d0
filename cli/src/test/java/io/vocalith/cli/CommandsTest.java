package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {

  @Test
  void helpGoesToStandardOutputAndEndsWell() {
    Run run = Run.of("--help");
    assertEquals(0, run.code());
    assertTrue(run.out().startsWith("Usage: vocalith"), run.out());
    assertEquals("", run.err());
  }

  @Test
  void withoutACommandTheHelpIsAnError() {
    Run run = Run.of();
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("Usage: vocalith"), run.err());
  }

  @Test
  void anUnknownCommandIsAUsageErrorInOneSentence() {
    Run run = Run.of("transcrib");
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("vocalith: "), run.err());
    assertTrue(run.err().contains("transcrib"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void versionNamesTheProgramAndTheJvm() {
    Run run = Run.of("--version");
    assertEquals(0, run.code());
    assertTrue(run.out().startsWith("vocalith " + Version.number()), run.out());
    assertFalse(run.out().contains("${"), run.out());
  }

  static List<String> everyHelp() {
    List<String> lines = new ArrayList<>(List.of("--help"));
    Commands.names().forEach(name -> lines.add(name + " --help"));
    return lines;
  }

  /** On a narrow terminal no line of any help is wider than it, and each has examples. */
  @ParameterizedTest
  @MethodSource("everyHelp")
  void helpIsReadableAtSixtyColumns(String line) {
    Run run = Run.on(new Console.Terminal(true, true, 60, false), new byte[0], line.split(" "));
    assertEquals(0, run.code());
    run.out().lines().forEach(text -> assertTrue(text.length() <= 60, text));
    assertTrue(run.out().contains("xample"), run.out());
    assertFalse(run.out().contains("${"), run.out());
  }

  /** Each command says in the list what it does, in a sentence that fits. */
  @Test
  void theListOfCommandsHasWholeSentences() {
    String help = Run.of("--help").out();
    String list = help.substring(help.indexOf("Commands:"), help.indexOf("Examples:"));
    for (String name : Commands.names()) {
      assertTrue(list.matches("(?s).*\n  " + name + " [^\n]*(\n   [^\n]*)*\\.\n.*"), name);
    }
  }
}
