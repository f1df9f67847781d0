package io.vocalith.models.registry;

import java.time.Duration;

/**
 * The limits of a pull: with them it always ends.
 *
 * @param connectTimeout longest wait for a connection
 * @param stallTimeout longest wait for an answer, for the next byte, and for every 64 KiB, so that
 *     a server that trickles (under about 1 kB/s by default) counts as stalled
 * @param tries how often a cut connection, a stall or a server's error is tried again, plus one
 * @param pause wait before the second try; it doubles with each further one
 * @param redirects how many redirects are followed
 * @param largest bytes of the largest file taken
 * @param lockWait longest wait for another pull of the same model
 */
public record PullOptions(
    Duration connectTimeout,
    Duration stallTimeout,
    int tries,
    Duration pause,
    int redirects,
    long largest,
    Duration lockWait) {
  /** 15 s to connect, 60 s without progress, 5 tries, 5 redirects, 4 GiB, 30 minutes for a lock. */
  public static final PullOptions DEFAULTS =
      new PullOptions(
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          5,
          Duration.ofSeconds(1),
          5,
          4L << 30,
          Duration.ofMinutes(30));

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if a time or a number makes no sense
   */
  public PullOptions {
    if (!isTimeout(connectTimeout) || !isTimeout(stallTimeout)) {
      throw new IllegalArgumentException(
          "expected timeouts of 1 ms to 24 days, found " + connectTimeout + ", " + stallTimeout);
    }
    if (tries < 1 || redirects < 0 || largest < 1) {
      throw new IllegalArgumentException(
          "expected tries >= 1, redirects >= 0, largest >= 1, found "
              + (tries + ", " + redirects + ", " + largest));
    }
    if (pause.isNegative() || lockWait.isNegative()) {
      throw new IllegalArgumentException(
          "expected no negative wait, found " + pause + ", " + lockWait);
    }
  }

  /** A socket's timeout is an int of milliseconds, and 0 would mean for ever. */
  private static boolean isTimeout(Duration time) {
    return time.toMillis() >= 1 && time.toDays() <= 24;
  }

  /** The same with another time allowed without progress. */
  public PullOptions withStallTimeout(Duration time) {
    return new PullOptions(connectTimeout, time, tries, pause, redirects, largest, lockWait);
  }

  /** The same with another number of tries and pause between them. */
  public PullOptions withTries(int number, Duration between) {
    return new PullOptions(
        connectTimeout, stallTimeout, number, between, redirects, largest, lockWait);
  }

  /** The same with another largest file, in bytes. */
  public PullOptions withLargest(long bytes) {
    return new PullOptions(connectTimeout, stallTimeout, tries, pause, redirects, bytes, lockWait);
  }

  /** The same with another wait for a pull of the same model. */
  public PullOptions withLockWait(Duration time) {
    return new PullOptions(connectTimeout, stallTimeout, tries, pause, redirects, largest, time);
  }
}
