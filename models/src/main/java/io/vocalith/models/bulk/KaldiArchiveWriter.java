package io.vocalith.models.bulk;

import io.vocalith.models.speaker.Disclaimer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Kaldi's table of float vectors: key, blank, {@code \0BFV }, a byte 4, an int32 length and the
 * floats, little-endian; the script says {@code key path:offset}, the offset that of the {@code
 * \0}.
 */
final class KaldiArchiveWriter {
  private KaldiArchiveWriter() {}

  static void write(EmbeddingJournal journal, Path output, OutputStream out) throws IOException {
    BulkHeader header = journal.header();
    String stem = output.getFileName().toString().replaceFirst("\\.ark$", "");
    Path script = output.resolveSibling(stem + ".scp");
    long[] offset = new long[1];
    try (BufferedWriter lines = Files.newBufferedWriter(script)) {
      journal.forEach(
          (id, vector) -> {
            byte[] key = (key(id) + " ").getBytes(StandardCharsets.UTF_8);
            ByteBuffer entry =
                ByteBuffer.allocate(key.length + 5 + 5 + 4 * vector.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            entry.put(key).put("\0BFV ".getBytes(StandardCharsets.US_ASCII));
            entry.put((byte) 4).putInt(vector.length);
            for (float value : vector) {
              entry.putFloat(value);
            }
            out.write(entry.array());
            lines.write(key(id) + " " + output + ":" + (offset[0] + key.length) + "\n");
            offset[0] += entry.capacity();
          });
    }
    Files.writeString(
        output.resolveSibling(output.getFileName() + ".meta"),
        "model %s\nmodel_sha256 %s\nnormalization %s\ndimension %d\ndisclaimer %s\n"
            .formatted(
                header.model(),
                header.modelSha256(),
                header.normalization(),
                header.dimension(),
                Disclaimer.TEXT));
  }

  /** Kaldi's keys have no blanks. */
  private static String key(String id) {
    return id.replaceAll("\\s", "_");
  }
}
