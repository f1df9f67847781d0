package io.vocalith.models.phones;

import io.vocalith.engine.ctc.NgramModel;
import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a phone language model from an ARPA file: {@code \data\}, lines {@code ngram N=count}, for
 * every order a section {@code \N-grams:} of lines {@code log10-probability TAB phones [TAB log10
 * back-off]}, and {@code \end\}. {@code <s>}, {@code </s>} and {@code <unk>} have their usual
 * meaning; phones are the names of the model's labels.
 */
public final class ArpaReader {
  private static final double LN_10 = StrictMath.log(10);

  private final String origin;
  private final Map<String, Integer> symbols = new HashMap<>();
  private final NgramModel.Builder builder = NgramModel.builder();
  private final List<Long> promised = new ArrayList<>();
  private int order; // of the section being read; 0 before the first
  private long inSection;
  private boolean begun;
  private boolean ended;

  private ArpaReader(String origin, Map<String, Integer> labels) {
    this.origin = origin;
    symbols.putAll(labels);
    symbols.put("<s>", NgramModel.BEGIN);
    symbols.put("</s>", NgramModel.END);
    symbols.put("<unk>", NgramModel.UNKNOWN);
  }

  /**
   * Reads a model.
   *
   * @param labels number of each phone's class by its name
   * @throws ListFormatException with the line, if the file does not read as an ARPA model, a phone
   *     is no label, or there are fewer or more n-grams than it says
   */
  public static NgramModel read(Path file, Map<String, Integer> labels) throws IOException {
    ArpaReader reader = new ArpaReader(file.toString(), labels);
    TextLines.read(file, reader::line);
    if (!reader.ended) {
      throw new ListFormatException(
          reader.origin, 0, "expected \\end\\, found the end of the file");
    }
    return reader.builder.build();
  }

  private void line(long number, String line) throws ListFormatException {
    String text = line.strip();
    if (ended || (!begun && !text.equals("\\data\\"))) {
      return; // comments may stand before and behind
    }
    if (!begun) {
      begun = true;
    } else if (text.startsWith("\\")) {
      section(number, text);
    } else if (order == 0) {
      count(number, text);
    } else {
      ngram(number, text);
    }
  }

  private void count(long number, String text) throws ListFormatException {
    String wanted = "ngram " + (promised.size() + 1) + "=";
    String digits = text.replace(" =", "=").replace("= ", "=");
    if (!digits.startsWith(wanted) || !digits.substring(wanted.length()).matches("\\d{1,12}")) {
      throw problem(number, wanted + "count", text);
    }
    promised.add(Long.parseLong(digits.substring(wanted.length())));
  }

  private void section(long number, String text) throws ListFormatException {
    if (order > 0 && inSection != promised.get(order - 1)) {
      throw problem(
          number,
          promised.get(order - 1) + " n-grams of order " + order,
          String.valueOf(inSection));
    }
    String wanted = order == promised.size() ? "\\end\\" : "\\" + (order + 1) + "-grams:";
    if (!text.equals(wanted) || promised.isEmpty()) {
      throw problem(number, wanted, text);
    }
    ended = text.equals("\\end\\");
    order++;
    inSection = 0;
  }

  private void ngram(long number, String text) throws ListFormatException {
    String[] columns = TextLines.columns(text);
    boolean backoff = columns.length == order + 2;
    if (!backoff && columns.length != order + 1) {
      throw problem(number, "a probability and " + order + " phones", text);
    }
    int[] labels = new int[order];
    for (int i = 0; i < order; i++) {
      Integer label = symbols.get(columns[i + 1]);
      if (label == null) {
        throw problem(number, "a label of the model", columns[i + 1]);
      }
      labels[i] = label;
    }
    try {
      double log = Double.parseDouble(columns[0]) * LN_10;
      double weight = backoff ? Double.parseDouble(columns[order + 1]) * LN_10 : 0;
      builder.add(labels, log, weight);
    } catch (IllegalArgumentException e) {
      throw problem(number, "numbers, and every n-gram once", text);
    }
    if (++inSection > promised.get(order - 1)) {
      throw problem(number, promised.get(order - 1) + " n-grams of order " + order, "more");
    }
  }

  private ListFormatException problem(long number, String expected, String found) {
    return new ListFormatException(
        origin, number, "expected " + expected + ", found '" + TextLines.shortened(found) + "'");
  }
}
