package io.vocalith.models.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;

/** A voiceprint as bytes, big-endian, every length stated before what it counts. */
final class VoiceprintCodec {
  private static final byte VERSION = 1;
  private static final long NEVER = Long.MIN_VALUE;

  private VoiceprintCodec() {}

  static byte[] encode(Voiceprint voiceprint) {
    byte[] consent = voiceprint.consent().orElse("").getBytes(StandardCharsets.UTF_8);
    float[] vector = voiceprint.vector();
    ByteBuffer bytes =
        ByteBuffer.allocate(1 + 32 + 32 + 8 + 8 + 8 + 1 + 2 + consent.length + 4 * vector.length);
    bytes.put(VERSION);
    bytes.put(HexFormat.of().parseHex(voiceprint.modelSha256()));
    bytes.put(HexFormat.of().parseHex(voiceprint.sourceSha256()));
    bytes.putDouble(voiceprint.speechSeconds());
    bytes.putLong(voiceprint.enrolled().getEpochSecond());
    bytes.putLong(voiceprint.expires().map(LocalDate::toEpochDay).orElse(NEVER));
    bytes.put((byte) (voiceprint.consent().isPresent() ? 1 : 0));
    bytes.putShort((short) consent.length).put(consent);
    for (float value : vector) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /** The voiceprint, or null if the bytes are none. */
  static Voiceprint decode(byte[] encoded) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(encoded);
      if (bytes.get() != VERSION) {
        return null;
      }
      String model = hex(bytes);
      String source = hex(bytes);
      double seconds = bytes.getDouble();
      Instant enrolled = Instant.ofEpochSecond(bytes.getLong());
      long expires = bytes.getLong();
      boolean consented = bytes.get() != 0;
      byte[] consent = new byte[Math.min(Short.toUnsignedInt(bytes.getShort()), bytes.remaining())];
      bytes.get(consent);
      float[] vector = new float[bytes.remaining() / 4];
      bytes.asFloatBuffer().get(vector);
      return new Voiceprint(
          vector,
          model,
          source,
          seconds,
          enrolled,
          consented ? Optional.of(new String(consent, StandardCharsets.UTF_8)) : Optional.empty(),
          expires == NEVER ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(expires)));
    } catch (BufferUnderflowException | DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String hex(ByteBuffer bytes) {
    byte[] digest = new byte[32];
    bytes.get(digest);
    return HexFormat.of().formatHex(digest);
  }
}
