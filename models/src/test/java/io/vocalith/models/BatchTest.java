package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 200).boxed().toList();

  @Test
  void resultsComeInTheOrderOfTheItemsOnTheCallersThread() throws Exception {
    for (int threads : new int[] {1, 2, 7}) {
      List<Integer> results = new ArrayList<>();
      Set<Thread> workers = ConcurrentHashMap.newKeySet();
      Thread caller = Thread.currentThread();
      Batch.ofThreads(threads)
          .<Integer, Integer, RuntimeException>run(
              ITEMS,
              item -> {
                workers.add(Thread.currentThread());
                return spin(item) * 0 + item * item;
              },
              result -> {
                assertSame(caller, Thread.currentThread());
                results.add(result);
              });
      assertEquals(ITEMS.stream().map(i -> i * i).toList(), results);
      assertTrue(workers.size() <= threads);
    }
  }

  /** While the first item takes its time, only a few others are done ahead of it. */
  @Test
  void onlyAFewResultsAreHeldAtATime() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    AtomicInteger ahead = new AtomicInteger();
    Batch.ofThreads(2)
        .<Integer, Integer, RuntimeException>run(
            ITEMS,
            item -> {
              if (item == 0) {
                await(release);
                ahead.set(done.get());
              } else if (done.incrementAndGet()
                  == 7) { // the last that may start before item 0 ends
                release.countDown();
              }
              return item;
            },
            result -> {});
    assertEquals(7, ahead.get());
    assertEquals(ITEMS.size() - 1, done.get());
  }

  @Test
  void anErrorInTheWorkIsThrownAndNothingMoreStarted() {
    AtomicInteger started = new AtomicInteger();
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Batch.ofThreads(2)
                    .<Integer, Integer, RuntimeException>run(
                        ITEMS,
                        item -> {
                          started.incrementAndGet();
                          if (item == 3) {
                            throw new IllegalArgumentException("item 3");
                          }
                          return item;
                        },
                        result -> {}));
    assertEquals("item 3", error.getMessage());
    assertTrue(started.get() < 20, started + " started");
  }

  @Test
  void anErrorInTheSinkIsThrownAsItIs() {
    assertThrows(
        IOException.class,
        () ->
            Batch.ofThreads(2)
                .<Integer, Integer, IOException>run(
                    ITEMS,
                    item -> item,
                    result -> {
                      throw new IOException("disk full");
                    }));
  }

  @Test
  void anExecutorOfTheCallersOwnServes() throws Exception {
    List<Integer> results = new ArrayList<>();
    Batch.on(Runnable::run, 4)
        .<Integer, Integer, RuntimeException>run(ITEMS, item -> -item, results::add);
    assertEquals(ITEMS.stream().map(i -> -i).toList(), results);
  }

  @Test
  void anInterruptEndsTheWaiting() {
    CountDownLatch never = new CountDownLatch(1);
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () ->
            Batch.ofThreads(2)
                .<Integer, Integer, RuntimeException>run(
                    ITEMS,
                    item -> {
                      await(never);
                      return item;
                    },
                    result -> {}));
  }

  @Test
  void atLeastOneThreadIsNeeded() {
    assertThrows(IllegalArgumentException.class, () -> Batch.ofThreads(0));
  }

  private static int spin(int seed) {
    Random random = new Random(seed);
    int turns = random.nextInt(20_000);
    int sum = 0;
    for (int i = 0; i < turns; i++) {
      sum += random.nextInt();
    }
    return sum;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
