package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new JVM has to load before it has read a recording. */
class ColdStartTest {
  @TempDir Path folder;

  /** What the other JVM runs. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] args) throws IOException {
      try {
        System.out.println(AudioClip.of(Path.of(args[0])).length());
      } catch (AudioFormatException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private String run(Path recording, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Reading.class.getName());
    command.add(recording.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return output.strip();
  }

  @Test
  void aWavLoadsFewClassesAndNoneOfTheDesktop() throws Exception {
    Path wav = Files.write(folder.resolve("three-seconds.wav"), WavFile.of(new short[48_000]));
    Path log = folder.resolve("classes.log");
    assertEquals("48000", run(wav, "-Xlog:class+load:file=" + log.toString().replace(":", "\\:")));
    List<String> ours = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      String name = line.replaceFirst("^(\\[[^]]*\\])+ *", "").replaceFirst(" .*", "");
      assertTrue(
          !name.startsWith("javax.sound")
              && !name.startsWith("java.awt")
              && !name.startsWith("java.util.regex")
              && !name.startsWith("java.util.stream")
              && !name.contains("$$Lambda"),
          line);
      if (name.startsWith("io.vocalith")) {
        ours.add(name);
      }
    }
    assertTrue(ours.contains("io.vocalith.audio.WavReader"), ours.toString());
    assertTrue(ours.size() <= 16, ours.toString());
  }

  @Test
  void withoutTheDesktopModuleTheErrorNamesIt() throws Exception {
    Path ogg = Files.writeString(folder.resolve("x.ogg"), "OggS" + " ".repeat(60));
    assertEquals(
        ogg + ": is Ogg, which needs the module java.desktop",
        run(ogg, "--limit-modules", "java.base"));
  }
}
