package io.vocalith.engine.nn;

/**
 * One thread's part of the work on one utterance. All threads of a team run the same layers in the
 * same order; each computes its share of frames or channels, and {@link #await} keeps them together
 * where one reads what another wrote. Shares never change a result: outputs are computed one by
 * one.
 */
public final class Share {
  /** The only thread there is. */
  public static final Share ALONE = new Share(0, 1, null);

  /** Parts of frames begin at whole tiles, parts of channels at whole cache lines. */
  private static final int TILE = 4;

  private static final int LINE = 16;

  private final int rank;
  private final int size;
  private final Barrier barrier;

  Share(int rank, int size, Barrier barrier) {
    this.rank = rank;
    this.size = size;
    this.barrier = barrier;
  }

  /** Number of this thread, from 0. */
  public int rank() {
    return rank;
  }

  /** Number of threads. */
  public int size() {
    return size;
  }

  /** Whether this is the thread that does what is too small to split. */
  public boolean isFirst() {
    return rank == 0;
  }

  /** First of {@code frames} frames that is this thread's. */
  public int firstFrame(int frames) {
    return cut(frames, rank, TILE);
  }

  /** The frame behind this thread's last. */
  public int endFrame(int frames) {
    return cut(frames, rank + 1, TILE);
  }

  /** First of {@code channels} channels that is this thread's. */
  public int firstChannel(int channels) {
    return cut(channels, rank, LINE);
  }

  /** The channel behind this thread's last. */
  public int endChannel(int channels) {
    return cut(channels, rank + 1, LINE);
  }

  private int cut(int count, int part, int grain) {
    long grains = (count + grain - 1) / grain;
    return (int) Math.min(count, grains * part / size * grain);
  }

  /** Waits until all threads of the team have come here. */
  public void await() {
    if (barrier != null) {
      barrier.await(rank);
    }
  }
}
