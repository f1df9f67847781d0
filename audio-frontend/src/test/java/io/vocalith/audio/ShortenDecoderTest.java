package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortenDecoderTest {
  private static final int[] ALL = {0, 1, 2, 3, ShortenEncoder.QLPC};

  /** A slow walk with steps, within the given bounds. */
  private static int[][] walk(int channels, int length, int low, int high) {
    Random random = new Random(5);
    int[][] result = new int[channels][length];
    for (int[] x : result) {
      int level = (low + high) / 2;
      for (int i = 0; i < length; i++) {
        level += random.nextInt(high - low) / 16 - (high - low) / 32;
        level = Math.max(low, Math.min(high, level));
        x[i] = level;
      }
    }
    return result;
  }

  private static SphereFile header(int channels, int count, String coding) {
    return new SphereFile()
        .field("channel_count", channels)
        .field("sample_count", count)
        .field("sample_coding", coding + ",embedded-shorten-v2.00");
  }

  /** All channels as one row after the other, as stored numbers over {@code scale}. */
  private static void assertDecodes(int[][] stored, double scale, byte[] file) throws IOException {
    for (int c = 0; c < stored.length; c++) {
      AudioClip clip = AudioClip.of(file, "x", AudioOptions.DEFAULTS.withChannel(c + 1));
      float[] expected = new float[stored[c].length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (float) (stored[c][i] / scale);
      }
      assertArrayEquals(expected, clip.samples());
      assertEquals(List.of(), clip.warnings());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, 0",
    "1, 2, 4, 3",
    "2, 1, 4, 5",
    "2, 2, 4, 5",
    "2, 3, 1, 2",
    "3, 1, 0, 5",
    "3, 2, 7, 4",
    "1, 1, 3, 5",
    "2, 8, 4, 1"
  })
  void everyPredictorVersionAndNumberOfChannels(int version, int channels, int means, int order)
      throws IOException {
    int[][] samples = walk(channels, 1001, -30000, 30000);
    byte[] stream =
        new ShortenEncoder(version, 5, channels, 64, order, means, 3)
            .verbatim('R', 'I', 'F', 'F', 255)
            .samples(samples, ALL)
            .quit()
            .toArray();
    assertDecodes(samples, 32768, header(channels, 1001, "pcm").with(stream));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void bitShiftsApplyAfterPrediction(int type) throws IOException {
    int[][] coded = walk(2, 200, -500, 500);
    ShortenEncoder encoder = new ShortenEncoder(2, type, 2, 32, 3, 4, 0);
    int[][] expected = new int[2][600];
    int[] shifts = {0, 3, 6};
    for (int part = 0; part < shifts.length; part++) {
      encoder.shift(shifts[part]).samples(new int[][] {cut(coded[0]), cut(coded[1])}, ALL);
      for (int c = 0; c < 2; c++) {
        for (int i = 0; i < 192; i++) {
          expected[c][part * 192 + i] = coded[c][i] << shifts[part];
        }
      }
    }
    int[][] exact = {
      java.util.Arrays.copyOf(expected[0], 576), java.util.Arrays.copyOf(expected[1], 576)
    };
    assertDecodes(exact, 32768, header(2, 576, "pcm").with(encoder.quit().toArray()));
  }

  private static int[] cut(int[] x) {
    return java.util.Arrays.copyOf(x, 192);
  }

  @Test
  void zeroBlocksAreSilenceEvenAroundAMean() throws IOException {
    int[][] loud = walk(1, 128, 900, 1100);
    int[][] silence = new int[1][64];
    byte[] stream =
        new ShortenEncoder(2, 5, 1, 64, 0, 4, 0)
            .samples(loud, 0)
            .samples(silence, ShortenEncoder.ZERO)
            .samples(loud, 0, 1)
            .quit()
            .toArray();
    int[][] expected = new int[1][320];
    System.arraycopy(loud[0], 0, expected[0], 0, 128);
    System.arraycopy(loud[0], 0, expected[0], 192, 128);
    assertDecodes(expected, 32768, header(1, 320, "pcm").with(stream));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, -128, 127", "2, 1, 0, 255", "4, 2, 0, 65535", "6, 2, 0, 65535"})
  void unsignedAndOneByteTypes(int type, int bytes, int low, int high) throws IOException {
    int[][] stored = walk(1, 500, low, high);
    byte[] stream =
        new ShortenEncoder(2, type, 1, 100, 4, 4, 0).samples(stored, ALL).quit().toArray();
    int zero = low == 0 ? (high + 1) / 2 : 0;
    int[][] signed = {java.util.Arrays.stream(stored[0]).map(x -> x - zero).toArray()};
    byte[] file = header(1, 500, "pcm").field("sample_n_bytes", bytes).with(stream);
    assertDecodes(signed, Math.scalb(1.0, 8 * bytes - 1), file);
  }

  /** Lossless mu-law and A-law without a shift are re-orderings of the codes. */
  @ParameterizedTest
  @CsvSource({"8, ulaw", "0, ulaw", "9, alaw"})
  void everyCodeOfTheLosslessLaws(int type, String coding) throws IOException {
    int[][] levels = new int[1][256];
    int[][] expected = new int[1][256];
    for (int i = 0; i < 256; i++) {
      int x = i - 128;
      levels[0][i] = x;
      int code;
      if (type == 8) {
        code = x >= 0 ? 255 - x : 128 + x;
      } else if (type == 0) {
        code = x >= 0 ? 255 - x : x == -128 ? 127 : 127 + x;
      } else {
        code = (x < 0 ? (127 - x) ^ 0xD5 : (x + 128) ^ 0x55) & 0xFF;
      }
      expected[0][i] = type == 9 ? G711.fromALaw(code) : G711.fromMuLaw(code);
    }
    byte[] stream =
        new ShortenEncoder(3, type, 1, 50, 2, 4, 0).samples(levels, ALL).quit().toArray();
    assertDecodes(expected, 32768, header(1, 256, coding).with(stream));
  }

  /** Under a shift, levels number first the codes of samples that end in so many zero bits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 12})
  void shiftedMuLawCountsCodesFromTheMiddle(int shift) throws IOException {
    int[][] levels = new int[1][256];
    java.util.Arrays.setAll(levels[0], i -> i - 128);
    byte[] stream =
        new ShortenEncoder(2, 8, 1, 64, 0, 4, 0)
            .shift(shift)
            .samples(levels, 0, 1)
            .quit()
            .toArray();
    float[] samples = AudioClip.of(header(1, 256, "ulaw").with(stream), "x").samples();
    boolean[] seen = new boolean[65536];
    int last = -1;
    int step = 1 << (shift + 3);
    for (int level = 0; level < 128; level++) {
      int value = (int) (samples[level + 128] * 32768);
      if (last < 0 || (level * step <= 32767 && value > last)) {
        // Still among the codes of multiples: each the nearest code to some multiple of the step.
        assertEquals(value, nearestMultiple(value, step), "level " + level);
        last = value;
      }
      seen[value + 32768] = true;
    }
    for (int code = 128; code < 256; code++) {
      assertEquals(true, seen[G711.fromMuLaw(code) + 32768], "code " + code);
    }
  }

  private static int nearestMultiple(int value, int step) {
    int multiple = Math.round((float) value / step) * step;
    for (int m = Math.max(0, multiple - step); m <= multiple + step; m += step) {
      if (G711.fromMuLaw(G711.toMuLaw(m)) == value) {
        return value;
      }
    }
    return Integer.MIN_VALUE;
  }

  @ParameterizedTest
  @CsvSource({"7, ulaw", "10, alaw"})
  void lossyLawsEncodeTheShiftedNumber(int type, String coding) throws IOException {
    int[][] levels = walk(1, 300, -4000, 4000);
    byte[] stream =
        new ShortenEncoder(2, type, 1, 100, 0, 4, 0).samples(levels, 0, 1, 2).quit().toArray();
    int[][] expected = new int[1][300];
    for (int i = 0; i < 300; i++) {
      int sample = levels[0][i] << 3;
      expected[0][i] =
          type == 7 ? G711.fromMuLaw(G711.toMuLaw(sample)) : G711.fromALaw(G711.toALaw(sample));
    }
    assertDecodes(expected, 32768, header(1, 300, coding).with(stream));
  }

  @Test
  void overshootOfALossyStreamIsCutOff() throws IOException {
    int[][] coded = {{20000, -20000, 5}};
    byte[] stream =
        new ShortenEncoder(2, 5, 1, 3, 0, 0, 0).shift(1).samples(coded, 0).quit().toArray();
    assertDecodes(new int[][] {{32767, -32768, 10}}, 32768, header(1, 3, "pcm").with(stream));
  }

  @Test
  void whatFollowsTheSampleCountIsIgnored() throws IOException {
    int[][] samples = walk(1, 256, -30000, 30000);
    byte[] stream = new ShortenEncoder(3, 5, 1, 256, 0, 4, 0).samples(samples, 2).quit().toArray();
    byte[] withTable = Bytes.little().bytes(stream).text("SEEKTABLE").zeros(80).toArray();
    int[][] first = {java.util.Arrays.copyOf(samples[0], 200)};
    assertDecodes(samples, 32768, header(1, 256, "pcm").with(withTable));
    assertDecodes(first, 32768, header(1, 200, "pcm").with(withTable));
  }

  @Test
  void aCutStreamGivesTheBlocksBefore() throws IOException {
    int[][] samples = walk(1, 640, -30000, 30000);
    byte[] stream = new ShortenEncoder(2, 5, 1, 64, 0, 4, 0).samples(samples, 1).quit().toArray();
    byte[] half = java.util.Arrays.copyOf(stream, stream.length / 2);
    AudioClip clip = AudioClip.of(header(1, 640, "pcm").with(half), "x");
    assertEquals(0, clip.length() % 64);
    for (int i = 0; i < clip.length(); i++) {
      assertEquals(samples[0][i] / 32768f, clip.samples()[i]);
    }
    int missing = 640 - clip.length();
    assertEquals(
        List.of(
            "the file is cut: its header promises 640 samples of each channel, %d are missing"
                .formatted(missing)),
        clip.warnings());
  }

  @Test
  void refusals() {
    assertRefused(
        "the shorten stream does not begin with ajkg", "ajkx2".getBytes(StandardCharsets.US_ASCII));
    assertRefused(
        "shorten version 0 is not read; versions 1 to 3 are", new byte[] {'a', 'j', 'k', 'g', 0});
    assertRefused(
        "shorten samples of type 11 are not read; types 0 to 10 are", encoder(2, 11, 1, 64, 0));
    assertRefused("the shorten stream has 2 channels, its header 1", encoder(2, 5, 2, 64, 0));
    assertRefused(
        "the shorten block size must be 1 to 65536, not 65537", encoder(2, 5, 1, 65537, 0));
    assertRefused("the shorten predictor order must be 0 to 64, not 65", encoder(2, 5, 1, 64, 65));
    assertRefused(
        "the SPHERE header says PCM, its shorten stream holds mu-law", encoder(2, 8, 1, 64, 0));
  }

  private static byte[] encoder(int version, int type, int channels, int block, int order) {
    return new ShortenEncoder(version, type, channels, block, order, 0, 0).quit().toArray();
  }

  private static void assertRefused(String problem, byte[] stream) {
    String message =
        assertThrows(
                AudioFormatException.class,
                () -> AudioClip.of(header(1, 64, "pcm").with(stream), "x.sph"))
            .getMessage();
    assertEquals(problem, message.substring(message.indexOf(": ") + 2));
  }
}
