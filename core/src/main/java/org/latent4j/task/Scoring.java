package org.latent4j.task;

import java.util.List;
import org.latent4j.data.Dataset;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Density;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FittedModel;

/**
 * How probable rows are under a model: log p(x) of each, in nats, in the user's units, so that the
 * numbers of any two models of the same columns can be compared. Needs a model with a density.
 */
public final class Scoring {

  private static final String NAME = "score";

  private final double[] logDensities;
  private final WeightedMean mean;
  private final DensityKind kind;
  private final int features;

  private Scoring(double[] logDensities, WeightedMean mean, DensityKind kind, int features) {
    this.logDensities = logDensities;
    this.mean = mean;
    this.kind = kind;
    this.features = features;
  }

  /**
   * The log density of each row as a task.
   *
   * @param model has a density
   * @return gives one column, {@code logDensity}
   * @throws IllegalArgumentException if the model has no density
   */
  public static RowTask task(FittedModel model) {
    Density density = Capabilities.density(model, NAME);
    return new RowTask(
        NAME,
        model,
        List.of("logDensity"),
        rows -> Matrix.wrap(rows.rows(), 1, density.logDensity(rows)));
  }

  /**
   * Scores rows.
   *
   * @param model has a density
   * @param data n complete rows, n at least 1
   * @param threads how many threads work, at least 1
   * @return their log densities
   * @throws IllegalArgumentException if the model has no density
   * @throws org.latent4j.data.DataException if the rows do not fit the model, or values are missing
   */
  public static Scoring of(FittedModel model, Dataset data, int threads) {
    double[] logDensities = task(model).run(data, threads).values();
    return new Scoring(
        logDensities,
        WeightedMean.of(logDensities, Weights.of(data)),
        Capabilities.density(model, NAME).densityKind(),
        model.schema().featureCount());
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
   * What the numbers are.
   *
   * @return exact, a bound or an estimate
   */
  public DensityKind densityKind() {
    return kind;
  }

  /**
   * Log likelihood per row.
   *
   * @return weighted mean of the log densities, in nats
   */
  public double meanLogLikelihood() {
    return mean.mean();
  }

  /**
   * How well the mean is known, if the rows are a random draw.
   *
   * @return its standard error in nats; NaN for a single row
   */
  public double standardError() {
    return mean.standardError();
  }

  /**
   * Log likelihood of all rows.
   *
   * @return weighted sum of the log densities, in nats
   */
  public double logLikelihood() {
    return mean.mean() * mean.weightTotal();
  }

  /**
   * Sum of the rows' weights.
   *
   * @return n where rows have no weights
   */
  public double weightTotal() {
    return mean.weightTotal();
  }

  /**
   * Bits per dimension, −log₂ p(x) / d on average.
   *
   * @return bits; lower is better
   */
  public double bitsPerDimension() {
    return -mean.mean() / (Math.log(2) * features);
  }
}
