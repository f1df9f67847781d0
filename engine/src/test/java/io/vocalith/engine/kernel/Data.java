package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import java.util.Random;

/** Random operands, the same for the same seed. */
final class Data {
  private final Random random;

  Data(long seed) {
    random = new Random(seed);
  }

  float[] values(int count) {
    return values(count, 1f);
  }

  float[] values(int count, float scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = scale * (float) random.nextGaussian();
    }
    return values;
  }

  /** Small integers, of which sums of products are exact. */
  float[] integers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(9) - 4;
    }
    return values;
  }

  /** Random frames, padding included; the room to spare stays NaN. */
  Frames frames(int frames, int columns, int margin, float scale) {
    Frames x = blank(frames, columns, margin);
    for (int t = -margin; t < frames + margin; t++) {
      System.arraycopy(values(columns, scale), 0, x.values(), x.at(t), columns);
    }
    return x;
  }

  /** Frames that nobody has written to. */
  static Frames blank(int frames, int columns, int margin) {
    Frames x = new Frames().resize(frames, columns, margin);
    x.poison();
    return x;
  }
}
