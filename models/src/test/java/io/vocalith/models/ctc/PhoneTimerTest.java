package io.vocalith.models.ctc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.audio.AudioClip;
import io.vocalith.audio.Mfcc;
import io.vocalith.engine.ctc.ScoreAdjustment;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Times of the embedded model's phones; the sums behind them are tested in the engine. */
class PhoneTimerTest {
  private static final AudioClip CLIP = noise();

  /** A second of noise, loud in its middle, so that the model has something to say. */
  private static AudioClip noise() {
    Random random = new Random(7);
    float[] samples = new float[40_001];
    for (int i = 0; i < samples.length; i++) {
      double loud = Math.pow(Math.sin(Math.PI * i / 8000.0), 2);
      samples[i] = (float) (0.3 * loud * random.nextGaussian() + Math.sin(i * 0.05) * 0.2 * loud);
    }
    return AudioClip.of(samples, 16000);
  }

  @Test
  void framesLieWhereTheirWindowsAre() {
    TimeBase times = TimeBase.of(new Mfcc());
    assertEquals(new TimeBase(16000, 80, 160, 2), times);
    // frame 0 of the features is frame 2 of the signal: samples 160 to 320, centre 240, less 40
    assertEquals(200 / 16000.0, times.onset(0));
    assertEquals(280 / 16000.0, times.onset(1));
  }

  @Test
  void intervalsCoverTheRecording() throws IOException {
    Transcript transcript = PhonemeRecognizer.load().withTimes(3).transcribe(CLIP);
    List<TimedPhone> timed = transcript.timed();
    assertTrue(timed.size() > 1, "the model heard " + transcript);
    assertEquals(transcript.phones(), timed.stream().map(TimedPhone::phone).toList());
    double at = 0;
    for (TimedPhone phone : timed) {
      assertEquals(at, phone.start());
      assertTrue(phone.end() > phone.start());
      assertTrue(phone.earliest() <= phone.latest());
      assertTrue(phone.confidence() > 0 && phone.confidence() <= 1);
      assertEquals(3, phone.alternatives().size());
      double sum = phone.confidence();
      for (TimedPhone.Alternative other : phone.alternatives()) {
        assertTrue(!other.phone().equals(phone.phone()));
        sum += other.probability();
      }
      assertTrue(sum <= 1 + 1e-9);
      at = phone.end();
    }
    assertEquals(40_001 / 16000.0, at);
  }

  @Test
  void timesAreGivenOnlyWhereAskedFor() throws IOException {
    PhonemeRecognizer recognizer = PhonemeRecognizer.load();
    assertEquals(List.of(), recognizer.transcribe(CLIP).timed());
    assertThrows(IllegalArgumentException.class, () -> recognizer.withTimes(-1));
  }

  @Test
  void onlyPhonesOfTheInventoryAreHeard() throws IOException {
    PhonemeRecognizer recognizer = PhonemeRecognizer.load();
    int s = recognizer.model().card().labels().indexOf("s");
    int iy = recognizer.model().card().labels().indexOf("iy");
    ScoreAdjustment two = ScoreAdjustment.NONE.withInventory(Set.of(s, iy)).withBlankBias(-3);
    Transcript transcript =
        recognizer.withDecoding(Decoding.prefixSearch(10).withAdjustment(two)).transcribe(CLIP);
    assertTrue(Set.of("s", "iy").containsAll(transcript.phones()), transcript.toString());
    assertTrue(!transcript.phones().isEmpty());
  }
}
