package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
}
