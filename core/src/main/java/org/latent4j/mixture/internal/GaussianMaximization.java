package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.em.Maximization;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;

/**
 * The M step of a Gaussian mixture: weights, means and covariances of a structure from weights,
 * means and scatters, in closed form (Celeux and Govaert 1995). A component that has lost its rows
 * is mended by halving the widest one; how often is limited. Belongs to one run of EM.
 */
public final class GaussianMaximization
    implements Maximization<GaussianMixture, ComponentStatistics> {

  /** A component with less weight than this many average rows has collapsed. */
  static final double LEAST_ROWS = 0.5;

  private final CovarianceStructure structure;
  private final VarianceFloor floor;
  private final double leastWeight;
  private int repairsLeft;

  /**
   * Makes an M step.
   *
   * @param structure of the covariances
   * @param floor below which no variance falls
   * @param meanRowWeight average weight of a row
   * @param repairs how many collapsed components may be mended
   */
  public GaussianMaximization(
      CovarianceStructure structure, VarianceFloor floor, double meanRowWeight, int repairs) {
    this.structure = structure;
    this.floor = floor;
    this.leastWeight = LEAST_ROWS * meanRowWeight;
    this.repairsLeft = repairs;
  }

  /**
   * What this structure needs to know of the scatters.
   *
   * @param structure of the covariances
   * @return the shape to count
   */
  public static ComponentStatistics.Shape shapeFor(CovarianceStructure structure) {
    return switch (structure) {
      case FULL -> ComponentStatistics.Shape.DENSE;
      case TIED -> ComponentStatistics.Shape.POOLED;
      case DIAGONAL, SPHERICAL -> ComponentStatistics.Shape.DIAGONAL;
    };
  }

  @Override
  public Update<GaussianMixture> maximize(
      ComponentStatistics statistics, GaussianMixture previous) {
    int collapsed = collapsed(statistics);
    GaussianMixture fitted = parameters(statistics, previous);
    if (collapsed < 0 || repairsLeft == 0) {
      return Update.of(fitted);
    }
    repairsLeft--;
    return split(fitted, collapsed);
  }

  /** Parameters without repair; a component without any weight keeps its place. */
  public GaussianMixture parameters(ComponentStatistics statistics, GaussianMixture previous) {
    int k = statistics.components();
    double[] weights = new double[k];
    for (int c = 0; c < k; c++) {
      weights[c] = statistics.counts[c] / statistics.weightTotal();
    }
    Matrix means = Matrix.of(k, statistics.features(), statistics.means);
    return new GaussianMixture(
        structure, normalised(weights), means, covariances(statistics, previous));
  }

  static double[] normalised(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int c = 0; c < weights.length; c++) {
      weights[c] /= sum;
    }
    return weights;
  }

  /** Covariances of the structure; a component without any weight keeps its own. */
  Covariances covariances(ComponentStatistics s, GaussianMixture previous) {
    return switch (structure) {
      case FULL -> full(s, previous);
      case TIED ->
          new DenseCovariances(
              List.of(floor.lift(symmetric(s.scatters, 0, s.features(), s.weightTotal()))));
      case DIAGONAL, SPHERICAL -> diagonal(s, previous);
    };
  }

  private Covariances full(ComponentStatistics s, GaussianMixture previous) {
    int d = s.features();
    List<Matrix> matrices = new ArrayList<>(s.components());
    for (int c = 0; c < s.components(); c++) {
      matrices.add(
          s.counts[c] > 0
              ? floor.lift(symmetric(s.scatters, c * d * d, d, s.counts[c]))
              : previous.covariance(c));
    }
    return new DenseCovariances(matrices);
  }

  private static Matrix symmetric(double[] lower, int base, int d, double divisor) {
    double[] values = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double value = lower[base + i * d + j] / divisor;
        values[i * d + j] = value;
        values[j * d + i] = value;
      }
    }
    return Matrix.wrap(d, d, values);
  }

  private Covariances diagonal(ComponentStatistics s, GaussianMixture previous) {
    int d = s.features();
    double[] variances = new double[s.components() * d];
    for (int c = 0; c < s.components(); c++) {
      for (int j = 0; j < d; j++) {
        variances[c * d + j] =
            s.counts[c] > 0
                ? Math.max(s.scatterDiagonal(c, j) / s.counts[c], floor.variance(j))
                : previous.covariances().variance(c, j);
      }
      if (structure == CovarianceStructure.SPHERICAL && s.counts[c] > 0) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
          sum += s.scatterDiagonal(c, j);
        }
        double shared = Math.max(sum / (d * s.counts[c]), floor.shared());
        java.util.Arrays.fill(variances, c * d, (c + 1) * d, shared);
      }
    }
    return new DiagonalCovariances(Matrix.wrap(s.components(), d, variances));
  }

  private int collapsed(ComponentStatistics statistics) {
    for (int c = 0; c < statistics.components(); c++) {
      if (!(statistics.counts[c] >= leastWeight)) {
        return c;
      }
    }
    return -1;
  }

  /** Halves the heaviest component along its longest axis and gives one half to the empty one. */
  Update<GaussianMixture> split(GaussianMixture mixture, int empty) {
    int heaviest = 0;
    double[] weights = mixture.weights();
    for (int c = 1; c < weights.length; c++) {
      heaviest = weights[c] > weights[heaviest] ? c : heaviest;
    }
    if (heaviest == empty) {
      throw new NumericalException(
          "all components have lost their rows; use fewer components or other starts");
    }
    SymmetricEigen axis = SymmetricEigen.top(mixture.covariance(heaviest), 1);
    double reach = Math.sqrt(axis.values()[0]);
    double[] means = mixture.means().toArray();
    int d = mixture.featureCount();
    for (int j = 0; j < d; j++) {
      double step = reach * axis.vectors().get(j, 0);
      double centre = means[heaviest * d + j];
      means[heaviest * d + j] = centre + step;
      means[empty * d + j] = centre - step;
    }
    weights[heaviest] = (weights[heaviest] + weights[empty]) / 2;
    weights[empty] = weights[heaviest];
    GaussianMixture mended =
        new GaussianMixture(
            structure,
            normalised(weights),
            Matrix.wrap(weights.length, d, means),
            copied(mixture, heaviest, empty));
    return new Update<>(
        mended,
        Optional.of(
            String.format(
                Locale.ROOT,
                "component %d had lost its rows and was started again as a half of component %d",
                empty + 1,
                heaviest + 1)));
  }

  private Covariances copied(GaussianMixture mixture, int from, int to) {
    if (structure == CovarianceStructure.TIED) {
      return mixture.covariances();
    }
    int k = mixture.componentCount();
    int d = mixture.featureCount();
    if (structure.isDiagonal()) {
      double[] variances = new double[k * d];
      for (int c = 0; c < k; c++) {
        Matrix source = mixture.covariance(c == to ? from : c);
        for (int j = 0; j < d; j++) {
          variances[c * d + j] = source.get(j, j);
        }
      }
      return new DiagonalCovariances(Matrix.wrap(k, d, variances));
    }
    List<Matrix> matrices = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      matrices.add(mixture.covariance(c == to ? from : c));
    }
    return new DenseCovariances(matrices);
  }
}
