package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void theCallingThreadAndItsHelpersWorkSideBySide() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(3);
    Workers.run(
        3,
        () -> {
          threads.add(Thread.currentThread());
          all.countDown();
          awaitQuietly(all);
        });
    assertThat(threads).hasSize(3).contains(Thread.currentThread());
  }

  @Test
  void aFailureIsThrownAfterAllHaveEnded() {
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    AtomicInteger turn = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Workers.run(
                    2,
                    () -> {
                      if (turn.getAndIncrement() == 0) {
                        failed.countDown();
                        throw new IllegalStateException("broken");
                      }
                      awaitQuietly(failed);
                      ended.incrementAndGet();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
    assertThat(ended).hasValue(1);
  }

  @Test
  void eachTaskIsDoneOnce() {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    Workers.forEach(4, 1000, done::incrementAndGet);
    assertThat(IntStream.range(0, 1000).map(done::get)).containsOnly(1);
    Workers.forEach(
        2,
        0,
        i -> {
          throw new IllegalStateException("there is no task");
        });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
