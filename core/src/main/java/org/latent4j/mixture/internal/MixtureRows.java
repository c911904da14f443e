package org.latent4j.mixture.internal;

import java.util.Locale;
import org.latent4j.em.RowBlock;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.GaussianMixture;

/** What a mixture says of rows in memory, block by block, and rows it draws. */
public final class MixtureRows {

  private MixtureRows() {}

  /** Takes in log joint densities of consecutive rows. */
  private interface Visitor {
    void visit(int firstRow, int rowCount, double[] logJoint);
  }

  /**
   * Log density of each row.
   *
   * @param mixture over d features
   * @param observations n×d
   * @return n numbers
   */
  public static double[] logDensity(GaussianMixture mixture, Matrix observations) {
    double[] logDensities = new double[observations.rows()];
    visit(
        mixture,
        observations,
        (from, count, logJoint) -> {
          double[] part = new double[count];
          ArrayMath.logSumExpRows(logJoint, count, mixture.componentCount(), part);
          System.arraycopy(part, 0, logDensities, from, count);
        });
    return logDensities;
  }

  /**
   * Probabilities of the components given each row.
   *
   * @param mixture over d features
   * @param observations n×d
   * @return a column for each component, rows sum to 1
   */
  public static Matrix responsibilities(GaussianMixture mixture, Matrix observations) {
    int k = mixture.componentCount();
    double[] all = new double[Math.multiplyExact(observations.rows(), k)];
    visit(
        mixture,
        observations,
        (from, count, logJoint) -> {
          ArrayMath.softmaxRows(logJoint, count, k, new double[count]);
          System.arraycopy(logJoint, 0, all, from * k, count * k);
        });
    return Matrix.wrap(observations.rows(), k, all);
  }

  private static void visit(GaussianMixture mixture, Matrix observations, Visitor visitor) {
    int d = mixture.featureCount();
    if (observations.columns() != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "observations must have %d features, got %d",
              d,
              observations.columns()));
    }
    int capacity = Math.min(RowBlock.defaultCapacity(d), Math.max(1, observations.rows()));
    double[] rows = new double[capacity * d];
    double[] logJoint = new double[capacity * mixture.componentCount()];
    try (LogJoint evaluator = mixture.evaluator(capacity)) {
      for (int from = 0; from < observations.rows(); from += capacity) {
        int count = Math.min(capacity, observations.rows() - from);
        System.arraycopy(observations.values(), from * d, rows, 0, count * d);
        evaluator.evaluate(rows, count, logJoint);
        visitor.visit(from, count, logJoint);
      }
    }
  }

  /**
   * Draws rows.
   *
   * @param mixture over d features
   * @param count n, at least 0
   * @param random decides
   * @return n×d
   */
  public static Matrix sample(GaussianMixture mixture, int count, SeededRandom random) {
    int d = mixture.featureCount();
    double[] weights = mixture.weights();
    double[] rows = new double[Math.multiplyExact(count, d)];
    double[] white = new double[d];
    for (int i = 0; i < count; i++) {
      int component = draw(weights, random.nextDouble());
      if (component == mixture.gaussianCount()) {
        System.arraycopy(mixture.noise().orElseThrow().draw(random), 0, rows, i * d, d);
        continue;
      }
      random.fillGaussian(white);
      double[] deviation = mixture.covariances().colour(component, white);
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = mixture.means().get(component, j) + deviation[j];
      }
    }
    return Matrix.wrap(count, d, rows);
  }

  private static int draw(double[] weights, double uniform) {
    double sum = 0;
    int last = 0;
    for (int c = 0; c < weights.length; c++) {
      sum += weights[c];
      last = weights[c] > 0 ? c : last;
      if (uniform < sum) {
        return c;
      }
    }
    return last; // the weights' sum is 1 but for rounding
  }
}
