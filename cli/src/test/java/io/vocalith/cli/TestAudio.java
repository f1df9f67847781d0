package io.vocalith.cli;

import io.vocalith.audio.AudioClip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** TestAudio for tests: the samples of the project, and small files made to order. */
final class TestAudio {
  static final Path SAMPLES = Path.of("..", "samples");

  private TestAudio() {}

  /** A recording of the project, for example {@code fox}. */
  static String sample(String name) {
    return SAMPLES.resolve(name + ".wav").toString();
  }

  /** A WAV file of 16-bit samples at 16 kHz. */
  static byte[] wav(short... samples) {
    return wav(2 * samples.length, samples);
  }

  /** The same, whose header promises so many bytes of samples. */
  static byte[] wav(int promised, short... samples) {
    ByteBuffer file = header(44 + 2 * samples.length, promised, 1, 16);
    for (short sample : samples) {
      file.putShort(sample);
    }
    return file.array();
  }

  /** A WAV file of 32-bit floating-point samples at 16 kHz. */
  static byte[] floatWav(float... samples) {
    ByteBuffer file = header(44 + 4 * samples.length, 4 * samples.length, 3, 32);
    for (float sample : samples) {
      file.putFloat(sample);
    }
    return file.array();
  }

  private static ByteBuffer header(int length, int promised, int format, int bits) {
    ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + promised);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) format).putShort((short) 1).putInt(16000);
    file.putInt(16000 * bits / 8).putShort((short) (bits / 8)).putShort((short) bits);
    return file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(promised);
  }

  /** A SPHERE file of 16-bit samples at 16 kHz whose header states this largest sample. */
  static byte[] sphere(int statedMaximum, short... samples) throws IOException {
    String header =
        "NIST_1A\n   1024\nsample_count -i %d\nsample_rate -i 16000\nchannel_count -i 1\n"
                .formatted(samples.length)
            + "sample_n_bytes -i 2\nsample_byte_format -s2 01\nsample_coding -s3 pcm\n"
            + "sample_max -i %d\nend_head\n".formatted(statedMaximum);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(header.getBytes(StandardCharsets.US_ASCII));
    file.write(" ".repeat(1024 - header.length()).getBytes(StandardCharsets.US_ASCII));
    for (short sample : samples) {
      file.write(sample);
      file.write(sample >> 8);
    }
    return file.toByteArray();
  }

  /** Something that is not silence, reaching 8000 on both sides. */
  static short[] tone(int length) {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (8000 * Math.sin(0.2 * i + 1e-5 * i * i));
    }
    return samples;
  }

  /** Samples of the project one after the other, half a second apart. */
  static String join(Path folder, String name, String... samples) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (String sample : samples) {
      for (float value : AudioClip.of(Path.of(sample(sample))).samples()) {
        int integer = Math.round(value * 32768);
        joined.write(integer);
        joined.write(integer >> 8);
      }
      joined.write(new byte[16_000]);
    }
    short[] values = new short[joined.size() / 2];
    ByteBuffer.wrap(joined.toByteArray())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(values);
    return write(folder, name, wav(values));
  }

  static String write(Path folder, String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }
}
