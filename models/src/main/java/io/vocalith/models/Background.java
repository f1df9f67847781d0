package io.vocalith.models;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One piece of work on a daemon thread of its own, while the caller goes on with another: what a
 * cold start gains from a second core. It begins at once, or when first asked for; never on the
 * caller's thread, where an interrupt of one caller would spoil the result for all.
 *
 * @param <T> its result
 */
public final class Background<T> {
  private final FutureTask<T> task;
  private final AtomicBoolean begun = new AtomicBoolean();

  private Background(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts the work. */
  public static <T> Background<T> start(Work<T> work) {
    Background<T> background = onDemand(work);
    background.begin();
    return background;
  }

  /** Work that waits until {@link #begin} or {@link #join}, if anybody calls them. */
  static <T> Background<T> onDemand(Work<T> work) {
    return new Background<>(new FutureTask<>(work::run));
  }

  /** A result that is there already. */
  static <T> Background<T> done(T result) {
    Background<T> background = onDemand(() -> result);
    background.begun.set(true);
    background.task.run();
    return background;
  }

  /** Starts the work, if nobody has. */
  void begin() {
    if (begun.getAndSet(true)) {
      return;
    }
    try {
      Thread thread = new Thread(task, "vocalith-background");
      thread.setDaemon(true);
      thread.start();
    } catch (OutOfMemoryError e) { // the system has no thread to give
      task.run();
    }
  }

  /**
   * Waits for the result; the work begins now if it has not yet.
   *
   * @throws IOException what the work threw, or if the caller is interrupted while waiting
   */
  public T join() throws IOException {
    begin();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a model was being loaded");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw (RuntimeException) e.getCause(); // work throws nothing else that is checked
    }
  }

  /** What is done. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }
}
