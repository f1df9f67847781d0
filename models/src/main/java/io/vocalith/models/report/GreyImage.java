package io.vocalith.models.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A picture in 256 greys and its PNG file; {@code java.desktop}, which has a writer, is not here.
 */
public final class GreyImage {
  /** Browsers draw no picture wider than some 16,000 pixels. */
  private static final int TILE_WIDTH = 4096;

  private final int width;
  private final int height;
  private final byte[] levels; // (height, width), the top row first; 0 black, 255 white

  private GreyImage(int width, int height, byte[] levels) {
    this.width = width;
    this.height = height;
    this.levels = levels;
  }

  /** A white picture. */
  static GreyImage blank(int width, int height) {
    byte[] levels = new byte[Math.multiplyExact(width, height)];
    Arrays.fill(levels, (byte) 255);
    return new GreyImage(width, height, levels);
  }

  /** Sets a pixel: 0 or less is white, 1 or more is black. */
  void darken(int x, int y, double darkness) {
    double within = Math.max(0, Math.min(1, darkness));
    levels[y * width + x] = (byte) Math.round(255 * (1 - within));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The same picture cut from left to right; all pieces but the last are equally wide. */
  List<GreyImage> tiles() {
    List<GreyImage> tiles = new ArrayList<>();
    for (int x = 0; x < width; x += TILE_WIDTH) {
      int part = Math.min(TILE_WIDTH, width - x);
      byte[] cut = new byte[part * height];
      for (int y = 0; y < height; y++) {
        System.arraycopy(levels, y * width + x, cut, y * part, part);
      }
      tiles.add(new GreyImage(part, height, cut));
    }
    return tiles;
  }

  /** The picture as a file: PNG (ISO/IEC 15948), 8-bit greyscale, rows without filters. */
  byte[] png() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(file)) {
      out.writeLong(0x89504E470D0A1A0AL);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      try (DataOutputStream fields = new DataOutputStream(header)) {
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 0, 0, 0, 0}); // bits, grey, deflate, filters, not interlaced
      }
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", deflated());
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written
    }
    return file.toByteArray();
  }

  private byte[] deflated() throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream rows = new DeflaterOutputStream(data, deflater)) {
      for (int y = 0; y < height; y++) {
        rows.write(0); // the row's filter: none
        rows.write(levels, y * width, width);
      }
    } finally {
      deflater.end();
    }
    return data.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) sum.getValue());
  }
}
