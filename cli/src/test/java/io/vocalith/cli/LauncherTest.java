package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launcher decides before there is a JVM: the real script in a checkout whose Maven and
 * Java are small scripts that note what they were asked.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path temporary;
  private Path checkout;
  private Path jdk;
  private Path builds;
  private Shell shell;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = temporary.resolve("a checkout");
    Files.createDirectories(checkout.resolve("engine/src/main/java"));
    Files.createDirectories(checkout.resolve("cli/target"));
    Files.copy(ROOT.resolve("vocalith"), checkout.resolve("vocalith"));
    script(checkout.resolve("vocalith"), Files.readString(checkout.resolve("vocalith")));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Path source = Files.writeString(checkout.resolve("engine/src/main/java/A.java"), "class A {}");
    age(source, 100);
    age(source.getParent(), 100);
    age(checkout.resolve("pom.xml"), 100);
    age(checkout.resolve("engine/src/main"), 100);
    jdk = fakeJdk(temporary.resolve("a jdk"), "21.0.1", "echo \"java $*\"; exit 7");
    builds = temporary.resolve("builds");
    Path maven =
        script(
            temporary.resolve("mvn"),
            "#!/bin/sh\necho start >> '%s'\nfind / -maxdepth 3 > /dev/null 2>&1\necho jar > cli/target/vocalith-cli-1-all.jar\necho end >> '%s'\n"
                .formatted(builds, builds));
    shell =
        Shell.in(temporary)
            .with("JAVA_HOME", jdk.toString())
            .with("VOCALITH_MAVEN", maven.toString())
            .with("VOCALITH_OPTS", null);
  }

  @Test
  void buildsOnceSayingSoAndPassesArgumentsAndExitCodeOn() throws Exception {
    Run first = launch("transcribe", "two words.wav");
    assertEquals(7, first.code());
    assertTrue(
        first.out().endsWith("io.vocalith.cli.Main transcribe two words.wav\n"), first.out());
    assertTrue(first.err().contains("building"), first.err());
    Run second = launch("--version");
    assertEquals("", second.err());
    assertEquals(List.of("start", "end"), Files.readAllLines(builds));
  }

  @Test
  void buildsAgainWhenASourceChangedOrWentAway() throws Exception {
    launch("--version");
    Path source = checkout.resolve("engine/src/main/java/A.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    assertTrue(launch("--version").err().contains("building"));
    age(source, 100);
    age(source.getParent(), 100);
    assertEquals("", launch("--version").err());
    Files.delete(source);
    Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.now().plusSeconds(5)));
    assertTrue(launch("--version").err().contains("building"));
  }

  @Test
  void takesAJarThatMavenMadeByItself() throws Exception {
    Files.writeString(checkout.resolve("cli/target/vocalith-cli-1-all.jar"), "jar");
    assertEquals("", launch("--version").err());
    assertFalse(Files.exists(builds));
  }

  /** Loaded classes are archived by a rehearsal, once for each JDK, each jar and each place. */
  @Test
  void archivesClassesOnFirstUse() throws Exception {
    String java =
        """
        dump=
        for option; do
          case $option in
            -XX:DumpLoadedClassList=*) echo list > "${option#*=}"; echo "$*" >> '%s' ;;
            -Xshare:dump) dump=1 ;;
            -XX:SharedArchiveFile=*) [ -z "$dump" ] || echo archive > "${option#*=}" ;;
          esac
        done
        echo "java $*"
        """
            .formatted(temporary.resolve("archived"));
    fakeJdk(jdk, "21.0.1", java);
    String sharing = "-XX:SharedArchiveFile=" + checkout + "/target/launcher/classes";
    for (int i = 0; i < 2; i++) {
      assertTrue(launch("x").out().contains(sharing), "call " + i);
    }
    List<String> made = Files.readAllLines(temporary.resolve("archived"));
    assertEquals(1, made.size());
    String rehearsal = "io.vocalith.cli.Rehearsal " + checkout + "/samples/hello.wav";
    assertTrue(made.get(0).endsWith(rehearsal), made.get(0));
    Path other = fakeJdk(temporary.resolve("another jdk"), "21.0.2", java);
    assertTrue(shell.with("JAVA_HOME", other.toString()).run(command("x")).out().contains(sharing));
    assertEquals(2, Files.readAllLines(temporary.resolve("archived")).size());
    String relative = "cd 'a checkout' && ./vocalith x && ../a\\ checkout/vocalith x";
    assertTrue(shell.run("bash", "-c", relative).out().contains(sharing));
    assertEquals(2, Files.readAllLines(temporary.resolve("archived")).size());
    Path moved = Files.move(checkout, temporary.resolve("moved"));
    String there = "-XX:SharedArchiveFile=" + moved + "/target/launcher/classes";
    assertTrue(shell.run(moved.resolve("vocalith").toString(), "x").out().contains(there));
    assertEquals(3, Files.readAllLines(temporary.resolve("archived")).size());
  }

  @Test
  void doesWithoutAnArchiveThatCannotBeMade() throws Exception {
    Path calls = temporary.resolve("calls");
    fakeJdk(jdk, "21.0.1", "echo \"$*\" | tee -a '" + calls + "'; exit 7");
    for (int i = 0; i < 2; i++) {
      Run run = launch("x");
      assertEquals(7, run.code());
      assertFalse(run.out().contains("SharedArchiveFile"), run.out());
    }
    assertEquals(4, Files.readAllLines(calls).size()); // rehearsal, archive, two commands
  }

  @Test
  void worksThroughLinks() throws Exception {
    Path relative = temporary.resolve("relative");
    Files.createSymbolicLink(relative, Path.of("a checkout", "vocalith"));
    Path absolute = Files.createDirectories(temporary.resolve("bin")).resolve("v");
    Files.createSymbolicLink(absolute, relative);
    Run run = shell.run(absolute.toString(), "--version");
    assertEquals(7, run.code());
    assertTrue(run.out().contains(checkout + "/target/launcher/vocalith.jar"), run.out());
  }

  @Test
  void twoBuildsAtOnceWaitForEachOther() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          shell.start(
              temporary.resolve("out" + i),
              temporary.resolve("err" + i),
              false,
              checkout.resolve("vocalith").toString(),
              "--version"));
    }
    for (Process process : processes) {
      assertEquals(7, process.waitFor());
    }
    assertEquals(List.of("start", "end"), Files.readAllLines(builds));
    assertFalse(Files.exists(checkout.resolve("target/launcher/lock")));
  }

  @Test
  void aFailedBuildShowsItsLogAndTheNextOneTriesAgain() throws Exception {
    Path maven = script(temporary.resolve("bad"), "#!/bin/sh\necho the reason\nexit 3\n");
    Run run = shell.with("VOCALITH_MAVEN", maven.toString()).run(command("--version"));
    assertEquals(1, run.code());
    assertTrue(run.err().contains("the reason"), run.err());
    assertTrue(run.err().contains("build.log"), run.err());
    assertEquals(7, launch("--version").code());
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Run noMaven = shell.with("VOCALITH_MAVEN", "/nowhere/mvn").run(command("--version"));
    assertEquals(1, noMaven.code());
    assertTrue(noMaven.err().contains("Maven is missing"), noMaven.err());
    Run noJava = shell.with("JAVA_HOME", "/nowhere").run(command("--version"));
    assertEquals(1, noJava.code());
    assertEquals("vocalith: JAVA_HOME is /nowhere, and there is no bin/java in it\n", noJava.err());
    Path old = fakeJdk(temporary.resolve("old"), "11.0.2", "exit 0");
    Run oldJava = shell.with("JAVA_HOME", old.toString()).run(command("--version"));
    assertEquals("vocalith: JAVA_HOME is Java 11; Vocalith needs 17 or newer\n", oldJava.err());
  }

  @Test
  void addsTheVectorModuleOnlyWhereTheJdkHasIt() throws Exception {
    assertFalse(launch("x").out().contains("incubator"));
    Files.writeString(
        jdk.resolve("release"),
        "JAVA_VERSION=\"21.0.1\"\nMODULES=\"java.base jdk.incubator.vector jdk.net\"\n");
    Run run = shell.with("VOCALITH_OPTS", "-Xmx1g -Da=b").run(command("x"));
    assertTrue(run.out().contains("--add-modules=jdk.incubator.vector"), run.out());
    assertTrue(run.out().contains("-Xmx1g -Da=b -cp"), run.out());
  }

  /** The JVM's notice goes, its errors stay, and what is said under descriptor 3 arrives. */
  @Test
  void filtersOneLineOfTheJvmAndNoOther() throws Exception {
    fakeJdk(
        jdk,
        "21.0.1",
        """
        echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
        echo 'Error: something else' >&2
        echo own >> /dev/fd/3
        """);
    Files.writeString(
        jdk.resolve("release"),
        "JAVA_VERSION=\"21.0.1\"\nMODULES=\"java.base jdk.incubator.vector\"\n");
    launch("x");
    Path log = Files.writeString(temporary.resolve("log"), "before\n");
    Process process = shell.start(temporary.resolve("out"), log, true, command("x"));
    assertEquals(0, process.waitFor());
    // The filter ends by itself, a moment after the JVM.
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (Files.readAllLines(log).size() < 3 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    List<String> lines = Files.readAllLines(log);
    assertEquals("before", lines.get(0));
    assertEquals(List.of("Error: something else", "own"), lines.stream().skip(1).sorted().toList());
  }

  @Test
  void costsLessThanFiftyMilliseconds() throws Exception {
    fakeJdk(jdk, "21.0.1", "exit 0");
    launch("x");
    long[] nanos = new long[15];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      assertEquals(0, launch("x").code());
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    assertTrue(nanos[nanos.length / 2] < 50_000_000, nanos[nanos.length / 2] / 1e6 + " ms");
  }

  private Run launch(String... arguments) throws Exception {
    return shell.run(command(arguments));
  }

  private String[] command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("vocalith").toString()));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  private static Path fakeJdk(Path home, String version, String java) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/javac"), "#!/bin/sh\n");
    script(home.resolve("bin/java"), "#!/bin/sh\n" + java + "\n");
    return home;
  }

  private static Path script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }
}
