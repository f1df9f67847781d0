package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioClipTest {
  @TempDir Path folder;

  private static String refusal(byte[] file) {
    return assertThrows(AudioFormatException.class, () -> AudioClip.of(file, "x")).getMessage();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** One byte at a time, as a slow network might. */
  private static InputStream dripping(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int from, int count) {
        return super.read(into, from, Math.min(count, 1));
      }
    };
  }

  @Test
  void filesBytesAndStreamsGiveTheSameClip() throws IOException {
    long[] samples = new long[100_000];
    java.util.Arrays.setAll(samples, i -> (i * 7919L) % 30000);
    long[][] planar = {samples};
    byte[][] recordings = {
      new WavFile().pcm(16, 2, samples).toArray(),
      new WavFile().riff("RF64").pcm(24, 4, samples).toArray(),
      new FlacEncoder(16, 16000).types(1, 8, 32).encode(planar),
      new SphereFile().field("sample_byte_format", "01").with(new byte[50_001]),
    };
    for (byte[] recording : recordings) {
      AudioClip clip = AudioClip.of(recording, "x");
      Path file = Files.write(folder.resolve("recording"), recording);
      List<AudioClip> others =
          List.of(
              AudioClip.of(file),
              AudioClip.of(new ByteArrayInputStream(recording), "x"),
              AudioClip.of(dripping(recording), "x"));
      for (AudioClip other : others) {
        assertArrayEquals(clip.samples(), other.samples());
        assertEquals(clip.info(), other.info());
        assertEquals(clip.warnings(), other.warnings());
      }
      assertEquals(file.toString(), others.get(0).origin());
    }
  }

  @Test
  void theStreamIsLeftOpen() throws IOException {
    boolean[] closed = {false};
    InputStream in =
        new ByteArrayInputStream(WavFile.of((short) 1)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    AudioClip.of(in, "x");
    assertEquals(false, closed[0]);
  }

  @Test
  void channelsAreMixedUnlessOneIsChosen() throws IOException {
    byte[] stereo = new WavFile().channels(2).pcm(16, 2, 1, 2, -32768, -32767).toArray();
    AudioClip mixed = AudioClip.of(stereo, "x");
    assertArrayEquals(new float[] {1.5f / 32768, -32767.5f / 32768}, mixed.samples());
    assertEquals(
        List.of("2 channels were mixed down to one; a channel can be chosen instead"),
        mixed.warnings());
    AudioOptions mix = AudioOptions.DEFAULTS.withChannel(AudioOptions.MIX);
    assertArrayEquals(mixed.samples(), AudioClip.of(stereo, "x", mix).samples());
    assertEquals(List.of(), AudioClip.of(stereo, "x", mix).warnings());
    AudioClip second = AudioClip.of(stereo, "x", AudioOptions.DEFAULTS.withChannel(2));
    assertArrayEquals(new float[] {2 / 32768f, -32767 / 32768f}, second.samples());
    assertEquals(List.of(), second.warnings());
    AudioOptions third = AudioOptions.DEFAULTS.withChannel(3);
    assertEquals(
        "x, byte 44: has 2 channels, so there is no channel 3",
        assertThrows(AudioFormatException.class, () -> AudioClip.of(stereo, "x", third))
            .getMessage());
  }

  @Test
  void theMeanIsTakenInDoubleAndRoundedOnce() throws IOException {
    Random random = new Random(4);
    float[] stored = new float[300];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = random.nextFloat();
    }
    float[] mean = AudioClip.of(new WavFile().channels(3).floats(stored).toArray(), "x").samples();
    int differing = 0;
    for (int i = 0; i < mean.length; i++) {
      float x = stored[3 * i];
      float y = stored[3 * i + 1];
      float z = stored[3 * i + 2];
      assertEquals((float) (((double) x + y + z) / 3), mean[i]);
      differing += (x + y + z) / 3 == mean[i] ? 0 : 1;
    }
    assertTrue(differing > 10, "float arithmetic would differ in " + differing);
  }

  @Test
  void theLimitOnSamplesIsForOneChannel() throws IOException {
    byte[] stereo = new WavFile().channels(2).pcm(16, 2, new long[20]).toArray();
    assertEquals(10, AudioClip.of(stereo, "x", AudioOptions.DEFAULTS.withMaxSamples(10)).length());
    AudioOptions nine = AudioOptions.DEFAULTS.withMaxSamples(9);
    assertEquals(
        "x, byte 84: is longer than the limit of 9 samples",
        assertThrows(AudioFormatException.class, () -> AudioClip.of(stereo, "x", nine))
            .getMessage());
  }

  @Test
  void whatIsNoRecordingIsRefusedInASentence() throws IOException {
    assertEquals("x, byte 0: is empty", refusal(new byte[0]));
    assertEquals(
        "x, byte 0: is no recording of a known format: it begins with \"She had \"",
        refusal(text("She had your dark suit")));
    assertEquals(
        "x, byte 0: is no recording of a known format: it begins with the bytes 7f 45 4c 46",
        refusal(new byte[] {0x7F, 'E', 'L', 'F'}));
    assertEquals(
        "x, byte 0: is no recording of a known format: it begins with \"RIFFxxxx\"",
        refusal(text("RIFFxxxxAVI LIST")));
    assertEquals("x, byte 10: is empty", refusal(text("ID3\0\0\0\0\0\0\0")));
    Path text = Files.writeString(folder.resolve("notes.wav"), "Notes\n");
    AudioFormatException e = assertThrows(AudioFormatException.class, () -> AudioClip.of(text));
    assertEquals(text.toString(), e.origin());
    assertEquals(0, e.offset());
    assertTrue(e.getMessage().startsWith(text + ", byte 0: is no recording"), e.getMessage());
    assertEquals(
        folder + ": is a folder, not a recording",
        assertThrows(AudioFormatException.class, () -> AudioClip.of(folder)).getMessage());
    assertThrows(NoSuchFileException.class, () -> AudioClip.of(folder.resolve("none.wav")));
  }

  @Test
  void clipsOfSamplesAreCopies() {
    float[] samples = {0.5f, -2};
    AudioClip clip = AudioClip.of(samples, 8000);
    samples[0] = 9;
    clip.samples()[1] = 9;
    assertArrayEquals(new float[] {0.5f, -2}, clip.samples());
    assertEquals(2, clip.length());
    assertEquals(2 / 8000.0, clip.seconds());
    assertEquals(List.of(), clip.warnings());
    assertEquals("samples: 2 samples at 8000 Hz", clip.toString());
  }

  @Test
  void samplesThatMakeNoClip() {
    assertEquals(
        "a clip needs at least one sample, found none",
        assertThrows(IllegalArgumentException.class, () -> AudioClip.of(new float[0], 8000))
            .getMessage());
    assertEquals(
        "samples must be finite numbers; sample 1 is NaN",
        assertThrows(
                IllegalArgumentException.class, () -> AudioClip.of(new float[] {0, 0f / 0}, 8000))
            .getMessage());
    assertEquals(
        "the sampling rate must be 1000 to 768000 Hz, not 999",
        assertThrows(IllegalArgumentException.class, () -> AudioClip.of(new float[1], 999))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 65})
  void channelsThatNoRecordingHas(int channel) {
    assertThrows(IllegalArgumentException.class, () -> AudioOptions.DEFAULTS.withChannel(channel));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "2147483647"})
  void limitsThatNoArrayHas(int limit) {
    assertThrows(IllegalArgumentException.class, () -> AudioOptions.DEFAULTS.withMaxSamples(limit));
  }

  @Test
  void defaults() {
    assertEquals(
        new AudioOptions(AudioOptions.UNSTATED, false, 268_435_456), AudioOptions.DEFAULTS);
  }
}
