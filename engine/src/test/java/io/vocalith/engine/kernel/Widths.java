package io.vocalith.engine.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The vector width that a test run was started for. */
final class Widths {
  private Widths() {}

  /** Reports a run as not done, instead of repeating another, where the processor lacks a width. */
  static void assumeAsked() {
    int asked = Integer.getInteger("vocalith.test.width", 0);
    int found = VectorKernels.bits();
    boolean run = asked == 0 || asked == found;
    String report = asked + " bits: not run, the widest vectors here have " + found;
    if (!run) {
      System.out.println(report);
    }
    assumeTrue(run, report);
  }
}
