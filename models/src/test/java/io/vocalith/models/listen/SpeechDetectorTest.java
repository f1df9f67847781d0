package io.vocalith.models.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.audio.AudioClip;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpeechDetectorTest {
  @TestFactory
  Stream<DynamicTest> whatIsNotSpeechHoldsNoSpeech() {
    return Sounds.notSpeech().entrySet().stream()
        .map(
            sound ->
                DynamicTest.dynamicTest(
                    sound.getKey(),
                    () ->
                        assertEquals(
                            0,
                            SpeechDetector.detect(sound.getValue(), Sounds.RATE).speechSeconds())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fox", "hello", "alice-1", "alice-2", "bob-1"})
  void speechIsSpeechAtEveryRate(String name) throws IOException {
    AudioClip clip = Sounds.speech(name);
    for (int rate : new int[] {8000, 11_025, 16_000, 44_100, 48_000}) {
      SpeechActivity found = SpeechDetector.detect(clip.resampled(rate).samples(), rate);
      assertTrue(
          found.speechSeconds() > 0.55 * clip.seconds(),
          () -> rate + " Hz: " + found.speechSeconds() + " of " + clip.seconds());
    }
  }

  @Test
  void speechIsFoundBetweenMusicAndSilence() throws IOException {
    AudioClip fox = Sounds.speech("fox");
    AudioClip alice = Sounds.speech("alice-1");
    float[] speech = Sounds.concatenate(fox.samples(), alice.samples());
    float[] all =
        Sounds.concatenate(Sounds.holdMusic(), new float[32_000], speech, new float[32_000]);
    SpeechActivity found = SpeechDetector.detect(all, Sounds.RATE);
    double start = (double) (all.length - 32_000 - speech.length) / Sounds.RATE;
    double inside = 0;
    for (SpeechActivity.Stretch stretch : found.stretches()) {
      assertTrue(stretch.start() > start - 0.3, () -> "speech found in the music: " + stretch);
      inside += stretch.seconds();
    }
    assertEquals(found.speechSeconds(), inside, 1e-9);
    assertTrue(inside > 0.7 * speech.length / Sounds.RATE, "found " + inside);
  }

  @ParameterizedTest
  @ValueSource(doubles = {20, 10, 0})
  void noiseNeitherHidesNorInventsSpeech(double snr) throws IOException {
    float[] fox = Sounds.speech("fox").samples();
    float[] quiet = Sounds.concatenate(new float[24_000], fox, new float[24_000]);
    SpeechActivity found =
        SpeechDetector.detect(Sounds.withNoise(quiet, snr, true, 5), Sounds.RATE);
    double within = 0;
    double without = 0;
    for (int t = 0; t < found.frames(); t++) {
      boolean inside = t >= 150 && t < found.frames() - 150;
      within += found.isSpeech(t) && inside ? 0.01 : 0;
      without += found.isSpeech(t) && !inside ? 0.01 : 0;
    }
    assertTrue(within > 0.7 * fox.length / Sounds.RATE, "found " + within);
    assertTrue(without < 0.3, "invented " + without);
  }

  @Test
  void tooShortRecordingsHaveNoFrames() {
    for (int length : new int[] {0, 1, 159}) {
      assertEquals(0, SpeechDetector.detect(new float[length], 16_000).frames());
    }
    assertEquals(1, SpeechDetector.detect(new float[160], 16_000).frames());
  }

  @Test
  void valuesThatAreNoNumbersAreSilence() throws IOException {
    float[] fox = Sounds.speech("fox").samples();
    float[] damaged = fox.clone();
    float[] silenced = fox.clone();
    for (int i : new int[] {7, 9000, 20_000}) {
      damaged[i] = i == 7 ? Float.POSITIVE_INFINITY : Float.NaN;
      silenced[i] = 0;
    }
    assertEquals(
        SpeechDetector.detect(silenced, 16_000).stretches(),
        SpeechDetector.detect(damaged, 16_000).stretches());
  }

  @Test
  void loudnessDoesNotMatter() throws IOException {
    float[] fox = Sounds.speech("fox").samples();
    double loud = SpeechDetector.detect(fox, 16_000).speechSeconds();
    float[] quiet = fox.clone();
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] *= 0.05f;
    }
    assertEquals(loud, SpeechDetector.detect(quiet, 16_000).speechSeconds(), 0.1);
  }

  @Test
  void anyNumbersAreJudged() {
    Random random = new Random(6);
    for (int n = 0; n < 50; n++) {
      float[] samples = new float[random.nextInt(20_000)];
      int kind = random.nextInt(3);
      for (int i = 0; i < samples.length; i++) {
        samples[i] =
            kind == 0
                ? Float.intBitsToFloat(random.nextInt())
                : kind == 1 ? random.nextInt(3) - 1 : (float) random.nextGaussian() * 1e-6f;
      }
      SpeechActivity found = SpeechDetector.detect(samples, 8000);
      assertEquals(samples.length / 80, found.frames());
      assertEquals(samples.length / 8000.0, found.duration());
    }
  }

  @Test
  void ratesOutOfRangeAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> SpeechDetector.detect(new float[9], 3999))
            .getMessage();
    assertEquals("expected a sample rate of 4000 to 384000, found 3999", message);
  }

  @Test
  void stretchesAreTheRunsOfFrames() {
    boolean[] frames = new boolean[10];
    Arrays.fill(frames, 2, 5, true);
    frames[9] = true;
    SpeechActivity activity = SpeechActivity.of(frames, 0.1);
    assertEquals(2, activity.stretches().size());
    assertEquals(0.02, activity.stretches().get(0).start(), 1e-12);
    assertEquals(0.05, activity.stretches().get(0).end(), 1e-12);
    assertEquals(0.10, activity.stretches().get(1).end(), 1e-12);
    assertEquals(0.04, activity.speechSeconds(), 1e-12);
  }
}
