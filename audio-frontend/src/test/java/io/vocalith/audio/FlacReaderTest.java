package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlacReaderTest {
  private static final AudioOptions INSIST = AudioOptions.DEFAULTS.withAcceptDamaged(true);

  /** Correlated channels: tones with noise, a silent part and both ends of full scale. */
  private static long[][] sound(int channels, int n, int bits) {
    Random random = new Random(bits);
    long full = 1L << (bits - 1);
    long[][] x = new long[channels][n];
    for (int i = 0; i < n; i++) {
      double tone = 0.6 * Math.sin(i * 0.07) + 0.2 * Math.sin(i * 0.31);
      for (int c = 0; c < channels; c++) {
        double value = i / 100 % 5 == 3 ? 0 : tone / (1 + 0.2 * c) + 0.01 * random.nextGaussian();
        x[c][i] = Math.max(-full, Math.min(full - 1, Math.round(value * full)));
      }
    }
    x[0][7] = -full;
    x[channels - 1][7] = full - 1;
    return x;
  }

  private static void assertExact(long[][] x, int bits, byte[] file) throws IOException {
    for (int c = 0; c < x.length; c++) {
      AudioClip clip = AudioClip.of(file, "x", AudioOptions.DEFAULTS.withChannel(c + 1));
      assertEquals(x[0].length, clip.length());
      float[] samples = clip.samples();
      for (int i = 0; i < samples.length; i++) {
        assertEquals((float) x[c][i] / (float) (1L << (bits - 1)), samples[i], "sample " + i);
      }
      assertEquals(List.of(), clip.warnings());
      assertEquals(bits, clip.info().bits());
    }
  }

  private static String refusal(byte[] file) {
    return assertThrows(AudioFormatException.class, () -> AudioClip.of(file, "x.flac"))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 8, 12, 13, 16, 17, 20, 24, 28, 31, 32})
  void everyDepthCouplingAndSubframe(int bits) throws IOException {
    long[][] x = sound(2, 5000, bits);
    byte[] file =
        new FlacEncoder(bits, 48000)
            .assignments(-1, 8, 9, 10)
            .types(1, 8, 9, 10, 11, 12, 32, 33, 35, 40, 63)
            .encode(x);
    assertExact(x, bits, file);
  }

  @ParameterizedTest
  @CsvSource({"0, false, false", "3, true, false", "4, false, true", "1, true, true"})
  void everyResidualCoding(int order, boolean wide, boolean escape) throws IOException {
    long[][] x = sound(1, 4000, 16);
    byte[] file = new FlacEncoder(16, 16000).residual(order, wide, escape).encode(x);
    assertExact(x, 16, file);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyNumberOfChannels(int channels) throws IOException {
    long[][] x = sound(channels, 700, 16);
    assertExact(x, 16, new FlacEncoder(16, 44100).encode(x));
  }

  @Test
  void blocksOfEverySize() throws IOException {
    long[][] x = sound(2, 90_000, 16);
    byte[] file =
        new FlacEncoder(16, 44100)
            .blockSizes(16, 192, 200, 256, 576, 300, 1152, 2304, 4608, 65535, 1, 2, 4096, 1024)
            .encode(x);
    assertExact(x, 16, file);
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 11025, 22050, 44100, 255_000, 655_350})
  void ratesInTheFrames(int rate) throws IOException {
    long[][] x = sound(1, 1000, 16);
    byte[] file = new FlacEncoder(16, rate).rateInFrame().encode(x);
    assertExact(x, 16, file);
    assertEquals(rate, AudioClip.of(file, "x").sampleRate());
  }

  @Test
  void wastedBitsAndConstants() throws IOException {
    long[][] x = sound(2, 2000, 16);
    for (int i = 0; i < 2000; i++) {
      x[0][i] = (x[0][i] >> 5) << 5;
      x[1][i] = -4096;
    }
    assertExact(x, 16, new FlacEncoder(16, 8000).types(0, 8, 10, 34).encode(x));
  }

  @Test
  void anUnknownLengthRunsToTheEnd() throws IOException {
    long[][] x = sound(1, 1000, 24);
    byte[] file = new FlacEncoder(24, 8000).withoutTotal().encode(x);
    assertExact(x, 24, file);
    byte[] tagged = Bytes.big().bytes(file).text("TAG").zeros(125).toArray();
    AudioClip clip = AudioClip.of(tagged, "x");
    assertEquals(1000, clip.length());
    assertEquals(List.of("what follows the last FLAC frame was ignored"), clip.warnings());
  }

  @Test
  void anId3TagInFrontIsPassedOver() throws IOException {
    long[][] x = sound(1, 100, 16);
    byte[] tag = Bytes.big().text("ID3").zeros(5).number(1, 1).number(2, 1).zeros(130).toArray();
    assertExact(x, 16, Bytes.big().bytes(tag).bytes(new FlacEncoder(16, 8000).encode(x)).toArray());
  }

  @Test
  void damageIsFoundByEachChecksum() throws IOException {
    long[][] x = sound(1, 1000, 16);
    FlacEncoder encoder = new FlacEncoder(16, 8000).types(1);
    byte[] file = encoder.encode(x);
    int[] second = encoder.frames().get(1);
    byte[] header = file.clone();
    header[second[0] + 4] ^= 1;
    assertTrue(refusal(header).contains("CRC-8"), refusal(header));
    byte[] body = file.clone();
    body[second[0] + 40] ^= 1;
    assertTrue(refusal(body).contains("CRC-16"), refusal(body));
    byte[] digest = file.clone();
    digest[30] ^= 1;
    assertTrue(refusal(digest).contains("MD5"), refusal(digest));

    AudioClip kept = AudioClip.of(body, "x", INSIST);
    assertEquals(1000, kept.length());
    assertEquals(2, kept.warnings().size());
    AudioClip stopped = AudioClip.of(header, "x", INSIST);
    assertEquals(192, stopped.length());
    assertTrue(stopped.warnings().get(1).endsWith("808 are missing"));
    assertEquals(1000, AudioClip.of(digest, "x", INSIST).length());
  }

  @Test
  void aCutFileGivesTheFramesBefore() throws IOException {
    long[][] x = sound(1, 1000, 16);
    byte[] file = new FlacEncoder(16, 8000).types(1).encode(x);
    AudioClip clip = AudioClip.of(Arrays.copyOf(file, file.length - 1), "x");
    assertEquals(960, clip.length());
    assertEquals(
        List.of(
            "the file is cut: its header promises 1000 samples of each channel, 40 are missing"),
        clip.warnings());
    byte[] unknown = new FlacEncoder(16, 8000).types(1).withoutTotal().encode(x);
    assertEquals(
        List.of("the file is cut inside its last frame, which was dropped"),
        AudioClip.of(Arrays.copyOf(unknown, unknown.length - 1), "x").warnings());
  }

  @Test
  void refusals() {
    assertEquals(
        "x.flac, byte 6: the file ends inside its metadata: 4 bytes expected, 2 found",
        refusal(Bytes.big().text("fLaC").zeros(2).toArray()));
    assertEquals(
        "x.flac, byte 8: the first metadata block is no STREAMINFO of 34 bytes",
        refusal(Bytes.big().text("fLaC").number(4, 1).zeros(43).toArray()));
    byte[] file = new FlacEncoder(16, 8000).encode(sound(1, 100, 16));
    assertEquals("x.flac, byte 52: holds no samples", refusal(Arrays.copyOf(file, 52)));
    assertEquals(
        "x.flac, byte 30: the file ends inside its STREAMINFO: 34 bytes expected, 22 found",
        refusal(Arrays.copyOf(file, 30)));
    assertEquals(
        "x.flac, byte 50: the file ends inside its metadata", refusal(Arrays.copyOf(file, 50)));
  }

  @Test
  void theLimitOnSamplesHolds() {
    byte[] file = new FlacEncoder(16, 8000).encode(sound(1, 1000, 16));
    AudioOptions few = AudioOptions.DEFAULTS.withMaxSamples(999);
    String message =
        assertThrows(AudioFormatException.class, () -> AudioClip.of(file, "x", few)).getMessage();
    assertTrue(message.endsWith("is longer than the limit of 999 samples"), message);
  }

  @Test
  void checksumTableAgreesWithTheDefinition() {
    byte[] bytes = new byte[300];
    new Random(1).nextBytes(bytes);
    Crc crc8 = Crc.of8();
    Crc crc16 = Crc.of16();
    crc8.update(bytes, 0, 100);
    crc8.update(bytes, 100, 300);
    crc16.update(bytes, 0, 300);
    assertEquals(FlacEncoder.crc(bytes, 300, 8, 0x07), crc8.value());
    assertEquals(FlacEncoder.crc(bytes, 300, 16, 0x8005), crc16.value());
    // The check values of the catalogue: CRC-8/SMBUS 0xF4, CRC-16/UMTS 0xFEE8 of "123456789".
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(
        new int[] {0xF4, 0xFEE8},
        new int[] {FlacEncoder.crc(digits, 9, 8, 0x07), FlacEncoder.crc(digits, 9, 16, 0x8005)});
  }

  /** Files of the reference encoder: the samples have the MD5 that SoX and md5sum gave. */
  @ParameterizedTest
  @CsvSource({
    "pink, 2, 3, c24eba2b5245fabd6bae7b1d23c9fad3",
    "sweep, 1, 2, 3ed8a16ebbe3da1885fcf24575292762"
  })
  void filesOfTheReferenceEncoder(String name, int channels, int bytes, String md5)
      throws Exception {
    byte[] file;
    try (InputStream in = getClass().getResourceAsStream("/recordings/" + name + ".flac")) {
      file = in.readAllBytes();
    }
    float[][] x = new float[channels][];
    for (int c = 0; c < channels; c++) {
      x[c] = AudioClip.of(file, name, AudioOptions.DEFAULTS.withChannel(c + 1)).samples();
    }
    Bytes stored = Bytes.little();
    for (int i = 0; i < x[0].length; i++) {
      for (float[] channel : x) {
        stored.number((long) Math.scalb(channel[i], 8 * bytes - 1), bytes);
      }
    }
    byte[] digest = MessageDigest.getInstance("MD5").digest(stored.toArray());
    assertEquals(md5, HexFormat.of().formatHex(digest));
  }
}
