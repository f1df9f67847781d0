package io.vocalith.models.speaker;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * A voice as a vector, and the model it came from: vectors of different models have nothing to say
 * to each other, so comparing them throws. Immutable.
 */
public final class Embedding {
  private static final int MAGIC = 0x45434F56; // "VOCE" in a file
  private static final int VERSION = 1;
  private static final int HEADER = 4 + 4 + 4 + 32;
  private static final int CHECKSUM = 4;
  private static final int LARGEST = 1 << 16;

  private final float[] values;

  /** The model's digest, which takes as long as an embedding and is not always asked for. */
  private final Supplier<String> modelSha256;

  private Embedding(float[] values, Supplier<String> modelSha256) {
    this.values = values;
    this.modelSha256 = modelSha256;
  }

  /**
   * An embedding.
   *
   * @param values the vector, which is copied
   * @param modelSha256 digest of the model's checkpoint, 64 lower-case hexadecimal digits
   * @throws IllegalArgumentException if the vector is empty, has a value that is not finite or is
   *     nothing but zeros, or the digest is none
   */
  public static Embedding of(float[] values, String modelSha256) {
    if (!modelSha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "expected a SHA-256 of 64 lower-case hexadecimal digits, found " + modelSha256);
    }
    return of(values, () -> modelSha256);
  }

  /** The same with a digest that is known when it is asked for. */
  static Embedding of(float[] values, Supplier<String> modelSha256) {
    if (values.length < 1 || values.length > LARGEST) {
      throw new IllegalArgumentException(
          "expected an embedding of 1 to " + LARGEST + " values, found " + values.length);
    }
    boolean zero = true;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "expected finite values in an embedding, found " + values[i] + " at " + i);
      }
      zero &= values[i] == 0;
    }
    if (zero) {
      throw new IllegalArgumentException("expected an embedding with a direction, found zeros");
    }
    return new Embedding(values.clone(), modelSha256);
  }

  /** Number of values. */
  public int dimension() {
    return values.length;
  }

  /** A copy of the vector, as the network gave it: not normalised. */
  public float[] values() {
    return values.clone();
  }

  /**
   * Digest of the checkpoint of the model that made this.
   *
   * @throws UncheckedIOException if it is needed for the first time and the file is there no more
   */
  public String modelSha256() {
    return modelSha256.get();
  }

  /**
   * Cosine of the angle between two voices, from -1 to 1, computed in double.
   *
   * @throws IllegalArgumentException if the other comes from another model
   */
  public double cosine(Embedding other) {
    requireSameModel(other);
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < values.length; i++) {
      dot += (double) values[i] * other.values[i];
      left += (double) values[i] * values[i];
      right += (double) other.values[i] * other.values[i];
    }
    // Rounding may carry parallel vectors past 1 by an ulp.
    return Math.max(-1, Math.min(1, dot / (Math.sqrt(left) * Math.sqrt(right))));
  }

  /**
   * One voice from several recordings of it: each scaled to length 1, averaged, scaled again.
   *
   * @throws IllegalArgumentException if there is none, they come from different models, or they
   *     cancel out
   */
  public static Embedding mean(List<Embedding> recordings) {
    if (recordings.isEmpty()) {
      throw new IllegalArgumentException("expected at least one embedding, found none");
    }
    Embedding first = recordings.get(0);
    double[] sum = new double[first.values.length];
    for (Embedding recording : recordings) {
      first.requireSameModel(recording);
      double length = length(recording.values);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += recording.values[i] / length;
      }
    }
    double length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (length == 0 ? 0 : sum[i] / length);
    }
    return of(mean, first.modelSha256);
  }

  /**
   * The embedding as bytes that any release reads: "VOCE", the version and the dimension (int32
   * each), the model's digest (32 bytes), the values (float32), and a CRC-32 of all that; little
   * endian throughout.
   */
  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + 4 * values.length + CHECKSUM);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(MAGIC).putInt(VERSION).putInt(values.length);
    bytes.put(HexFormat.of().parseHex(modelSha256()));
    for (float value : values) {
      bytes.putFloat(value);
    }
    bytes.putInt(checksum(bytes.array()));
    return bytes.array();
  }

  /**
   * Reads what {@link #toBytes()} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not such an embedding, saying what was found
   */
  public static Embedding fromBytes(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    if (stored.length < HEADER + CHECKSUM || bytes.getInt() != MAGIC) {
      throw new IllegalArgumentException(
          "expected the bytes of an embedding, found " + stored.length + " others");
    }
    int version = bytes.getInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "expected an embedding of version " + VERSION + ", found " + version);
    }
    int dimension = bytes.getInt();
    if (stored.length != HEADER + 4L * dimension + CHECKSUM) {
      throw new IllegalArgumentException(
          "expected %d bytes for an embedding of %d values, found %d"
              .formatted(HEADER + 4L * dimension + CHECKSUM, dimension, stored.length));
    }
    if (bytes.getInt(stored.length - CHECKSUM) != checksum(stored)) {
      throw new IllegalArgumentException("the checksum of the embedding does not match its bytes");
    }
    byte[] digest = new byte[32];
    bytes.get(digest);
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = bytes.getFloat();
    }
    return of(values, HexFormat.of().formatHex(digest));
  }

  private static int checksum(byte[] stored) {
    CRC32 crc = new CRC32();
    crc.update(stored, 0, stored.length - CHECKSUM);
    return (int) crc.getValue();
  }

  private void requireSameModel(Embedding other) {
    Objects.requireNonNull(other, "other");
    if (!sameModel(other) || values.length != other.values.length) {
      throw new IllegalArgumentException(
          "expected two embeddings of one model, found %d values of model %s and %d of model %s"
              .formatted(
                  values.length,
                  modelSha256().substring(0, 12),
                  other.values.length,
                  other.modelSha256().substring(0, 12)));
    }
  }

  private boolean sameModel(Embedding other) {
    return modelSha256 == other.modelSha256 || modelSha256().equals(other.modelSha256());
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that && sameModel(that) && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * modelSha256().hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding[" + values.length + " values, model " + modelSha256().substring(0, 12) + "]";
  }
}
