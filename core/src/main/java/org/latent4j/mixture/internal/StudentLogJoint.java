package org.latent4j.mixture.internal;

import org.latent4j.graph.StudentTerms;
import org.latent4j.linalg.ArrayMath;

/**
 * Log joint densities of multivariate t components, with the squared distances δ and the logarithms
 * log(1 + δ/ν) that they are made of.
 */
public final class StudentLogJoint extends LogJoint {

  private final SquaredDistances distances;
  private final double[] divisors;
  private final double[] constants;
  private final double[] exponents;
  private final double[] squared;
  private final double[] logarithms;
  private final double[] remainders;

  /**
   * Joins distances and constants.
   *
   * @param distances by matrices of which the scale matrices are multiples; closed with this
   * @param d features
   * @param logWeights k natural logarithms
   * @param logDeterminants of those matrices
   * @param multiples k numbers by which they are multiplied to give the scale matrices
   * @param degreesOfFreedom k numbers above 0
   * @param capacity the most rows of one block
   */
  public StudentLogJoint(
      SquaredDistances distances,
      int d,
      double[] logWeights,
      double[] logDeterminants,
      double[] multiples,
      double[] degreesOfFreedom,
      int capacity) {
    this.distances = distances;
    int k = logWeights.length;
    divisors = new double[k];
    constants = new double[k];
    exponents = new double[k];
    for (int c = 0; c < k; c++) {
      double nu = degreesOfFreedom[c];
      double logDeterminant = logDeterminants[c] + d * Math.log(multiples[c]);
      divisors[c] = nu * multiples[c];
      constants[c] = StudentTerms.logConstant(d, nu) - 0.5 * logDeterminant + logWeights[c];
      exponents[c] = -0.5 * (nu + d);
    }
    squared = new double[capacity * k];
    logarithms = new double[capacity * k];
    remainders = new double[capacity * k];
  }

  /** Squared distances of the last block, rowCount×k. */
  double[] squaredDistances() {
    return squared;
  }

  /** log(1 + δ/ν) of the last block, rowCount×k. */
  double[] logarithms() {
    return logarithms;
  }

  @Override
  public void evaluate(double[] rows, int rowCount, double[] logJoint) {
    distances.evaluate(rows, rowCount, squared);
    int k = constants.length;
    for (int i = 0; i < rowCount; i++) {
      for (int c = 0; c < k; c++) {
        // What rounding takes from 1 + t is given back to first order, so that a small t is kept.
        double t = Math.min(squared[i * k + c] / divisors[c], Double.MAX_VALUE);
        double sum = 1 + t;
        logarithms[i * k + c] = sum;
        remainders[i * k + c] = (t - (sum - 1)) / sum;
      }
    }
    ArrayMath.log(logarithms, 0, rowCount * k);
    for (int i = 0; i < rowCount; i++) {
      for (int c = 0; c < k; c++) {
        logarithms[i * k + c] += remainders[i * k + c];
        logJoint[i * k + c] = constants[c] + exponents[c] * logarithms[i * k + c];
      }
    }
  }

  @Override
  public void close() {
    distances.close();
  }
}
