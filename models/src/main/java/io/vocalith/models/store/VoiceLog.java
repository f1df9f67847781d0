package io.vocalith.models.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The append-only file of records. An append is on the disk when it returns, or never happened: a
 * record that was cut short by a crash fails its checksum and is taken away at the next opening.
 */
final class VoiceLog implements Closeable {
  static final byte[] MAGIC = "vocalith-voices/1\n".getBytes(StandardCharsets.US_ASCII);

  private static final int CHUNK = 4 << 20;

  /** A file damaged in more places is not worth believing, nor the time to search it. */
  private static final int MOST_DAMAGE = 1000;

  private final Path file;
  private final FileChannel channel;
  private final List<String> warnings = new ArrayList<>();
  private long end;
  private int damaged;
  private boolean broken;

  private VoiceLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a log and hands every good record to a reader, in order.
   *
   * @param repair whether the file may be changed: created, and its torn end cut off
   * @throws StoreException if the file is no log, or damaged beyond use
   */
  static VoiceLog open(Path file, boolean repair, Consumer<LogRecord> reader) throws IOException {
    FileChannel channel = OwnerOnly.open(file, repair);
    VoiceLog log = new VoiceLog(file, channel);
    try {
      log.start(repair);
      log.read(reader);
      if (repair && log.end < channel.size()) {
        channel.truncate(log.end);
        channel.force(true);
      }
      return log;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What was wrong with the file, one sentence each. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Number of places in the middle of the file where records were lost. */
  int damaged() {
    return damaged;
  }

  /**
   * Adds records and waits until they are on the disk.
   *
   * @throws IOException if that failed; the file is as before then, as far as can be had
   */
  void append(List<LogRecord> records) throws IOException {
    if (broken) {
      throw new StoreException(file, "cannot be written to after an earlier failure; open it anew");
    }
    long start = end;
    try {
      for (LogRecord record : records) {
        ByteBuffer bytes = ByteBuffer.wrap(record.encoded());
        while (bytes.hasRemaining()) {
          end += channel.write(bytes, end);
        }
      }
      channel.force(false);
    } catch (IOException | RuntimeException e) {
      end = start;
      undo(start);
      throw e;
    }
  }

  private void undo(long start) {
    try {
      channel.truncate(start);
    } catch (IOException e) {
      broken = true;
    }
  }

  private void start(boolean repair) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
    channel.read(magic, 0);
    byte[] found = java.util.Arrays.copyOf(magic.array(), magic.position());
    boolean whole = java.util.Arrays.equals(found, MAGIC);
    boolean torn = java.util.Arrays.equals(found, java.util.Arrays.copyOf(MAGIC, found.length));
    if (!whole && !torn) {
      throw new StoreException(file, "is no store of voices: it begins with other bytes");
    }
    if (!whole && repair) {
      channel.write(ByteBuffer.wrap(MAGIC), 0);
      channel.truncate(MAGIC.length);
      channel.force(true);
      OwnerOnly.forceFolder(file);
    }
    end = MAGIC.length;
  }

  private void read(Consumer<LogRecord> reader) throws IOException {
    long size = channel.size();
    long position = end;
    byte[] bytes = new byte[(int) Math.max(0, Math.min(CHUNK, size - position))];
    long loaded = position;
    int length = fill(bytes, position);
    long lastSequence = -1;
    boolean lost = false;
    int failures = 0;
    while (position < size) {
      int at = (int) (position - loaded);
      if (length - at < LogRecord.PREFIX + LogRecord.LONGEST && loaded + length < size) {
        loaded = position;
        length = fill(bytes, position);
        at = 0;
      }
      LogRecord record = recordAt(bytes, at, length);
      if (record == null || record.sequence() <= lastSequence) {
        failures += isMark(bytes, at, length) ? 1 : 0;
        if (failures > MOST_DAMAGE) {
          throw new StoreException(file, "is damaged in more than " + MOST_DAMAGE + " places");
        }
        lost = true;
        position++;
        continue;
      }
      damaged += lost ? 1 : 0;
      lost = false;
      lastSequence = record.sequence();
      reader.accept(record);
      position += LogRecord.PREFIX + LogRecord.HEAD + record.content().length;
      end = position;
    }
    warn(size);
  }

  private void warn(long size) {
    if (damaged > 0) {
      warnings.add(file + ": records are damaged in " + damaged + " places and left out");
    }
    if (end < size) {
      warnings.add(file + ": the last " + (size - end) + " bytes are no whole record and left out");
    }
  }

  private static boolean isMark(byte[] bytes, int at, int length) {
    return length - at >= LogRecord.PREFIX && LogRecord.bodyLength(bytes, at) >= 0;
  }

  private static LogRecord recordAt(byte[] bytes, int at, int length) {
    if (!isMark(bytes, at, length)) {
      return null;
    }
    int body = LogRecord.bodyLength(bytes, at);
    return LogRecord.PREFIX + body <= length - at ? LogRecord.decode(bytes, at, body) : null;
  }

  private int fill(byte[] bytes, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position());
      if (read < 0) {
        break;
      }
    }
    return buffer.position();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
