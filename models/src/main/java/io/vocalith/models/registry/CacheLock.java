package io.vocalith.models.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Keeps two pulls of one model apart, whether in two threads or in two processes. */
final class CacheLock implements AutoCloseable {
  private static final long POLL_MILLIS = 100;

  private final FileChannel channel;

  /** Held on to because the JVM knows its own locks by weak references only. */
  private final FileLock lock;

  private CacheLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock, waiting for another pull at most so long.
   *
   * @param waiting is told once if there is a wait
   */
  static CacheLock within(Path file, Duration wait, Runnable waiting) throws PullException {
    FileChannel channel = open(file);
    long deadline = System.nanoTime() + wait.toNanos();
    try {
      FileLock lock = attempt(channel);
      for (boolean told = false; lock == null; told = true) {
        if (System.nanoTime() >= deadline) {
          throw new PullException("another pull has held " + file + " for more than " + wait);
        }
        if (!told) {
          waiting.run();
        }
        Thread.sleep(POLL_MILLIS);
        lock = attempt(channel);
      }
      return new CacheLock(channel, lock);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close(channel);
      throw new PullException("interrupted while waiting for " + file, e);
    } catch (PullException e) {
      close(channel);
      throw e;
    } catch (IOException e) {
      close(channel);
      throw new PullException("cannot lock " + file + ": " + Reason.of(e), e);
    }
  }

  /** Takes the lock or says that another pull has it. */
  static CacheLock now(Path file) throws PullException {
    return within(file, Duration.ZERO, () -> {});
  }

  private static FileChannel open(Path file) throws PullException {
    try {
      Files.createDirectories(file.getParent());
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new PullException("cannot write to the cache at " + file + ": " + Reason.of(e), e);
    }
  }

  /** The lock, or null where another process or another thread of this JVM has it. */
  private static FileLock attempt(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Lets go: a lock ends with its channel. */
  @Override
  public void close() {
    assert lock.channel() == channel;
    close(channel);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest, and nothing was written.
      assert !channel.isOpen();
    }
  }
}
