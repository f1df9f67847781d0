package io.vocalith.models.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache on a real file system of 128 KiB, and on one mounted read-only. Needs Linux and root. */
class FullDiskTest {
  @TempDir Path folder;
  private PullFixture fixture;
  private FileServer server;
  private Path disk;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    if (run("mount", "-t", "tmpfs", "-o", "size=128k", "vocalith-test", disk.toString()) != 0) {
      disk = null;
      abort("not run: no file system can be mounted here (this takes Linux and root)");
    }
    fixture = new PullFixture(disk);
    server = new FileServer(fixture.bytes);
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (disk != null) {
      server.close();
      assertEquals(0, run("umount", disk.toString()));
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return -1; // no such command: not Linux
    }
    return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  private String failure() {
    return assertThrows(PullException.class, () -> fixture.pull(server.uri("/toy.ckpt")))
        .getMessage();
  }

  @Test
  void refusesWhatWillNotFitBeforeReceivingIt() throws IOException {
    String message = failure();
    assertTrue(
        message.matches(".*/toy\\.ckpt needs 300000 bytes more, the cache's disk has \\d+"),
        message);
    assertEquals(1, server.requests());
  }

  @Test
  void saysThatTheDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
    server.then(server::chunked); // an unannounced length is found out the hard way
    String message = failure();
    assertTrue(
        message.matches("cannot write .*\\.part beyond \\d+ bytes: No space left on device"),
        message);
    assertEquals(1, server.requests(), "a full disk is no reason to ask again");
    assertEquals(0, run("mount", "-o", "remount,size=1m", disk.toString()));
    Path weights = fixture.pull(server.uri("/toy.ckpt")).weights();
    assertArrayEquals(fixture.bytes, Files.readAllBytes(weights));
    assertTrue(server.ranges.get(1).startsWith("bytes="), "goes on where the disk was full");
  }

  @Test
  void saysThatTheCacheIsReadOnlyButReadsFromIt() throws Exception {
    assertEquals(0, run("mount", "-o", "remount,size=1m", disk.toString()));
    CachedModel model = fixture.pull(server.uri("/toy.ckpt"));
    assertEquals(0, run("mount", "-o", "remount,ro", disk.toString()));
    assertEquals(model, fixture.pull(server.uri("/toy.ckpt")), "what is there needs no writing");
    assertEquals(List.of(model), fixture.cache.list());
    String locked =
        assertThrows(PullException.class, () -> fixture.cache.remove("toy")).getMessage();
    Path lock = disk.resolve("locks/toy");
    assertEquals("cannot write to the cache at " + lock + ": Read-only file system", locked);
    fixture.bytes[0] ^= 1;
    assertEquals(locked, failure());
  }
}
