package org.latent4j.mixture.internal;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.graph.GaussianTerms;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.internal.Tile;

/**
 * Covariances without correlations: one variance per component and feature. A density costs about
 * 3d operations per row and component.
 */
public final class DiagonalCovariances implements Covariances {

  private final Matrix variances;
  private final double[] inverseDeviations;
  private final double[] logDeterminants;

  /**
   * Takes the variances.
   *
   * @param variances k×d, above 0
   * @throws NumericalException if one is not above 0; the text names component and feature
   */
  public DiagonalCovariances(Matrix variances) {
    this.variances = variances;
    int k = variances.rows();
    int d = variances.columns();
    inverseDeviations = new double[k * d];
    logDeterminants = new double[k];
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        double variance = variances.get(c, j);
        if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
          throw new NumericalException(
              String.format(
                  Locale.ROOT,
                  "component %d variance of feature %d must be above 0, got %s;"
                      + " raise covariance-floor",
                  c + 1,
                  j + 1,
                  variance));
        }
        inverseDeviations[c * d + j] = 1 / Math.sqrt(variance);
        logDeterminants[c] += Math.log(variance);
      }
    }
  }

  /**
   * The variances.
   *
   * @return k×d
   */
  public Matrix variances() {
    return variances;
  }

  @Override
  public double logDeterminant(int component) {
    return logDeterminants[component];
  }

  @Override
  public Matrix matrix(int component) {
    return Matrix.diagonal(variances.row(component));
  }

  @Override
  public double variance(int component, int feature) {
    return variances.get(component, feature);
  }

  @Override
  public double[] colour(int component, double[] vector) {
    double[] coloured = new double[vector.length];
    for (int j = 0; j < vector.length; j++) {
      coloured[j] = vector[j] * Math.sqrt(variances.get(component, j));
    }
    return coloured;
  }

  @Override
  public Covariances permuted(int[] order) {
    return new DiagonalCovariances(variances.selectRows(order));
  }

  @Override
  public Covariances scaled(int[] exponents) {
    double[] values = variances.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(values[i], 2 * exponents[i % exponents.length]);
    }
    return new DiagonalCovariances(Matrix.wrap(variances.rows(), variances.columns(), values));
  }

  @Override
  public GraphValue logJoint(int component, GraphValue x, double[] mean, double logWeight) {
    return GaussianTerms.diagonal(x, mean, deviations(component), logWeight);
  }

  @Override
  public GraphValue squaredDistance(int component, GraphValue x, double[] mean) {
    return GaussianTerms.diagonalDistance(x, mean, deviations(component));
  }

  private double[] deviations(int component) {
    return Arrays.stream(variances.row(component)).map(Math::sqrt).toArray();
  }

  @Override
  public SquaredDistances distances(Matrix means, int capacity) {
    return new Evaluator(means);
  }

  @Override
  public Covariances marginal(int... features) {
    return new DiagonalCovariances(variances.selectColumns(features));
  }

  @Override
  public FilledRows filledRows(Matrix means, int capacity) {
    return new DiagonalFilledRows(means, variances, capacity);
  }

  private final class Evaluator extends SquaredDistances {
    private final int k;
    private final int d;
    private final double[] centres;
    private final Tile tile;
    private final double[] squares = new double[Tile.ROWS];

    Evaluator(Matrix means) {
      k = means.rows();
      d = means.columns();
      centres = means.values();
      tile = new Tile(d);
    }

    @Override
    public void evaluate(double[] rows, int rowCount, double[] squaredDistances) {
      for (int first = 0; first < rowCount; first += Tile.ROWS) {
        int count = Math.min(Tile.ROWS, rowCount - first);
        tile.load(rows, first, count);
        for (int c = 0; c < k; c++) {
          Arrays.fill(squares, 0, count, 0);
          for (int j = 0, at = c * d; j < d; j++, at++) {
            Tile.addSquares(squares, tile.feature(j), centres[at], inverseDeviations[at], count);
          }
          for (int i = 0; i < count; i++) {
            squaredDistances[(first + i) * k + c] = squares[i];
          }
        }
      }
    }
  }
}
