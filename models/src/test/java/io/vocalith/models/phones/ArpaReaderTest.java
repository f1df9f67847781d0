package io.vocalith.models.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.ctc.NgramModel;
import io.vocalith.models.eval.ListFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArpaReaderTest {
  private static final String MODEL =
      """
      made by hand

      \\data\\
      ngram 1=4
      ngram 2=2

      \\1-grams:
      -99\t<s>\t-0.3
      -1.0\t</s>
      -0.5\taa\t-0.2
      -0.6\tsh\t-0.1

      \\2-grams:
      -0.1\t<s> sh
      -0.2\tsh aa

      \\end\\
      """;

  private static final Map<String, Integer> LABELS = Map.of("aa", 0, "b", 1, "sh", 2);

  @TempDir private Path folder;

  @Test
  void readsProbabilitiesAndBackOffWeights() throws IOException {
    NgramModel model = read(MODEL);
    double ln10 = Math.log(10);
    int start = model.start();
    assertEquals(-0.1 * ln10, model.logProbability(start, 2), 1e-12);
    assertEquals((-0.3 - 0.5) * ln10, model.logProbability(start, 0), 1e-12);
    int sh = model.next(start, 2);
    assertEquals(-0.2 * ln10, model.logProbability(sh, 0), 1e-12);
    assertEquals((-0.1 - 1) * ln10, model.logEnd(sh), 1e-12);
    assertEquals(Double.NEGATIVE_INFINITY, model.logProbability(sh, 1));
  }

  @Test
  void damageIsRefusedWithTheLine() {
    refused(MODEL.replace("ngram 1=4", "ngram 2=4"), "line 4: expected ngram 1=count");
    refused(MODEL.replace("ngram 1=4", "ngram 1=5"), "line 13: expected 5 n-grams of order 1");
    refused(MODEL.replace("ngram 1=4", "ngram 1=3"), "line 11: expected 3 n-grams of order 1");
    refused(
        MODEL.replace("\tsh\t", "\tzz\t"), "line 11: expected a label of the model, found 'zz'");
    refused(MODEL.replace("-0.6", "much"), "line 11: expected numbers");
    refused(MODEL.replace("-0.6", "NaN"), "line 11: expected numbers");
    refused(MODEL.replace("\\2-grams:", "\\3-grams:"), "line 13: expected \\2-grams:");
    refused(MODEL.replace("sh aa", "sh"), "line 15: expected a probability and 2 phones");
    refused(MODEL.replace("sh aa", "<s> sh"), "line 15: expected numbers, and every n-gram once");
    refused(MODEL.replace("\\end\\", ""), "expected \\end\\, found the end of the file");
    refused("hello\n", "expected \\end\\, found the end of the file");
  }

  private void refused(String text, String part) {
    String message = assertThrows(ListFormatException.class, () -> read(text)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private NgramModel read(String text) throws IOException {
    return ArpaReader.read(Files.writeString(folder.resolve("lm.arpa"), text), LABELS);
  }
}
