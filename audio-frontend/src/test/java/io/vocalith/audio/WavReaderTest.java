package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavReaderTest {
  private static final AudioOptions FIRST = AudioOptions.DEFAULTS.withChannel(1);

  private static AudioClip read(WavFile file) throws IOException {
    return AudioClip.of(file.toArray(), "x.wav", FIRST);
  }

  private static String refusal(byte[] file) {
    return assertThrows(AudioFormatException.class, () -> AudioClip.of(file, "x.wav")).getMessage();
  }

  @Test
  void sixteenBitSamplesAreTheIntegerOver32768() throws IOException {
    short[] all = new short[65536];
    for (int i = 0; i < all.length; i++) {
      all[i] = (short) i;
    }
    AudioClip clip = AudioClip.of(WavFile.of(all), "x");
    float[] samples = clip.samples();
    for (int i = 0; i < all.length; i++) {
      assertEquals(all[i] / 32768f, samples[i]);
      assertEquals(all[i], 32768 * samples[i]);
    }
    assertEquals(List.of(), clip.warnings());
    assertEquals(new AudioInfo("WAV", "PCM", 16000, 1, 65536, 16), clip.info());
  }

  /** Every number of bits, in the container it needs, left-justified, both byte orders. */
  @ParameterizedTest
  @ValueSource(strings = {"RIFF", "RIFX", "RF64", "BW64"})
  void everyDepth(String riff) throws IOException {
    for (int bits = 2; bits <= 64; bits++) {
      int container = (bits + 7) / 8;
      long[] stored = new long[5];
      long[] tops = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE};
      float[] expected = new float[5];
      for (int i = 0; i < 5; i++) {
        long value = Math.abs(tops[i]) == 1 ? tops[i] : tops[i] >> (64 - bits);
        stored[i] = value << (8 * container - bits);
        expected[i] = (float) Math.scalb((double) value, 1 - bits);
      }
      AudioClip clip = read(new WavFile().riff(riff).pcm(bits, container, stored));
      assertArrayEquals(expected, clip.samples(), bits + " bits");
      assertEquals(List.of(), clip.warnings());
      AudioClip wide = read(new WavFile().riff(riff).extensible(bits).pcm(bits, container, stored));
      assertArrayEquals(expected, wide.samples(), bits + " valid bits");
    }
  }

  /**
   * A tie for the float that only the lowest of 64 bits breaks: one rounding goes up, two do not.
   */
  @Test
  void wideIntegersAreRoundedOnce() throws IOException {
    long half = (1L << 62) + (1L << 38);
    float[] samples = read(new WavFile().pcm(64, 8, half, half + 1, -half - 1, 3L)).samples();
    assertEquals(0.5f, samples[0]);
    assertEquals(Math.nextUp(0.5f), samples[1]);
    assertEquals(-Math.nextUp(0.5f), samples[2]);
    assertEquals(Math.scalb(3f, -63), samples[3]);
  }

  @Test
  void lowBitsBelowTheStatedDepthAreKept() throws IOException {
    assertArrayEquals(
        new float[] {8388592 / 8388608f, -5 / 8388608f},
        read(new WavFile().pcm(20, 3, 8388592, -5)).samples());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RIFF", "RIFX"})
  void spareBytesOfAContainerAreFoundAtEitherEnd(String riff) throws IOException {
    float[] expected = {-96 / 8388608f, 23052 / 8388608f, 8388607 / 8388608f};
    long[] right = {-96, 23052, 8388607};
    assertArrayEquals(expected, read(new WavFile().riff(riff).pcm(24, 4, right)).samples());
    long[] left = Arrays.stream(right).map(x -> x << 8).toArray();
    assertArrayEquals(expected, read(new WavFile().riff(riff).pcm(24, 4, left)).samples());
    long[] full = {-96, 23052, Integer.MAX_VALUE};
    assertArrayEquals(
        new float[] {(float) Math.scalb(-96.0, -31), (float) Math.scalb(23052.0, -31), 1},
        read(new WavFile().riff(riff).pcm(24, 4, full)).samples());
  }

  @Test
  void floatsAreKeptAndThoseBeyondFullScaleSaidToBe() throws IOException {
    float[] samples = {0, -0.1f, 0.99f, Float.MIN_VALUE, -0f};
    assertArrayEquals(samples, read(new WavFile().floats(samples)).samples());
    assertArrayEquals(samples, read(new WavFile().riff("RIFX").floats(samples)).samples());
    assertArrayEquals(
        new float[] {0.1f, (float) (1 / 3.0)},
        read(new WavFile().extensible(64).doubles(0.1, 1 / 3.0)).samples());
    AudioClip loud = read(new WavFile().floats(-16411, 2));
    assertArrayEquals(new float[] {-16411, 2}, loud.samples());
    assertEquals(
        List.of("samples reach 16411.0 where full scale is 1; they are kept as they are"),
        loud.warnings());
  }

  @Test
  void samplesThatAreNoNumbersAreRefused() {
    assertEquals(
        "x.wav, byte 56: sample 1 is NaN where a finite number belongs",
        refusal(new WavFile().floats(0, Float.NaN, 1).toArray()));
    assertEquals(
        "x.wav, byte 48: sample 0 is -Infinity where a finite number belongs",
        refusal(new WavFile().floats(Float.NEGATIVE_INFINITY).toArray()));
    assertEquals(
        "x.wav, byte 52: sample 0 is Infinity where a finite number belongs",
        refusal(new WavFile().doubles(1e300).toArray()));
  }

  @Test
  void companded() throws IOException {
    byte[] codes = {0, 0x55, (byte) 0xFF};
    assertArrayEquals(
        new float[] {-32124 / 32768f, -716 / 32768f, 0},
        read(new WavFile().coded(7, 8, 1, codes)).samples());
    assertArrayEquals(
        new float[] {-5504 / 32768f, -8 / 32768f, 848 / 32768f},
        read(new WavFile().extensible(8).coded(6, 8, 1, codes)).samples());
    assertEquals("A-law", read(new WavFile().coded(6, 8, 1, codes)).info().coding());
  }

  /** Programs that write to a pipe cannot know the size: all that comes is taken. */
  @ParameterizedTest
  @ValueSource(longs = {0, 0x7FFFF000L, 0xFFFFFFFFL})
  void sizesOfStreams(long size) throws IOException {
    AudioClip clip = read(new WavFile().pcm(16, 2, 1, 2, 3).dataSize(size));
    assertEquals(3, clip.length());
    assertEquals(List.of(), clip.warnings());
  }

  @ParameterizedTest
  @CsvSource({"4, 2", "2, 1", "5, 2", "8, 3"})
  void whatFollowsTheDataIsIgnored(long size, int samples) throws IOException {
    assertEquals(samples, read(new WavFile().pcm(16, 2, 1, 2, 3).dataSize(size)).length());
  }

  @Test
  void aFileThatPromisesMoreIsUsedWithAWarning() throws IOException {
    AudioClip clip = read(new WavFile().channels(2).pcm(16, 2, 1, 2, 3, 4, 5).dataSize(4000));
    assertArrayEquals(new float[] {1 / 32768f, 3 / 32768f}, clip.samples());
    assertEquals(
        List.of(
            "the file is cut: its header promises 1000 samples of each channel, 998 are missing"),
        clip.warnings());
    AudioClip huge = read(new WavFile().riff("RF64").pcm(16, 2, 1, 2, 3).dataSize(0xFFFFFFF0L));
    assertEquals(3, huge.length());
    assertEquals(1, huge.warnings().size());
  }

  @Test
  void anEmptyDataChunkBeforeAnotherHasNoSamples() {
    byte[] file = new WavFile().pcm(16, 2).toArray();
    byte[] chunk = Bytes.little().text("LIST").u32(4).text("INFO").toArray();
    assertEquals(
        "x.wav, byte 44: holds no samples",
        refusal(Bytes.little().bytes(file).bytes(chunk).toArray()));
    assertEquals("x.wav, byte 44: holds no samples", refusal(file));
  }

  @Test
  void otherChunksArePassedOver() throws IOException {
    WavFile file = new WavFile().pcm(16, 2, 7);
    file.chunk("JUNK", new byte[92])
        .chunk("bext", new byte[603])
        .chunk("LIST", "odd".getBytes(StandardCharsets.US_ASCII));
    assertEquals(7 / 32768f, read(file).samples()[0]);
  }

  @Test
  void aWrongBlockAlignIsOverruledByTheByteRate() throws IOException {
    WavFile file = new WavFile().channels(3).pcm(24, 3, 1, 2, 3, 4, 5, 6).align(4);
    AudioClip clip = read(file);
    assertArrayEquals(new float[] {1 / 8388608f, 4 / 8388608f}, clip.samples());
    assertEquals(
        List.of(
            "the block align of 4 is wrong: 3 channels of 24 bits take 9, as the byte rate says too"),
        clip.warnings());
    assertEquals(
        "x.wav, byte 36: 3 channels of 24 bits do not fit a block align of 4 and a byte rate of 7",
        refusal(file.byteRate(7).toArray()));
  }

  @Test
  void ratesAndChannelsWithinTheLimits() throws IOException {
    assertEquals(768_000, read(new WavFile().rate(768_000).pcm(16, 2, 1)).sampleRate());
    assertEquals(1_000, read(new WavFile().rate(1_000).pcm(16, 2, 1)).sampleRate());
    assertEquals(
        "x.wav, byte 44: the sampling rate must be 1000 to 768000 Hz, not 999",
        refusal(new WavFile().rate(999).pcm(16, 2, 1).toArray()));
    assertEquals(
        "x.wav, byte 44: the sampling rate must be 1000 to 768000 Hz, not 768001",
        refusal(new WavFile().rate(768_001).pcm(16, 2, 1).toArray()));
    assertEquals(1, read(new WavFile().channels(64).pcm(16, 2, new long[64])).length());
    assertEquals(
        "x.wav, byte 44: the number of channels must be 1 to 64, not 65",
        refusal(new WavFile().channels(65).pcm(16, 2, new long[65]).toArray()));
    assertEquals(
        "x.wav, byte 36: 0 channels of 16 bits do not fit a block align of 0 and a byte rate of 1",
        refusal(new WavFile().channels(0).byteRate(1).pcm(16, 2, 1).toArray()));
  }

  @Test
  void refusals() {
    byte[] file = new WavFile().pcm(16, 2, 1).toArray();
    assertEquals(
        "x.wav, byte 36: the file ends before its data chunk", refusal(Arrays.copyOf(file, 36)));
    assertEquals(
        "x.wav, byte 30: the file ends inside its fmt chunk: 16 bytes expected, 10 found",
        refusal(Arrays.copyOf(file, 30)));
    assertEquals(
        "x.wav, byte 36: is coded with WAVE format tag 0x0011 (IMA ADPCM);"
            + " PCM, float, A-law and mu-law are read",
        refusal(new WavFile().coded(0x11, 4, 1, (byte) 0).toArray()));
    assertEquals(
        "x.wav, byte 36: has samples of 16 bits, which WAVE format 3 has not",
        refusal(new WavFile().coded(3, 16, 2, (byte) 0, (byte) 0).toArray()));
    byte[] guid = new WavFile().extensible(16).pcm(16, 2, 1).toArray();
    guid[50] ^= 1;
    assertEquals(
        "x.wav, byte 60: has an EXTENSIBLE sub-format that is no WAVE format tag", refusal(guid));
    assertEquals(
        "x.wav, byte 20: the data chunk comes before any fmt chunk",
        refusal(Bytes.little().text("RIFF").u32(0).text("WAVEdata").u32(4).u32(0).toArray()));
    assertEquals(
        "x.wav, byte 20: the fmt chunk has 14 bytes where 16 are the least",
        refusal(Bytes.little().text("RIFF").u32(0).text("WAVEfmt ").u32(14).zeros(14).toArray()));
  }

  /** A stream of this head, then of zeros without end, which takes no memory. */
  private static InputStream endless(byte[] head, long zeros, byte[] tail) {
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] into, int from, int count) {
        if (at < head.length || at >= head.length + zeros) {
          byte[] part = at < head.length ? head : tail;
          int start = (int) (at < head.length ? at : at - head.length - zeros);
          int step = Math.min(count, part.length - start);
          System.arraycopy(part, start, into, from, step);
          at += step;
          return step == 0 ? -1 : step;
        }
        int step = (int) Math.min(count, head.length + zeros - at);
        Arrays.fill(into, from, from + step, (byte) 0);
        at += step;
        return step;
      }
    };
  }

  @Test
  void sizesBeyondTwoGigabytes() throws IOException {
    long junk = 0x9000_0000L;
    byte[] head = Bytes.little().text("RIFF").u32(0).text("WAVEJUNK").u32(junk).toArray();
    byte[] wav = WavFile.of((short) 5, (short) 6);
    byte[] rest = Arrays.copyOfRange(wav, 12, wav.length - 1);
    AudioClip clip = AudioClip.of(endless(head, junk, rest), "x");
    assertArrayEquals(new float[] {5 / 32768f}, clip.samples());
    assertEquals(1, clip.warnings().size());

    byte[] rf64 = new WavFile().riff("RF64").channels(2).pcm(16, 2, 1, 2, 3, 4).toArray();
    byte[] size = Bytes.little().number(0x5_0000_0000L, 8).toArray();
    System.arraycopy(size, 0, rf64, 28, 8);
    assertEquals(
        List.of(
            "the file is cut: its header promises 5368709120 samples of each channel,"
                + " 5368709118 are missing"),
        AudioClip.of(rf64, "x", FIRST).warnings());
  }

  /** Blocks of 64 channels pass one at a time until the limit ends what has no end. */
  @Test
  void aStreamWithoutEndMeetsTheLimit() {
    byte[] head = new WavFile().channels(64).pcm(16, 2).dataSize(0xFFFFFFFFL).toArray();
    AudioOptions options = FIRST.withMaxSamples(100_000);
    assertEquals(
        "x, byte 13107244: is longer than the limit of 100000 samples",
        assertThrows(
                AudioFormatException.class,
                () -> AudioClip.of(endless(head, Long.MAX_VALUE / 2, new byte[0]), "x", options))
            .getMessage());
  }
}
