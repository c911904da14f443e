package org.latent4j.cli;

import java.util.concurrent.CountDownLatch;

/**
 * What happens on Ctrl-C. While something is fitted, the wish to stop is noted, the fit ends after
 * its present iteration, and the process waits until the checkpoint is written. At any other moment
 * the process ends at once; no output is half-written then, because files take their names when
 * they are complete.
 */
final class Interruption {

  private final CountDownLatch finished = new CountDownLatch(1);
  private boolean held;
  private volatile boolean requested;

  /** Listens to the end of this process, by a signal or otherwise. */
  static Interruption ofProcess() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::onShutdown, "interruption"));
    return interruption;
  }

  /** Whether somebody wants the program to stop. */
  boolean isRequested() {
    return requested;
  }

  /**
   * From here on an interruption waits for {@link #finish}.
   *
   * @throws CommandException if the program is being interrupted already
   */
  synchronized void hold() {
    if (requested) {
      throw new CommandException(ExitCode.INTERRUPTED, "interrupted");
    }
    held = true;
  }

  /** The program has done its work. */
  void finish() {
    finished.countDown();
  }

  /** Asks the program to stop; tells whether it is worth waiting for. */
  synchronized boolean request() {
    requested = true;
    return held;
  }

  private void onShutdown() {
    if (finished.getCount() > 0 && request()) {
      try {
        finished.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
