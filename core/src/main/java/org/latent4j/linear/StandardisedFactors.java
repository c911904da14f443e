package org.latent4j.linear;

import org.latent4j.linalg.Matrix;

/** A factor analysis in units in which each feature has variance 1. Immutable. */
final class StandardisedFactors {

  private final Matrix loadings;
  private final double[] noiseVariances;
  private final double[] deviations;

  /**
   * Standardises.
   *
   * @param loadings Λ, d×q
   * @param correlationRoot L with L·Lᵀ = Φ, q×q
   * @param noiseVariances diagonal of Ψ, kept
   */
  StandardisedFactors(Matrix loadings, Matrix correlationRoot, double[] noiseVariances) {
    this.loadings = loadings;
    this.noiseVariances = noiseVariances;
    Matrix w = loadings.times(correlationRoot);
    deviations = new double[noiseVariances.length];
    for (int j = 0; j < deviations.length; j++) {
      double unit = Math.sqrt(noiseVariances[j]);
      double sum = 1;
      for (double value : w.row(j)) {
        sum += value / unit * (value / unit);
      }
      deviations[j] = unit * Math.sqrt(sum);
    }
  }

  /** √Σⱼⱼ, formed so that squares of no scale overflow. */
  double[] deviations() {
    return deviations.clone();
  }

  /** Ψⱼⱼ/Σⱼⱼ. */
  double[] uniquenesses() {
    double[] shares = new double[deviations.length];
    for (int j = 0; j < shares.length; j++) {
      shares[j] = noiseVariances[j] / deviations[j] / deviations[j];
    }
    return shares;
  }

  /** Λⱼₖ/√Σⱼⱼ, d×q. */
  Matrix loadings() {
    double[] values = loadings.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] /= deviations[i / loadings.columns()];
    }
    return Matrix.wrap(loadings.rows(), loadings.columns(), values);
  }
}
