package io.vocalith.models.eval.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoundaryFiguresTest {
  @Test
  void errorsAreOfDistances() {
    BoundaryErrors errors = new BoundaryErrors();
    errors.add(1.000, 1.010, 1.005, 1.02); // + 10 ms, truth outside of the interval
    errors.add(2.000, 1.980, 1.97, 2.0); // - 20 ms, covered at its edge
    errors.add(3.000, 3.045, 2.9, 3.1); // + 45 ms, covered
    errors.add(4.000, 4.060, 4.05, 4.07); // + 60 ms
    assertEquals(4, errors.count());
    assertEquals(0.0325, errors.median(), 1e-12);
    assertEquals(0.03375, errors.mean(), 1e-12);
    assertEquals(0.02375, errors.bias(), 1e-12);
    assertEquals(0.25, errors.shareWithin(0.01));
    assertEquals(0.5, errors.shareWithin(0.02));
    assertEquals(0.75, errors.shareWithin(0.05));
    assertEquals(0.5, errors.coverage());
    assertTrue(Double.isNaN(new BoundaryErrors().median()));
  }

  @Test
  void boundariesMatchOneToOneWithinTwentyMilliseconds() {
    BoundaryDetection detection = new BoundaryDetection();
    // 0.1 with 0.12 (inclusive), 0.2 with 0.19, 0.21 free, 0.3 and 0.5 free on the other side
    detection.add(new double[] {0.1, 0.2, 0.3, 0.5}, new double[] {0.12, 0.19, 0.21, 0.9, 1.0});
    assertEquals(2 / 5.0, detection.precision());
    assertEquals(2 / 4.0, detection.recall());
    assertEquals(2 * 0.4 * 0.5 / 0.9, detection.f1(), 1e-12);
    double over = 0.5 / 0.4 - 1;
    double r1 = Math.sqrt(0.25 + over * over);
    double r2 = (0.5 - 1 - over) / Math.sqrt(2);
    assertEquals(1 - (r1 + Math.abs(r2)) / 2, detection.rValue(), 1e-12);
    BoundaryDetection nothing = new BoundaryDetection();
    nothing.add(new double[] {1}, new double[] {2});
    assertTrue(Double.isNaN(nothing.precision()) && Double.isNaN(nothing.rValue()));
  }

  @Test
  void confidenceIsComparedWithWhatIsRight() {
    ConfidenceQuality quality = new ConfidenceQuality();
    quality.add(0.95, true);
    quality.add(0.95, false); // bin of 0.95: accuracy 0.5, confidence 0.95
    quality.add(0.10, false); // bin of 0.10: accuracy 0, confidence 0.1
    quality.add(1.00, true); // the last bin, which 0.95 is in as well
    double lastBin = Math.abs(2 - (0.95 + 0.95 + 1));
    assertEquals((lastBin + 0.1) / 4, quality.calibrationError(), 1e-12);
    // right 0.95 and 1.00 against wrong 0.95 and 0.10: 0.5 + 1 + 1 + 1 of 4
    assertEquals(3.5 / 4, quality.areaUnderCurve(), 1e-12);
    assertEquals(0.5, quality.accuracy());
  }

  @Test
  void aPhoneIsRightWhereTheFoldedAlignmentMatchesIt() {
    ConfidenceQuality quality = new ConfidenceQuality();
    // folded: sil aa n against sil aa (q deleted) m iy
    quality.add(
        List.of("h#", "ao", "nx"),
        List.of("pau", "aa", "q", "m", "iy"),
        List.of(0.9, 0.8, 0.7, 0.6, 0.5));
    assertEquals(4, quality.count());
    assertEquals(0.5, quality.accuracy());
    assertEquals(1, quality.areaUnderCurve());
  }
}
