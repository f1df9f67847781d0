package io.vocalith.models.bulk;

import io.vocalith.models.speaker.Disclaimer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NumPy's NPZ: a ZIP of NPY files, format 1.0 (numpy.lib.format), little-endian, C order. */
final class NpzWriter {
  private static final long EPOCH_OF_ZIP = 315_532_800_000L; // 1980: the same bytes every time

  private NpzWriter() {}

  static void write(EmbeddingJournal journal, OutputStream out) throws IOException {
    BulkHeader header = journal.header();
    ZipOutputStream zip = new ZipOutputStream(out);
    strings(zip, "ids", journal.ids());
    int count = journal.ids().size();
    entry(zip, "embeddings", "<f4", "(" + count + ", " + header.dimension() + ")");
    ByteBuffer row = ByteBuffer.allocate(4 * header.dimension()).order(ByteOrder.LITTLE_ENDIAN);
    journal.forEach(
        (id, vector) -> {
          row.asFloatBuffer().put(vector);
          zip.write(row.array());
        });
    zip.closeEntry();
    strings(zip, "meta", List.of(header.model(), header.modelSha256(), header.normalization()));
    strings(zip, Disclaimer.FIELD, List.of(Disclaimer.TEXT));
    zip.finish();
  }

  /** An array of unicode strings: UTF-32, each padded with zeros to the longest. */
  private static void strings(ZipOutputStream zip, String name, Iterable<String> values)
      throws IOException {
    int longest = 1;
    int count = 0;
    for (String value : values) {
      longest = Math.max(longest, value.codePointCount(0, value.length()));
      count++;
    }
    entry(zip, name, "<U" + longest, "(" + count + ",)");
    ByteBuffer cell = ByteBuffer.allocate(4 * longest).order(ByteOrder.LITTLE_ENDIAN);
    for (String value : values) {
      Arrays.fill(cell.array(), (byte) 0);
      cell.clear();
      value.codePoints().forEach(cell::putInt);
      zip.write(cell.array());
    }
    zip.closeEntry();
  }

  private static void entry(ZipOutputStream zip, String name, String type, String shape)
      throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTime(EPOCH_OF_ZIP);
    zip.putNextEntry(entry);
    String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    int unpadded = 10 + text.length() + 1;
    int padded = (unpadded + 63) / 64 * 64;
    byte[] header =
        (text + " ".repeat(padded - unpadded) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer begin = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    begin.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    begin.put((byte) 1).put((byte) 0).putShort((short) header.length);
    zip.write(begin.array());
    zip.write(header);
  }
}
