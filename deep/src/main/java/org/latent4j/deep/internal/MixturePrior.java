package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** A mixture of Gaussians with diagonal covariances. */
public final class MixturePrior implements CodePrior {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Means and log variances of K normal distributions with diagonal covariances, K×q each. */
  public record Components(Matrix means, Matrix logVariances) {}

  private final double[] logWeights;
  private final Components components;
  private final Optional<Matrix> rows;

  /** Keeps its arguments; weights of components are given as logarithms of numbers of sum 1. */
  public MixturePrior(double[] logWeights, Components components) {
    this(logWeights, components, Optional.empty());
  }

  /** A mixture whose components are the posteriors of rows, K×d as networks see them. */
  MixturePrior(double[] logWeights, Components components, Optional<Matrix> rows) {
    int k = logWeights.length;
    requireShape("means", components.means(), k, components.means().columns());
    requireShape("logVariances", components.logVariances(), k, components.means().columns());
    double sum = 0;
    for (double logWeight : logWeights) {
      sum += Math.exp(logWeight);
    }
    if (!(Math.abs(sum - 1) < 1e-6)) {
      throw new IllegalArgumentException("weights of the prior must sum to 1, got " + sum);
    }
    this.logWeights = logWeights;
    this.components = components;
    this.rows = rows;
  }

  /** A mixture of equal weights of the posteriors of rows. */
  public static MixturePrior ofRows(Matrix rows, Network encoder) {
    Matrix posteriors = encoder.apply(rows);
    int q = posteriors.columns() / 2;
    double[] logWeights = new double[rows.rows()];
    Arrays.fill(logWeights, -Math.log(rows.rows()));
    return new MixturePrior(
        logWeights,
        new Components(posteriors.columnRange(0, q), posteriors.columnRange(q, 2 * q)),
        Optional.of(rows));
  }

  private static void requireShape(String name, Matrix matrix, int rows, int columns) {
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s of the prior must be %d x %d, got %d x %d",
              name,
              rows,
              columns,
              matrix.rows(),
              matrix.columns()));
    }
  }

  /** The rows whose posteriors the components are, if they are. */
  public Optional<Matrix> rows() {
    return rows;
  }

  /** The live array, not to be changed. */
  public double[] logWeights() {
    return logWeights;
  }

  public Components components() {
    return components;
  }

  @Override
  public long parameterCount() {
    return rows.isPresent()
        ? (long) rows.get().rows() * rows.get().columns()
        : logWeights.length * (2L * components.means().columns() + 1) - 1;
  }

  @Override
  public double[] logDensity(Matrix codes, double[] noise) {
    int q = codes.columns();
    double[] values = new double[codes.rows()];
    double[] terms = new double[logWeights.length];
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < terms.length; k++) {
        double sum = logWeights[k];
        for (int j = 0; j < q; j++) {
          sum += logNormal(codes.get(i, j), k, j);
        }
        terms[k] = sum;
      }
      values[i] = logSumExp(terms);
    }
    return values;
  }

  private double logNormal(double z, int component, int coordinate) {
    double logVariance = components.logVariances().get(component, coordinate);
    double r = z - components.means().get(component, coordinate);
    return -0.5 * (LOG_TWO_PI + logVariance + r * r * Math.exp(-logVariance));
  }

  static double logSumExp(double[] terms) {
    double max = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      max = Math.max(max, term);
    }
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - max);
    }
    return max + Math.log(sum);
  }

  @Override
  public GraphValue logDensity(GraphBuilder builder, GraphValue codes, double[] noise) {
    List<GraphValue> terms = new ArrayList<>();
    for (int k = 0; k < logWeights.length; k++) {
      double[] logVariances = components.logVariances().row(k);
      double[] deviations = new double[logVariances.length];
      double constant = logWeights[k] - 0.5 * deviations.length * LOG_TWO_PI;
      for (int j = 0; j < deviations.length; j++) {
        deviations[j] = Math.exp(0.5 * logVariances[j]);
        constant -= 0.5 * logVariances[j];
      }
      terms.add(
          codes
              .minus(components.means().row(k))
              .dividedBy(deviations)
              .squareSum()
              .times(-0.5)
              .plus(constant));
    }
    return builder.concat(terms).logSumExp();
  }

  @Override
  public Matrix logMarginals(Matrix codes) {
    int q = codes.columns();
    double[] values = new double[codes.rows() * q];
    double[] terms = new double[logWeights.length];
    for (int i = 0; i < codes.rows(); i++) {
      for (int j = 0; j < q; j++) {
        for (int k = 0; k < terms.length; k++) {
          terms[k] = logWeights[k] + logNormal(codes.get(i, j), k, j);
        }
        values[i * q + j] = logSumExp(terms);
      }
    }
    return Matrix.wrap(codes.rows(), q, values);
  }

  @Override
  public Matrix sample(int count, int dimension, SeededRandom random) {
    double[] values = new double[Math.multiplyExact(count, dimension)];
    for (int i = 0; i < count; i++) {
      int k = 0;
      double rest = random.nextDouble() - Math.exp(logWeights[0]);
      while (rest >= 0 && k + 1 < logWeights.length) {
        rest -= Math.exp(logWeights[++k]);
      }
      for (int j = 0; j < dimension; j++) {
        values[i * dimension + j] =
            components.means().get(k, j)
                + Math.exp(0.5 * components.logVariances().get(k, j)) * random.nextGaussian();
      }
    }
    return Matrix.wrap(count, dimension, values);
  }
}
