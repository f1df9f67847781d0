package io.vocalith.engine.nn;

/**
 * Frames {@code from} (inclusive) to {@code to} (exclusive) that are known to be equal bit for bit;
 * empty if from = to. Part of a workspace, so that a call makes none.
 */
final class Zone {
  private int from;
  private int to;

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  void clear() {
    set(0, 0);
  }

  /** The frames from {@code from} to {@code to}; none if from is not before to. */
  void set(int from, int to) {
    this.from = Math.min(from, to);
    this.to = to;
  }

  /** The frames that two zones share. */
  void setBoth(Zone a, Zone b) {
    set(Math.max(a.from, b.from), Math.min(a.to, b.to));
  }

  boolean isEmpty() {
    return from == to;
  }
}
