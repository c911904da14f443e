package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.latent4j.deep.TrainingOptions;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Model;

/**
 * Trains a {@link Trainable} by Adam. A tenth of the rows is held out; after each epoch the running
 * average of the weights is judged by its bound on them, and the best is kept. The step size is
 * reduced twice when the bound stops rising, then training ends. A gradient that is far beyond the
 * usual is clipped, one that is absurd is skipped; where a number stops being finite, training goes
 * back to the start of the epoch with half the step size, and names the row that did it.
 *
 * <p>All random numbers are named by seed, epoch and step: the same bits from the same start, for
 * any number of threads, also when a training is cut in two.
 */
final class Trainer {

  private static final double HELD_OUT = 0.1;
  private static final long HELD_OUT_STREAM = -1;
  private static final long JUDGE_STREAM = -2;
  private static final int MOST_HELD_OUT = 5000;
  private static final double USUAL = 0.99;
  private static final int USUAL_AFTER = 50;
  private static final double CLIPPED_BEYOND = 5;
  private static final double SKIPPED_BEYOND = 100;
  private static final int MOST_ROLL_BACKS = 5;

  private final Trainable network;
  private final TrainingRows rows;
  private final TrainingOptions options;
  private final FitContext context;
  private final Function<TrainingState, Model> snapshot;
  private final LongSupplier clock;

  /**
   * Prepares a training.
   *
   * @param snapshot makes a model of a state, for a checkpoint
   * @param clock nanoseconds
   */
  Trainer(
      Trainable network,
      TrainingRows rows,
      TrainingOptions options,
      FitContext context,
      Function<TrainingState, Model> snapshot,
      LongSupplier clock) {
    this.network = network;
    this.rows = rows;
    this.options = options;
    this.context = context;
    this.snapshot = snapshot;
    this.clock = clock;
  }

  /** How a training ended. */
  record Outcome(TrainingState state, FitStatus status, List<String> notes) {}

  /** Runs until the end; the state given is changed. */
  Outcome train(TrainingState state) {
    SeededRandom random = new SeededRandom(context.seed());
    int[] order = random.split(HELD_OUT_STREAM).permutation(rows.count());
    int held = Math.min(MOST_HELD_OUT, (int) (HELD_OUT * rows.count()));
    TrainingRows judged = held == 0 ? rows : rows.select(Arrays.copyOf(order, held));
    TrainingRows trained = rows.select(Arrays.copyOfRange(order, held, order.length));
    Schedule schedule = new Schedule(options, network.warmUp(), trained.count(), clock);
    int largest = schedule.largestBatch(trained.count());
    try (DataParallel workers =
        new DataParallel(network, largest, rows.width(), context.threads())) {
      network.parameters().set(state.values);
      return new Run(state, trained, judged, schedule, random, workers).run();
    } catch (RuntimeException e) {
      throw LibTorch.explained(e);
    }
  }

  /** One training, with all it works on. */
  private final class Run {
    private final TrainingRows trained;
    private final TrainingRows judged;
    private final Schedule schedule;
    private final SeededRandom random;
    private final DataParallel workers;
    private final List<String> notes = new ArrayList<>();
    private final int firstEpoch;
    private TrainingState state;
    private int rollBacks;

    Run(
        TrainingState state,
        TrainingRows trained,
        TrainingRows judged,
        Schedule schedule,
        SeededRandom random,
        DataParallel workers) {
      this.state = state;
      this.trained = trained;
      this.judged = judged;
      this.schedule = schedule;
      this.random = random;
      this.workers = workers;
      this.firstEpoch = state.epoch;
    }

    Outcome run() {
      FitStatus status = FitStatus.ITERATION_LIMIT;
      while (!schedule.isOver(state.epoch)) {
        if (context.cancelled().getAsBoolean()) {
          status = FitStatus.CANCELLED;
          break;
        }
        if (!epoch()) {
          continue;
        }
        state.epoch++;
        DataParallel.Judgement judgement = judge();
        double before = state.bestBound();
        if (judgement.bound() > before) {
          System.arraycopy(state.average, 0, state.best, 0, state.best.length);
          state.bestEpoch = state.epoch;
        }
        state.addBest(Math.max(before, judgement.bound()));
        tell(judgement, judgement.bound() - before);
        if (schedule.isDone(state)) {
          status = FitStatus.CONVERGED;
          break;
        }
      }
      if (state.skipped > 0) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%d of %d training steps were skipped: their gradients were beyond %.0f times the"
                    + " usual",
                state.skipped,
                state.steps + state.skipped,
                SKIPPED_BEYOND));
      }
      return new Outcome(state, status, notes);
    }

    /** Passes over the rows once; false when it had to go back. */
    private boolean epoch() {
      TrainingState before = state.copy();
      SeededRandom ofEpoch = random.split(state.epoch);
      int[] order = ofEpoch.permutation(trained.count());
      for (int step = 0; step < schedule.steps(); step++) {
        if (schedule.isTimeUp()) {
          break;
        }
        int from = schedule.from(step, order.length);
        int to = schedule.from(step + 1, order.length);
        int bad = step(new RowBatch(trained, order, from, to, ofEpoch.split(step)), step);
        if (bad >= 0) {
          rollBack(before, bad);
          return false;
        }
      }
      return true;
    }

    /** One step; gives the row that is not finite, or −1. */
    private int step(RowBatch batch, int step) {
      int bad = workers.differentiate(batch, schedule.divergenceWeight(state.epoch, step));
      if (bad >= 0) {
        return bad;
      }
      double slope = workers.gather(batch);
      boolean usualKnown = state.steps + state.skipped >= USUAL_AFTER;
      if (!(slope < Double.POSITIVE_INFINITY)
          || (usualKnown && slope > SKIPPED_BEYOND * state.slopeMean)) {
        state.skipped++;
        return state.skipped > Math.max(USUAL_AFTER, state.steps) ? batch.row(0) : -1;
      }
      double factor = 1;
      if (usualKnown && slope > CLIPPED_BEYOND * state.slopeMean) {
        factor = CLIPPED_BEYOND * state.slopeMean / slope;
        slope *= factor;
      }
      double kept = Math.min(USUAL, 1 - 1 / (state.steps + 1.0));
      state.slopeMean = kept * state.slopeMean + (1 - kept) * slope;
      workers.step(state, factor, schedule.learningRate(state.epoch, state.rate));
      return -1;
    }

    private void rollBack(TrainingState before, int row) {
      String sentence =
          String.format(
              Locale.ROOT,
              "training stopped being finite at row %d in epoch %d",
              row + 1,
              state.epoch + 1);
      if (++rollBacks > MOST_ROLL_BACKS) {
        throw new NumericalException(
            sentence
                + "; look at that row, or lower the learning rate (now "
                + options.learningRate() * state.rate
                + ")");
      }
      notes.add(sentence + "; it went on from the start of the epoch with half the step size");
      before.rate = state.rate / 2;
      state = before;
      network.parameters().set(state.values);
    }

    /** What the rows held out say of the averaged weights. */
    private DataParallel.Judgement judge() {
      network.parameters().set(state.average);
      DataParallel.Judgement judgement = workers.judge(judged, random.split(JUDGE_STREAM));
      network.parameters().set(state.values);
      return judgement;
    }

    private void tell(DataParallel.Judgement judgement, double gain) {
      String detail =
          !network.isVariational()
              ? ""
              : String.format(
                  Locale.ROOT,
                  "KL %.2f, %d active unit%s",
                  judgement.divergence(),
                  judgement.active(),
                  judgement.active() == 1 ? "" : "s");
      TrainingState now = state;
      context
          .listener()
          .progress(
              new FitProgress(
                  "training",
                  state.epoch,
                  schedule.limit(state.epoch, state.epoch - firstEpoch),
                  judgement.bound(),
                  Double.isInfinite(gain) ? Double.NaN : gain,
                  () -> snapshot.apply(now.copy()),
                  detail));
    }
  }

  /** A state to start from: one that is gone on from, or new weights. */
  static TrainingState start(
      Optional<TrainingState> stopped, FlatParameters parameters, TrainingRows rows) {
    return stopped
        .filter(s -> s.rows == rows.count() && s.values.length == parameters.size())
        .map(TrainingState::copy)
        .orElseGet(() -> new TrainingState(parameters.values(), rows.count()));
  }
}
