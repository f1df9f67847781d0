package io.vocalith.engine.nn;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * How many threads work on one utterance, and where they come from. The caller's thread is always
 * one of them. Helpers that do not show up at once, because their executor is busy, are not waited
 * for: the utterance is then split among fewer threads, with the same result to the last bit.
 */
public final class Parallel {
  /** The caller's thread alone. */
  public static final Parallel NONE = new Parallel(1, Runnable::run);

  private static final long IDLE_SECONDS = 5;

  /** How long helpers may take to come: some times what it takes to start a thread. */
  private static final long PATIENCE_NANOS = 500_000;

  private final int threads;
  private final Executor executor;

  private Parallel(int threads, Executor executor) {
    this.threads = threads;
    this.executor = executor;
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
            Parallel::daemon));
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
    return new Parallel(threads, executor);
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
    for (int i = 1; i < threads; i++) {
      try {
        executor.execute(team::help);
      } catch (RejectedExecutionException e) {
        break; // fewer helpers, same result
      }
    }
    team.lead(threads);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "vocalith-share");
    thread.setDaemon(true);
    return thread;
  }

  /** The threads that came in time for one piece of work. */
  private static final class Team {
    private static final int CLOSED = 1 << 16;

    private final Consumer<Share> work;
    private final Thread leader = Thread.currentThread();

    /** The caller and the helpers so far; CLOSED is added when nobody may join any more. */
    private final AtomicInteger members = new AtomicInteger(1);

    private volatile Barrier barrier;

    Team(Consumer<Share> work) {
      this.work = work;
    }

    void lead(int wanted) {
      long start = System.nanoTime();
      while (members.get() < wanted && System.nanoTime() - start < PATIENCE_NANOS) {
        Thread.onSpinWait();
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
      while (barrier == null) {
        Thread.onSpinWait();
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
