package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings of more than one block are what they would be in one. */
class SamplesTest {
  private static final int LENGTH = 2 * Samples.BLOCK + 100_003;

  private static short[] noise() {
    Random random = new Random(4);
    short[] x = new short[LENGTH];
    for (int i = 0; i < x.length; i++) {
      x[i] = (short) random.nextInt();
    }
    return x;
  }

  private static float[] floats(short[] x) {
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = x[i] / 32768f;
    }
    return floats;
  }

  @Test
  void blocksJoinWithoutASeam() throws IOException {
    short[] x = noise();
    byte[] file = WavFile.of(x);
    float[] expected = floats(x);
    AudioClip stated = AudioClip.of(file, "x");
    assertEquals(LENGTH, stated.length());
    assertArrayEquals(expected, stated.samples());
    int from = Samples.BLOCK - 5;
    assertArrayEquals(
        Arrays.copyOfRange(expected, from, LENGTH - 1), stated.samples(from, LENGTH - 1));
    assertArrayEquals(
        Arrays.copyOfRange(expected, Samples.BLOCK, Samples.BLOCK + 9),
        stated.samples(Samples.BLOCK, Samples.BLOCK + 9));
    Arrays.fill(file, 40, 44, (byte) -1); // a stream that does not know its length
    assertArrayEquals(expected, AudioClip.of(file, "x").samples());
    assertArrayEquals(expected, AudioClip.of(expected, 16_000).samples());
  }

  @Test
  void aShortClipIsOneArray() throws IOException {
    AudioClip clip = AudioClip.of(WavFile.of(new short[2000]), "x");
    assertSame(clip.data(), clip.data());
    assertEquals(2000, clip.data().length);
  }

  /** Up, down, by an exact table and by an interpolated one: the same bits as in one piece. */
  @ParameterizedTest
  @CsvSource({"16000, 24000", "44100, 16000", "16000, 8000", "44101, 16000", "16000, 16001"})
  void resamplingHasNoSeam(int from, int to) {
    float[] x = floats(noise());
    float[] whole = new Resampler(from, to).apply(x);
    assertArrayEquals(whole, AudioClip.of(x, from).resampled(to).samples());
  }
}
