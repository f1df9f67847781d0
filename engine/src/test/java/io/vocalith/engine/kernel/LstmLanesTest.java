package io.vocalith.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** LSTM steps of several utterances at once. */
@Tag("width")
class LstmLanesTest {
  private static final int FRAMES = 19;

  @BeforeAll
  static void widthIsTheOneAskedFor() {
    Widths.assumeAsked();
  }

  @Test
  void togetherIsAsOneByOneOnAllKernels() {
    Kernels vector = new VectorKernels(new PackedProduct());
    for (int hidden : new int[] {1, 5, 16, 17, 40, 128}) {
      for (boolean forward : new boolean[] {true, false}) {
        for (int count : new int[] {1, 2, 3, 4, 5, 6, 8, 13}) {
          LstmLane[] expected = lanes(new ScalarKernels(), hidden, count, forward, false);
          for (Kernels kernels : List.of(new ScalarKernels(), vector)) {
            LstmLane[] found = lanes(kernels, hidden, count, forward, true);
            for (int i = 0; i < count; i++) {
              String what = hidden + " units, lane " + i + " of " + count;
              assertArrayEquals(states(expected[i], hidden), states(found[i], hidden), what);
            }
          }
        }
      }
    }
  }

  private static float[] states(LstmLane lane, int hidden) {
    return lane.out.matrix(2, hidden).values();
  }

  /** Two runs of steps, each lane at a frame of its own. */
  private static LstmLane[] lanes(
      Kernels kernels, int hidden, int count, boolean forward, boolean together) {
    Recurrence recurrence =
        Recurrence.pack(kernels, hidden, new Data(hidden).values(4 * hidden * hidden, 0.5f));
    LstmLane[] lanes = new LstmLane[count];
    for (int i = 0; i < count; i++) {
      lanes[i] = lane(recurrence, hidden, i);
    }
    int done = 0;
    for (int steps : new int[] {4, 7}) {
      for (int i = 0; i < count; i++) {
        int first = i % 3 + done;
        lanes[i].at(lanes[i].out, 2, forward ? first : FRAMES - 1 - first);
      }
      if (together) {
        kernels.recur(recurrence, lanes, count, steps, forward);
      } else {
        for (LstmLane x : lanes) {
          kernels.recur(recurrence, x.gates, x.state, x.out, 2, x.frame, steps, forward);
        }
      }
      done += steps;
    }
    return lanes;
  }

  private static LstmLane lane(Recurrence recurrence, int hidden, int seed) {
    Data data = new Data(seed);
    LstmLane lane = new LstmLane();
    lane.gates.resize(FRAMES, recurrence.width(), 0);
    for (int t = 0; t < FRAMES; t++) {
      float[] z = data.values(4 * hidden, 3f);
      for (int row = 0; row < z.length; row++) {
        int column = recurrence.gate(row / hidden, row % hidden);
        lane.gates.values()[lane.gates.at(t) + column] = z[row];
      }
    }
    lane.state.reset(recurrence.paddedHidden());
    lane.at(Data.blank(FRAMES, hidden + 3, 0), 2, 0);
    return lane;
  }

  /** Vectors that the compiler cannot keep in registers would be 7 KB of objects a step. */
  @Test
  void compiledStepsAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Kernels kernels = new VectorKernels(new PackedProduct());
    int hidden = 128;
    Recurrence recurrence =
        Recurrence.pack(kernels, hidden, new Data(1).values(4 * hidden * hidden, 0.1f));
    LstmLane[] lanes = new LstmLane[6];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = lane(recurrence, hidden, i);
    }
    long allocated = Long.MAX_VALUE;
    long end = System.nanoTime() + 60_000_000_000L;
    while (allocated > 0 && System.nanoTime() < end) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        kernels.recur(recurrence, lanes, lanes.length, FRAMES, true);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertEquals(0, allocated, "bytes in 100 calls of " + FRAMES + " steps");
  }
}
