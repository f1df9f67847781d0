package io.vocalith.models.eval.speakers;

import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Kaldi's tables of vectors: an scp file of lines {@code key path:offset} that point into archives,
 * where a vector is stored as {@code \0BFV } (floats) or {@code \0BDV } (doubles), a byte 4, an
 * int32 length and the values, all little endian.
 */
public final class KaldiVectors {
  private static final int LONGEST = 1 << 16;

  private record Place(String archive, long offset, long line) {}

  private KaldiVectors() {}

  /**
   * Reads every vector that an scp file names, in its order.
   *
   * @throws ListFormatException if the file is missing or empty, a line has another form, or there
   *     is no vector at a place; names the line
   */
  public static Map<String, float[]> read(Path scp) throws IOException {
    Map<String, Place> places = new LinkedHashMap<>();
    TextLines.read(
        scp,
        (number, line) -> {
          String[] columns = TextLines.columns(line);
          int colon = columns.length == 2 ? columns[1].lastIndexOf(':') : -1;
          if (colon < 1 || !columns[1].substring(colon + 1).matches("\\d{1,18}")) {
            throw new ListFormatException(
                scp.toString(),
                number,
                "expected 'key path:offset', found '" + TextLines.shortened(line) + "'");
          }
          long offset = Long.parseLong(columns[1].substring(colon + 1));
          places.put(columns[0], new Place(columns[1].substring(0, colon), offset, number));
        });
    if (places.isEmpty()) {
      throw new ListFormatException(scp.toString(), 0, "expected vectors, found an empty file");
    }
    Map<String, float[]> vectors = new LinkedHashMap<>();
    for (Map.Entry<String, Place> entry : places.entrySet()) {
      vectors.put(entry.getKey(), vector(scp, entry.getValue()));
    }
    return vectors;
  }

  private static float[] vector(Path scp, Place place) throws IOException {
    // Kaldi resolves paths against the working folder; a list that was moved with its archive is
    // found beside it.
    Path archive = Path.of(place.archive());
    if (!archive.toFile().exists()) {
      archive = scp.toAbsolutePath().resolveSibling(place.archive());
    }
    try (FileInputStream file = new FileInputStream(archive.toFile())) {
      file.getChannel().position(place.offset());
      return vector(new DataInputStream(new BufferedInputStream(file)));
    } catch (IOException e) {
      String why = e instanceof EOFException ? "the archive ends" : e.getMessage();
      throw new ListFormatException(
          scp.toString(),
          place.line(),
          "expected a vector at " + archive + ":" + place.offset() + ": " + why);
    }
  }

  private static float[] vector(DataInputStream in) throws IOException {
    byte[] head = new byte[6];
    in.readFully(head);
    boolean floats = head[2] == 'F';
    if (head[0] != 0
        || head[1] != 'B'
        || !(floats || head[2] == 'D')
        || head[3] != 'V'
        || head[4] != ' '
        || head[5] != 4) {
      throw new IOException("no binary vector of floats or doubles begins there");
    }
    int length = Integer.reverseBytes(in.readInt());
    if (length < 1 || length > LONGEST) {
      throw new IOException("found a length of " + length);
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] =
          floats
              ? Float.intBitsToFloat(Integer.reverseBytes(in.readInt()))
              : (float) Double.longBitsToDouble(Long.reverseBytes(in.readLong()));
    }
    return values;
  }
}
