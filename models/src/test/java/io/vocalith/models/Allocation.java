package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Shows that work on borrowed scratch allocates nothing once it is compiled. */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Calls in a row that must allocate nothing. */
  private static final int CALLS = 20;

  /** Until C2 has compiled a vector kernel, each of its vectors is an object. */
  private static final long WARM_UP_NANOS = 60_000_000_000L;

  private Allocation() {}

  /** Repeats work on this thread until it allocates no byte in so many calls, or fails. */
  public static void assertNone(Runnable work) {
    long deadline = System.nanoTime() + WARM_UP_NANOS;
    long allocated;
    do {
      work.run();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        work.run();
      }
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    } while (allocated > 0 && System.nanoTime() < deadline);
    assertEquals(0, allocated, "bytes in " + CALLS + " calls");
  }
}
