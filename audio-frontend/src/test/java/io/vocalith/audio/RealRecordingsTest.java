package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recordings made by other programs, where a folder of them lies beside the project ({@code
 * -Dvocalith.real=FOLDER} names another); not run, and said so, where it does not.
 */
class RealRecordingsTest {
  private static final Path REAL =
      Path.of(System.getProperty("vocalith.real", "../../shared/real"))
          .toAbsolutePath()
          .normalize();
  private static final AudioOptions INSIST = AudioOptions.DEFAULTS.withAcceptDamaged(true);

  @BeforeEach
  void presence() {
    assumeTrue(Files.isDirectory(REAL), "not run: there are no real recordings at " + REAL);
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(REAL.resolve(folder))) {
      List<Path> found = all.filter(f -> f.toString().endsWith(ending)).sorted().toList();
      assertFalse(found.isEmpty(), folder);
      return found;
    }
  }

  /** Verdict R is read without a warning, W with one, X refused. */
  @ParameterizedTest
  @CsvSource({
    "wav-scipy/test-1234Hz-le-1ch-10S-20bit-extra.wav, R, 10, 1, 1234",
    "wav-scipy/test-44100Hz-2ch-32bit-float-be.wav, R, 441, 2, 44100",
    "wav-scipy/test-44100Hz-2ch-32bit-float-le.wav, R, 441, 2, 44100",
    "wav-scipy/test-44100Hz-be-1ch-4bytes.wav, R, 4410, 1, 44100",
    "wav-scipy/test-44100Hz-le-1ch-4bytes-early-eof-no-data.wav, X, 0, 0, 0",
    "wav-scipy/test-44100Hz-le-1ch-4bytes-early-eof.wav, W, 236, 1, 44100",
    "wav-scipy/test-44100Hz-le-1ch-4bytes-incomplete-chunk.wav, X, 0, 0, 0",
    "wav-scipy/test-44100Hz-le-1ch-4bytes-rf64.wav, R, 4410, 1, 44100",
    "wav-scipy/test-44100Hz-le-1ch-4bytes.wav, R, 4410, 1, 44100",
    "wav-scipy/test-48000Hz-2ch-64bit-float-le-wavex.wav, R, 480, 2, 48000",
    "wav-scipy/test-8000Hz-be-3ch-5S-24bit.wav, R, 5, 3, 8000",
    "wav-scipy/test-8000Hz-le-1ch-1byte-ulaw.wav, R, 9, 1, 8000",
    "wav-scipy/test-8000Hz-le-2ch-1byteu.wav, R, 800, 2, 8000",
    "wav-scipy/test-8000Hz-le-3ch-5S-24bit-inconsistent.wav, W, 5, 3, 8000",
    "wav-scipy/test-8000Hz-le-3ch-5S-24bit-rf64.wav, R, 5, 3, 8000",
    "wav-scipy/test-8000Hz-le-3ch-5S-24bit.wav, R, 5, 3, 8000",
    "wav-scipy/test-8000Hz-le-3ch-5S-36bit.wav, R, 5, 3, 8000",
    "wav-scipy/test-8000Hz-le-3ch-5S-45bit.wav, R, 5, 3, 8000",
    "wav-scipy/test-8000Hz-le-3ch-5S-53bit.wav, R, 5, 3, 8000",
    "wav-scipy/test-8000Hz-le-3ch-5S-64bit.wav, R, 5, 3, 8000",
    "wav-scipy/test-8000Hz-le-4ch-9S-12bit.wav, R, 9, 4, 8000",
    "wav-scipy/test-8000Hz-le-5ch-9S-5bit.wav, R, 9, 5, 8000",
    "wav-hound/nonstandard-01.wav, R, 1, 2, 48000",
    "wav-hound/nonstandard-02.wav, R, 2, 2, 48000",
    "wav-hound/pcmwaveformat-16bit-44100Hz-mono-extra.wav, R, 4, 1, 44100",
    "wav-hound/pcmwaveformat-16bit-44100Hz-mono.wav, R, 4, 1, 44100",
    "wav-hound/pcmwaveformat-24bit-4byte-48kHz-stereo.wav, R, 2, 2, 48000",
    "wav-hound/pcmwaveformat-8bit-44100Hz-mono.wav, R, 4, 1, 44100",
    "wav-hound/pop.wav, R, 100, 1, 44100",
    "wav-hound/pro_tools_bext.wav, R, 1, 1, 48000",
    "wav-hound/reaper_bext.wav, R, 343, 2, 44100",
    "wav-hound/wav_agent_bext.wav, R, 1, 1, 44100",
    "wav-hound/waveformatex-16bit-44100Hz-mono-extra.wav, R, 4, 1, 44100",
    "wav-hound/waveformatex-16bit-44100Hz-mono.wav, R, 4, 1, 44100",
    "wav-hound/waveformatex-16bit-44100Hz-stereo.wav, R, 4, 2, 44100",
    "wav-hound/waveformatex-8bit-11025Hz-mono.wav, R, 4, 1, 11025",
    "wav-hound/waveformatex-ieeefloat-44100Hz-mono.wav, W, 4, 1, 44100",
    "wav-hound/waveformatextensible-24bit-192kHz-mono.wav, R, 4, 1, 192000",
    "wav-hound/waveformatextensible-24bit-4byte-48kHz-stereo.wav, R, 2, 2, 48000",
    "wav-hound/waveformatextensible-32bit-48kHz-stereo.wav, R, 2, 2, 48000",
    "wav-hound/waveformatextensible-ieeefloat-44100Hz-mono.wav, W, 4, 1, 44100",
    "flac/01 - blocksize 4096.flac, R, 308700, 2, 44100",
    "flac/22 - 12 bit per sample.flac, R, 218666, 2, 44100",
    "flac/23 - 8 bit per sample.flac, R, 339973, 2, 44100",
    "flac/38 - 3 channels (3.0).flac, R, 168210, 3, 44100",
    "flac/45 - no total number of samples set.flac, R, 336410, 2, 48000",
    "flac/60 - mono audio.flac, R, 227247, 1, 44100",
  })
  void verdicts(String name, String verdict, int frames, int channels, int rate)
      throws IOException {
    Path file = REAL.resolve(name);
    AudioOptions first = AudioOptions.DEFAULTS.withChannel(1);
    if (verdict.equals("X")) {
      assertThrows(AudioFormatException.class, () -> AudioClip.of(file, first));
      return;
    }
    AudioClip clip = AudioClip.of(file, first);
    assertEquals(frames, clip.info().frames());
    assertEquals(channels, clip.info().channels());
    assertEquals(rate, clip.sampleRate());
    assertEquals(verdict.equals("W"), !clip.warnings().isEmpty(), clip.warnings().toString());
  }

  /** Stored integers over 2^(scale), channels in turn. */
  @ParameterizedTest
  @CsvSource({
    "wav-scipy/test-1234Hz-le-1ch-10S-20bit-extra.wav, 23, 8388592 -8388592 4194296",
    "wav-scipy/test-8000Hz-le-3ch-5S-64bit.wav, 0, -1",
    "wav-scipy/test-8000Hz-le-3ch-5S-36bit.wav, 0, -1",
    "wav-hound/nonstandard-02.wav, 31, 19 -229373 33587161 -2147483497",
    "wav-hound/waveformatextensible-32bit-48kHz-stereo.wav, 31, 19 -229373 33587161 -2147483497",
    "wav-hound/pcmwaveformat-24bit-4byte-48kHz-stereo.wav, 23, -96 23052 8388607 -8360672",
    "wav-hound/waveformatextensible-24bit-4byte-48kHz-stereo.wav, 23, -96 23052 8388607 -8360672",
    "wav-hound/pcmwaveformat-8bit-44100Hz-mono.wav, 7, 19 -53 89 -127",
    "wav-hound/pcmwaveformat-16bit-44100Hz-mono-extra.wav, 15, 2 -3 5 -7",
    "wav-hound/waveformatex-8bit-11025Hz-mono.wav, 0, -1 -1 -1 -1",
    "wav-hound/waveformatex-ieeefloat-44100Hz-mono.wav, 0, 2 3 -16411 1019",
    "wav-hound/waveformatextensible-ieeefloat-44100Hz-mono.wav, 0, 2 3 -16411 1019",
    "wav-hound/waveformatextensible-24bit-192kHz-mono.wav, 23, -17 4194319 -6291437 8355817",
  })
  void values(String name, int scale, String stored) throws IOException {
    String[] numbers = stored.split(" ", -1);
    int channels = AudioClip.of(REAL.resolve(name)).info().channels();
    for (int i = 0; i < numbers.length; i++) {
      AudioOptions options = AudioOptions.DEFAULTS.withChannel(1 + i % channels);
      float[] samples = AudioClip.of(REAL.resolve(name), options).samples();
      double expected = Math.scalb(Double.parseDouble(numbers[i]), -scale);
      assertEquals((float) expected, samples[i / channels], name + " " + i);
    }
  }

  /**
   * The same sound stored in opposite byte orders and in a wide container gives the same samples.
   */
  @Test
  void wavTwins() throws IOException {
    Path folder = REAL.resolve("wav-scipy");
    AudioClip little = AudioClip.of(folder.resolve("test-44100Hz-le-1ch-4bytes.wav"));
    for (String other : List.of("be-1ch-4bytes.wav", "le-1ch-4bytes-rf64.wav")) {
      AudioClip twin = AudioClip.of(folder.resolve("test-44100Hz-" + other));
      assertArrayEquals(little.samples(), twin.samples());
    }
  }

  @Test
  void timitAgreesWithItsHeaders() throws IOException {
    List<Path> files = files("timit-sample", ".wav");
    assertEquals(20, files.size());
    for (Path file : files) {
      AudioClip clip = AudioClip.of(file);
      assertEquals(List.of(), clip.warnings());
      assertEquals(field(file, "sample_count"), clip.length());
      assertExtremes(file, clip);
    }
  }

  @Test
  void timitDamagedAsTextIsRefusedUnlessInsistedOn() throws IOException {
    for (Path file : files("timit-damaged", ".wav")) {
      String message =
          assertThrows(AudioFormatException.class, () -> AudioClip.of(file)).getMessage();
      assertTrue(message.contains("samples reach -32768 to 32767 where the header says"), message);
      assertTrue(message.endsWith("(no byte 0x0D is left: a transfer as text)"), message);
      AudioClip clip = AudioClip.of(file, INSIST);
      assertEquals(2, clip.warnings().size());
      assertEquals(field(file, "sample_count") - 1, clip.length());
    }
  }

  @Test
  void shortenChecksumsAndExtremes() throws IOException {
    List<Path> files = files("sphere-shorten", "_shn.sph");
    assertEquals(2, files.size());
    for (Path file : files) {
      AudioClip clip = AudioClip.of(file);
      assertEquals(37120, clip.length());
      assertEquals(List.of(), clip.warnings());
      assertTrue(field(file, "sample_checksum") > 0);
    }
    assertExtremes(files.get(0), AudioClip.of(files.get(0)));
  }

  @Test
  void librispeechDecodes() throws IOException {
    List<Path> files = files("librispeech", ".flac");
    assertEquals(100, files.size());
    for (Path file : files.subList(0, 20)) {
      AudioClip clip = AudioClip.of(file);
      assertEquals(16000, clip.sampleRate());
      assertEquals(List.of(), clip.warnings());
    }
  }

  private static void assertExtremes(Path file, AudioClip clip) throws IOException {
    List<Integer> stored = new ArrayList<>();
    for (float sample : clip.samples()) {
      stored.add((int) (sample * 32768));
    }
    assertEquals(field(file, "sample_min"), stored.stream().min(Integer::compare).orElseThrow());
    assertEquals(field(file, "sample_max"), stored.stream().max(Integer::compare).orElseThrow());
  }

  private static int field(Path file, String name) throws IOException {
    String header = new String(Files.readAllBytes(file), 0, 1024, StandardCharsets.ISO_8859_1);
    String line =
        header
            .lines()
            .filter(l -> l.toLowerCase(Locale.ROOT).startsWith(name))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1).strip());
  }
}
