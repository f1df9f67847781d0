package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./vocalith} as users start it, with the jar that was just built, on every JDK found. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String VOCALITH = ROOT.resolve("vocalith").toString();
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  @TempDir Path folder;

  /** Not a word of the JVM's on standard error, and the same answers from all of them. */
  @Test
  void everyJdkAnswersAlikeWithoutAWarning() throws Exception {
    Map<Integer, Path> jdks = jdks();
    assertTrue(jdks.containsKey(Runtime.version().feature()), jdks.toString());
    List<String[]> commands =
        List.of(
            new String[] {"transcribe", "samples/fox.wav"},
            new String[] {"transcribe", "-f", "json", "--beam", "5", "samples/call-stereo.wav"},
            new String[] {"embed", "samples/fox.wav", "samples/hello.wav"},
            new String[] {"verify", "samples/alice-1.wav", "samples/alice-2.wav"},
            new String[] {"--help"});
    for (String[] command : commands) {
      List<String> answers = new ArrayList<>();
      for (Path home : jdks.values()) {
        Run run = at(ROOT).with("JAVA_HOME", home.toString()).run(with("-q", command));
        assertEquals(0, run.code(), home + ": " + run.err());
        assertEquals("", run.err(), home.toString());
        answers.add(run.out());
      }
      assertEquals(1, answers.stream().distinct().count(), answers.toString());
    }
    for (Path home : jdks.values()) {
      Run test = at(ROOT).with("JAVA_HOME", home.toString()).run(VOCALITH, "selftest");
      assertEquals(0, test.code(), home + ": " + test.out());
      assertEquals("", test.err(), home.toString());
    }
  }

  @Test
  void exitCodesArePassedOn() throws Exception {
    Run missing = at(folder).run(VOCALITH, "transcribe", "gone.wav");
    assertEquals(new Run(1, "", "vocalith: gone.wav: no such file\n"), missing);
    assertEquals(2, at(folder).run(VOCALITH, "transcribe", "--beam", "x", "a.wav").code());
  }

  /** A link to the launcher, called from elsewhere, in a folder whose name has a blank. */
  @Test
  void worksFromAnywhere() throws Exception {
    Path here = Files.createDirectories(Path.of("target", "two words").toAbsolutePath());
    Path link = here.resolve("v o");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(VOCALITH));
    Path recording = here.resolve("my fox.wav");
    Files.copy(ROOT.resolve("samples/fox.wav"), recording, StandardCopyOption.REPLACE_EXISTING);
    Run run = at(here).run(link.toString(), "transcribe", "my fox.wav");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().startsWith("h# dh ax k w ih k"), run.out());
  }

  @Test
  void standardInputIsReadAndAReaderWhoLeavesIsNoError() throws Exception {
    Run piped =
        at(ROOT).run("bash", "-c", "./vocalith transcribe - < samples/fox.wav | cut -d ' ' -f 2-4");
    assertEquals(new Run(0, "dh ax k\n", ""), piped);
    Run cut =
        at(ROOT)
            .run(
                "bash",
                "-c",
                "./vocalith -V > /dev/null; ./vocalith embed samples/*.wav -q | head -c 10; exit"
                    + " ${PIPESTATUS[0]}");
    assertEquals(0, cut.code());
    assertEquals("", cut.err());
  }

  /** Interrupted while it waits for more input, the command keeps what was finished. */
  @Test
  void anInterruptEndsItWithOneHundredAndThirty() throws Exception {
    Path out = folder.resolve("out");
    Process process =
        at(ROOT)
            .start(
                out,
                folder.resolve("err"),
                false,
                VOCALITH,
                "transcribe",
                "--threads",
                "1",
                "samples/fox.wav",
                "-");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (Files.size(out) == 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue());
    assertTrue(Files.readString(out).startsWith("samples/fox.wav\th# dh ax"));
    assertEquals("", Files.readString(folder.resolve("err")));
  }

  @Test
  void optionsForTheJvmArePassedOn() throws Exception {
    Run run =
        at(ROOT)
            .with("VOCALITH_OPTS", "-Dvocalith.kernels=scalar -Xmx1g")
            .run(VOCALITH, "selftest");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("kernels    scalar"), run.out());
    for (String variable : List.of("VOCALITH_OPTS", "JAVA_TOOL_OPTIONS")) {
      Run other = at(ROOT).with(variable, "-XX:+UseParallelGC").run(VOCALITH, "--version");
      assertEquals(0, other.code(), other.err());
    }
    Run wrong = at(ROOT).with("VOCALITH_OPTS", "-Dvocalith.kernels=fast").run(VOCALITH, "selftest");
    assertEquals(2, wrong.code());
    assertEquals(1, wrong.err().lines().count(), wrong.err());
  }

  private static Shell at(Path folder) {
    return Shell.in(folder).with("VOCALITH_OPTS", null).with("JAVA_TOOL_OPTIONS", null);
  }

  private static String[] with(String option, String... command) {
    List<String> all = new ArrayList<>(List.of(VOCALITH));
    all.addAll(List.of(command));
    if (!command[0].startsWith("--")) {
      all.add(option);
    }
    return all.toArray(String[]::new);
  }

  /** One JDK of each supported version: the one at work, and those where systems keep them. */
  private static Map<Integer, Path> jdks() throws IOException {
    Map<Integer, Path> jdks = new TreeMap<>();
    jdks.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    Path system = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(system)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(system)) {
        for (Path home : homes) {
          Path release = home.resolve("release");
          if (Files.isRegularFile(release) && Files.isExecutable(home.resolve("bin/java"))) {
            Matcher version = VERSION.matcher(Files.readString(release));
            if (version.find()) {
              jdks.putIfAbsent(Integer.parseInt(version.group(1)), home);
            }
          }
        }
      }
    }
    jdks.keySet().removeIf(version -> version < 17 || version > 25);
    return jdks;
  }
}
