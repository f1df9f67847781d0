package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vocalith.models.eval.speakers.KaldiVectors;
import io.vocalith.models.speaker.Disclaimer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BulkEmbedTest {
  private static final List<String> NAMES = List.of("alice-1", "bob-1", "hello");

  @TempDir Path folder;

  private Path scp() throws IOException {
    StringBuilder lines = new StringBuilder();
    NAMES.forEach(name -> lines.append(name + "é " + TestAudio.sample(name) + "\n"));
    return Files.writeString(folder.resolve("wav.scp"), lines.toString());
  }

  /** The vector of a run of its own. */
  private static float[] single(String name) {
    JsonNode vector =
        Schemas.check(Run.of("embed", "-f", "json", TestAudio.sample(name)).out()).get("embedding");
    float[] values = new float[vector.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector.get(i).floatValue();
    }
    return values;
  }

  private void run(String format, Path output, String... more) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of("embed", "-f", format, "--scp", scp().toString(), "-o", output.toString()));
    args.addAll(List.of(more));
    Run run = Run.of(args.toArray(new String[0]));
    assertEquals(0, run.code(), run.err());
    assertEquals("", run.out());
    assertFalse(Files.exists(folder.resolve(output.getFileName() + ".part")));
  }

  @Test
  void everyFormatHoldsTheBitsOfSingleRuns() throws IOException {
    Path ark = folder.resolve("voices.ark");
    run("ark", ark);
    Map<String, float[]> kaldi = KaldiVectors.read(folder.resolve("voices.scp"));
    Path csv = folder.resolve("voices.csv");
    run("csv", csv);
    List<String> rows = Files.readAllLines(csv);
    Path jsonl = folder.resolve("voices.jsonl");
    run("jsonl", jsonl);
    List<String> lines = Files.readAllLines(jsonl);
    Path npz = folder.resolve("voices.npz");
    run("npz", npz);
    Map<String, byte[]> arrays = unzip(npz);
    assertTrue(text(arrays.get("ids.npy")).startsWith("{'descr': '<U8', "));
    assertTrue(text(arrays.get("embeddings.npy")).contains("'<f4'"));
    assertTrue(text(arrays.get("embeddings.npy")).contains("(3, 192)"));
    for (int n = 0; n < NAMES.size(); n++) {
      float[] expected = single(NAMES.get(n));
      String id = NAMES.get(n) + "é";
      assertArrayEquals(expected, kaldi.get(id));
      String[] cells = rows.get(n + 1).split(",");
      assertEquals('"' + id + '"', cells[0]);
      JsonNode line = Schemas.check(lines.get(n));
      assertEquals(id, line.get("id").asText());
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], Float.parseFloat(cells[3 + i]));
        assertEquals(expected[i], line.get("embedding").get(i).floatValue());
        assertEquals(expected[i], value(arrays.get("embeddings.npy"), n * expected.length + i));
      }
    }
    String meta = Files.readString(folder.resolve("voices.ark.meta"));
    assertTrue(meta.contains("normalization none\n"), meta);
    assertTrue(meta.endsWith("disclaimer " + Disclaimer.TEXT + "\n"), meta);
    byte[] disclaimer = Disclaimer.TEXT.getBytes(Charset.forName("UTF-32LE"));
    byte[] array = arrays.get("disclaimer.npy");
    assertArrayEquals(
        disclaimer, Arrays.copyOfRange(array, array.length - disclaimer.length, array.length));
    assertEquals(rows.get(1).split(",")[1], meta.split("model_sha256 ")[1].substring(0, 64));
  }

  @Test
  void unitVectorsAreSaidToBe() throws IOException {
    Path csv = folder.resolve("voices.csv");
    run("csv", csv, "--unit");
    String[] cells = Files.readAllLines(csv).get(1).split(",");
    assertEquals("length", cells[2]);
    double squares = 0;
    for (int i = 3; i < cells.length; i++) {
      squares += Math.pow(Double.parseDouble(cells[i]), 2);
    }
    assertEquals(1, squares, 1e-6);
  }

  @Test
  void aKilledRunGoesOnWithoutLossOrRepeat() throws IOException, InterruptedException {
    Path list = folder.resolve("list.txt");
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < 40; n++) {
      lines.append(
          "{\"id\": \"u%d\", \"audio\": \"%s\"}%n"
              .formatted(n, TestAudio.sample(NAMES.get(n % 3))));
    }
    Files.writeString(list, lines.toString());
    Path output = folder.resolve("killed.npz");
    Path journal = folder.resolve("killed.npz.part");
    List<String> args =
        List.of("embed", "-f", "npz", "--manifest", list.toString(), "-o", output.toString());
    long whole = 800; // more than a header and less than two records
    Process child = start(args);
    while (child.isAlive() && (Files.notExists(journal) || Files.size(journal) < whole)) {
      Thread.onSpinWait();
    }
    child.destroyForcibly().waitFor();
    assertTrue(Files.notExists(output), "killed too late to show anything");
    assertTrue(Files.size(journal) >= whole);
    Run resumed = Run.of(args.toArray(new String[0]));
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.err().contains("were finished before; going on"), resumed.err());
    Path straight = folder.resolve("straight.npz");
    List<String> again = new ArrayList<>(args);
    again.set(again.size() - 1, straight.toString());
    assertEquals(0, Run.of(again.toArray(new String[0])).code());
    assertArrayEquals(Files.readAllBytes(straight), Files.readAllBytes(output));
  }

  private static Process start(List<String> args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(args);
    command.addAll(List.of("--threads", "1", "-q"));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void aTornJournalAndAnotherModelsAreSeen() throws IOException {
    Path output = folder.resolve("voices.csv");
    Path journal = folder.resolve("voices.csv.part");
    Files.writeString(journal, "vocalith-journal/1\tother\n");
    Run run = Run.of("embed", "-f", "csv", "--scp", scp().toString(), "-o", output.toString());
    assertEquals(1, run.code());
    assertTrue(run.err().contains("unfinished work of another model"), run.err());
    Files.writeString(journal, "vocalith-jour");
    run("csv", output);
  }

  @Test
  void filesThatFailAreLeftOutAndSaid() throws IOException {
    Path output = folder.resolve("voices.csv");
    Run run =
        Run.of("embed", "-f", "csv", "-o", output.toString(), TestAudio.sample("fox"), "gone.wav");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("gone.wav"), run.err());
    assertEquals(2, Files.readAllLines(output).size());
    assertEquals(2, Run.of("embed", "-f", "npz", "x.wav").code());
    assertEquals(2, Run.of("embed", "--scp", scp().toString()).code());
    assertEquals(2, Run.of("embed").code());
  }

  private static Map<String, byte[]> unzip(Path file) throws IOException {
    Map<String, byte[]> arrays = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        arrays.put(entry.getName(), zip.readAllBytes());
      }
    }
    return arrays;
  }

  private static ByteBuffer buffer(byte[] npy) {
    return ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String text(byte[] npy) {
    assertEquals("\u0093NUMPY", new String(npy, 0, 6, StandardCharsets.ISO_8859_1));
    int length = buffer(npy).getShort(8);
    assertEquals(0, (10 + length) % 64);
    return new String(npy, 10, length, StandardCharsets.US_ASCII);
  }

  private static float value(byte[] npy, int index) {
    return buffer(npy).getFloat(10 + buffer(npy).getShort(8) + 4 * index);
  }
}
