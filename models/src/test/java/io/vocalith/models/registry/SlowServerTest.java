package io.vocalith.models.registry;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that keep a connection open and say too little on it. */
class SlowServerTest {
  private static final Duration STALL = Duration.ofMillis(400);

  @TempDir Path folder;

  private interface Talk {
    void on(OutputStream out) throws IOException, InterruptedException;
  }

  /** Pulls from a server that speaks so, and returns the message of the failure. */
  private String failure(Talk talk) throws IOException {
    PullFixture fixture = new PullFixture(folder);
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> speak(socket, talk));
      server.setDaemon(true);
      server.start();
      URI link = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/toy.ckpt");
      PullOptions options =
          new PullOptions(STALL, STALL, 1, Duration.ZERO, 5, 1 << 20, Duration.ofSeconds(1));
      return assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> assertThrows(PullException.class, () -> fixture.pull(link, options)).getMessage());
    }
  }

  private static void speak(ServerSocket socket, Talk talk) {
    try (Socket client = socket.accept()) {
      client.getInputStream().read();
      talk.on(client.getOutputStream());
      while (client.getInputStream().read() >= 0) {
        // until the client hangs up
      }
    } catch (IOException | InterruptedException e) {
      assert e.getMessage() != null; // the client hung up, as it should
    }
  }

  private static void trickle(OutputStream out, String text)
      throws IOException, InterruptedException {
    for (byte b : text.repeat(1000).getBytes(StandardCharsets.US_ASCII)) {
      out.write(b);
      out.flush();
      Thread.sleep(20);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Test
  void endsWhenNoAnswerComes() throws IOException {
    String message = failure(out -> {});
    assertTrue(message.contains("failed after 0 bytes: "), message);
    assertTrue(message.contains("timed out") || message.contains("no answer"), message);
  }

  @Test
  void endsWhenTheHeadTrickles() throws IOException {
    String message =
        failure(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n");
              trickle(out, "X-Header: value\r\n");
            });
    assertTrue(message.contains("no answer within PT0.4S"), message);
  }

  @Test
  void endsWhenTheBodyStops() throws IOException {
    String message =
        failure(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\nabc"));
    assertTrue(message.contains("failed after 3 bytes: Read timed out"), message);
  }

  @Test
  void endsWhenTheBodyTrickles() throws IOException {
    String message =
        failure(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n");
              trickle(out, "x");
            });
    assertTrue(message.contains("stalled: under 64 KiB in PT0.4S"), message);
  }

  @Test
  void endsWhenTheAnswerIsNoHttp() throws IOException {
    String message = failure(out -> write(out, "SSH-2.0-OpenSSH_9.2\r\n\r\n".repeat(20)));
    assertTrue(message.contains("failed after 0 bytes") || message.contains("status -1"), message);
  }
}
