package org.latent4j.task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Density;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;

/**
 * How unusual rows are: the rank of log p(x) in the tail of the model's reference rows. With m
 * reference rows that were kept from the fit, a row of the same distribution has a tail rank of at
 * most α with a probability of about α, whatever the model is worth (a conformal p-value; Vovk,
 * Gammerman and Shafer 2005, Algorithmic Learning in a Random World; Bates et al. 2023,
 * doi:10.1214/22-AOS2244), so α is the share of false alarms. It is never below 1/(m + 1). What
 * made a row unusual is told by {@link Contributions}.
 */
public final class Anomalies {

  private static final String NAME = "anomaly detection";

  private final double[] logDensities;
  private final double[] tailRanks;
  private final ReferenceRows reference;

  private Anomalies(double[] logDensities, double[] tailRanks, ReferenceRows reference) {
    this.logDensities = logDensities;
    this.tailRanks = tailRanks;
    this.reference = reference;
  }

  /**
   * Log density and tail rank of each row as a task.
   *
   * @param model has a density and reference rows
   * @return gives two columns, {@code logDensity} and {@code tailRank}
   * @throws IllegalArgumentException if the model has no density or no reference rows
   */
  public static RowTask task(FittedModel model) {
    Density density = Capabilities.density(model, NAME);
    ReferenceRows reference = model.reference();
    if (reference.size() == 0) {
      throw new IllegalArgumentException(
          "the model must hold log densities of reference rows for a tail rank, got none; fit it"
              + " with rows held out");
    }
    return new RowTask(
        NAME,
        model,
        List.of("logDensity", "tailRank"),
        rows -> ranked(density.logDensity(rows), reference));
  }

  private static Matrix ranked(double[] logDensities, ReferenceRows reference) {
    double[] pairs = new double[2 * logDensities.length];
    for (int i = 0; i < logDensities.length; i++) {
      pairs[2 * i] = logDensities[i];
      pairs[2 * i + 1] = reference.tailRank(logDensities[i]);
    }
    return Matrix.wrap(logDensities.length, 2, pairs);
  }

  /**
   * Ranks rows.
   *
   * @param model has a density and reference rows
   * @param data n complete rows
   * @param threads how many threads work, at least 1
   * @return their tail ranks
   * @throws IllegalArgumentException if the model has no density or no reference rows
   * @throws org.latent4j.data.DataException if the rows do not fit the model, or values are missing
   */
  public static Anomalies of(FittedModel model, Dataset data, int threads) {
    Matrix pairs = task(model).run(data, threads);
    return new Anomalies(pairs.column(0), pairs.column(1), model.reference());
  }

  /**
   * Log density of each row.
   *
   * @return n numbers in nats, a copy
   */
  public double[] logDensities() {
    return logDensities.clone();
  }

  /**
   * Share of reference rows that are at most as probable as each row; small for an anomaly.
   *
   * @return n numbers in (0, 1], a copy
   */
  public double[] tailRanks() {
    return tailRanks.clone();
  }

  /**
   * The rows that stand out most.
   *
   * @param count how many at most
   * @return numbers of rows from 0, the least probable first, the earlier first among equals
   */
  public int[] worst(int count) {
    return IntStream.range(0, logDensities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> logDensities[i]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * The rows whose tail rank is at most a rate: rows of the distribution of the fit are among them
   * with that probability at most.
   *
   * @param falseAlarmRate in [1/(m + 1), 1) with m reference rows, for no tail rank is smaller
   * @return numbers of rows from 0, the least probable first, the earlier first among equals
   * @throws IllegalArgumentException if the rate is out of range
   */
  public int[] alarms(double falseAlarmRate) {
    requireRate(reference, falseAlarmRate);
    int count = (int) Arrays.stream(tailRanks).filter(r -> r <= falseAlarmRate).count();
    return worst(count);
  }

  /**
   * The log density at or above which no row is an alarm.
   *
   * @param falseAlarmRate in [1/(m + 1), 1) with m reference rows
   * @return the least log density of a reference row that is no alarm itself, in nats
   * @throws IllegalArgumentException if the rate is out of range
   */
  public double threshold(double falseAlarmRate) {
    requireRate(reference, falseAlarmRate);
    for (double value : reference.sorted()) {
      if (reference.tailRank(value) > falseAlarmRate) {
        return value;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static void requireRate(ReferenceRows reference, double rate) {
    double least = 1 / (reference.size() + 1.0);
    if (!(rate >= least && rate < 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "false-alarm-rate must be between %.3g (1 in as many as the model's reference rows and"
                  + " one more) and 1, got %s",
              least,
              rate));
    }
  }
}
