package org.latent4j.em;

import java.util.function.BooleanSupplier;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.SeededRandom;

/**
 * Stepwise (online) EM over mini-batches (Cappé and Moulines 2009,
 * doi:10.1111/j.1467-9868.2009.00698.x, equations 10 and 11): the same counting and the same
 * updates as EM, but parameters move with every batch. Running statistics s of all rows become (1 −
 * γ)·s + γ·s_b with those s_b of batch t, counted at the present parameters and scaled to all rows,
 * γ = t^−0.6; then parameters are made of s. Any exponent in (1/2, 1] gives convergence; a small
 * one moves farther in the first pass. The first batch alone makes the first statistics.
 *
 * <p>A few such passes come about as far as dozens of iterations of EM when there are many batches,
 * but end in the noise of the last batches. EM itself, which begins where they end, removes it and
 * tells the exact objective.
 *
 * <p>A batch is made of short segments of rows from everywhere, in a seeded order that is new in
 * each pass. Up to a segment's length of rows at the end are not visited.
 *
 * @param <P> parameters
 * @param <S> statistics
 */
public final class StepwisePasses<P, S extends ScaledStatistics<S>> implements Opening<P> {

  /** The most passes that are made. */
  private static final int MOST_PASSES = 10;

  /** Nats per row that may be left to gain. */
  public static final double TOLERANCE_PER_ROW = 5e-4;

  /** Exponent of the step sizes; near 1/2, so that parameters move far before steps are small. */
  private static final double EXPONENT = 0.6;

  /**
   * Nats per row that the noise of the batches may cost, since EM takes it away at the end. Steps
   * of γ leave estimates as noisy as from 2m/γ rows, with m rows in a batch, which costs p/2 nats
   * over so many rows for p parameters: γ = 4·m·cost/p.
   */
  private static final double NOISE_PER_ROW = 1e-3;

  private static final double MOST_LEAST_STEP = 0.2;
  private static final int LEAST_BATCH_ROWS = 4096;
  private static final int BATCH_ROWS_PER_NUMBER = 4;
  private static final int LEAST_BATCHES = 20;
  private static final int SEGMENT_ROWS = 64;
  private static final int MOST_SEGMENTS = 1 << 20;

  private final Engine engine;
  private final Expectation<P, S> expectation;
  private final Maximization<P, S> maximization;
  private final int batchRows;
  private final double meanRowWeight;
  private final long seed;

  /**
   * Joins the parts.
   *
   * @param engine who visits the rows
   * @param expectation what is counted
   * @param maximization how counts become parameters
   * @param features d; a batch has 4 rows or more for each number that is counted, so that an
   *     update is not lost in the noise of a batch, and 4096 at least
   * @param meanRowWeight average weight of a row
   * @param seed of the order of the rows
   */
  public StepwisePasses(
      Engine engine,
      Expectation<P, S> expectation,
      Maximization<P, S> maximization,
      int features,
      double meanRowWeight,
      long seed) {
    this.engine = engine;
    this.expectation = expectation;
    this.maximization = maximization;
    this.meanRowWeight = meanRowWeight;
    this.seed = seed;
    long wanted = BATCH_ROWS_PER_NUMBER * expectation.statisticsSize(features);
    batchRows = (int) Math.max(LEAST_BATCH_ROWS, Math.min(Integer.MAX_VALUE / 2, wanted));
  }

  /** There are 20 batches at least. */
  @Override
  public boolean appliesTo(long rows) {
    return rows / LEAST_BATCHES >= batchRows;
  }

  @Override
  public double tolerance(long rows) {
    return TOLERANCE_PER_ROW * meanRowWeight * rows;
  }

  @Override
  public P run(
      Dataset data,
      P start,
      int passLimit,
      ExpectationMaximization.Observer<P> observer,
      BooleanSupplier cancelled) {
    long rows = data.rowCount();
    int length = Math.toIntExact(Math.max(SEGMENT_ROWS, (rows - 1) / MOST_SEGMENTS + 1));
    int segments = Math.toIntExact(rows / length);
    int perBatch = Math.max(1, batchRows / length);
    int batches = segments / perBatch;
    SeededRandom random = new SeededRandom(seed);
    double leastStep =
        Math.min(
            MOST_LEAST_STEP,
            4.0
                * perBatch
                * length
                * NOISE_PER_ROW
                / expectation.statisticsSize(data.featureCount()));
    P parameters = start;
    S running = null;
    double lastMean = Double.NaN;
    for (int pass = 1, t = 1; pass <= Math.min(MOST_PASSES, passLimit); pass++) {
      int[] order = random.permutation(segments);
      double logLikelihood = 0;
      double weight = 0;
      for (int b = 0; b < batches; b++, t++) {
        if (cancelled.getAsBoolean()) {
          return parameters;
        }
        int first = (int) ((long) segments * b / batches);
        int next = (int) ((long) segments * (b + 1) / batches);
        Dataset batch = new SegmentedRows(data, length, order, first, next - first);
        S counted = engine.count(batch, expectation, parameters);
        logLikelihood += counted.logLikelihood();
        weight += counted.weightTotal();
        double step = Math.max(leastStep, Math.pow(t, -EXPONENT));
        counted.scale(step * rows / batch.rowCount());
        if (running == null) {
          running = counted;
        } else {
          running.scale(1 - step);
          running.merge(counted);
        }
        parameters = maximization.maximize(running, parameters).parameters();
      }
      double mean = logLikelihood / weight;
      double gain = mean - lastMean;
      observer.updated(pass, parameters, mean, gain);
      if (gain < TOLERANCE_PER_ROW) {
        break;
      }
      lastMean = mean;
    }
    return parameters;
  }
}
