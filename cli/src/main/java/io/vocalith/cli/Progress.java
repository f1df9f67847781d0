package io.vocalith.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far a command is, on standard error: one line rewritten in place on a terminal, a plain line
 * every few seconds elsewhere, nothing with {@code --quiet} or for short work. Thread-safe; whoever
 * writes to the same terminal holds its lock and {@link #clear clears} it first.
 */
final class Progress implements AutoCloseable {
  private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();
  private static final long PLAIN_NANOS = Duration.ofSeconds(10).toNanos();

  private final PrintStream err;
  private final boolean terminal;
  private final boolean silent;
  private final String unit;
  private final long total;
  private final LongSupplier clock;
  private final long start;
  private long before;
  private double done;
  private long said;
  private boolean lineOpen;

  /**
   * Progress over a known amount of work.
   *
   * @param total how many units of work there are, or 0 if not known
   * @param unit what is counted, for example {@code files}
   */
  Progress(Console console, boolean quiet, long total, String unit) {
    this(console, quiet, total, unit, System::nanoTime);
  }

  Progress(Console console, boolean quiet, long total, String unit, LongSupplier clock) {
    this.clock = clock;
    this.start = clock.getAsLong();
    this.err = console.err();
    this.terminal = console.terminal().errIsTerminal();
    this.silent = quiet;
    this.total = total;
    this.unit = unit;
    this.said = terminal ? start + FIRST_NANOS - TERMINAL_NANOS : start;
  }

  /** Begins with work that was finished earlier, which says nothing about the time left. */
  Progress from(long units) {
    before = units;
    done = units;
    return this;
  }

  /** Counts finished work, or a part of a unit. */
  synchronized void advance(double units) {
    done += units;
    long now = clock.getAsLong();
    if (silent || done == total || now - said < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      return;
    }
    said = now;
    String line = line(before, done, total, unit, now - start);
    if (terminal) {
      err.print("\r\033[K" + line);
      err.flush();
      lineOpen = true;
    } else {
      err.println(line);
    }
  }

  /** Removes the line from a terminal, so that a message or the shell's prompt stands alone. */
  synchronized void clear() {
    if (lineOpen) {
      err.print("\r\033[K");
      err.flush();
      lineOpen = false;
    }
  }

  @Override
  public void close() {
    clear();
  }

  /**
   * For example {@code 12 of 200 files, 1 min 5 s left}, or {@code 40 %, 1 min 5 s left} of a
   * single one.
   *
   * @param before how much of what is done was done before the time began
   */
  static String line(long before, double done, long total, String unit, long elapsedNanos) {
    long whole = (long) (done + 1e-9); // parts may add up to a little less than one
    if (total <= 0) {
      return whole + " " + unit;
    }
    String counted = total == 1 ? (long) (100 * done) + " %" : whole + " of " + total + " " + unit;
    if (done <= before || whole >= total) {
      return counted;
    }
    double left = elapsedNanos / 1e9 / (done - before) * (total - done);
    return counted + ", " + seconds(Math.round(left)) + " left";
  }

  private static String seconds(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
