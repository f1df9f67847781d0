package io.vocalith.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with one page, driven over its DevTools pipe. */
final class Browser implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final OutputStream commands;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final String session;
  private int number;
  private boolean loaded;

  /** The program, where one is installed. */
  static Optional<Path> installed() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one with a profile of its own; what it logs goes to a file there. */
  Browser(Path program, Path profile) throws IOException {
    process =
        new ProcessBuilder(
                "bash",
                "-c",
                "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>\"$0\"", // the pipe is 3 and 4
                profile.resolve("log").toString(),
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--mute-audio",
                "--user-data-dir=" + profile.resolve("profile"),
                "--remote-debugging-pipe")
            .start();
    commands = process.getOutputStream();
    Thread reader = new Thread(() -> read(process.getInputStream()), "browser");
    reader.setDaemon(true);
    reader.start();
    String target =
        send("Target.createTarget", Map.of("url", "about:blank"), null).at("/targetId").asText();
    session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", true), null)
            .at("/sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** Messages end in a zero byte. */
  private void read(InputStream in) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == 0) {
          messages.add(JSON.readTree(message.toByteArray()));
          message.reset();
        } else {
          message.write(next);
        }
      }
    } catch (IOException e) {
      messages.add(JSON.createObjectNode().put("method", "gone").put("why", e.toString()));
    }
  }

  JsonNode send(String method, Map<String, ?> parameters) throws IOException {
    return send(method, parameters, session);
  }

  private JsonNode send(String method, Map<String, ?> parameters, String to) throws IOException {
    var command = JSON.createObjectNode().put("id", ++number).put("method", method);
    command.set("params", JSON.valueToTree(parameters));
    if (to != null) {
      command.put("sessionId", to);
    }
    commands.write((command + "\0").getBytes(StandardCharsets.UTF_8));
    commands.flush();
    while (true) {
      JsonNode message = next();
      if (message.path("id").asInt() == number) {
        if (message.has("error")) {
          throw new IOException(method + ": " + message.get("error"));
        }
        return message.get("result");
      }
    }
  }

  /** The next message; notes what the page complains of and asks for. */
  private JsonNode next() throws IOException {
    try {
      JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null || message.path("method").asText().equals("gone")) {
        throw new IOException("expected an answer of the browser, found " + message);
      }
      switch (message.path("method").asText()) {
        case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(message.toString());
        case "Network.requestWillBeSent" ->
            requests.add(message.at("/params/request/url").asText().replaceFirst(":.*", ":"));
        case "Page.loadEventFired" -> loaded = true;
        default -> {} // of no interest here
      }
      return message;
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  /** Opens a file on a screen of this size. */
  void open(Path file, int width, int height, String scheme) throws IOException {
    complaints.clear();
    requests.clear();
    loaded = false;
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    send("Page.navigate", Map.of("url", file.toUri().toString()));
    while (!loaded) {
      next();
    }
  }

  /** The value of an expression, or of its promise. */
  JsonNode value(String expression) throws IOException {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.at("/result/value");
  }

  /** Presses a key and lets it go. */
  void press(String key, String text) throws IOException {
    send("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", text));
    send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  /** A mouse event in the middle of what a selector finds. */
  void mouse(String type, String selector) throws IOException {
    JsonNode place =
        value(
            "(() => {const r = document.querySelector('"
                + selector
                + "').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]})()");
    send(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            place.get(0).asDouble(),
            "y",
            place.get(1).asDouble(),
            "button",
            type.equals("mouseMoved") ? "none" : "left",
            "clickCount",
            type.equals("mouseMoved") ? 0 : 1));
  }

  /** A picture of the whole page as a PNG file. */
  byte[] screenshot() throws IOException {
    JsonNode answer =
        send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    return Base64.getDecoder().decode(answer.get("data").asText());
  }

  /** Exceptions and log entries since the page was opened. */
  List<String> complaints() {
    return complaints;
  }

  /** The schemes of all addresses that were asked for since then. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    try {
      send("Browser.close", Map.of(), null);
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
