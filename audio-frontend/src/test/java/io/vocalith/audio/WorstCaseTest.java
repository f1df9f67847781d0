package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Small recordings that decode to as much as the limit allows, and recordings of 8 MiB of which
 * every byte makes the most work: each takes less than 5 seconds and no more memory than is stated.
 * A build tries a share of the limit and the size; {@code -Dvocalith.worst=1} tries all of it, and
 * {@code fuzz-runs.txt} beside this class keeps the record.
 */
class WorstCaseTest {
  private static final int SHARE = Integer.getInteger("vocalith.worst", 64);
  private static final AudioOptions LIMITED =
      AudioOptions.DEFAULTS.withMaxSamples(AudioOptions.DEFAULTS.maxSamples() / SHARE);
  private static final int FILE = (8 << 20) / SHARE;
  private static final double SECONDS = 5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Few bytes for many samples. */
  enum Expanding {
    FLAC_8_BITS(WorstCases.flac(8, 8, 65536, 0)),
    FLAC_16_BITS(WorstCases.flac(8, 16, 65536, 0)),
    FLAC_24_BITS(WorstCases.flac(8, 24, 65536, 0)),
    FLAC_32_BITS(WorstCases.flac(8, 32, 65536, 0)),
    FLAC_STEREO(WorstCases.flac(2, 16, 65536, 0)),
    FLAC_MONO(WorstCases.flac(1, 16, 65536, 0)),
    SHORTEN_64_CHANNELS(WorstCases.shorten("pcm", 5, 64, 65536, 4, ShortenEncoder.ZERO)),
    SHORTEN_STEREO(WorstCases.shorten("pcm", 5, 2, 65536, 1024, ShortenEncoder.ZERO)),
    SHORTEN_MU_LAW(WorstCases.shorten("ulaw", 8, 64, 65536, 4, ShortenEncoder.ZERO));

    private final WorstCases recording;

    Expanding(WorstCases recording) {
      this.recording = recording;
    }
  }

  /** Much work for every byte. */
  enum Laborious {
    FLAC_LINEAR(WorstCases.flac(8, 16, 65536, 63)),
    FLAC_LINEAR_32_BITS(WorstCases.flac(8, 32, 65536, 63)),
    FLAC_FIXED(WorstCases.flac(8, 32, 65536, 12)),
    FLAC_SMALL_BLOCKS(WorstCases.flac(8, 16, 1, 0)),
    FLAC_BLOCKS_OF_64(WorstCases.flac(8, 32, 64, 0)),
    FLAC_UNARY(WorstCases.flacUnary()),
    FLAC_METADATA(WorstCases.flacMetadata()),
    SHORTEN_LINEAR(WorstCases.shorten("pcm", 5, 1, 65536, 4, ShortenEncoder.QLPC)),
    SHORTEN_POLYNOMIAL(WorstCases.shorten("pcm", 5, 1, 65536, 4, 3)),
    SHORTEN_LOSSY_LAW(WorstCases.shorten("ulaw", 7, 1, 65536, 4, 0)),
    SHORTEN_SMALL_BLOCKS(WorstCases.shorten("pcm", 5, 1, 1, 1024, ShortenEncoder.ZERO)),
    WAV_CHUNKS(WorstCases.wavChunks()),
    WAV_LAW(WorstCases.wavLaw(1)),
    WAV_LAW_64_CHANNELS(WorstCases.wavLaw(64)),
    SPHERE_FIELDS(WorstCases.sphereFields());

    private final WorstCases recording;

    Laborious(WorstCases recording) {
      this.recording = recording;
    }
  }

  /** Frames of the longest recording of its kind. */
  private static long most(WorstCases recording) {
    long limit = LIMITED.maxSamples();
    return Math.min(
        limit, 4 * limit / ((long) recording.channels() * Math.max(3, recording.bytes())));
  }

  @ParameterizedTest
  @EnumSource
  void fewBytesForManySamples(Expanding kind) {
    byte[] file = kind.recording.ofFrames(most(kind.recording) + 1);
    assertTrue(file.length < 1 << 18, kind + " has " + file.length + " bytes");
    String problem = attempt(kind.name(), file, most(kind.recording));
    assertTrue(problem.contains("the limit of "), problem);
  }

  @ParameterizedTest
  @EnumSource
  void muchWorkForEveryByte(Laborious kind) {
    byte[] file = kind.recording.ofSize(FILE);
    attempt(kind.name(), file, kind.recording.framesOf(file.length));
  }

  /**
   * Reads within the bounds; the sentence of a refusal, or nothing.
   *
   * @param frames that the file holds and the limit allows
   */
  private static String attempt(String name, byte[] file, long frames) {
    long thread = Thread.currentThread().getId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    long start = System.nanoTime();
    String problem = "";
    long length = frames;
    try {
      length = AudioClip.of(file, "x", LIMITED).length();
    } catch (AudioFormatException e) {
      problem = e.getMessage();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long used = THREADS.getThreadAllocatedBytes(thread) - allocated;
    System.out.printf(
        "%s: %d bytes, %.2f s, %d MiB allocated, %s%n",
        name, file.length, seconds, used >> 20, problem.isEmpty() ? length + " samples" : problem);
    assertTrue(seconds < SECONDS, () -> name + " took " + seconds + " s");
    long limit = (64L << 20) + 4L * file.length + 4L * frames;
    assertTrue(used < limit, () -> name + " took " + used + " bytes");
    return problem;
  }

  private static void assertLimit(String sentence, WorstCases recording, AudioOptions options) {
    byte[] file = recording.ofFrames(options.maxSamples() + 1L);
    String message =
        assertThrows(AudioFormatException.class, () -> AudioClip.of(file, "x", options))
            .getMessage();
    assertTrue(message.endsWith(sentence), message);
  }

  @Test
  void theLimitIsOnAllChannelsTogether() {
    AudioOptions few = AudioOptions.DEFAULTS.withMaxSamples(1 << 20);
    String bytes = "unpacks to more than the limit of 4194304 bytes in all channels together";
    assertLimit(bytes, WorstCases.flac(2, 8, 65536, 0), few);
    assertLimit(bytes, WorstCases.flac(2, 32, 65536, 0), few);
    assertLimit(bytes, WorstCases.flac(8, 16, 65536, 0), few);
    assertLimit(bytes, WorstCases.shorten("pcm", 5, 2, 8192, 0, ShortenEncoder.ZERO), few);
    String samples = "is longer than the limit of 1048576 samples";
    assertLimit(samples, WorstCases.flac(1, 16, 65536, 0), few);
    assertLimit(samples, WorstCases.flac(1, 32, 65536, 0), few);
    assertLimit(samples, WorstCases.shorten("pcm", 5, 1, 8192, 0, ShortenEncoder.ZERO), few);
  }

  /** By default an hour of stereo at 48 kHz and 24 bits is read. */
  @Test
  void anHourOfStereoIsWithinTheLimit() {
    long limit = 4L * AudioOptions.DEFAULTS.maxSamples();
    assertTrue(3600L * 48_000 * 2 * 3 <= limit, limit + " bytes");
  }

  @Test
  void whatIsAtTheLimitIsRead() throws IOException {
    AudioOptions few =
        AudioOptions.DEFAULTS.withMaxSamples(1 << 20).withAcceptDamaged(true).withChannel(2);
    for (int channels : new int[] {2, 4, 8}) {
      int most = (1 << 22) / (3 * channels) / 65536 * 65536;
      byte[] file = WorstCases.flac(channels, 16, 65536, 0).ofFrames(most);
      assertEquals(most, AudioClip.of(file, "x", few).length());
      WorstCases zeros = WorstCases.shorten("pcm", 5, channels, 8192, 4, ShortenEncoder.ZERO);
      assertEquals(most, AudioClip.of(zeros.ofFrames(most), "x", few).length());
    }
    // Samples that are in the file cost no more than reading it.
    byte[] wav = WorstCases.wavLaw(64).ofFrames(1 << 17);
    assertEquals(1 << 17, AudioClip.of(wav, "x", few).length());
  }
}
