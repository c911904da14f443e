package org.latent4j.mixedmixture.internal;

import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.Distribution;

/** One numeric column, Gaussian in each component. */
public final class NumberPart implements Part {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final int[] features;
  private final int k;
  private final double[] means;
  private final double[] variances;
  private final double[] inverseDeviations;
  private final double[] constants;

  /**
   * Takes parameters.
   *
   * @param feature place of the column in a row
   * @param means k of them; kept
   * @param variances k numbers above 0; kept
   */
  public NumberPart(int feature, double[] means, double[] variances) {
    features = new int[] {feature};
    this.means = means;
    this.variances = variances;
    k = means.length;
    inverseDeviations = new double[k];
    constants = new double[k];
    for (int c = 0; c < k; c++) {
      inverseDeviations[c] = 1 / Math.sqrt(variances[c]);
      constants[c] = -0.5 * (LOG_TWO_PI + Math.log(variances[c]));
    }
  }

  /**
   * The parameters.
   *
   * @return k×2, means and variances
   */
  public Matrix parameters() {
    double[] values = new double[2 * k];
    for (int c = 0; c < k; c++) {
      values[2 * c] = means[c];
      values[2 * c + 1] = variances[c];
    }
    return Matrix.wrap(k, 2, values);
  }

  double mean(int component) {
    return means[component];
  }

  double variance(int component) {
    return variances[component];
  }

  @Override
  public int[] features() {
    return features;
  }

  @Override
  public Distribution distribution() {
    return Distribution.GAUSSIAN;
  }

  @Override
  public long parameterCount() {
    return 2L * k;
  }

  @Override
  public Densities densities(int capacity) {
    return this::addTo;
  }

  private void addTo(double[] rows, int d, int rowCount, double[] logJoint) {
    for (int i = 0, at = features[0]; i < rowCount; i++, at += d) {
      double value = rows[at];
      if (Double.isNaN(value)) {
        continue;
      }
      for (int c = 0; c < k; c++) {
        double z = (value - means[c]) * inverseDeviations[c];
        logJoint[i * k + c] += constants[c] - 0.5 * z * z;
      }
    }
  }

  @Override
  public void draw(int component, SeededRandom random, double[] rows, int at) {
    rows[at + features[0]] =
        means[component] + Math.sqrt(variances[component]) * random.nextGaussian();
  }

  @Override
  public void decode(double[] code, int from, double[] rows, int at) {
    double mean = 0;
    for (int c = 0; c < k; c++) {
      mean += code[from + c] * means[c];
    }
    rows[at + features[0]] = mean;
  }

  @Override
  public Optional<Part> marginal(int[] places) {
    int place = places[features[0]];
    return place < 0 ? Optional.empty() : Optional.of(new NumberPart(place, means, variances));
  }

  @Override
  public void moments(int component, double[] all, double[] covariance) {
    all[features[0]] = means[component];
    covariance[features[0] * (all.length + 1)] = variances[component];
  }

  @Override
  public Part permuted(int[] order) {
    Matrix permuted = parameters().selectRows(order);
    return new NumberPart(features[0], permuted.column(0), permuted.column(1));
  }
}
