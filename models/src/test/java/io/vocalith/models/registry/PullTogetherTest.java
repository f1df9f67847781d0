package io.vocalith.models.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several pulls of one model at the same time. */
class PullTogetherTest {
  @TempDir Path folder;

  /** What a second process runs: pulls the fixture's file from a link into a cache. */
  public static final class Main {
    private Main() {}

    /** Arguments: the link, the cache. */
    public static void main(String[] args) throws IOException {
      new PullFixture(Path.of(args[1])).pull(URI.create(args[0]));
    }
  }

  private void assertOneRequest(FileServer server, PullFixture fixture) throws IOException {
    assertEquals(List.of("whole"), server.ranges, "one pull fetches, the others find it there");
    assertEquals(List.of(fixture.digest() + ".ckpt"), fixture.files());
    Path weights = fixture.cache.find("toy").orElseThrow().weights();
    assertArrayEquals(fixture.bytes, Files.readAllBytes(weights));
  }

  @Test
  void fourThreadsFetchOnce() throws Exception {
    PullFixture fixture = new PullFixture(folder);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch together = new CountDownLatch(4);
    try (FileServer server = new FileServer(fixture.bytes)) {
      List<Future<CachedModel>> pulls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        pulls.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return new PullFixture(folder).pull(server.uri("/toy.ckpt"));
                }));
      }
      for (Future<CachedModel> pull : pulls) {
        assertEquals(fixture.bytes.length, pull.get(30, TimeUnit.SECONDS).bytes());
      }
      assertOneRequest(server, fixture);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void twoProcessesFetchOnce() throws Exception {
    PullFixture fixture = new PullFixture(folder);
    CountDownLatch requested = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (FileServer server = new FileServer(fixture.bytes)) {
      server.then(
          exchange -> {
            requested.countDown();
            await(release);
            server.serve(exchange);
          });
      Process first = start(server.uri("/toy.ckpt"));
      Process second = start(server.uri("/toy.ckpt"));
      await(requested); // now one of them holds the lock, until this process is seen to wait
      PullProgress waiting =
          new PullProgress() {
            @Override
            public void advanced(long bytes, long total) {}

            @Override
            public void note(String sentence) {
              release.countDown();
            }
          };
      new ModelPuller(fixture.cache, PullFixture.QUICK)
          .pull(fixture.at(server.uri("/toy.ckpt")), waiting);
      assertEquals(0, exit(first));
      assertEquals(0, exit(second));
      assertOneRequest(server, fixture);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Process start(URI link) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            link.toString(),
            folder.toString())
        .inheritIO()
        .start();
  }

  private static int exit(Process process) throws InterruptedException {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process ends");
    return process.exitValue();
  }

  @Test
  void doesNotWaitForEverAndRemovesNothingUnderAPull() throws IOException {
    PullFixture fixture = new PullFixture(folder);
    fixture.leavePart(new byte[3]);
    Path lock = fixture.cache.lockFile("toy");
    try (FileServer server = new FileServer(fixture.bytes);
        CacheLock held = CacheLock.now(lock)) {
      PullOptions hasty = PullFixture.QUICK.withLockWait(Duration.ofMillis(300));
      PullException e =
          assertThrows(PullException.class, () -> fixture.pull(server.uri("/toy.ckpt"), hasty));
      assertEquals("another pull has held " + lock + " for more than PT0.3S", e.getMessage());
      assertEquals(List.of("waiting for another pull of toy"), fixture.notes);
      assertThrows(PullException.class, () -> fixture.cache.remove("toy"));
      assertEquals(1, fixture.files().size(), "still " + held);
    }
    assertTrue(fixture.cache.remove("toy"));
  }
}
