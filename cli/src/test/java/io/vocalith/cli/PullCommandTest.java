package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pull, list, path and rm over a web server on the loopback interface. */
class PullCommandTest {
  private static final String BUNDLE = "/META-INF/vocalith/models/phones-en";

  @TempDir Path folder;
  private HttpServer server;
  private byte[] weights;
  private String cache;
  private Path card;

  private static byte[] bundled(String ending) throws IOException {
    try (InputStream in = PullCommandTest.class.getResourceAsStream(BUNDLE + ending)) {
      return in.readAllBytes();
    }
  }

  /** Serves the bundled recogniser's checkpoint, and writes a card named mine that points there. */
  @BeforeEach
  void serve() throws IOException {
    weights = bundled(".ckpt");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/mine.ckpt",
        exchange -> {
          exchange.sendResponseHeaders(200, weights.length);
          exchange.getResponseBody().write(weights);
          exchange.close();
        });
    server.start();
    String link = "http://127.0.0.1:" + server.getAddress().getPort() + "/mine.ckpt";
    String text = new String(bundled(".yaml"), StandardCharsets.UTF_8);
    text = text.replace("name: phones-en", "name: mine");
    card = folder.resolve("mine.yaml");
    Files.writeString(card, text.replace("checkpoint: phones-en.ckpt", "source: " + link));
    cache = folder.resolve("cache").toString();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Run run(String... args) {
    return Run.of(
        Stream.concat(Stream.of(args), Stream.of("--cache", cache)).toArray(String[]::new));
  }

  private static void assertFailed(int code, String message, Run run) {
    assertEquals("vocalith: " + message + "\n", run.err());
    assertEquals("", run.out());
    assertEquals(code, run.code());
  }

  @Test
  void aModelComesIsListedIsFoundAndGoes() throws IOException {
    Run pull = run("pull", card.toString());
    assertEquals("", pull.err(), "short work shows no progress");
    assertEquals(0, pull.code());
    Path file = Path.of(pull.out().strip());
    assertArrayEquals(weights, Files.readAllBytes(file));
    assertTrue(file.startsWith(cache));

    assertEquals(pull.out(), run("path", "mine").out());
    assertEquals(cache + "\n", run("path").out());
    assertTrue(
        run("list").out().lines().anyMatch(line -> line.matches("mine +pulled +" + file)),
        run("list").out());

    Run rm = run("rm", "mine");
    assertEquals(new Run(0, "", ""), rm);
    assertFalse(Files.exists(file));
    assertFailed(1, "no model named mine was pulled", run("path", "mine"));
    assertFailed(1, "no model named mine was pulled", run("rm", "mine"));
  }

  @Test
  void afterAPullTheNameIsEnough() {
    String wav = Path.of("..", "samples", "hello.wav").toString();
    Run unknown = run("transcribe", wav, "--model", "mine");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().startsWith("vocalith: no model named mine"), unknown.err());
    run("pull", card.toString());
    Run pulled = run("transcribe", wav, "--model", "mine");
    assertEquals(0, pulled.code(), pulled.err());
    assertFalse(pulled.out().isBlank());
    assertEquals(Run.of("transcribe", wav).out(), pulled.out(), "the same weights");
  }

  @Test
  void listsWhatComesWithTheProgramAndWhatCanBePulled() {
    List<String> lines = run("list").out().lines().toList();
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).matches("phones-en +included +English phones.*"), lines.get(0));
    assertTrue(lines.get(2).matches("ctcmodel +published .*'vocalith pull ctcmodel' fetches it"));
  }

  @Test
  void listsAsJson() {
    run("pull", card.toString());
    List<JsonNode> models =
        run("list", "--format", "jsonl").out().lines().map(Schemas::check).toList();
    assertEquals(5, models.size());
    assertEquals("mine", models.get(4).get("name").asText());
    assertEquals(weights.length, models.get(4).get("bytes").asLong());
    JsonNode array = Schemas.parse(run("list", "--format", "json").out());
    assertEquals(models.get(4), array.get(4));
  }

  @Test
  void takesAFileFromThisMachine() throws IOException {
    server.stop(0);
    Path carried = Files.write(folder.resolve("carried"), weights);
    Run pull = run("pull", card.toString(), "--from", carried.toString());
    assertEquals(0, pull.code(), pull.err());
    assertArrayEquals(weights, Files.readAllBytes(Path.of(pull.out().strip())));
    Files.write(carried, new byte[10]);
    Run wrong = run("pull", "ctcmodel", "--from", carried.toString());
    assertEquals(1, wrong.code());
    assertTrue(wrong.err().startsWith("vocalith: " + carried + ": expected SHA-256 761c07b1d379"));
  }

  @Test
  void saysInOneSentenceWhatIsWrong() {
    server.removeContext("/mine.ckpt");
    Run missing = run("pull", card.toString());
    assertEquals(1, missing.code());
    assertTrue(missing.err().endsWith("/mine.ckpt answered with HTTP status 404\n"), missing.err());
    assertFailed(
        2,
        "no published model named nothing and no card of that name; published are ctcmodel,"
            + " ecapa_tdnn",
        run("pull", "nothing"));
    assertFailed(
        2, "phones-en comes with Vocalith: there is nothing to pull", run("pull", "phones-en"));
    assertEquals(2, run("path", "../x").code());
  }

  @Test
  void showsTheTimeLeftOfTheBytesToCome() {
    assertEquals("50 of 100 kB, 20 s left", Progress.line(40, 50, 100, "kB", 4_000_000_000L));
    assertEquals("40 of 100 kB", Progress.line(40, 40, 100, "kB", 4_000_000_000L));
    assertEquals("50 kB", Progress.line(0, 50, 0, "kB", 1));
  }
}
