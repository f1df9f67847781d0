package io.vocalith.audio;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * The bytes of one recording from first to last, whatever they come from, with the offset that
 * messages need. Holds 64 KiB at a time, so that files of any size are read in bounded memory.
 */
final class ByteReader implements Closeable {
  private static final int CAPACITY = 1 << 16;

  /** Reads in a row that may bring nothing: some streams of plug-ins do so before they begin. */
  private static final int PATIENCE = 1000;

  private final InputStream in;
  private final String origin;
  private final long size;
  private final byte[] buffer = new byte[CAPACITY];
  private int next;
  private int limit;
  private long offset;

  private ByteReader(InputStream in, String origin, long size) {
    this.in = in;
    this.origin = origin;
    this.size = size;
  }

  static ByteReader of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new AudioFormatException(file.toString(), -1, "is a folder, not a recording");
    }
    long size = attributes.isRegularFile() ? attributes.size() : -1;
    return new ByteReader(open(file), file.toString(), size);
  }

  /** A plain file stream, where it can be had, needs thirty classes less than a channel. */
  private static InputStream open(Path file) throws IOException {
    if (file.getFileSystem() == FileSystems.getDefault()) {
      try {
        return new FileInputStream(file.toFile());
      } catch (FileNotFoundException e) {
        // The channel has an exception for every reason.
        return Files.newInputStream(file);
      }
    }
    return Files.newInputStream(file);
  }

  static ByteReader of(byte[] bytes, String origin) {
    return new ByteReader(new ByteArrayInputStream(bytes), origin, bytes.length);
  }

  static ByteReader of(InputStream in, String origin) {
    return new ByteReader(in, origin, -1);
  }

  String origin() {
    return origin;
  }

  /** Bytes read or skipped so far. */
  long offset() {
    return offset;
  }

  /** Bytes yet to come, or -1 where only the end of the stream will tell. */
  long remaining() {
    return size < 0 ? -1 : Math.max(0, size - offset);
  }

  /** The next {@code count} bytes, at most 64 KiB, without taking them; fewer at the end. */
  byte[] peek(int count) throws IOException {
    while (limit - next < count && fill()) {}
    return Arrays.copyOfRange(buffer, next, Math.min(limit, next + count));
  }

  /**
   * Reads until {@code count} bytes are there or the recording ends; returns how many there are.
   */
  int read(byte[] into, int from, int count) throws IOException {
    int done = 0;
    while (done < count && (next < limit || fill())) {
      int step = Math.min(count - done, limit - next);
      System.arraycopy(buffer, next, into, from + done, step);
      next += step;
      offset += step;
      done += step;
    }
    return done;
  }

  /**
   * Reads exactly {@code count} bytes.
   *
   * @param what names them in the message if the recording ends before
   */
  byte[] take(int count, String what) throws IOException {
    byte[] bytes = new byte[count];
    int found = read(bytes, 0, count);
    if (found < count) {
      throw failure(
          "the file ends inside " + what + ": " + count + " bytes expected, " + found + " found");
    }
    return bytes;
  }

  /** Passes over bytes; returns fewer than {@code count} only at the end. */
  long skip(long count) throws IOException {
    long done = 0;
    while (done < count && (next < limit || fill())) {
      int step = (int) Math.min(count - done, limit - next);
      next += step;
      offset += step;
      done += step;
    }
    return done;
  }

  /** What is left as a stream, for decoders that want one. */
  InputStream asStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return ByteReader.this.read(one, 0, 1) == 1 ? one[0] & 0xFF : -1;
      }

      @Override
      public int read(byte[] into, int from, int count) throws IOException {
        if (count == 0) {
          return 0;
        }
        int found = ByteReader.this.read(into, from, count);
        return found == 0 ? -1 : found;
      }
    };
  }

  /** An exception at the present offset. */
  AudioFormatException failure(String problem) {
    return new AudioFormatException(origin, offset, problem);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Brings more bytes behind those not yet taken; false at the end or with no room left. */
  private boolean fill() throws IOException {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, limit - next);
      limit -= next;
      next = 0;
    }
    if (limit == CAPACITY) {
      return false;
    }
    int found = 0;
    for (int i = 0; found == 0 && i < PATIENCE; i++) {
      found = in.read(buffer, limit, CAPACITY - limit);
    }
    if (found <= 0) {
      return false;
    }
    limit += found;
    return true;
  }
}
