package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged recordings of every format: each is read or refused by {@link AudioFormatException}, in
 * bounded time and memory. {@code -Dvocalith.fuzz.mutations=200000} makes the long run, of which
 * {@code fuzz-runs.txt} beside this class keeps the record.
 */
class FuzzTest {
  private static final int MUTATIONS = Integer.getInteger("vocalith.fuzz.mutations", 2_000);
  private static final long SEED = Long.getLong("vocalith.fuzz.seed", 20_261_122L);
  private static final int MAX_SAMPLES = 1 << 20;
  private static final long MEMORY = 64L << 20;
  private static final double SECONDS = 5;
  private static final int[] NUMBERS = {0, 1, -1, 0x7FFFFFFF, 0x80000000, 0x7FFFF000, 255, 65536};

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Where mutations start from. */
  enum Format {
    WAV,
    SPHERE,
    SHORTEN,
    FLAC
  }

  /** A recording and, for FLAC, where its checksums stand. */
  private record Original(List<Byte> bytes, List<int[]> frames) {
    static Original of(byte[] bytes, List<int[]> frames) {
      List<Byte> list = new ArrayList<>();
      for (byte value : bytes) {
        list.add(value);
      }
      return new Original(list, frames);
    }

    static Original of(byte[] bytes) {
      return of(bytes, List.of());
    }

    byte[] copy() {
      byte[] copy = new byte[bytes.size()];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = bytes.get(i);
      }
      return copy;
    }
  }

  @ParameterizedTest
  @EnumSource
  void mutationsAreReadOrRefused(Format format) {
    List<Original> originals = originals(format);
    originals.forEach(original -> assertTrue(attempt(original.copy(), 0, AudioOptions.DEFAULTS)));
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Random random = new Random(SEED + i);
      byte[] mutated = mutate(originals.get(i % originals.size()), random);
      AudioOptions options =
          new AudioOptions(random.nextInt(4) - 1, random.nextBoolean(), MAX_SAMPLES);
      if (attempt(mutated, SEED + i, options)) {
        read++;
      }
    }
    System.out.printf(
        "%s: %d mutations from seed %d, %d read, %d refused%n",
        format, MUTATIONS, SEED, read, MUTATIONS - read);
    assertTrue(read > MUTATIONS / 50, "mutations must leave something to read: " + read);
    assertTrue(MUTATIONS - read > MUTATIONS / 50, "and something to refuse: " + read);
  }

  /** Whether it was read; anything but that or a sentence fails. */
  private static boolean attempt(byte[] recording, long seed, AudioOptions options) {
    long thread = Thread.currentThread().getId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    long start = System.nanoTime();
    boolean read = false;
    try {
      AudioClip clip = AudioClip.of(recording, "x", options);
      for (float sample : clip.data()) {
        assertTrue(Math.abs(sample) <= Float.MAX_VALUE, () -> "a NaN came out, seed " + seed);
      }
      assertEquals(clip.length(), clip.info().frames());
      read = true;
    } catch (AudioFormatException e) {
      String message = e.getMessage();
      assertTrue(message.startsWith("x") && message.indexOf('\n') < 0, message);
    } catch (IOException | RuntimeException | Error e) {
      fail("seed " + seed, e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long used = THREADS.getThreadAllocatedBytes(thread) - allocated;
    assertTrue(seconds < SECONDS, () -> seconds + " s, seed " + seed);
    long limit = MEMORY + 4L * recording.length + 4L * MAX_SAMPLES;
    assertTrue(used < limit, () -> used + " bytes, seed " + seed);
    return read;
  }

  private static byte[] mutate(Original original, Random random) {
    byte[] bytes = original.copy();
    int length = bytes.length;
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      bytes = mutateOnce(bytes, random);
    }
    if (bytes.length == length && random.nextInt(4) > 0) {
      repair(bytes, original.frames());
    }
    return bytes;
  }

  private static byte[] mutateOnce(byte[] bytes, Random random) {
    if (bytes.length < 8) {
      return bytes;
    }
    int reach = random.nextBoolean() ? Math.min(bytes.length, 128) : bytes.length;
    int at = random.nextInt(reach - 4);
    int count = 1 + random.nextInt(Math.min(16, bytes.length - at));
    switch (random.nextInt(8)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt(256);
      case 3 -> bytes[at] = (byte) ('0' + random.nextInt(10));
      case 4 -> {
        byte[] number = Bytes.little().u32(NUMBERS[random.nextInt(NUMBERS.length)]).toArray();
        System.arraycopy(number, 0, bytes, at, 4);
      }
      case 5 -> {
        return random.nextBoolean() ? cut(bytes, at, count) : Arrays.copyOf(bytes, at + count);
      }
      case 6 -> {
        byte[] extra = Arrays.copyOfRange(bytes, at, at + count);
        if (random.nextBoolean()) {
          random.nextBytes(extra);
        }
        Bytes out = Bytes.little().bytes(Arrays.copyOf(bytes, at)).bytes(extra);
        return out.bytes(Arrays.copyOfRange(bytes, at, bytes.length)).toArray();
      }
      default -> Arrays.fill(bytes, at, at + count, (byte) -random.nextInt(2));
    }
    return bytes;
  }

  private static byte[] cut(byte[] bytes, int at, int count) {
    byte[] rest = Arrays.copyOfRange(bytes, at + count, bytes.length);
    return Bytes.little().bytes(Arrays.copyOf(bytes, at)).bytes(rest).toArray();
  }

  /** Makes the checksums of FLAC frames right again, so that mutations get past them. */
  private static void repair(byte[] bytes, List<int[]> frames) {
    for (int[] frame : frames) {
      byte[] whole = Arrays.copyOfRange(bytes, frame[0], frame[2]);
      int header = frame[1] - 1;
      bytes[frame[0] + header] = (byte) FlacEncoder.crc(whole, header, 8, 0x07);
      whole[header] = bytes[frame[0] + header];
      int crc = FlacEncoder.crc(whole, whole.length - 2, 16, 0x8005);
      bytes[frame[2] - 2] = (byte) (crc >> 8);
      bytes[frame[2] - 1] = (byte) crc;
    }
  }

  private static List<Original> originals(Format format) {
    return switch (format) {
      case WAV -> wavs();
      case SPHERE -> spheres();
      case SHORTEN -> shortened();
      case FLAC -> flacs();
    };
  }

  private static long[] walk(int n, int step) {
    Random random = new Random(n);
    long[] x = new long[n];
    for (int i = 1; i < n; i++) {
      x[i] = Math.max(-30000, Math.min(30000, x[i - 1] + random.nextInt(2 * step + 1) - step));
    }
    return x;
  }

  private static List<Original> wavs() {
    long[] x = walk(120, 900);
    float[] floats = new float[60];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = x[i] / 32768f;
    }
    return List.of(
        Original.of(new WavFile().pcm(16, 2, x).toArray()),
        Original.of(new WavFile().riff("RIFX").channels(2).pcm(24, 4, x).toArray()),
        Original.of(new WavFile().riff("RF64").extensible(20).pcm(20, 3, x).toArray()),
        Original.of(new WavFile().extensible(32).floats(floats).toArray()),
        Original.of(new WavFile().coded(7, 8, 1, new byte[200]).dataSize(0).toArray()));
  }

  private static List<Original> spheres() {
    byte[] data = new byte[400];
    new Random(3).nextBytes(data);
    SphereFile file = new SphereFile().field("sample_count", 100).field("channel_count", 2);
    file.field("sample_byte_format", "10").field("sample_n_bytes", 2).headerLength(256);
    SphereFile law = new SphereFile().field("sample_coding", "alaw").headerLength(128);
    return List.of(Original.of(file.with(data)), Original.of(law.with(data)));
  }

  private static List<Original> shortened() {
    int[] x = Arrays.stream(walk(300, 200)).mapToInt(value -> (int) value).toArray();
    int[] levels = Arrays.stream(x).map(value -> value % 128).toArray();
    int[] plan = {0, 1, ShortenEncoder.QLPC, 2, 3};
    List<Original> all = new ArrayList<>();
    for (int version = 1; version <= 3; version++) {
      ShortenEncoder linear = new ShortenEncoder(version, 5, 2, 50, 4, 3, 2).verbatim(1, 2, 3);
      linear.samples(new int[][] {x, x}, plan).shift(2).samples(new int[][] {x, x}, plan);
      all.add(shortened("pcm", 2, linear));
      ShortenEncoder law = new ShortenEncoder(version, 8, 1, 64, 2, 4, 0).shift(version);
      all.add(shortened("ulaw", 1, law.samples(new int[][] {levels}, plan)));
    }
    return all;
  }

  private static Original shortened(String coding, int channels, ShortenEncoder encoder) {
    SphereFile header = new SphereFile().headerLength(128).field("channel_count", channels);
    header.field("sample_coding", coding + ",embedded-shorten-v2.00");
    return Original.of(header.with(encoder.quit().toArray()));
  }

  private static List<Original> flacs() {
    List<Original> all = new ArrayList<>();
    for (int bits : new int[] {16, 24}) {
      FlacEncoder encoder = new FlacEncoder(bits, 16000).assignments(-1, 8, 9, 10);
      encoder.blockSizes(64, 100).residual(1, bits == 24, true).types(9, 33, 8, 11, 36, 1);
      byte[] file = encoder.encode(new long[][] {walk(500, 90), walk(500, 100)});
      all.add(Original.of(file, encoder.frames()));
      FlacEncoder mono = new FlacEncoder(bits, 48000).withoutTotal().types(0, 10, 40);
      all.add(Original.of(mono.encode(new long[][] {walk(600, 50)}), mono.frames()));
    }
    return all;
  }
}
