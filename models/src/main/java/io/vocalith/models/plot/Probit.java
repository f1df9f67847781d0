package io.vocalith.models.plot;

/** The inverse of the normal distribution function. */
final class Probit {
  private Probit() {}

  /**
   * The deviate below which a share p of the distribution lies, to about 4.5e-4 (Abramowitz and
   * Stegun 1964, 26.2.23), which is a hundredth of a pixel here.
   *
   * @param p above 0 and below 1
   */
  static double of(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("expected a share above 0 and below 1, found " + p);
    }
    double t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
    double x =
        t
            - (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    return p < 0.5 ? -x : x;
  }
}
