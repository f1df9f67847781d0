package io.vocalith.engine.nn;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How many threads work on one utterance, and where they come from. The caller's thread is always
 * one of them. Helpers that do not show up at once, because their executor is busy, are not waited
 * for: the utterance is then split among fewer threads, with the same result to the last bit.
 */
public final class Parallel {
  /** The caller's thread alone. */
  public static final Parallel NONE = new Parallel(1, Runnable::run, 0);

  private static final long IDLE_SECONDS = 5;

  /** How long helpers may take to come from an executor that may be busy with something else. */
  private static final long PATIENCE_NANOS = 500_000;

  /**
   * How long threads of our own may take, which always come: on a machine whose cores are all taken
   * (by the compilers of a JVM that just started, say) some turns of its scheduler.
   */
  private static final long OWN_PATIENCE_NANOS = 1_000_000_000;

  private final int threads;
  private final Executor executor;
  private final long patience;

  private Parallel(int threads, Executor executor, long patience) {
    this.threads = threads;
    this.executor = executor;
    this.patience = patience;
  }

  /**
   * Threads of its own: daemons, started when first needed, that end after some idle seconds.
   *
   * @throws IllegalArgumentException if threads is less than 1
   */
  public static Parallel ofThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected 1 or more threads, found " + threads);
    }
    if (threads == 1) {
      return NONE;
    }
    return new Parallel(
        threads,
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Parallel::daemon),
        OWN_PATIENCE_NANOS);
  }

  /**
   * Helpers from an executor of the caller's own.
   *
   * @param threads how many in all, the caller's thread included
   */
  public static Parallel on(Executor executor, int threads) {
    Objects.requireNonNull(executor, "executor");
    if (threads < 1) {
      throw new IllegalArgumentException("expected 1 or more threads, found " + threads);
    }
    return new Parallel(threads, executor, PATIENCE_NANOS);
  }

  /** How many threads at most. */
  public int threads() {
    return threads;
  }

  /** Runs {@code work} on all threads at once, each with its share; returns when all are done. */
  public void run(Consumer<Share> work) {
    if (threads == 1) {
      work.accept(Share.ALONE);
      return;
    }
    Team team = new Team(work);
    int called = 1;
    try {
      for (; called < threads; called++) {
        executor.execute(team::help);
      }
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The system may have no thread to give: fewer helpers, same result.
    }
    team.lead(called, patience);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "vocalith-share");
    thread.setDaemon(true);
    return thread;
  }

  /** The threads that came in time for one piece of work. */
  private static final class Team {
    private static final int CLOSED = 1 << 16;

    /** Some times what it takes to wake a thread that waits for work. */
    private static final long SPIN_NANOS = 100_000;

    private static final int SPINS = 4_000;

    private final Consumer<Share> work;
    private final Thread leader = Thread.currentThread();

    /** The caller and the helpers so far; CLOSED is added when nobody may join any more. */
    private final AtomicInteger members = new AtomicInteger(1);

    private volatile Barrier barrier;

    Team(Consumer<Share> work) {
      this.work = work;
    }

    void lead(int wanted, long patience) {
      long start = System.nanoTime();
      long waited = 0;
      while (members.get() < wanted && waited < patience) {
        if (waited < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, patience - waited); // a helper may need this very core
        }
        waited = System.nanoTime() - start;
      }
      int size = members.getAndAdd(CLOSED);
      Barrier meeting = new Barrier(size);
      barrier = meeting;
      takePart(0, size, meeting);
      Throwable failure = meeting.failure();
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }

    void help() {
      if (Thread.currentThread() == leader) {
        return; // the executor runs tasks on the caller's thread
      }
      int rank;
      do {
        rank = members.get();
        if (rank >= CLOSED) {
          return; // too late
        }
      } while (!members.compareAndSet(rank, rank + 1));
      LockSupport.unpark(leader);
      for (int spins = 0; barrier == null; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          Thread.yield(); // another helper may need this very core
        }
      }
      takePart(rank, members.get() - CLOSED, barrier);
    }

    private void takePart(int rank, int size, Barrier meeting) {
      try {
        work.accept(new Share(rank, size, meeting));
        meeting.await(rank);
      } catch (RuntimeException | Error e) {
        meeting.fail(e);
      }
    }
  }
}
