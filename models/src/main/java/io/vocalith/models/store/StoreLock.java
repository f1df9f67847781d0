package io.vocalith.models.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;

/** One process may write to a store, or several may read it; the system frees a dead one's lock. */
final class StoreLock implements Closeable {
  private static final long POLL_MILLIS = 20;

  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @throws StoreException if it is not free in time, or this process has the store open already
   */
  static StoreLock take(Path file, boolean write, Duration patience) throws IOException {
    FileChannel channel = OwnerOnly.open(file, write);
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      while (!locked(channel, write, file)) {
        if (System.nanoTime() > deadline) {
          throw new StoreException(file.getParent(), "is in use by another process");
        }
        Thread.sleep(POLL_MILLIS);
      }
      return new StoreLock(channel);
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new StoreException(file.getParent(), "was not opened: interrupted");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean locked(FileChannel channel, boolean write, Path file) throws IOException {
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, !write);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      throw new StoreException(file.getParent(), "is open already in this process");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close(); // frees the lock
  }
}
