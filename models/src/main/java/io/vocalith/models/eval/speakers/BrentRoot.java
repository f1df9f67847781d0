package io.vocalith.models.eval.speakers;

import java.util.function.DoubleUnaryOperator;

/**
 * A root of a function between two places of opposite sign, as scipy.optimize.brentq finds it
 * (Brent 1973, Algorithms for Minimization Without Derivatives, chapter 4): where the function
 * jumps there are several answers, and only the same steps lead to the same one.
 */
final class BrentRoot {
  private static final double ABSOLUTE = 2e-12;
  private static final double RELATIVE = 4 * Math.ulp(1.0);
  private static final int MOST_STEPS = 100;

  private BrentRoot() {}

  static double find(DoubleUnaryOperator f, double low, double high) {
    double before = low;
    double current = high;
    double other = 0;
    double fBefore = f.applyAsDouble(before);
    double fCurrent = f.applyAsDouble(current);
    double fOther = 0;
    double stepBefore = 0;
    double step = 0;
    if (fBefore == 0) {
      return before;
    }
    for (int i = 0; i < MOST_STEPS; i++) {
      if (fBefore != 0 && fCurrent != 0 && (fBefore < 0) != (fCurrent < 0)) {
        other = before;
        fOther = fBefore;
        stepBefore = current - before;
        step = stepBefore;
      }
      if (Math.abs(fOther) < Math.abs(fCurrent)) {
        before = current;
        current = other;
        other = before;
        fBefore = fCurrent;
        fCurrent = fOther;
        fOther = fBefore;
      }
      double delta = (ABSOLUTE + RELATIVE * Math.abs(current)) / 2;
      double half = (other - current) / 2;
      if (fCurrent == 0 || Math.abs(half) < delta) {
        return current;
      }
      double next = half;
      if (Math.abs(stepBefore) > delta && Math.abs(fCurrent) < Math.abs(fBefore)) {
        double tried =
            before == other
                ? -fCurrent * (current - before) / (fCurrent - fBefore)
                : extrapolated(before, current, other, fBefore, fCurrent, fOther);
        if (2 * Math.abs(tried) < Math.min(Math.abs(stepBefore), 3 * Math.abs(half) - delta)) {
          next = tried;
        }
      }
      stepBefore = next == half ? half : step;
      step = next;
      before = current;
      fBefore = fCurrent;
      current += Math.abs(step) > delta ? step : Math.copySign(delta, half);
      fCurrent = f.applyAsDouble(current);
    }
    return current;
  }

  private static double extrapolated(
      double before, double current, double other, double fBefore, double fCurrent, double fOther) {
    double slopeBefore = (fBefore - fCurrent) / (before - current);
    double slopeOther = (fOther - fCurrent) / (other - current);
    return -fCurrent
        * (fOther * slopeOther - fBefore * slopeBefore)
        / (slopeOther * slopeBefore * (fOther - fBefore));
  }
}
