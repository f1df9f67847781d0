package io.vocalith.models.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.speakers.DetectionScores;
import java.io.StringReader;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DetPlotTest {
  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static DetectionScores scores() {
    Random random = new Random(1);
    return DetectionScores.of(
        random.doubles(500).map(v -> 0.4 + 0.5 * v).toArray(),
        random.doubles(2000).map(v -> 0.6 * v).toArray());
  }

  @Test
  void everyMarkLiesOnThePaper() throws Exception {
    for (DetectionScores each :
        List.of(
            scores(),
            DetectionScores.of(new double[] {1}, new double[] {0}),
            DetectionScores.of(new double[] {0.5}, new double[] {0.5}),
            DetectionScores.of(new double[] {-9}, new double[] {1e6}))) {
      String svg = DetPlot.svg(each, "list");
      NodeList lines = parsed(svg).getElementsByTagName("polyline");
      for (int i = 0; i < lines.getLength(); i++) {
        String points = lines.item(i).getAttributes().getNamedItem("points").getNodeValue();
        for (String point : points.split(" ", -1)) {
          double x = Double.parseDouble(point.split(",", -1)[0]);
          double y = Double.parseDouble(point.split(",", -1)[1]);
          assertTrue(x >= 0 && x <= 920 && y >= 0 && y <= 490, point);
        }
      }
    }
  }

  @Test
  void theDotLiesOnTheDiagonalAtTheEqualErrorRate() throws Exception {
    String svg = DetPlot.svg(scores(), "list");
    Matcher dot = Pattern.compile("<circle.* cx=\"(.*)\" cy=\"(.*)\"/>").matcher(svg);
    assertTrue(dot.find());
    // The panel begins at (80, 56) and is 360 wide and high: x - 80 = 416 - y.
    assertEquals(
        Double.parseDouble(dot.group(1)) - 80, 416 - Double.parseDouble(dot.group(2)), 0.02);
  }

  @Test
  void titlesAreEscaped() throws Exception {
    Document svg = parsed(DetPlot.svg(scores(), "a < b & \"c\""));
    assertEquals(
        "DET curve and score histogram: a < b & \"c\"",
        svg.getElementsByTagName("title").item(0).getTextContent());
  }

  @Test
  void probitInvertsTheNormalDistribution() {
    assertEquals(0, Probit.of(0.5), 5e-4);
    assertEquals(-1.959964, Probit.of(0.025), 5e-4);
    assertEquals(2.326348, Probit.of(0.99), 5e-4);
    assertEquals(-3.719016, Probit.of(1e-4), 5e-4);
    assertThrows(IllegalArgumentException.class, () -> Probit.of(0));
  }

  @Test
  void ticksAreRoundAndInside() {
    assertEquals(
        List.of("0", "0.2", "0.4", "0.6", "0.8", "1"),
        Ticks.between(-0.02, 1.01).stream().map(Ticks::label).toList());
    assertEquals("1000000", Ticks.label(1e6));
    assertEquals("0.001", Ticks.label(0.001));
  }

  @Test
  void aPlaceOffThePaperIsRefused() {
    Svg svg = new Svg(10, 10, "t");
    assertThrows(
        IllegalArgumentException.class, () -> svg.line(Svg.Style.GRID, 0, Double.NaN, 1, 1));
  }
}
