package io.vocalith.models.listen;

import java.util.OptionalDouble;

/**
 * Mean powers of the frames with speech and of those without.
 *
 * @param decibels level of the speech, or of everything where there is none
 * @param snr signal over noise in decibels, if it can be told
 */
record Levels(double decibels, OptionalDouble snr) {
  static Levels of(float[] samples, int rate, SpeechActivity activity) {
    double speech = 0;
    double other = 0;
    long speechSamples = 0;
    long otherSamples = 0;
    for (int i = 0; i < samples.length; i++) {
      int frame = (int) ((long) i * BandEnergies.FRAMES_PER_SECOND / rate);
      double power = Float.isFinite(samples[i]) ? (double) samples[i] * samples[i] : 0;
      if (frame < activity.frames() && activity.isSpeech(frame)) {
        speech += power;
        speechSamples++;
      } else {
        other += power;
        otherSamples++;
      }
    }
    if (speechSamples == 0) {
      return new Levels(decibels(other / Math.max(1, otherSamples)), OptionalDouble.empty());
    }
    speech /= speechSamples;
    if (otherSamples == 0) {
      return new Levels(decibels(speech), OptionalDouble.empty());
    }
    double noise = Math.max(BandEnergies.FLOOR, other / otherSamples);
    OptionalDouble snr =
        speech > noise
            ? OptionalDouble.of(10 * Math.log10((speech - noise) / noise))
            : OptionalDouble.empty();
    return new Levels(decibels(speech), snr);
  }

  private static double decibels(double power) {
    return 10 * Math.log10(Math.max(BandEnergies.FLOOR, power));
  }
}
