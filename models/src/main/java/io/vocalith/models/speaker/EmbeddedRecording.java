package io.vocalith.models.speaker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A recording after the network has heard it.
 *
 * @param embedding the voice
 * @param bandwidth how much of the spectrum the recording carries
 * @param seconds its duration
 */
public record EmbeddedRecording(Embedding embedding, Bandwidth bandwidth, double seconds) {
  private static final int HEADER = 1 + 8;

  /** One byte for the bandwidth, eight for the seconds (little endian), then the embedding. */
  byte[] toBytes() {
    byte[] vector = embedding.toBytes();
    return ByteBuffer.allocate(HEADER + vector.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) (bandwidth == Bandwidth.WIDE ? 1 : 0))
        .putDouble(seconds)
        .put(vector)
        .array();
  }

  /**
   * Reads what {@link #toBytes()} wrote.
   *
   * @throws IllegalArgumentException if the bytes are something else
   */
  static EmbeddedRecording fromBytes(byte[] stored) {
    if (stored.length < HEADER) {
      throw new IllegalArgumentException("expected a recording, found " + stored.length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    Bandwidth bandwidth = bytes.get() == 1 ? Bandwidth.WIDE : Bandwidth.NARROW;
    double seconds = bytes.getDouble();
    byte[] vector = Arrays.copyOfRange(stored, HEADER, stored.length);
    return new EmbeddedRecording(Embedding.fromBytes(vector), bandwidth, seconds);
  }
}
