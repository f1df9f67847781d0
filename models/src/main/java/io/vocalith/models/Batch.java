package io.vocalith.models;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * Many independent pieces of work, one per core: results come out in the order of the items, on the
 * thread of the caller, and only a few are held at a time, so a batch may be longer than memory.
 *
 * <p>Nothing is global: without an executor of the caller's own, threads are made for the call and
 * end with it.
 */
public final class Batch {
  /**
   * Items started but not yet handed out, per thread: enough that a long one does not stop the
   * rest.
   */
  private static final int AHEAD = 4;

  private final int threads;
  private final Executor executor;

  private Batch(int threads, Executor executor) {
    this.threads = threads;
    this.executor = executor;
  }

  /**
   * Work on threads of its own.
   *
   * @param threads how many; 1 works on the caller's thread
   * @throws IllegalArgumentException if threads is less than 1
   */
  public static Batch ofThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected 1 or more threads, found " + threads);
    }
    return new Batch(threads, null);
  }

  /**
   * Work on an executor of the caller, who also ends it.
   *
   * @param threads how many of its threads to keep busy
   */
  public static Batch on(Executor executor, int threads) {
    Objects.requireNonNull(executor, "executor");
    return new Batch(ofThreads(threads).threads, executor);
  }

  /**
   * Applies work to each item and hands the results on, in the order of the items.
   *
   * @throws E what the sink threw; no further item is started then
   * @throws InterruptedException if the caller was interrupted while waiting
   */
  public <T, R, E extends Exception> void run(
      Iterable<? extends T> items, Work<? super T, ? extends R> work, Sink<? super R, E> sink)
      throws E, InterruptedException {
    if (threads == 1 && executor == null) {
      for (T item : items) {
        sink.accept(work.apply(item));
      }
      return;
    }
    if (executor != null) {
      run(items.iterator(), work, sink, executor);
      return;
    }
    ExecutorService own = Executors.newFixedThreadPool(threads, Batch::daemon);
    try {
      run(items.iterator(), work, sink, own);
    } finally {
      own.shutdownNow();
    }
  }

  /**
   * Applies work to several neighbouring items at a time and hands the results on one by one, in
   * the order of the items: for work that is done faster together.
   *
   * @param most items at a time; fewer where threads would otherwise have nothing to do
   * @param work gives a result for each item
   * @throws E what the sink threw; no further item is started then
   * @throws InterruptedException if the caller was interrupted while waiting
   */
  public <T, R, E extends Exception> void runInGroups(
      List<? extends T> items, int most, Work<List<? extends T>, List<R>> work, Sink<R, E> sink)
      throws E, InterruptedException {
    int size = Math.max(1, Math.min(most, (items.size() + threads - 1) / threads));
    List<List<? extends T>> groups = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      groups.add(items.subList(from, Math.min(from + size, items.size())));
    }
    this.<List<? extends T>, List<R>, E>run(
        groups,
        work,
        results -> {
          for (R result : results) {
            sink.accept(result);
          }
        });
  }

  private <T, R, E extends Exception> void run(
      Iterator<? extends T> items,
      Work<? super T, ? extends R> work,
      Sink<? super R, E> sink,
      Executor on)
      throws E, InterruptedException {
    ArrayDeque<FutureTask<R>> started = new ArrayDeque<>();
    try {
      while (items.hasNext() || !started.isEmpty()) {
        while (items.hasNext() && started.size() < threads * AHEAD) {
          T item = items.next();
          FutureTask<R> task = new FutureTask<>(() -> work.apply(item));
          started.add(task);
          on.execute(task);
        }
        sink.accept(await(started.remove()));
      }
    } finally {
      started.forEach(task -> task.cancel(true));
    }
  }

  private static <R> R await(FutureTask<R> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      // Work throws nothing checked: what arrives here may be thrown on as it is.
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (CancellationException e) {
      throw new IllegalStateException("the executor dropped a task", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "vocalith-batch");
    thread.setDaemon(true);
    return thread;
  }

  /** What is done with one item; must be safe to call from several threads. */
  @FunctionalInterface
  public interface Work<T, R> {
    R apply(T item);
  }

  /** Where a result goes; called by one thread only. */
  @FunctionalInterface
  public interface Sink<R, E extends Exception> {
    void accept(R result) throws E;
  }
}
