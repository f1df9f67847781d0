package io.vocalith.engine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void sharesCoverEverythingOnce() {
    for (int size = 1; size < 9; size++) {
      for (int count : new int[] {0, 1, 5, 6, 7, 100, 301}) {
        int frame = 0;
        int channel = 0;
        for (int rank = 0; rank < size; rank++) {
          Share share = new Share(rank, size, null);
          assertEquals(frame, share.firstFrame(count));
          assertEquals(channel, share.firstChannel(count));
          frame = share.endFrame(count);
          channel = share.endChannel(count);
        }
        assertEquals(count, frame);
        assertEquals(count, channel);
      }
    }
  }

  @Test
  void threadsMeetBeforeAnyGoesOn() {
    int rounds = 2_000;
    for (int threads : new int[] {2, 3, 7}) {
      AtomicIntegerArray seen = new AtomicIntegerArray(rounds);
      Parallel.ofThreads(threads)
          .run(
              share -> {
                for (int i = 0; i < rounds; i++) {
                  seen.incrementAndGet(i);
                  share.await();
                  assertEquals(share.size(), seen.get(i));
                  share.await();
                }
              });
      assertEquals(seen.get(0), seen.get(rounds - 1));
    }
  }

  @Test
  void failureOfOneThreadReachesTheCallerAndStopsTheOthers() {
    IllegalArgumentException failure = new IllegalArgumentException("no");
    Parallel parallel = Parallel.ofThreads(3);
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            assertSame(
                failure,
                assertThrows(
                    IllegalArgumentException.class,
                    () ->
                        parallel.run(
                            share -> {
                              if (share.rank() == share.size() - 1) {
                                throw failure;
                              }
                              share.await();
                            }))));
  }

  @Test
  void anExecutorWithoutFreeThreadsIsNotWaitedFor() {
    ExecutorService busy = Executors.newSingleThreadExecutor();
    try {
      assertTimeoutPreemptively(
          LIMIT,
          () -> {
            ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();
            busy.submit(() -> Parallel.on(busy, 4).run(share -> sizes.add(share.size()))).get();
            Parallel.on(Runnable::run, 2).run(share -> sizes.add(share.size()));
            Parallel.on(
                    task -> {
                      throw new RejectedExecutionException();
                    },
                    2)
                .run(share -> sizes.add(share.size()));
            Parallel.on(
                    task -> {
                      throw new OutOfMemoryError("unable to create native thread");
                    },
                    2)
                .run(share -> sizes.add(share.size()));
            assertEquals("[1, 1, 1, 1]", sizes.toString());
          });
    } finally {
      busy.shutdownNow();
    }
  }

  @Test
  void threadsOfItsOwnComeEvenWhereAllCoresAreTaken() {
    AtomicBoolean done = new AtomicBoolean();
    int cores = Runtime.getRuntime().availableProcessors();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 2 * cores; i++) {
      Thread other = new Thread(() -> spin(done));
      other.start();
      others.add(other);
    }
    ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 10; i++) {
      Parallel.ofThreads(3).run(share -> sizes.add(share.size()));
    }
    done.set(true);
    assertEquals(Collections.nCopies(30, 3), List.copyOf(sizes));
    others.forEach(ParallelTest::join);
  }

  private static void spin(AtomicBoolean done) {
    while (!done.get()) {
      Thread.onSpinWait();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void threadsOfItsOwnAreDaemons() {
    ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
    Parallel.ofThreads(3)
        .run(
            share -> {
              if (share.rank() > 0) {
                threads.add(Thread.currentThread());
              }
            });
    assertTrue(threads.stream().allMatch(Thread::isDaemon), threads.toString());
    assertThrows(IllegalArgumentException.class, () -> Parallel.ofThreads(0));
  }
}
