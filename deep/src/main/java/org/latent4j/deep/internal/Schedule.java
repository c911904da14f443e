package org.latent4j.deep.internal;

import java.util.function.LongSupplier;
import org.latent4j.deep.TrainingOptions;

/** The sizes that options leave to the rows, and how far a training has come. */
final class Schedule {

  private static final int AUTOMATIC_STEPS = 20_000;
  private static final int LEAST_EPOCHS = 50;
  private static final int MOST_EPOCHS = 1000;
  private static final int LARGEST_BATCH = 128;
  private static final int SMALLEST_BATCH = 8;
  private static final int PATIENT_EPOCHS = 10;
  private static final int PATIENT_STEPS = 1000;
  private static final int MOST_REDUCTIONS = 2;
  private static final double REDUCTION = 0.3;
  private static final double LAST_PART = 0.25;
  private static final double LAST_RATE = 0.05;
  private static final int UNBOUNDED = 1_000_000;

  private final TrainingOptions options;
  private final LongSupplier clock;
  private final long begin;
  private final int steps;
  private final int epochs;
  private final int patience;
  private final int warmUp;

  /**
   * For some rows.
   *
   * @param warmUp epochs over which the weight of the divergence grows from 0
   * @param rows at least 1
   * @param clock nanoseconds
   */
  Schedule(TrainingOptions options, int warmUp, int rows, LongSupplier clock) {
    this.options = options;
    this.clock = clock;
    begin = clock.getAsLong();
    int batch =
        options.batchSize() > 0
            ? options.batchSize()
            : Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, rows / 8));
    steps = Math.max(1, (int) Math.round((double) rows / batch));
    int automatic =
        Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, (AUTOMATIC_STEPS + steps - 1) / steps));
    epochs =
        options.epochs() > 0 ? options.epochs() : options.minutes() > 0 ? UNBOUNDED : automatic;
    patience =
        options.patience() > 0
            ? options.patience()
            : Math.max(PATIENT_EPOCHS, (PATIENT_STEPS + steps - 1) / steps);
    this.warmUp = Math.min(warmUp, epochs / 2);
  }

  /** Steps of an epoch: batches are as equal as can be, so that none is of one row. */
  int steps() {
    return steps;
  }

  /** The first place of a batch. */
  int from(int step, int rows) {
    return (int) ((long) step * rows / steps);
  }

  int largestBatch(int rows) {
    return (rows + steps - 1) / steps;
  }

  private double secondsGone() {
    return (clock.getAsLong() - begin) * 1e-9;
  }

  /** Whether no further step may be made. */
  boolean isTimeUp() {
    return options.minutes() > 0 && secondsGone() >= 60 * options.minutes();
  }

  boolean isOver(int epoch) {
    return epoch >= epochs || isTimeUp();
  }

  /** Most epochs, as far as it can be told after some of them, of which this run made some. */
  int limit(int epoch, int made) {
    if (options.minutes() <= 0 || made < 1) {
      return Math.max(epoch, epochs);
    }
    double rest = Math.max(0, 60 * options.minutes() - secondsGone());
    double more = Math.ceil(rest * made / Math.max(1e-9, secondsGone()));
    return (int) Math.min(Math.max(epoch, epochs), epoch + more);
  }

  /** Weight of the divergence in a step. */
  double divergenceWeight(int epoch, int step) {
    return warmUp == 0 ? 1 : Math.min(1, (epoch + (step + 1.0) / steps) / warmUp);
  }

  /** Step size, which falls in the last quarter of the epochs or of the time. */
  double learningRate(int epoch, double rate) {
    double gone = (double) epoch / epochs;
    if (options.minutes() > 0) {
      gone = Math.max(gone, secondsGone() / (60 * options.minutes()));
    }
    double rest = Math.min(1, Math.max(LAST_RATE, (1 - gone) / LAST_PART));
    return options.learningRate() * rate * rest;
  }

  /**
   * Notes that an epoch has not helped for too long.
   *
   * @return whether training is done: the step size has been reduced as often as is of use
   */
  boolean isDone(TrainingState state) {
    int since = state.epoch - Math.max(Math.max(state.bestEpoch, state.lastChange), warmUp);
    if (since < patience) {
      return false;
    }
    if (state.reductions >= MOST_REDUCTIONS) {
      return true;
    }
    state.reductions++;
    state.rate *= REDUCTION;
    state.lastChange = state.epoch;
    return false;
  }
}
