package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Svd;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Model;
import org.latent4j.model.Parameter;
import org.latent4j.model.Parameter.Axis;
import org.latent4j.model.Parametric;

/**
 * Brings the parameters of another fit into the order and the directions of a first one. Components
 * are matched so that the responsibilities of some rows agree most (least total cost of an
 * assignment), latent dimensions by the rotation or the signs that bring loadings nearest in least
 * squares (Schönemann 1966, doi:10.1007/BF02289451).
 */
final class ParameterAlignment {

  private final Model original;
  private final List<Parameter> parameters;
  private final Matrix rows;
  private final double[] weights;
  private final Matrix responsibilities;

  /**
   * Remembers the first fit.
   *
   * @param original tells its parameters
   * @param rows by which components are matched
   * @param weights of the rows
   */
  ParameterAlignment(Model original, Matrix rows, double[] weights) {
    this.original = original;
    this.rows = rows;
    this.weights = weights;
    parameters = ((Parametric) original).parameters();
    responsibilities =
        original instanceof Clusterer clusterer
            ? clusterer.responsibilities(rows)
            : Matrix.zeros(0, 0);
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /**
   * The numbers of another fit, one array for each parameter.
   *
   * @throws IllegalArgumentException if its parameters are others
   */
  List<double[]> align(Model other) {
    List<Parameter> others = ((Parametric) other).parameters();
    requireLike(others);
    int[] order = order(other);
    List<double[]> aligned = new ArrayList<>(parameters.size());
    for (int p = 0; p < parameters.size(); p++) {
      Parameter parameter = parameters.get(p);
      double[] values = others.get(p).values();
      if (!parameter.axes().isEmpty() && parameter.axes().get(0) == Axis.COMPONENT) {
        values = permuted(values, parameter.size(0), order);
      }
      switch (parameter.symmetry()) {
        case SIGNS -> turn(parameter, values, ParameterAlignment::signs);
        case ROTATION -> turn(parameter, values, ParameterAlignment::rotation);
        case NONE -> {}
      }
      aligned.add(values);
    }
    return aligned;
  }

  private void requireLike(List<Parameter> others) {
    boolean alike = others.size() == parameters.size();
    for (int p = 0; alike && p < others.size(); p++) {
      alike = others.get(p).isLike(parameters.get(p));
    }
    if (!alike) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "a refit must have the parameters %s, but has %s", parameters, others));
    }
  }

  /**
   * For each component of the first fit, the one of the other that shares most rows with it; noise,
   * the last of all, is noise in both.
   */
  private int[] order(Model other) {
    if (!(original instanceof Clusterer clusterer)) {
      return new int[0];
    }
    int all = responsibilities.columns();
    int k = clusterer.hasNoiseComponent() ? all - 1 : all;
    double[] theirs = ((Clusterer) other).responsibilities(rows).values();
    double[] ours = responsibilities.values();
    double[][] cost = new double[k][k];
    for (int i = 0; i < weights.length; i++) {
      for (int c = 0; c < k; c++) {
        double weighted = weights[i] * ours[i * all + c];
        for (int e = 0; weighted > 0 && e < k; e++) {
          cost[c][e] -= weighted * theirs[i * all + e];
        }
      }
    }
    return Assignment.cheapest(cost);
  }

  /** Components beyond those that have an order stay in their places. */
  private static double[] permuted(double[] values, int components, int[] order) {
    int length = values.length / components;
    double[] permuted = values.clone();
    for (int c = 0; c < order.length; c++) {
      System.arraycopy(values, order[c] * length, permuted, c * length, length);
    }
    return permuted;
  }

  /** Brings loadings nearest to others. */
  private interface Turn {
    Matrix apply(Matrix loadings, Matrix target);
  }

  private static void turn(Parameter parameter, double[] values, Turn turn) {
    int rank = parameter.axes().size();
    int d = parameter.size(rank - 2);
    int q = parameter.size(rank - 1);
    double[] targets = parameter.values();
    for (int from = 0; from < values.length; from += d * q) {
      Matrix turned = turn.apply(slice(values, from, d, q), slice(targets, from, d, q));
      System.arraycopy(turned.values(), 0, values, from, d * q);
    }
  }

  private static Matrix slice(double[] values, int from, int d, int q) {
    return Matrix.wrap(d, q, Arrays.copyOfRange(values, from, from + d * q));
  }

  private static Matrix signs(Matrix loadings, Matrix target) {
    Matrix products = loadings.transposedTimes(target);
    double[] signs = new double[loadings.columns()];
    for (int j = 0; j < signs.length; j++) {
      signs[j] = products.get(j, j) < 0 ? -1 : 1;
    }
    return loadings.times(Matrix.diagonal(signs));
  }

  /** The orthogonal matrix nearest to LᵀT, U·Vᵀ of its singular vectors, takes L nearest to T. */
  private static Matrix rotation(Matrix loadings, Matrix target) {
    Svd svd = Svd.of(loadings.transposedTimes(target));
    return loadings.times(svd.leftVectors().timesTransposed(svd.rightVectors()));
  }
}
