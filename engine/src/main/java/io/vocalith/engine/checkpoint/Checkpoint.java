package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of one checkpoint: which tensors it holds and where. Immutable and thread-safe; the
 * file is opened for each read, so there is nothing to close.
 *
 * <p>Opening reads names, types and shapes and passes over the values, however many gigabytes they
 * are, unless the file carries a checksum of them, which is then verified.
 */
public final class Checkpoint {
  private final String origin;
  private final CheckpointFormat format;
  private final CheckpointIndex index;
  private final ByteSource.Opener opener;

  private Checkpoint(String origin, ByteSource.Opener opener) throws IOException {
    this.origin = origin;
    this.opener = opener;
    try (ByteSource source = opener.open()) {
      this.format = CheckpointFormat.of(source);
      this.index = CheckpointIndex.of(format, source);
    }
  }

  /**
   * Reads the index of a file.
   *
   * @throws CheckpointException if it is missing, empty, encrypted, damaged or of another kind
   */
  public static Checkpoint open(Path file) throws IOException {
    return new Checkpoint(file.toString(), () -> ByteSource.open(file));
  }

  /**
   * Reads the index of a checkpoint in memory, such as a bundled resource. The array is not copied
   * and must not change.
   *
   * @param origin what messages call it
   * @throws CheckpointException as for a file
   */
  public static Checkpoint of(byte[] bytes, String origin) throws IOException {
    return new Checkpoint(origin, () -> ByteSource.of(bytes, origin));
  }

  /** What messages call this checkpoint: its path, or the name it was given. */
  public String origin() {
    return origin;
  }

  /** The container it came in. */
  public CheckpointFormat format() {
    return format;
  }

  /** All tensors in the order of the file. */
  public List<TensorInfo> tensors() {
    return index.tensors().values().stream().map(StoredTensor::info).toList();
  }

  /** Entries that are no tensors and cannot be read. */
  public List<SkippedEntry> skipped() {
    return index.skipped();
  }

  /** Whether there is a tensor of this name. */
  public boolean contains(String name) {
    return index.tensors().containsKey(name);
  }

  /**
   * Type and shape of one tensor.
   *
   * @throws CheckpointException if there is none of this name
   */
  public TensorInfo info(String name) throws CheckpointException {
    return stored(name).info();
  }

  /**
   * Reads one tensor.
   *
   * @throws CheckpointException if there is none of this name or the file has changed
   */
  public Tensor read(String name) throws IOException {
    return read(List.of(name)).get(name);
  }

  /**
   * Reads the values of one tensor as floats, as {@link Tensor#floats()} gives them.
   *
   * @throws CheckpointException as above
   * @throws IllegalArgumentException if it is a text
   */
  public float[] floats(String name) throws IOException {
    StoredTensor stored = stored(name);
    try (ByteSource source = opener.open()) {
      return stored.readFloats(source);
    }
  }

  /**
   * Reads several tensors in one pass over the file.
   *
   * @return the tensors by name, in the order of the names
   * @throws CheckpointException if one is not there or the file has changed
   */
  public Map<String, Tensor> read(Collection<String> names) throws IOException {
    Map<String, StoredTensor> wanted = new LinkedHashMap<>();
    for (String name : names) {
      wanted.put(name, stored(name));
    }
    Map<String, Tensor> read = new LinkedHashMap<>();
    wanted.keySet().forEach(name -> read.put(name, null));
    try (ByteSource source = opener.open()) {
      for (StoredTensor stored :
          wanted.values().stream().sorted(Comparator.comparing(StoredTensor::offset)).toList()) {
        read.put(stored.info().name(), stored.read(source));
      }
    }
    return read;
  }

  private StoredTensor stored(String name) throws CheckpointException {
    StoredTensor stored = index.tensors().get(name);
    if (stored == null) {
      throw new CheckpointException(origin, "expected a tensor named " + name + ", found none");
    }
    return stored;
  }

  @Override
  public String toString() {
    return "Checkpoint[" + origin + ", " + format + ", " + index.tensors().size() + " tensors]";
  }
}
