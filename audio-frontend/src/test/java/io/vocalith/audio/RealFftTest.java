package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.jtransforms.fft.DoubleFFT_1D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        2, 4, 8, 10, 16, 20, 32, 40, 50, 64, 80, 100, 128, 200, 250, 256, 320, 400, 500, 512, 800,
        1024, 1250, 2048
      })
  void powerEqualsJTransforms(int size) {
    Random random = new Random(size);
    double[] signal = random.doubles(size, -1, 1).toArray();
    double[] packed = signal.clone();
    new DoubleFFT_1D(size).realForward(packed); // re[0], re[n/2], then re[k], im[k]
    double[] power = new double[size / 2 + 1];
    new RealFft(size).powerSpectrum(signal.clone(), new double[size], power);
    for (int k = 0; k <= size / 2; k++) {
      double re = k == 0 ? packed[0] : k == size / 2 ? packed[1] : packed[2 * k];
      double im = k == 0 || k == size / 2 ? 0 : packed[2 * k + 1];
      assertEquals(re * re + im * im, power[k], 1e-12 * size, "bin " + k + " of " + size);
    }
  }

  @Test
  void aToneFallsIntoItsBin() {
    double[] frame = new double[400];
    for (int n = 0; n < frame.length; n++) {
      frame[n] = Math.cos(2 * Math.PI * 17 * n / frame.length);
    }
    double[] power = new double[201];
    new RealFft(400).powerSpectrum(frame, new double[400], power);
    assertEquals(200.0 * 200, power[17], 1e-8);
    power[17] = 0;
    assertTrue(Arrays.stream(power).max().orElseThrow() < 1e-20);
  }

  @Test
  void otherSizesAreRefused() {
    for (int size : new int[] {0, 1, 3, 14, 401, 512 * 3}) {
      assertFalse(RealFft.supports(size));
      assertThrows(IllegalArgumentException.class, () -> new RealFft(size));
    }
  }
}
