package io.vocalith.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two files that {@link Compare} wrote on two JDKs of one machine: row by row, how much longer the
 * first takes. Both the plain ratio of our times and, as the machine may have been slower in one of
 * the runs, that of our ratios to the same peer, which counts. Arguments: two files, the older
 * JDK's first.
 */
public final class CompareJdks {
  private static final double BAR = 1.15;
  private static final double PRIZE = 1.10;

  private CompareJdks() {}

  /** One row of such a file. */
  record Row(String work, int threads, double ours, String peer, double ratio) {
    private String key() {
      return work + ", " + threads + " threads, " + peer;
    }
  }

  /** Prints a line for every row that is in both files. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("expected two result files, the older JDK's first");
      System.exit(2);
    }
    compare(rows(Path.of(arguments[0])), rows(Path.of(arguments[1]))).forEach(System.out::println);
  }

  /** The lines, in the order of the first file. */
  static List<String> compare(List<Row> older, List<Row> newer) {
    Map<String, Row> byKey = new LinkedHashMap<>();
    newer.forEach(row -> byKey.put(row.key(), row));
    List<String> lines = new ArrayList<>();
    for (Row row : older) {
      Row other = byKey.get(row.key());
      if (other != null) {
        boolean itself = row.peer.startsWith("vocalith");
        double plain = row.ours / other.ours;
        double ratio = itself ? plain : row.ratio / other.ratio;
        lines.add(
            String.format(
                Locale.ROOT,
                "%-80s %9.2f ms, %9.2f ms: %.3f; by the peer's clock %.3f  bar %.2f %s",
                row.key(),
                row.ours,
                other.ours,
                plain,
                ratio,
                BAR,
                ratio <= PRIZE ? "met, prize too" : ratio <= BAR ? "met" : "MISSED"));
      }
    }
    return lines;
  }

  /** The rows of a file. */
  static List<Row> rows(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    Map<String, String> fields = new HashMap<>();
    boolean within = false;
    try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          within = true;
        } else if (within && token.isScalarValue()) {
          fields.put(json.currentName(), json.getText());
        } else if (within && token == JsonToken.END_OBJECT) {
          rows.add(row(file, fields));
          fields.clear();
        } else if (token == JsonToken.END_ARRAY) {
          within = false;
        }
      }
    }
    return rows;
  }

  private static Row row(Path file, Map<String, String> fields) throws IOException {
    if (!fields.keySet().containsAll(List.of("work", "threads", "ours_ms", "peer", "ratio"))) {
      throw new IOException(file + ": expected rows as Compare writes them, found " + fields);
    }
    return new Row(
        fields.get("work"),
        Integer.parseInt(fields.get("threads")),
        Double.parseDouble(fields.get("ours_ms")),
        fields.get("peer"),
        Double.parseDouble(fields.get("ratio")));
  }
}
