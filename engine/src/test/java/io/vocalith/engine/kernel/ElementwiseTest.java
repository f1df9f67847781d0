package io.vocalith.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vocalith.engine.Frames;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes over activations: right, and the same from both implementations to the last bit. */
@Tag("width")
class ElementwiseTest {
  private static final int FRAMES = 131;

  private final Elementwise scalar = new ScalarElementwise();
  private final Elementwise vector = new VectorElementwise();

  /** Set by the runs at other widths; this processor may lack one. */
  @BeforeAll
  static void widthIsTheOneAskedFor() {
    Widths.assumeAsked();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 35, 64})
  void channelsAreAddedAndNothingBesideThem(int width) {
    Frames x = new Data(width).frames(FRAMES, 2 * width + 3, 0, 1f);
    for (Elementwise passes : new Elementwise[] {scalar, vector}) {
      Frames out = Data.blank(FRAMES, width + 5, 0);
      passes.add(x, 2, width + 3, out, width, 3, 100);
      for (int t = 0; t < FRAMES; t++) {
        for (int c = 0; c < width + 5; c++) {
          boolean own = t >= 3 && t < 100 && c < width;
          int at = x.at(t) + c;
          float expected = own ? x.values()[at + 2] + x.values()[at + width + 3] : Float.NaN;
          assertEquals(expected, out.values()[out.at(t) + c], passes + " " + t + " " + c);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 35, 64})
  void scalingAndAddingRoundsOnce(int width) {
    Data data = new Data(width);
    Frames x = data.frames(FRAMES, width, 0, 1f);
    Frames scale = data.frames(1, width, 0, 1f);
    Frames residual = data.frames(FRAMES, width + 4, 0, 1f);
    for (Elementwise passes : new Elementwise[] {scalar, vector}) {
      Frames out = Data.blank(FRAMES, width + 9, 0);
      passes.scaleAdd(x, scale, residual, 4, out, 6, 3, 100);
      for (int t = 0; t < FRAMES; t++) {
        for (int c = 0; c < width + 9; c++) {
          float expected = Float.NaN;
          if (t >= 3 && t < 100 && c >= 6 && c < 6 + width) {
            float a = x.values()[x.at(t) + c - 6];
            float s = scale.values()[scale.at(0) + c - 6];
            expected = Math.fma(a, s, residual.values()[residual.at(t) + c - 2]);
          }
          assertEquals(expected, out.values()[out.at(t) + c], passes + " " + t + " " + c);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 35, 64})
  void momentsAreThoseOfDoublePrecisionAndEqualInBits(int width) {
    Frames x = new Data(width).frames(FRAMES, width, 0, 1f);
    float[] expected = moments(scalar, x, 0, width);
    assertArrayEquals(expected, moments(vector, x, 0, width));
    for (int c = 0; c < width; c++) {
      double sum = 0;
      double squares = 0;
      for (int t = 0; t < FRAMES; t++) {
        sum += x.values()[x.at(t) + c];
      }
      for (int t = 0; t < FRAMES; t++) {
        squares += Math.pow(x.values()[x.at(t) + c] - sum / FRAMES, 2);
      }
      assertEquals(sum / FRAMES, expected[c], 1e-6);
      assertEquals(Math.sqrt(squares / FRAMES), expected[width + c], 1e-6);
    }
    int part = (width + 1) / 2; // as two threads do it
    for (Elementwise passes : new Elementwise[] {scalar, vector}) {
      float[] first = moments(passes, x, 0, part);
      float[] second = moments(passes, x, part, width);
      for (int c = 0; c < 2 * width; c++) {
        float[] own = c % width < part ? first : second;
        assertEquals(expected[c], own[c], passes + " " + c);
        float[] other = own == first ? second : first;
        assertEquals(Float.NaN, other[c], passes + " " + c);
      }
    }
  }

  private static float[] moments(Elementwise passes, Frames x, int from, int to) {
    Frames moments = Data.blank(1, 2 * x.columns(), 0);
    passes.moments(x, from, to, moments, Data.blank(1, x.columns(), 0));
    return Arrays.copyOfRange(moments.values(), moments.at(0), moments.at(0) + 2 * x.columns());
  }
}
