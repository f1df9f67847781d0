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
    Background<T> background = onDemand(work);
    Thread thread = new Thread(background.task, "vocalith-background");
    thread.setDaemon(true);
    thread.start();
    return background;
  }

  /** Work for whoever asks first for its result, if anybody does. */
  static <T> Background<T> onDemand(Work<T> work) {
    return new Background<>(new FutureTask<>(work::run));
  }

  /** A result that is there already. */
  static <T> Background<T> done(T result) {
    return onDemand(() -> result);
  }

  /**
   * Waits for the result, doing the work if nobody has begun with it.
   *
   * @throws IOException what the work threw, or if the caller is interrupted while waiting
   */
  public T join() throws IOException {
    try {
      task.run(); // returns at once if it is run already
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
