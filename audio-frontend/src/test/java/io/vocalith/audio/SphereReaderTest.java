package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SphereReaderTest {
  private static final int[] SAMPLES = {0, 1, -1, 258, -32768, 32767};

  private static byte[] pcm(boolean big, int bytes, int... samples) {
    Bytes out = big ? Bytes.big() : Bytes.little();
    for (int sample : samples) {
      out.number(sample, bytes);
    }
    return out.toArray();
  }

  private static float[] over(double scale, int... samples) {
    float[] result = new float[samples.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (samples[i] / scale);
    }
    return result;
  }

  private static String refusal(byte[] file) {
    return assertThrows(AudioFormatException.class, () -> AudioClip.of(file, "x.sph")).getMessage();
  }

  @ParameterizedTest
  @CsvSource({"01, false", "10, true"})
  void bothByteOrders(String order, boolean big) throws IOException {
    byte[] file =
        new SphereFile()
            .field("sample_count", SAMPLES.length)
            .field("sample_n_bytes", 2)
            .field("sample_byte_format", order)
            .with(pcm(big, 2, SAMPLES));
    AudioClip clip = AudioClip.of(file, "x");
    assertArrayEquals(over(32768, SAMPLES), clip.samples());
    assertEquals(new AudioInfo("SPHERE", "PCM", 16000, 1, 6, 16), clip.info());
    assertEquals(List.of(), clip.warnings());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 012", "3, 210", "4, 0123", "4, 3210"})
  void otherWidths(int bytes, String order) throws IOException {
    int[] samples = {5, -6, 100, -128};
    byte[] file =
        new SphereFile()
            .field("sample_n_bytes", bytes)
            .field("sample_byte_format", order)
            .with(pcm(order.startsWith("2") || order.startsWith("3"), bytes, samples));
    assertArrayEquals(
        over(Math.scalb(1.0, 8 * bytes - 1), samples), AudioClip.of(file, "x").samples());
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 4096, 1000})
  void headerLengthIsTakenFromTheFile(int length) throws IOException {
    byte[] file =
        new SphereFile()
            .field("sample_byte_format", "10")
            .headerLength(length)
            .with(pcm(true, 2, SAMPLES));
    assertArrayEquals(over(32768, SAMPLES), AudioClip.of(file, "x").samples());
  }

  @Test
  void lawsAreExpandedAndTheirExtremesNotHeldAgainstThem() throws IOException {
    byte[] codes = {0, 0x55, (byte) 0x80, (byte) 0xD5, (byte) 0xFF};
    SphereFile file = new SphereFile().field("sample_min", -1).field("sample_max", 1);
    byte[] mu = file.field("sample_coding", "ulaw").with(codes);
    assertArrayEquals(over(32768, -32124, -716, 32124, 716, 0), AudioClip.of(mu, "x").samples());
    byte[] a = new SphereFile().field("sample_coding", "alaw").with(codes);
    assertArrayEquals(over(32768, -5504, -8, 5504, 8, 848), AudioClip.of(a, "x").samples());
  }

  @Test
  void checksumIsVerifiedAndCanBeInsistedOn() throws IOException {
    int sum = 258 - 1;
    SphereFile header = new SphereFile().field("sample_count", 6).field("sample_byte_format", "01");
    byte[] right = header.field("sample_checksum", sum & 0xFFFF).with(pcm(false, 2, SAMPLES));
    assertEquals(6, AudioClip.of(right, "x").length());
    byte[] wrong = right.clone();
    wrong[1026] ^= 4;
    assertEquals(
        "x.sph: the samples add up to 261 where the header's sample_checksum is 257",
        refusal(wrong));
    AudioOptions insist = AudioOptions.DEFAULTS.withAcceptDamaged(true);
    AudioClip clip = AudioClip.of(wrong, "x", insist);
    assertEquals(5 / 32768f, clip.samples()[1]);
    assertEquals(1, clip.warnings().size());
  }

  @Test
  void checksumOfCodesIsThatOfTheirBytes() throws IOException {
    byte[] codes = {1, (byte) 200, (byte) 255};
    SphereFile header = new SphereFile().field("sample_count", 3).field("sample_coding", "mu-law");
    assertEquals(3, AudioClip.of(header.field("sample_checksum", 456).with(codes), "x").length());
  }

  @Test
  void samplesBeyondTheStatedExtremesMeanLostBytes() throws IOException {
    int[] noise = new int[5000];
    java.util.Arrays.setAll(noise, i -> i * 12 - 30000);
    SphereFile header =
        new SphereFile()
            .field("sample_byte_format", "01")
            .field("sample_min", -4412)
            .field("sample_max", 6182);
    assertEquals(
        "x.sph: samples reach -30000 to 29988 where the header says -4412 to 6182:"
            + " bytes were lost inside the file",
        refusal(header.with(pcm(false, 2, noise))));
    java.util.Arrays.setAll(noise, i -> (i % 3) * 0x0A0A - 5000);
    assertTrue(
        refusal(header.with(pcm(false, 2, noise)))
            .endsWith("(no byte 0x0D is left: a transfer as text)"));
  }

  @Test
  void aWholeFileReachesTheStatedExtremes() throws IOException {
    SphereFile header =
        new SphereFile()
            .field("sample_count", 3)
            .field("sample_byte_format", "01")
            .field("sample_min", -5)
            .field("sample_max", 9);
    assertEquals(3, AudioClip.of(header.with(pcm(false, 2, -5, 9, 0)), "x").length());
    byte[] changed = header.with(pcm(false, 2, -5, 8, 0));
    assertEquals(
        "x.sph: samples reach -5 to 8 where the header says -5 to 9:"
            + " bytes were changed inside the file",
        refusal(changed));
    AudioOptions insist = AudioOptions.DEFAULTS.withAcceptDamaged(true);
    assertEquals(3, AudioClip.of(changed, "x", insist).length());
    assertEquals(2, AudioClip.of(header.with(pcm(false, 2, -5, 8)), "x").length());
  }

  @Test
  void aCutFileIsUsedWithAWarning() throws IOException {
    byte[] file =
        new SphereFile()
            .field("sample_count", 10)
            .field("channel_count", 2)
            .field("sample_byte_format", "01")
            .field("sample_checksum", 1)
            .with(pcm(false, 2, 1, 2, 3, 4, 5));
    AudioClip clip = AudioClip.of(file, "x", AudioOptions.DEFAULTS.withChannel(2));
    assertArrayEquals(over(32768, 2, 4), clip.samples());
    assertEquals(
        List.of("the file is cut: its header promises 10 samples of each channel, 8 are missing"),
        clip.warnings());
  }

  @Test
  void refusals() {
    assertEquals(
        "x.sph, byte 1024: the SPHERE header states no sample_rate",
        refusal(SphereFile.bare().with()));
    assertEquals(
        "x.sph, byte 1024: the SPHERE coding is \"aiff\"; pcm, ulaw and alaw are read",
        refusal(new SphereFile().field("sample_coding", "aiff").with()));
    assertEquals(
        "x.sph, byte 1024: the SPHERE compression in \"pcm,embedded-wavpack\" is not read; only shorten is",
        refusal(new SphereFile().field("sample_coding", "pcm,embedded-wavpack").with()));
    assertEquals(
        "x.sph, byte 1024: the SPHERE sample_byte_format is \"\" for samples of 2 bytes",
        refusal(new SphereFile().with()));
    assertEquals(
        "x.sph, byte 1024: SPHERE PCM with a sample_n_bytes of \"9\" is not read",
        refusal(new SphereFile().field("sample_n_bytes", 9).with()));
    assertEquals(
        "x.sph, byte 1024: the SPHERE sample_count is no integer: \"many\"",
        refusal(new SphereFile().line("sample_count -i many").with()));
    assertEquals(
        "x.sph, byte 1024: the SPHERE coding is \"?[31mred\"; pcm, ulaw and alaw are read",
        refusal(new SphereFile().field("sample_coding", "\u001b[31mred").with()));
    assertEquals(
        "x.sph, byte 16: the SPHERE header length must be 16 to 1048576, not 9999999",
        refusal(Bytes.little().text("NIST_1A\n9999999\n").toArray()));
    assertEquals(
        "x.sph, byte 21: the file ends inside its SPHERE header: 1008 bytes expected, 5 found",
        refusal(Bytes.little().text("NIST_1A\n   1024\nsampl").toArray()));
    assertEquals(
        "x.sph, byte 32: the SPHERE header has no end_head",
        refusal(Bytes.little().text("NIST_1A\n     32\n0123456789012345").toArray()));
    assertEquals(
        "x.sph, byte 1024: holds no samples",
        refusal(new SphereFile().field("sample_byte_format", "01").with()));
  }
}
