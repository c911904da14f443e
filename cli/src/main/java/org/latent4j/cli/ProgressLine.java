package org.latent4j.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.latent4j.model.FitListener;
import org.latent4j.model.FitProgress;

/** One line on standard error that is written anew as a fit goes on. */
final class ProgressLine implements FitListener, AutoCloseable {

  private static final long PAUSE_NANOS = 100_000_000L;

  private final PrintStream err;
  private final LongSupplier clock;
  private String phase = "";
  private int firstIteration;
  private long phaseStart;
  private long lastShown;
  private int shownWidth;

  /**
   * A line that is still empty.
   *
   * @param clock nanoseconds
   */
  ProgressLine(PrintStream err, LongSupplier clock) {
    this.err = err;
    this.clock = clock;
    this.lastShown = clock.getAsLong() - PAUSE_NANOS;
  }

  @Override
  public synchronized void progress(FitProgress progress) {
    long now = clock.getAsLong();
    if (!progress.phase().equals(phase)) {
      phase = progress.phase();
      firstIteration = progress.iteration();
      phaseStart = now;
    }
    if (now - lastShown >= PAUSE_NANOS) {
      lastShown = now;
      show(line(progress, now));
    }
  }

  /** Wipes the line. */
  @Override
  public synchronized void close() {
    if (shownWidth > 0) {
      show("");
      err.print('\r');
      err.flush();
    }
  }

  private void show(String line) {
    int width = line.codePointCount(0, line.length());
    err.print('\r' + line + " ".repeat(Math.max(0, shownWidth - width)));
    err.flush();
    shownWidth = width;
  }

  private String line(FitProgress progress, long now) {
    StringBuilder line = new StringBuilder(Text.printable(progress.phase()));
    if (progress.iterationLimit() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              " · iteration %d of at most %d",
              progress.iteration(),
              progress.iterationLimit()));
    }
    if (!Double.isNaN(progress.meanLogLikelihood())) {
      line.append(" · ").append(Text.number(progress.meanLogLikelihood())).append(" per row");
    }
    if (!Double.isNaN(progress.gain())) {
      line.append(String.format(Locale.ROOT, " · gain %.1e", progress.gain()));
    }
    if (!progress.detail().isEmpty()) {
      line.append(" · ").append(Text.printable(progress.detail()));
    }
    int done = progress.iteration() - firstIteration;
    if (done > 0 && progress.iterationLimit() > progress.iteration()) {
      double perIteration = (now - phaseStart) * 1e-9 / done;
      double rest = perIteration * (progress.iterationLimit() - progress.iteration());
      line.append(" · at most ").append(Text.duration(rest));
    }
    return line.toString();
  }
}
