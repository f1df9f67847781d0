package io.vocalith.models.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What can be said about a recording before any network hears it.
 *
 * @param seconds its length
 * @param speechSeconds seconds of speech in it ({@link SpeechDetector})
 * @param clipped share of samples that stand in runs of three or more at the recording's highest or
 *     lowest value, 0 to 1
 * @param bandwidthHertz up to where the speech reaches: the highest 125 Hz band that, in its
 *     loudest twentieth of frames, comes within 50 dB of the strongest band
 * @param levelDbfs mean power of the speech frames (of all, where there is no speech) in decibels
 *     relative to a power of 1; a full-scale sine has -3; silence is limited to -101
 * @param snrDecibels power of the speech frames less that of the other frames, over the latter's;
 *     empty where either is missing or the speech is no stronger
 */
public record SignalReport(
    double seconds,
    double speechSeconds,
    double clipped,
    double bandwidthHertz,
    double levelDbfs,
    OptionalDouble snrDecibels) {
  /** Telephone speech ends at 3.4 kHz, its filters near 4 kHz. */
  private static final double NARROW_HERTZ = 4200;

  private static final double CLIPPING_WORTH_A_WARNING = 0.001;
  private static final double POOR_SNR = 10;
  private static final double LOW_LEVEL = -45;

  /** Reports on a mono recording whose speech has been found. */
  public static SignalReport of(float[] samples, int sampleRate, SpeechActivity activity) {
    Levels levels = Levels.of(samples, sampleRate, activity);
    return new SignalReport(
        activity.duration(),
        activity.speechSeconds(),
        Clipping.share(samples),
        Bandwidth.hertz(samples, sampleRate, activity),
        levels.decibels(),
        levels.snr());
  }

  /** Finds the speech in a mono recording and reports. */
  public static SignalReport of(float[] samples, int sampleRate) {
    return of(samples, sampleRate, SpeechDetector.detect(samples, sampleRate));
  }

  /** Whether the sound ends where a telephone's does, whatever the file's rate. */
  public boolean narrowband() {
    return bandwidthHertz < NARROW_HERTZ;
  }

  /** What a user should know, one sentence each; empty for a good recording. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (clipped >= CLIPPING_WORTH_A_WARNING) {
      warnings.add(
          String.format(Locale.ROOT, "%.1f %% of the samples are clipped.", 100 * clipped));
    }
    if (speechSeconds > 0 && narrowband()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Telephone bandwidth (%.1f kHz): scores against wideband recordings are lower.",
              bandwidthHertz / 1000));
    }
    if (snrDecibels.isPresent() && snrDecibels.getAsDouble() < POOR_SNR) {
      warnings.add(
          String.format(
              Locale.ROOT, "Noisy: %.0f dB of signal over noise.", snrDecibels.getAsDouble()));
    }
    if (speechSeconds > 0 && levelDbfs < LOW_LEVEL) {
      warnings.add(String.format(Locale.ROOT, "Very quiet: %.0f dBFS.", levelDbfs));
    }
    return List.copyOf(warnings);
  }

  /** The report as one line. */
  public String summary() {
    String snr =
        snrDecibels.isPresent()
            ? String.format(Locale.ROOT, "%.0f dB", snrDecibels.getAsDouble())
            : "n/a";
    return String.format(
        Locale.ROOT,
        "%.2f s, %.2f s of speech, level %.0f dBFS, SNR %s, bandwidth %.1f kHz%s, clipped %.2f %%",
        seconds,
        speechSeconds,
        levelDbfs,
        snr,
        bandwidthHertz / 1000,
        narrowband() ? " (narrowband)" : "",
        100 * clipped);
  }
}
