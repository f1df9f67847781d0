package io.vocalith.models;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One piece of work on a daemon thread of its own, while the caller goes on with another: what a
 * cold start gains from a second core.
 *
 * @param <T> its result
 */
public final class Background<T> {
  private final FutureTask<T> task;

  private Background(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts the work. */
  public static <T> Background<T> start(Work<T> work) {
    FutureTask<T> task = new FutureTask<>(work::run);
    Thread thread = new Thread(task, "vocalith-background");
    thread.setDaemon(true);
    thread.start();
    return new Background<>(task);
  }

  /** A result that is there already. */
  static <T> Background<T> done(T result) {
    FutureTask<T> task = new FutureTask<>(() -> result);
    task.run();
    return new Background<>(task);
  }

  /**
   * Waits for the result.
   *
   * @throws IOException what the work threw, or if the caller is interrupted while waiting
   */
  public T join() throws IOException {
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
