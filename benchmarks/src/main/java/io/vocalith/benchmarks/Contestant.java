package io.vocalith.benchmarks;

/** One side of a comparison: a piece of work that can be done again and again. */
record Contestant(String name, Work work) {

  /** The work itself. */
  interface Work {
    void run() throws Exception;
  }

  /** Does the work once and answers how long it took, in milliseconds. */
  double milliseconds() throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }
}
