package org.latent4j.data;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.linalg.Matrix;

/**
 * An affine map of each feature, y = (x − offset) / scale, that knows its log-Jacobian, so that a
 * density over y is told in the units of x: log p(x) = log p(y) + {@link #logJacobian}. Immutable.
 */
public final class Encoding {

  private final double[] offsets;
  private final double[] scales;
  private final boolean identity;

  private Encoding(double[] offsets, double[] scales) {
    this.offsets = offsets;
    this.scales = scales;
    this.identity =
        Arrays.stream(offsets).allMatch(o -> o == 0) && Arrays.stream(scales).allMatch(s -> s == 1);
  }

  /**
   * The map that changes nothing.
   *
   * @param features d
   * @return offsets 0, scales 1
   */
  public static Encoding identity(int features) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return new Encoding(new double[features], ones);
  }

  /**
   * A map of given offsets and scales.
   *
   * @param offsets d finite numbers
   * @param scales d finite numbers above 0
   * @return the map
   * @throws IllegalArgumentException if lengths differ or a scale is not above 0
   */
  public static Encoding affine(double[] offsets, double[] scales) {
    if (offsets.length != scales.length) {
      throw new IllegalArgumentException(
          "scales must be as many as offsets (" + offsets.length + "), got " + scales.length);
    }
    for (int j = 0; j < scales.length; j++) {
      if (!(scales[j] > 0 && scales[j] < Double.POSITIVE_INFINITY)
          || !Double.isFinite(offsets[j])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "offset must be finite and scale finite and above 0, got %s and %s for feature %d",
                offsets[j],
                scales[j],
                j + 1));
      }
    }
    return new Encoding(offsets.clone(), scales.clone());
  }

  /**
   * Centres each feature and divides it by its standard deviation (divisor n). A constant feature
   * is centred only.
   *
   * @param summary what a pass over the data told
   * @return the map
   */
  public static Encoding standardise(DataSummary summary) {
    double[] scales = summary.standardDeviations();
    for (int j = 0; j < scales.length; j++) {
      scales[j] = scales[j] > 0 ? scales[j] : 1;
    }
    return affine(summary.means(), scales);
  }

  /**
   * Divides each feature by a power of two, which is exact: no bit of the mantissa changes.
   *
   * @param exponents d binary exponents, within ±1000
   * @return y = x · 2^(−exponent)
   */
  public static Encoding powersOfTwo(int[] exponents) {
    double[] scales = new double[exponents.length];
    for (int j = 0; j < scales.length; j++) {
      scales[j] = Math.scalb(1.0, exponents[j]);
    }
    return affine(new double[scales.length], scales);
  }

  /**
   * The map of some features.
   *
   * @param features indices, in the order wanted
   * @return a map of as many features
   * @throws IndexOutOfBoundsException if there is no such feature
   */
  public Encoding select(int... features) {
    return new Encoding(
        Arrays.stream(features).mapToDouble(j -> offsets[j]).toArray(),
        Arrays.stream(features).mapToDouble(j -> scales[j]).toArray());
  }

  /**
   * Whether the map changes nothing.
   *
   * @return whether offsets are 0 and scales 1
   */
  public boolean isIdentity() {
    return identity;
  }

  /**
   * Number of features.
   *
   * @return d
   */
  public int featureCount() {
    return scales.length;
  }

  /**
   * What is subtracted.
   *
   * @return d numbers, a copy
   */
  public double[] offsets() {
    return offsets.clone();
  }

  /**
   * What is divided by.
   *
   * @return d numbers above 0, a copy
   */
  public double[] scales() {
    return scales.clone();
  }

  /**
   * log |dy/dx| = −Σ log scale.
   *
   * @return to be added to a log density over y
   */
  public double logJacobian() {
    double sum = 0;
    for (double scale : scales) {
      sum -= Math.log(scale);
    }
    return sum;
  }

  /**
   * The log-Jacobian of the observed features of each row.
   *
   * @param observations n×d, NaN where missing
   * @return {@link #logJacobian} for a complete row, 0 for one of which nothing is known
   */
  public double[] logJacobians(Matrix observations) {
    requireFeatures(observations);
    double[] logScales = Arrays.stream(scales).map(Math::log).toArray();
    double[] given = observations.values();
    double[] sums = new double[observations.rows()];
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < logScales.length; j++) {
        sums[i] -= Double.isNaN(given[i * logScales.length + j]) ? 0 : logScales[j];
      }
    }
    return sums;
  }

  /**
   * Maps rows from the user's units.
   *
   * @param observations n×d
   * @return y, n×d
   */
  public Matrix apply(Matrix observations) {
    requireFeatures(observations);
    if (identity) {
      return observations;
    }
    double[] values = observations.toArray();
    applyInPlace(values, 0, values.length);
    return Matrix.wrap(observations.rows(), observations.columns(), values);
  }

  /**
   * Maps rows back to the user's units.
   *
   * @param encoded n×d
   * @return x = offset + scale · y, n×d
   */
  public Matrix invert(Matrix encoded) {
    requireFeatures(encoded);
    if (identity) {
      return encoded;
    }
    double[] values = encoded.toArray();
    for (int i = 0, j = 0; i < values.length; i++) {
      values[i] = offsets[j] + scales[j] * values[i];
      j = j + 1 == scales.length ? 0 : j + 1;
    }
    return Matrix.wrap(encoded.rows(), encoded.columns(), values);
  }

  /**
   * The data set seen through the map. Its columns have the resolution of the encoded values.
   *
   * @param data rows in the user's units
   * @return a view
   */
  public Dataset apply(Dataset data) {
    return identity ? data : new EncodedDataset(data, this);
  }

  /** Maps whole rows that lie in an array. */
  void applyInPlace(double[] values, int from, int count) {
    for (int i = from, j = 0; i < from + count; i++) {
      values[i] = (values[i] - offsets[j]) / scales[j];
      j = j + 1 == scales.length ? 0 : j + 1;
    }
  }

  private void requireFeatures(Matrix rows) {
    if (rows.columns() != scales.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "observations must have %d features, got %d",
              scales.length,
              rows.columns()));
    }
  }
}
