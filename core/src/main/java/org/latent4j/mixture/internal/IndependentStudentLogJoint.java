package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.graph.StudentTerms;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;

/** Log joint densities of components whose features are independent t variables. */
final class IndependentStudentLogJoint extends LogJoint {

  private final int k;
  private final int d;
  private final double[] centres;
  private final double[] precisions;
  private final double[] constants;
  private final double[] exponents;
  private final double[] terms;
  private final double[] remainders;

  /**
   * Joins the parts.
   *
   * @param logWeights k natural logarithms
   * @param means k×d
   * @param squaredScales of each feature in each component
   * @param degreesOfFreedom k numbers above 0
   * @param capacity the most rows of one block
   */
  IndependentStudentLogJoint(
      double[] logWeights,
      Matrix means,
      Matrix squaredScales,
      double[] degreesOfFreedom,
      int capacity) {
    k = means.rows();
    d = means.columns();
    centres = means.values();
    precisions = new double[k * d];
    constants = new double[k];
    exponents = new double[k];
    for (int c = 0; c < k; c++) {
      double nu = degreesOfFreedom[c];
      constants[c] = logWeights[c] + d * StudentTerms.logConstant(1, nu);
      exponents[c] = -0.5 * (nu + 1);
      for (int j = 0; j < d; j++) {
        double scale = squaredScales.get(c, j);
        constants[c] -= 0.5 * Math.log(scale);
        precisions[c * d + j] = 1 / (nu * scale);
      }
    }
    terms = new double[capacity * d];
    remainders = new double[capacity];
  }

  @Override
  public void evaluate(double[] rows, int rowCount, double[] logJoint) {
    for (int c = 0; c < k; c++) {
      Arrays.fill(remainders, 0, rowCount, 0);
      for (int i = 0; i < rowCount; i++) {
        for (int j = 0; j < d; j++) {
          double z = rows[i * d + j] - centres[c * d + j];
          double t = Math.min(z * z * precisions[c * d + j], Double.MAX_VALUE);
          double sum = 1 + t;
          terms[i * d + j] = sum;
          remainders[i] += (t - (sum - 1)) / sum;
        }
      }
      ArrayMath.log(terms, 0, rowCount * d);
      for (int i = 0; i < rowCount; i++) {
        double logarithm = ArrayMath.sum(terms, i * d, d) + remainders[i];
        logJoint[i * k + c] = constants[c] + exponents[c] * logarithm;
      }
    }
  }
}
