package io.vocalith.benchmarks;

import io.vocalith.benchmarks.onnx.EcapaOnnx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * One embedding of three seconds from nothing: a process that starts, loads an 80 MB checkpoint,
 * answers and ends. The peer is the least Python that does the same with ONNX Runtime.
 */
final class ColdDuels {
  private static final int SAMPLES = 48_000;
  private static final int FRAMES = 301;

  private ColdDuels() {}

  static void run(Arena arena) throws Exception {
    String work = "embed 3 s, cold process";
    if (!arena.wanted(work)) {
      return;
    }
    Weights weights = Weights.ecapa(1024, 1);
    Path checkpoint = arena.scratch("cold.ckpt");
    weights.write(checkpoint);
    Path model = arena.scratch("cold.onnx");
    Files.write(model, EcapaOnnx.build(weights, EcapaOnnx.Form.CONV_4D, FRAMES));
    Path recording = recording(arena.scratch("cold.wav"));
    List<String> ours =
        List.of(
            "./vocalith", "embed", "-q", "--model", checkpoint.toString(), recording.toString());
    List<String> peer = arena.command("embed_onnx.py", model.toString(), recording.toString());
    if (!answers(peer)) {
      System.out.println("    not run: embed_onnx.py needs numpy and onnxruntime");
      return;
    }
    boolean newest = Runtime.version().feature() >= 25;
    arena.duel(
        new Duel(work, Runtime.getRuntime().availableProcessors(), newest ? 1.5 : 2.5, 1.0),
        new Contestant("vocalith", () -> require(ours)),
        new Contestant("python and onnxruntime", () -> require(peer)));
  }

  private static void require(List<String> command) throws Exception {
    if (!answers(command)) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  /** Runs a command to its end with this JVM's JDK; whether it succeeded. */
  private static boolean answers(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path recording(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * SAMPLES);
    bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    bytes.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
    bytes.putShort((short) 2).putShort((short) 16);
    bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * SAMPLES);
    Random random = new Random(9);
    while (bytes.hasRemaining()) {
      bytes.putShort((short) (3000 * random.nextGaussian()));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes.array());
    }
    return file;
  }
}
