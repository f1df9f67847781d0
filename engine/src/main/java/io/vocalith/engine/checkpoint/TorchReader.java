package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The index of a PyTorch zip file (torch/serialization.py): {@code ROOT/data.pkl} describes the
 * tensors, {@code ROOT/data/KEY} holds the values of one storage. Dictionaries inside of
 * dictionaries give names joined by dots.
 */
final class TorchReader {
  private static final String PICKLE = "/data.pkl";
  private static final int MAX_PICKLE = 64 << 20;
  private static final int MAX_DEPTH = 8;

  private final ByteSource source;
  private final ZipDirectory zip;
  private final Map<String, StoredTensor> tensors = CheckpointIndex.empty();
  private final List<SkippedEntry> skipped = new ArrayList<>();
  private String root;
  private long bytes;
  private int items;

  TorchReader(ByteSource source) throws IOException {
    this.source = source;
    this.zip = new ZipDirectory(source);
  }

  CheckpointIndex read() throws IOException {
    root = findRoot();
    StoredTensor.Segment entry = zip.locate(root + PICKLE);
    if (entry.length() > MAX_PICKLE) {
      throw source.damaged(
          "entry %s has %d bytes, expected at most %d"
              .formatted(root + PICKLE, entry.length(), MAX_PICKLE));
    }
    checkByteOrder();
    Object value =
        new Unpickler(source.read(entry.offset(), (int) entry.length()), source, entry.offset())
            .load();
    if (!(value instanceof Map<?, ?> state)) {
      throw source.damaged(
          "expected a dictionary of tensors in " + root + PICKLE + ", found something else");
    }
    addAll("", state, 1);
    return new CheckpointIndex(tensors, skipped);
  }

  private String findRoot() throws CheckpointException {
    for (String name : zip.names()) {
      if (name.endsWith(PICKLE)) {
        return name.substring(0, name.length() - PICKLE.length());
      }
    }
    throw source.damaged("expected a PyTorch zip file with an entry ROOT/data.pkl, found none");
  }

  private void checkByteOrder() throws IOException {
    String name = root + "/byteorder";
    if (zip.contains(name)) {
      StoredTensor.Segment entry = zip.locate(name);
      int length = (int) Math.min(16, entry.length());
      String order =
          new String(source.read(entry.offset(), length).array(), StandardCharsets.US_ASCII);
      if (!order.equals("little")) {
        throw source.damaged("entry " + name + ": expected the byte order little, found " + order);
      }
    }
  }

  private void addAll(String prefix, Map<?, ?> state, int depth) throws IOException {
    for (Map.Entry<?, ?> item : state.entrySet()) {
      String name = prefix + item.getKey();
      if (depth > MAX_DEPTH
          || ++items > CheckpointIndex.MAX_ENTRIES
          || name.length() > CheckpointIndex.MAX_NAME) {
        throw source.damaged(
            "expected dictionaries of at most %d levels and %d items, found more at %.100s"
                .formatted(MAX_DEPTH, CheckpointIndex.MAX_ENTRIES, name));
      }
      if (item.getValue() instanceof Map<?, ?> inner) {
        addAll(name + ".", inner, depth + 1);
      } else if (item.getValue() instanceof TorchTensor tensor) {
        CheckpointIndex.put(tensors, locate(name, tensor), source);
      } else {
        skipped.add(new SkippedEntry(name, "a value that is no tensor"));
      }
    }
  }

  private StoredTensor locate(String name, TorchTensor tensor) throws IOException {
    DataType type = tensor.storage().type();
    StoredTensor.Segment entry = zip.locate(root + "/data/" + tensor.storage().key());
    if (tensor.storage().length() < 0
        || tensor.storage().length() != entry.length() / type.bytes()) {
      throw source.damaged(
          "tensor %s: expected a storage of %d values of %s, found %d bytes at offset %d"
              .formatted(name, tensor.storage().length(), type, entry.length(), entry.offset()));
    }
    long span = tensor.span();
    if (span < 0
        || tensor.elements() > tensor.storage().length()
        || tensor.shape().stream().anyMatch(dimension -> dimension > Integer.MAX_VALUE)) {
      throw source.damaged(
          "tensor %s: expected offset %d, shape %s and strides %s inside of the %d values of its"
                  .formatted(
                      name,
                      tensor.offset(),
                      tensor.shape(),
                      tensor.strides(),
                      tensor.storage().length())
              + " storage");
    }
    long length = tensor.elements() * type.bytes();
    countBytes(name, length);
    return new StoredTensor(
        new TensorInfo(name, type, integers(tensor.shape()), length),
        List.of(
            new StoredTensor.Segment(
                entry.offset() + tensor.offset() * type.bytes(), span * type.bytes())),
        tensor.isRowMajor() ? List.of() : integers(tensor.strides()));
  }

  /** Tensors may share storage, but not so that reading all of them takes many times the file. */
  private void countBytes(String name, long length) throws CheckpointException {
    bytes += length;
    if (bytes > 2 * source.size()) {
      throw source.damaged(
          "tensor %s: expected tensors of at most twice the file's %d bytes, found more"
              .formatted(name, source.size()));
    }
  }

  /** Strides too large for an int belong to dimensions of 1 and are never followed. */
  private static List<Integer> integers(List<Long> numbers) {
    List<Integer> integers = new ArrayList<>(numbers.size());
    numbers.forEach(number -> integers.add((int) (long) number));
    return integers;
  }
}
