package io.vocalith.engine.nn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the threads of a team wait for one another: they spin for some microseconds, because the
 * steps between two meetings are short, then park, because a core may be busy with something else.
 */
final class Barrier {
  private static final int SPINS = 4_000;

  private final int size;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicReferenceArray<Thread> parked;
  private volatile int round;
  private volatile Throwable failure;

  Barrier(int size) {
    this.size = size;
    this.parked = new AtomicReferenceArray<>(size);
  }

  /** Waits for all. Throws if another thread of the team failed and will never come. */
  void await(int rank) {
    int current = round;
    if (arrived.incrementAndGet() == size) {
      arrived.set(0);
      round = current + 1;
      wake();
      return;
    }
    for (int i = 0; i < SPINS && round == current && failure == null; i++) {
      Thread.onSpinWait();
    }
    while (round == current && failure == null) {
      parked.set(rank, Thread.currentThread());
      if (round == current && failure == null) {
        LockSupport.park(this);
      }
      parked.set(rank, null);
    }
    if (round == current) {
      throw new IllegalStateException("another thread of the team failed", failure);
    }
  }

  /** Lets all others know that this thread will not come any more. */
  void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    wake();
  }

  Throwable failure() {
    return failure;
  }

  private void wake() {
    for (int i = 0; i < size; i++) {
      LockSupport.unpark(parked.get(i));
    }
  }
}
