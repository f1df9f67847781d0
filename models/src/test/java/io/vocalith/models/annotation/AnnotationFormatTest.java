package io.vocalith.models.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AnnotationFormatTest {
  /** 12,345 samples at 16 kHz: a duration with seven decimals. */
  static final Annotation SAMPLE =
      new Annotation(
          "talk 1",
          12345,
          16000,
          List.of(
              new Tier("words", List.of(new Segment(0.0875, 0.5, "\"she\""))),
              new Tier(
                  "phones",
                  List.of(
                      new Segment(0, 0.0875, "h#", OptionalDouble.of(0.75)),
                      new Segment(0.0875, 0.3, "ʃ", OptionalDouble.of(1)),
                      new Segment(0.3, 0.5, "iy")))));

  @Test
  void textGrid() {
    assertEquals(
        """
        File type = "ooTextFile"
        Object class = "TextGrid"

        xmin = 0\s
        xmax = 0.7715625\s
        tiers? <exists>
        size = 2\s
        item []:
            item [1]:
                class = "IntervalTier"\s
                name = "words"\s
                xmin = 0\s
                xmax = 0.7715625\s
                intervals: size = 3\s
                intervals [1]:
                    xmin = 0\s
                    xmax = 0.0875\s
                    text = ""\s
                intervals [2]:
                    xmin = 0.0875\s
                    xmax = 0.5\s
                    text = "\"\"she\"\""\s
                intervals [3]:
                    xmin = 0.5\s
                    xmax = 0.7715625\s
                    text = ""\s
            item [2]:
                class = "IntervalTier"\s
                name = "phones"\s
                xmin = 0\s
                xmax = 0.7715625\s
                intervals: size = 4\s
                intervals [1]:
                    xmin = 0\s
                    xmax = 0.0875\s
                    text = "h#"\s
                intervals [2]:
                    xmin = 0.0875\s
                    xmax = 0.3\s
                    text = "ʃ"\s
                intervals [3]:
                    xmin = 0.3\s
                    xmax = 0.5\s
                    text = "iy"\s
                intervals [4]:
                    xmin = 0.5\s
                    xmax = 0.7715625\s
                    text = ""\s
        """,
        AnnotationFormat.TEXTGRID.write(SAMPLE));
  }

  @Test
  void shortTextGridHasTheSameValues() {
    String names = AnnotationFormat.TEXTGRID.write(SAMPLE);
    StringBuilder values = new StringBuilder();
    for (String line : names.split("\n", -1)) {
      boolean kept = line.contains(" = ") && line.startsWith(" ") || line.startsWith("xm");
      if (kept || line.startsWith("size")) {
        values.append(line.substring(line.indexOf(" = ") + 3).strip()).append('\n');
      } else if (line.startsWith("tiers?")) {
        values.append("<exists>\n");
      } else if (!line.contains("item") && !line.contains("intervals [")) {
        values.append(line).append(line.isEmpty() && values.length() > 70 ? "" : "\n");
      }
    }
    assertEquals(values.toString(), AnnotationFormat.TEXTGRID_SHORT.write(SAMPLE));
  }

  @Test
  void ctm() {
    assertEquals(
        "talk_1 1 0 0.0875 h# 0.7500\ntalk_1 1 0.0875 0.2125 ʃ 1.0000\ntalk_1 1 0.3 0.2 iy\n",
        AnnotationFormat.CTM.write(SAMPLE));
  }

  @Test
  void phnIsContiguousToTheLastSample() {
    assertEquals(
        "0 1400 h#\n1400 4800 ʃ\n4800 8000 iy\n8000 12345 h#\n",
        AnnotationFormat.PHN.write(SAMPLE));
  }

  @Test
  void audacityAndTrn() {
    assertEquals(
        "0\t0.0875\th#\n0.0875\t0.3\tʃ\n0.3\t0.5\tiy\n", AnnotationFormat.AUDACITY.write(SAMPLE));
    assertEquals("h# ʃ iy (talk_1)\n", AnnotationFormat.TRN.write(SAMPLE));
  }

  @Test
  void numbersNeverHaveAnExponentOrAComma() {
    assertEquals("0", AnnotationFormat.number(0));
    assertEquals("0.0000625", AnnotationFormat.number(0.0000625));
    assertEquals("100000000", AnnotationFormat.number(1e8));
    assertEquals(0.1 + 0.2, Double.parseDouble(AnnotationFormat.number(0.1 + 0.2)));
  }

  @Test
  void intervalsThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Segment(1, 1, "x"));
    assertThrows(IllegalArgumentException.class, () -> new Segment(Double.NaN, 1, "x"));
    List<Segment> overlapping = List.of(new Segment(0, 2, "a"), new Segment(1, 3, "b"));
    assertThrows(IllegalArgumentException.class, () -> new Tier("phones", overlapping));
    assertThrows(IllegalArgumentException.class, () -> new Annotation("x", 0, 16000, List.of()));
  }
}
