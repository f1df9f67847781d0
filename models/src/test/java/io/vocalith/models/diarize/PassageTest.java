package io.vocalith.models.diarize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.listen.SpeechActivity.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PassageTest {
  @Test
  void stretchesAreCutIntoEqualPartsWithoutGaps() {
    List<Stretch> stretches = List.of(new Stretch(1, 2), new Stretch(3, 6), new Stretch(7, 14.1));
    List<Passage> passages = Passage.over(stretches, 3);
    assertEquals(5, passages.size());
    assertEquals(new Passage(3, 6, 1), passages.get(1));
    for (int p = 0; p < passages.size(); p++) {
      Passage passage = passages.get(p);
      assertTrue(passage.seconds() <= 3 + 1e-9, passage.toString());
      if (p > 2) {
        assertEquals(passages.get(p - 1).end(), passage.start());
        assertEquals(7.1 / 3, passage.seconds(), 1e-9);
      }
    }
    assertEquals(14.1, passages.get(4).end(), 1e-12);
  }

  @Test
  void theVoiceIsThatOfTheWindowsWhoseMiddleLiesWithin() {
    List<Window> windows =
        List.of(
            new Window(0, 1.5, 0),
            new Window(1, 2.5, 0),
            new Window(2, 3.5, 0),
            new Window(1, 2.5, 1));
    List<float[]> voices =
        List.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {0, -1}, new float[] {-1, 0});
    assertArrayEquals(
        new float[] {0.5f, 0.5f}, new Passage(0.5, 2, 0).voice(windows, voices), 1e-6f);
    assertArrayEquals(new float[] {0, -1}, new Passage(3.2, 3.5, 0).voice(windows, voices), 1e-6f);
    assertArrayEquals(new float[] {-1, 0}, new Passage(0, 9, 1).voice(windows, voices), 1e-6f);
  }
}
