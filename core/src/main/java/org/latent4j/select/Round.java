package org.latent4j.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.latent4j.model.FitContext;

/**
 * Runs fits side by side. Listeners hear of all of them in the calling thread; the threads that the
 * context allows are shared out.
 */
final class Round {

  private Round() {}

  /**
   * Runs some fits and waits for all.
   *
   * @param fits each takes its context and gives a result
   * @param context seed, threads, listener, cancellation
   * @param <T> what a fit gives
   * @return results in the order of the fits
   */
  static <T> List<T> run(List<Function<FitContext, T>> fits, FitContext context) {
    int workers = Math.min(context.threads(), fits.size());
    if (workers <= 1) {
      return fits.stream().map(fit -> fit.apply(context)).toList();
    }
    BlockingQueue<Runnable> mail = new LinkedBlockingQueue<>();
    AtomicBoolean stopped = new AtomicBoolean();
    FitContext shared =
        context
            .withThreads(context.threads() / workers)
            .withListener(p -> mail.add(() -> context.listener().progress(p)))
            .withCancelled(() -> stopped.get() || context.cancelled().getAsBoolean());
    Map<Integer, T> results = new TreeMap<>();
    List<Throwable> failures = new ArrayList<>();
    int[] done = new int[1];
    ExecutorService pool = Executors.newFixedThreadPool(workers, Round::daemon);
    try {
      for (int f = 0; f < fits.size(); f++) {
        int index = f;
        pool.execute(
            () -> {
              try {
                T result = fits.get(index).apply(shared);
                mail.add(() -> results.put(index, result));
              } catch (RuntimeException | Error e) {
                mail.add(() -> failures.add(e));
              } finally {
                mail.add(() -> done[0]++);
              }
            });
      }
      while (done[0] < fits.size()) {
        take(mail).run();
      }
    } finally {
      stopped.set(true);
      pool.shutdownNow();
    }
    for (Throwable failure : failures) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
    return List.copyOf(results.values());
  }

  private static Runnable take(BlockingQueue<Runnable> mail) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return mail.take();
        } catch (InterruptedException e) {
          interrupted = true; // the fits ask the context whether they should stop
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "latent4j-search");
    thread.setDaemon(true);
    return thread;
  }
}
