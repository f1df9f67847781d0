package io.vocalith.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs a parser over seeded mutations of good files. Each must be read or refused with the declared
 * exception and one sentence, within 5 seconds and 64 MiB + 4 times the file of memory; what a call
 * allocates in all bounds what it holds at any time.
 *
 * <p>{@code -Dvocalith.fuzz=200000} makes the run long, {@code -Dvocalith.fuzz.seed=N} another one,
 * and {@code -Dvocalith.fuzz.record=FILE} adds a line about it to a file.
 */
public final class Fuzz {
  private static final int MUTATIONS = Integer.getInteger("vocalith.fuzz", 2_000);
  private static final long SEED = Long.getLong("vocalith.fuzz.seed", 11);
  private static final String RECORD = System.getProperty("vocalith.fuzz.record");
  private static final long MOST_NANOS = 5_000_000_000L;
  private static final long MOST_BYTES = 64L << 20;

  private Fuzz() {}

  /** Reads one file and returns how many bytes of decoded samples it may hold beyond the bound. */
  @FunctionalInterface
  public interface Parser {
    long read(byte[] file) throws IOException;
  }

  /**
   * What came of a run.
   *
   * @param read files that were read
   * @param refused files that were refused with the declared exception
   * @param slowestNanos the longest that one file took
   * @param mostBytes the most that one file made the parser allocate
   */
  public record Result(int read, int refused, long slowestNanos, long mostBytes) {}

  /**
   * Runs the mutations.
   *
   * @param name what is tried, for messages and the record
   * @param seeds good files
   * @param declared the one exception that may say no
   * @throws AssertionError naming the mutation if one is neither read nor refused as it should be
   */
  public static Result run(
      String name, List<byte[]> seeds, Class<? extends IOException> declared, Parser parser)
      throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int read = 0;
    long slowest = 0;
    long most = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] file = new Mutator(new SplittableRandom(SEED * 1_000_003 + i)).mutate(seeds);
      String which = "%s, mutation %d of seed %d".formatted(name, i, SEED);
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long started = System.nanoTime();
      long samples = 0;
      try {
        samples = parser.read(file);
        read++;
      } catch (IOException | RuntimeException | Error e) {
        if (!declared.isInstance(e) || e.getMessage().lines().count() != 1) {
          throw new AssertionError(which + ": expected a " + declared.getSimpleName(), e);
        }
      }
      long nanos = System.nanoTime() - started;
      long bytes = threads.getCurrentThreadAllocatedBytes() - allocated;
      if (nanos > MOST_NANOS || bytes > MOST_BYTES + 4L * file.length + samples) {
        throw new AssertionError(
            "%s: %d bytes took %d ns and %d bytes".formatted(which, file.length, nanos, bytes));
      }
      slowest = Math.max(slowest, nanos);
      most = Math.max(most, bytes);
    }
    Result result = new Result(read, MUTATIONS - read, slowest, most);
    record(name, result);
    return result;
  }

  private static void record(String name, Result result) throws IOException {
    if (RECORD != null) {
      String line =
          "%s: seed %d, %d mutations, %d read, %d refused, slowest %d ms, most %d KiB, JDK %s%n"
              .formatted(
                  name,
                  SEED,
                  MUTATIONS,
                  result.read(),
                  result.refused(),
                  result.slowestNanos() / 1_000_000,
                  result.mostBytes() >> 10,
                  Runtime.version());
      Files.writeString(
          Path.of(RECORD), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
