package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WavReaderTest {
  @Test
  void sixteenBitSamplesAreTheIntegerOver32768() throws IOException {
    AudioClip clip = AudioClip.of(WavFile.of((short) 1, (short) -32768, (short) 32767), "x");
    assertArrayEquals(new float[] {1 / 32768f, -1, 32767 / 32768f}, clip.samples());
    assertEquals(16000, clip.sampleRate());
    assertEquals(List.of(), clip.warnings());
    assertEquals(new AudioInfo("WAV", "PCM", 16000, 1, 3, 16), clip.info());
  }

  @Test
  void floatsAreKept() throws IOException {
    float[] samples = {0, -0.1f, 0.99f, Float.MIN_VALUE};
    assertArrayEquals(
        samples, AudioClip.of(new WavFile().floats(samples).toArray(), "x").samples());
  }
}
