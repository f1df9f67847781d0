package io.vocalith.models.listen;

import io.vocalith.audio.AudioClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Sounds for tests: what is not speech is synthesised here, speech is in the samples folder. */
final class Sounds {
  static final int RATE = 16_000;
  private static final int[] SCALE = {60, 62, 64, 65, 67, 69, 71, 72};
  private static final int[][] CHORDS = {
    {48, 64, 67, 72}, {45, 60, 64, 69}, {41, 57, 60, 65}, {43, 59, 62, 67}
  };

  private Sounds() {}

  /** Every sound that is not speech, by name. */
  static Map<String, float[]> notSpeech() {
    Map<String, float[]> sounds = new LinkedHashMap<>();
    sounds.put("digital silence", new float[5 * RATE]);
    sounds.put("tone of 440 Hz", make(5, t -> 0.3 * sine(440, t)));
    sounds.put("tone of 150 Hz", make(5, t -> 0.3 * sine(150, t)));
    sounds.put("beeps", make(6, t -> t % 0.4 < 0.2 ? 0.3 * sine(1000, t) : 0));
    sounds.put("fast beeps", make(6, t -> t % 0.2 < 0.1 ? 0.3 * sine(800, t) : 0));
    sounds.put("dialling (DTMF)", dialling());
    sounds.put("ringing", make(6, t -> t % 3 < 1 ? 0.2 * (sine(440, t) + sine(480, t)) : 0));
    sounds.put("busy line", make(6, t -> t % 1 < 0.5 ? 0.2 * (sine(480, t) + sine(620, t)) : 0));
    sounds.put("siren", make(6, t -> 0.3 * Math.sin(5655 * t - 1000 * Math.cos(3.14 * t))));
    sounds.put("hum", make(6, t -> harmonics(50, t, 20, 0) * 0.1));
    sounds.put("held chords", chords(2, 0, 0.5));
    sounds.put("chords with vibrato", chords(0.5, 0.02, 2));
    sounds.put("slow chords with vibrato", chords(2, 0.03, 0.3));
    sounds.put("fast chords with vibrato", chords(0.25, 0.02, 4));
    sounds.put("melody and bass", melody(0.5, 0, false));
    sounds.put("melody with vibrato", melody(0.25, 0.02, false));
    sounds.put("melody with vibrato and drums", melody(0.5, 0.02, true));
    sounds.put("fast melody with drums", melody(0.125, 0, true));
    sounds.put("white noise", noise(t -> 1));
    sounds.put("noise that sets in", noise(t -> t > 3 ? 1 : 0.001));
    sounds.put("noise modulated at 4 Hz", noise(t -> 0.5 + 0.5 * sine(4, t)));
    sounds.put("bursts of noise", noise(t -> t % 0.3 < 0.15 ? 1 : 0.001));
    sounds.put("clicks", clicks());
    return sounds;
  }

  /** Ten seconds of music on hold: chords, then a melody over drums. */
  static float[] holdMusic() {
    return concatenate(chords(0.5, 0.02, 2), melody(0.5, 0.02, true));
  }

  /** A recording of synthetic speech. */
  static AudioClip speech(String name) throws IOException {
    Path folder = Path.of("..", "samples");
    return AudioClip.of(
        (Files.isDirectory(folder) ? folder : Path.of("samples")).resolve(name + ".wav"));
  }

  static float[] concatenate(float[]... parts) {
    int length = 0;
    for (float[] part : parts) {
      length += part.length;
    }
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  static float[] make(double seconds, DoubleUnaryOperator sound) {
    float[] samples = new float[(int) (seconds * RATE)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) sound.applyAsDouble((double) i / RATE);
    }
    return samples;
  }

  /**
   * The sound with noise so many decibels below its mean power: white, or falling 3 dB an octave.
   */
  static float[] withNoise(float[] sound, double snr, boolean pink, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[sound.length];
    double slow = 0;
    double middle = 0;
    double fast = 0;
    for (int i = 0; i < noise.length; i++) {
      double white = random.nextGaussian();
      // P. Kellet's three-pole approximation of 1/f.
      slow = 0.99765 * slow + white * 0.0990460;
      middle = 0.96300 * middle + white * 0.2965164;
      fast = 0.57000 * fast + white * 1.0526913;
      noise[i] = (float) (pink ? slow + middle + fast + white * 0.1848 : white);
    }
    double gain = Math.sqrt(power(sound) / power(noise) / Math.pow(10, snr / 10));
    float[] noisy = new float[sound.length];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = (float) (sound[i] + gain * noise[i]);
    }
    return noisy;
  }

  private static double power(float[] sound) {
    double power = 0;
    for (float sample : sound) {
      power += (double) sample * sample;
    }
    return power / sound.length;
  }

  private static double sine(double hertz, double t) {
    return Math.sin(2 * Math.PI * hertz * t);
  }

  private static double harmonics(double hertz, double t, int count, double vibrato) {
    double phase = 2 * Math.PI * hertz * t + hertz * vibrato / 5.5 * sine(5.5, t);
    double sum = 0;
    for (int h = 1; h <= count; h++) {
      sum += Math.sin(h * phase) / h;
    }
    return sum;
  }

  private static double hertz(int note) {
    return 440 * Math.pow(2, (note - 69) / 12.0);
  }

  private static float[] dialling() {
    double[] low = {697, 770, 852, 941};
    double[] high = {1209, 1336, 1477, 1633};
    int[] keys = new Random(1).ints(100, 0, 16).toArray();
    return make(
        5,
        t -> {
          int key = keys[(int) (t / 0.16)];
          return t % 0.16 > 0.08 ? 0 : 0.2 * (sine(low[key / 4], t) + sine(high[key % 4], t));
        });
  }

  private static float[] chords(double beat, double vibrato, double decay) {
    return make(
        8,
        t -> {
          double since = t % beat;
          double sum = 0;
          for (int note : CHORDS[(int) (t / beat) % 4]) {
            sum += harmonics(hertz(note), t, 6, vibrato);
          }
          return 0.08 * Math.min(1, since / 0.01) * Math.exp(-since * decay) * sum;
        });
  }

  private static float[] melody(double length, double vibrato, boolean drums) {
    int[] notes = new Random(2).ints(200, 0, SCALE.length).toArray();
    Random drum = new Random(3);
    return make(
        8,
        t -> {
          int place = (int) (t / length);
          double since = t % length;
          double tone = harmonics(hertz(SCALE[notes[place]]), t, 8, vibrato);
          double sound = 0.2 * Math.min(1, since / 0.008) * Math.exp(-3 * since) * tone;
          double beat = t % 0.5;
          sound += 0.15 * sine(place % 2 == 0 ? 65.4 : 98, t) * Math.exp(-4 * beat);
          if (drums) {
            sound += 0.15 * drum.nextGaussian() * Math.exp(-40 * (t % 0.25));
            sound += 0.4 * sine(55, beat) * Math.exp(-15 * beat);
          }
          return sound;
        });
  }

  private static float[] noise(DoubleUnaryOperator envelope) {
    Random random = new Random(3);
    return make(6, t -> 0.1 * envelope.applyAsDouble(t) * random.nextGaussian());
  }

  private static float[] clicks() {
    Random random = new Random(4);
    float[] samples = new float[6 * RATE];
    for (int n = 0; n < 40; n++) {
      int start = random.nextInt(samples.length - 200);
      for (int i = 0; i < 200; i++) {
        samples[start + i] += (float) (0.5 * Math.exp(-i / 30.0) * random.nextGaussian());
      }
    }
    return samples;
  }
}
