package io.vocalith.models;

import io.vocalith.engine.Matrix;

/** Sees what a network computes on the way: for tests and for {@code selftest}. */
@FunctionalInterface
public interface StageObserver {
  /** Nobody looks: nothing is copied. */
  StageObserver NONE = (name, values) -> {};

  /**
   * A stage is done.
   *
   * @param name of the stage, as the network documents it
   * @param values (frames, channels), a copy
   */
  void stage(String name, Matrix values);
}
