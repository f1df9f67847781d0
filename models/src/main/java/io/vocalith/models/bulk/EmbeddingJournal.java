package io.vocalith.models.bulk;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Embeddings as they are finished: a line that says what they are, then per embedding the CRC-32C
 * of what follows, the length of its id, the id, and the floats; big-endian. A record that was cut
 * short is taken away when the journal is opened again. Only the ids are held in memory.
 */
public final class EmbeddingJournal implements Closeable {
  /** The longest id in bytes of UTF-8. */
  public static final int LONGEST_ID = 4096;

  private final Path file;
  private final BulkHeader header;
  private final FileChannel channel;
  private final Set<String> ids = new LinkedHashSet<>();
  private long end;

  private EmbeddingJournal(Path file, BulkHeader header, FileChannel channel) {
    this.file = file;
    this.header = header;
    this.channel = channel;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @throws IOException if the file is the journal of another model or another normalisation
   */
  public static EmbeddingJournal open(Path file, BulkHeader header) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    EmbeddingJournal journal = new EmbeddingJournal(file, header, channel);
    try {
      journal.start();
      journal.end = journal.read((id, vector) -> journal.ids.add(id), channel.size());
      channel.truncate(journal.end);
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What the embeddings have in common. */
  public BulkHeader header() {
    return header;
  }

  /** Ids of all embeddings, in their order; for reading only. */
  public Set<String> ids() {
    return ids;
  }

  /**
   * Adds an embedding; it is in the hands of the system when this returns.
   *
   * @throws IllegalArgumentException if the id is there already or too long, or the vector has
   *     another length
   */
  public void append(String id, float[] vector) throws IOException {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST_ID || vector.length != header.dimension()) {
      throw new IllegalArgumentException(
          "expected an id of at most %d bytes and %d values, found %d and %d"
              .formatted(LONGEST_ID, header.dimension(), name.length, vector.length));
    }
    if (!ids.add(id)) {
      throw new IllegalArgumentException("expected every id once, found '" + id + "' again");
    }
    ByteBuffer record = ByteBuffer.allocate(8 + name.length + 4 * vector.length);
    record.putInt(0).putInt(name.length).put(name);
    for (float value : vector) {
      record.putFloat(value);
    }
    record.putInt(0, checksum(record.array())).flip();
    while (record.hasRemaining()) {
      end += channel.write(record, end);
    }
  }

  /** Hands every embedding on, in order. */
  public void forEach(Visitor visitor) throws IOException {
    read(visitor, end);
  }

  /** Removes the journal: the output is written. */
  public void delete() throws IOException {
    channel.close();
    Files.delete(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void start() throws IOException {
    byte[] line = header.line().getBytes(StandardCharsets.UTF_8);
    ByteBuffer found = ByteBuffer.allocate(line.length);
    channel.read(found, 0);
    String begin = new String(found.array(), 0, found.position(), StandardCharsets.UTF_8);
    if (!begin.equals(header.line()) && header.line().startsWith(begin)) {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(line), 0);
    } else if (!begin.equals(header.line())) {
      throw new IOException(
          file + ": is the unfinished work of another model or setting; delete it to begin anew");
    }
  }

  /** Reads whole records and returns where they end. */
  private long read(Visitor visitor, long size) throws IOException {
    long at = header.line().getBytes(StandardCharsets.UTF_8).length;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      in.skipNBytes(at);
      while (size - at >= 8) {
        int checksum = in.readInt();
        int name = in.readInt();
        long length = 8L + name + 4L * header.dimension();
        if (name < 0 || name > LONGEST_ID || size - at < length) {
          break;
        }
        ByteBuffer record = ByteBuffer.allocate((int) length).putInt(0).putInt(name);
        in.readFully(record.array(), 8, (int) length - 8);
        if (checksum != checksum(record.array())) {
          break;
        }
        float[] vector = new float[header.dimension()];
        record.position(8 + name).slice().asFloatBuffer().get(vector);
        visitor.accept(new String(record.array(), 8, name, StandardCharsets.UTF_8), vector);
        at += length;
      }
    }
    return at;
  }

  private static int checksum(byte[] record) {
    CRC32C checksum = new CRC32C();
    checksum.update(record, 4, record.length - 4);
    return (int) checksum.getValue();
  }

  /** Takes one embedding. */
  @FunctionalInterface
  public interface Visitor {
    void accept(String id, float[] vector) throws IOException;
  }
}
