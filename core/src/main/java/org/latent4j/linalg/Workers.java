package org.latent4j.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The threads of this machine that share a piece of work with the calling one. */
public final class Workers {

  private static final ExecutorService POOL =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "latent4j-worker");
            thread.setDaemon(true);
            return thread;
          });

  private Workers() {}

  /**
   * Runs the same work on several threads, the calling one included, and waits for all of them,
   * also when one fails or the calling thread is interrupted, because they use the caller's
   * buffers.
   *
   * @param threads at least 1
   * @param work takes its share from the others, such as the next number of a common counter
   * @throws RuntimeException the first failure seen, that of the calling thread before others
   */
  public static void run(int threads, Runnable work) {
    List<Future<?>> helpers = new ArrayList<>(threads - 1);
    for (int t = 1; t < threads; t++) {
      helpers.add(POOL.submit(work));
    }
    RuntimeException failure = null;
    try {
      work.run();
    } catch (RuntimeException e) {
      failure = e;
    }
    for (Future<?> helper : helpers) {
      RuntimeException other = outcome(helper);
      failure = failure == null ? other : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Does tasks on several threads, the calling one included, which take the next task when they
   * come free, and waits for all of them.
   *
   * @param threads most threads, at least 1
   * @param tasks how many there are, at least 0
   * @param task given its number, from 0
   * @throws RuntimeException a failure of a task; others may have been left out after it
   */
  public static void forEach(int threads, int tasks, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    run(
        Math.max(1, Math.min(threads, tasks)),
        () -> {
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.accept(i);
          }
        });
  }

  private static @Nullable RuntimeException outcome(Future<?> helper) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          helper.get();
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          return (RuntimeException) e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
