package io.vocalith.engine.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/** The bytes of one checkpoint, open for one pass, read by position. */
abstract class ByteSource implements Closeable {

  /** Opens the same bytes again for each pass. */
  interface Opener {
    ByteSource open() throws IOException;
  }

  /**
   * One read goes through a direct buffer of its own length inside the JDK, which is kept: pieces
   * of this length keep it small.
   */
  static final int CHUNK = 1 << 20;

  private final String origin;
  private final long size;

  ByteSource(String origin, long size) {
    this.origin = origin;
    this.size = size;
  }

  static ByteSource open(Path file) throws IOException {
    String origin = file.toString();
    try {
      if (Files.isDirectory(file)) {
        throw new CheckpointException(origin, "expected a checkpoint file, found a folder");
      }
      return new InFile(origin, FileChannel.open(file, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw new CheckpointException(origin, "there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new CheckpointException(origin, "the file may not be read", e);
    }
  }

  static ByteSource of(byte[] bytes, String origin) {
    return new InMemory(origin, bytes);
  }

  String origin() {
    return origin;
  }

  long size() {
    return size;
  }

  CheckpointException damaged(String problem) {
    return new CheckpointException(origin, problem);
  }

  /** Fills a buffer from its position to its limit. */
  final void read(long offset, ByteBuffer into) throws IOException {
    check(offset, into.remaining());
    fill(offset, into);
  }

  /** A buffer of the bytes at an offset, allocated once they are known to be there. */
  final ByteBuffer read(long offset, int length) throws IOException {
    check(offset, length);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    fill(offset, bytes);
    return bytes.flip();
  }

  private void check(long offset, int length) throws CheckpointException {
    if (offset < 0 || length > size - offset) {
      throw damaged(
          "truncated: expected %d bytes at offset %d, found the end of the file at %d"
              .formatted(length, offset, size));
    }
  }

  /** Adds a range to a checksum. */
  final void update(CRC32 crc, long from, long to) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(0, to - from)));
    for (long at = from; at < to; at += chunk.limit()) {
      chunk.clear().limit((int) Math.min(CHUNK, to - at));
      read(at, chunk);
      crc.update(chunk.flip());
    }
  }

  /** Fills a buffer with bytes known to have been there when the source was opened. */
  abstract void fill(long offset, ByteBuffer into) throws IOException;

  private static final class InFile extends ByteSource {
    private final FileChannel channel;

    InFile(String origin, FileChannel channel) throws IOException {
      super(origin, channel.size());
      this.channel = channel;
    }

    @Override
    void fill(long offset, ByteBuffer into) throws IOException {
      int end = into.limit();
      long at = offset;
      while (into.position() < end) {
        into.limit(Math.min(end, into.position() + CHUNK));
        int count = channel.read(into, at);
        if (count < 0) {
          throw damaged("the file became shorter while it was read, it ends at offset " + at);
        }
        at += count;
      }
      into.limit(end);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class InMemory extends ByteSource {
    private final byte[] bytes;

    InMemory(String origin, byte[] bytes) {
      super(origin, bytes.length);
      this.bytes = bytes;
    }

    @Override
    void fill(long offset, ByteBuffer into) {
      into.put(bytes, (int) offset, into.remaining());
    }

    @Override
    public void close() {}
  }
}
