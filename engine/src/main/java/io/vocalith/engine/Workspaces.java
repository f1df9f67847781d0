package io.vocalith.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Scratch memory of one model, lent to one call at a time. At most as many workspaces are kept as
 * the machine has cores; a call that finds none makes its own. What long audio left behind is
 * trimmed when a workspace comes back, so that one long recording does not hold memory for good.
 *
 * @param <W> the model's scratch; holds nothing between two calls but room
 */
public final class Workspaces<W> {
  private final ArrayBlockingQueue<W> idle =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());
  private final Supplier<W> maker;
  private final Consumer<W> trimmer;

  /**
   * Workspaces of one kind.
   *
   * @param maker makes an empty one
   * @param trimmer gives back the memory that only long audio needs
   */
  public Workspaces(Supplier<W> maker, Consumer<W> trimmer) {
    this.maker = maker;
    this.trimmer = trimmer;
  }

  /** A workspace for the caller alone, contents undefined. */
  public W borrow() {
    W workspace = idle.poll();
    return workspace == null ? maker.get() : workspace;
  }

  /** Takes a workspace back. One whose call failed is left to the collector instead. */
  public void giveBack(W workspace) {
    trimmer.accept(workspace);
    idle.offer(workspace);
  }
}
