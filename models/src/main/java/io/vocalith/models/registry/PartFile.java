package io.vocalith.models.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A file on its way into the cache: {@code SHA256.ckpt.part}, with the entity tag the server gave
 * it in {@code .part.etag}. Its digest grows with it; only a right one lets it take its place.
 */
final class PartFile implements AutoCloseable {
  private static final int LONGEST_TAG = 1024;

  private final Path target;
  private final Path part;
  private final Path tagFile;
  private final FileChannel channel;
  private final MessageDigest digest = Digests.sha256();
  private long length;
  private boolean inherited;

  /** Opens what an earlier try left, or an empty file. */
  PartFile(Path target) throws PullException {
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.tagFile = target.resolveSibling(target.getFileName() + ".part.etag");
    try {
      Files.createDirectories(target.getParent());
      this.channel =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new PullException("cannot write to the cache at " + part + ": " + Reason.of(e), e);
    }
    try {
      digestWhatIsThere();
      inherited = length > 0;
    } catch (IOException e) {
      close();
      throw failure(e);
    }
  }

  private void digestWhatIsThere() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (channel.read(buffer) >= 0) {
      buffer.flip();
      length += buffer.remaining();
      digest.update(buffer);
      buffer.clear();
    }
  }

  long length() {
    return length;
  }

  /** Whether bytes of an earlier pull are in it. */
  boolean isInherited() {
    return inherited;
  }

  void append(byte[] bytes, int count) throws PullException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer, length + buffer.position());
      }
    } catch (IOException e) {
      throw failure(e);
    }
    digest.update(bytes, 0, count);
    length += count;
  }

  /** Forgets everything received so far. */
  void restart() throws PullException {
    try {
      channel.truncate(0);
      channel.position(0);
      Files.deleteIfExists(tagFile);
    } catch (IOException e) {
      throw failure(e);
    }
    digest.reset();
    length = 0;
    inherited = false;
  }

  /** The entity tag of the file that the received part belongs to. */
  Optional<String> tag() {
    try {
      if (length == 0 || !Files.exists(tagFile) || Files.size(tagFile) > LONGEST_TAG) {
        return Optional.empty();
      }
      String tag = Files.readString(tagFile).strip();
      return isStrong(tag) ? Optional.of(tag) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the digest of the whole guards what the tag would have
    }
  }

  /** Remembers a tag that can vouch for equal bytes (RFC 9110, 8.8.1: a strong one). */
  void tag(Optional<String> tag) throws PullException {
    try {
      if (tag.filter(PartFile::isStrong).isPresent()) {
        Files.writeString(tagFile, tag.get());
      } else {
        Files.deleteIfExists(tagFile);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static boolean isStrong(String tag) {
    return tag.length() <= LONGEST_TAG && tag.matches("\"[\\x21\\x23-\\x7e]*\"");
  }

  /** The SHA-256 of what is there. */
  String sha256() throws PullException {
    try {
      return Digests.hex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new PullException("this Java's SHA-256 cannot be cloned", e);
    }
  }

  /** Bytes the disk has left for this user, or -1 where the system does not say. */
  long free() {
    try {
      long usable = Files.getFileStore(target.getParent()).getUsableSpace();
      return usable > 0 ? usable : -1; // some file systems always answer 0
    } catch (IOException e) {
      return -1;
    }
  }

  /** Puts the finished file in its place, whole or not at all. */
  void finish() throws PullException {
    try {
      channel.force(true);
      channel.close();
      Files.deleteIfExists(tagFile);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Deletes what was received. */
  void discard() throws PullException {
    try {
      channel.close();
      Files.deleteIfExists(tagFile);
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private PullException failure(IOException e) {
    return new PullException(
        "cannot write " + part + " beyond " + length + " bytes: " + Reason.of(e), e);
  }

  @Override
  public void close() throws PullException {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
