package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.factormixture.Sharing;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.internal.GivenParameters;

/** What the parameters of a factor mixture must be like. */
public final class Shapes {
  private Shapes() {}

  /**
   * Requires the shape of a matrix.
   *
   * @param name of the parameter
   * @param matrix its value
   * @param rows it must have
   * @param columns it must have
   * @throws IllegalArgumentException if it has others
   */
  public static void requireShape(String name, Matrix matrix, int rows, int columns) {
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must be %d x %d, got %d x %d",
              name,
              rows,
              columns,
              matrix.rows(),
              matrix.columns()));
    }
  }

  /**
   * The covariances that loadings and noise make.
   *
   * @param noise of a component
   * @param sharing what components have in common; loadings or noise in common are given once
   * @param weights k numbers, at least 0
   * @param means k×d
   * @param loadings k matrices W, d×q with q from 0 to d − 1, or one if shared
   * @param noiseVariances k×d, or k×1 if isotropic; one row if shared
   * @return k covariances
   * @throws IllegalArgumentException if shapes disagree or weights are no probabilities
   */
  public static List<FactorCovariance> covariances(
      NoiseStructure noise,
      Sharing sharing,
      double[] weights,
      Matrix means,
      List<Matrix> loadings,
      Matrix noiseVariances) {
    int k = weights.length;
    int d = means.columns();
    GivenParameters.requireProbabilities(weights);
    requireShape("means", means, k, d);
    int columns = noise == NoiseStructure.DIAGONAL ? d : 1;
    requireShape("noiseVariances", noiseVariances, sharing.ofNoise() ? 1 : k, columns);
    int matrices = sharing.ofLoadings() ? 1 : k;
    if (loadings.size() != matrices) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "loadings must be %d matrices, got %d", matrices, loadings.size()));
    }
    List<FactorCovariance> all = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      Matrix w = loadings.get(sharing.ofLoadings() ? 0 : c);
      if (w.columns() >= d) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "loadings must have at most %d columns (features - 1), got %d",
                d - 1,
                w.columns()));
      }
      requireShape("loadings", w, d, w.columns());
      double[] own = new double[d];
      for (int j = 0; j < d; j++) {
        own[j] = noiseVariances.get(sharing.ofNoise() ? 0 : c, columns == 1 ? 0 : j);
      }
      all.add(sharing == Sharing.BOTH && c > 0 ? all.get(0) : new FactorCovariance(w, own, c));
    }
    return all;
  }
}
