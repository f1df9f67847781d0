package io.vocalith.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Recordings made for tests. */
final class Sounds {
  private static final int RATE = 16_000;

  private Sounds() {}

  /** A WAV file of a hummed voice: harmonics of a pitch under formants of the speaker's own. */
  static Path voice(Path file, int speaker, int take, double seconds) throws IOException {
    Random random = new Random(1000L * speaker + take);
    double pitch = 90 + 13 * speaker + 2 * random.nextGaussian();
    double[] formants = {350 + 40 * (speaker % 5), 1100 + 90 * (speaker % 7), 2500};
    short[] samples = new short[(int) (seconds * RATE)];
    for (int i = 0; i < samples.length; i++) {
      double time = (double) i / RATE;
      double sum = 0.02 * random.nextGaussian();
      for (int h = 1; h * pitch < 4000; h++) {
        double gain = 0;
        for (double formant : formants) {
          gain += Math.exp(-Math.pow((h * pitch - formant) / 150, 2));
        }
        sum += gain * Math.sin(2 * Math.PI * h * pitch * time);
      }
      double swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * time + take);
      samples[i] = (short) Math.max(-32768, Math.min(32767, 4000 * swell * sum));
    }
    return write(file, samples);
  }

  private static Path write(Path file, short[] samples) throws IOException {
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
    wav.asShortBuffer().put(samples);
    Files.createDirectories(file.getParent());
    return Files.write(file, wav.array());
  }
}
