package io.vocalith.benchmarks;

import io.vocalith.audio.AudioClip;
import io.vocalith.audio.Resampler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a recording to samples at 16 kHz: the readers and the resampler. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AudioBenchmark {
  private static final int SECONDS = 10;

  /** A recording to decode; the default is half a second at 16 kHz. */
  @Param("audio-frontend/src/test/resources/recordings/sweep.flac")
  private String flacFile;

  private byte[] flac;
  private byte[] wav;
  private float[] tenSeconds;
  private Resampler resampler;

  /** Ten seconds of noise: as a 16-bit WAV at 16 kHz, and as samples at 44.1 kHz. */
  @Setup
  public void prepare() throws IOException {
    flac = Files.readAllBytes(Path.of(flacFile));
    Random random = new Random(1);
    int bytes = 2 * 16_000 * SECONDS;
    ByteBuffer file = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putInt(0x1_0001);
    file.putInt(16_000).putInt(32_000).putInt(0x10_0002);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
    while (file.hasRemaining()) {
      file.putShort((short) random.nextInt());
    }
    wav = file.array();
    tenSeconds = new float[44_100 * SECONDS];
    for (int i = 0; i < tenSeconds.length; i++) {
      tenSeconds[i] = random.nextFloat() - 0.5f;
    }
    resampler = new Resampler(44_100, 16_000);
  }

  /** A FLAC file, its checksums included. */
  @Benchmark
  public AudioClip flac() throws IOException {
    return AudioClip.of(flac, "benchmark.flac");
  }

  /** Ten seconds of 16-bit WAV. */
  @Benchmark
  public AudioClip wav() throws IOException {
    return AudioClip.of(wav, "benchmark.wav");
  }

  /** Ten seconds from 44.1 to 16 kHz, filter at hand. */
  @Benchmark
  public float[] resample() {
    return resampler.apply(tenSeconds);
  }

  /** The filter from 44.1 to 16 kHz. */
  @Benchmark
  public Resampler filter() {
    return new Resampler(44_100, 16_000);
  }
}
