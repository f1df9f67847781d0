package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a folder, in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -INT")
class InterruptTest {
  private static final int MINUTES = 15; // far more than is recognised before the signal comes

  @TempDir Path folder;

  @Test
  void whatIsFinishedStaysAndTheNextRunDoesTheRest() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    Path fox = Path.of(TestAudio.sample("fox"));
    Files.copy(fox, in.resolve("a.wav"));
    Files.write(in.resolve("b.wav"), TestAudio.wav(TestAudio.tone(MINUTES * 60 * 16_000)));
    Path out = folder.resolve("out");
    String[] command = {
      "transcribe", "-f", "textgrid", "--threads", "1", "--into", out.toString(), in.toString()
    };
    assertEquals(130, interruptedOnce(out.resolve("a.TextGrid"), command));
    assertEquals(List.of("a.TextGrid"), names(out));
    assertEquals(
        Run.of("transcribe", "-f", "textgrid", in.resolve("a.wav").toString()).out(),
        Files.readString(out.resolve("a.TextGrid")));

    Files.copy(fox, in.resolve("c.wav"));
    Files.delete(in.resolve("b.wav"));
    Run rest = Run.of(command);
    assertEquals(0, rest.code(), rest.err());
    assertTrue(rest.err().contains("kept 1 of 2 results"), rest.err());
    assertEquals(List.of("a.TextGrid", "c.TextGrid"), names(out));
  }

  @Test
  void linesThatAreWrittenStay() throws Exception {
    Path long_ = folder.resolve("long.wav");
    Files.write(long_, TestAudio.wav(TestAudio.tone(MINUTES * 60 * 16_000)));
    Path out = folder.resolve("out.jsonl");
    String fox = TestAudio.sample("fox");
    int code =
        interruptedOnce(
            out, "transcribe", "-f", "jsonl", "-o", out.toString(), fox, long_.toString());
    assertEquals(130, code);
    assertEquals(Run.of("transcribe", "-f", "jsonl", fox).out(), Files.readString(out));
  }

  /** Runs a command until a file has content, interrupts it, and gives its exit code. */
  private int interruptedOnce(Path file, String... command)
      throws IOException, InterruptedException {
    Stream<String> jvm =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.vocalith.cli.Main");
    String[] all = Stream.concat(jvm, Stream.of(command)).toArray(String[]::new);
    Path err = folder.resolve("err");
    Process process =
        Shell.in(Path.of("").toAbsolutePath()).start(folder.resolve("std"), err, false, all);
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      boolean ended = false;
      while (size(file) == 0 && !ended && System.nanoTime() < deadline) {
        ended = process.waitFor(20, TimeUnit.MILLISECONDS);
      }
      assertTrue(process.isAlive(), () -> "ended by itself: " + read(err));
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
