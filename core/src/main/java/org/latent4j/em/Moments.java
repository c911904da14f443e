package org.latent4j.em;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;

/**
 * Weight, mean and scatter of rows: all that models of one Gaussian need to know of them. The
 * scatter is Σ w·(x − mean)·(x − mean)ᵀ, never formed about 0, so it is exact to rounding of the
 * variances themselves however far the rows lie from 0. For the same reason the mean is kept as a
 * point among the rows and a difference from it.
 *
 * <p>Memory is d + d²/2 doubles. Two are merged by the update of Chan, Golub and LeVeque (1979,
 * "Updating formulae and a pairwise algorithm for computing sample variances", Stanford report
 * STAN-CS-79-773).
 */
public final class Moments implements Statistics<Moments> {

  private static final int LEAST_PIVOT_ROWS = 64;

  private final double[] difference;
  private final double[] scatter;
  private double[] origin;
  private double weightTotal;

  /**
   * Joins the parts.
   *
   * @param origin d values among the rows, kept and never changed
   * @param difference mean − origin, d values, kept
   * @param scatter lower triangle, row after row, kept
   */
  Moments(double weightTotal, double[] origin, double[] difference, double[] scatter) {
    this.weightTotal = weightTotal;
    this.origin = origin;
    this.difference = difference;
    this.scatter = scatter;
  }

  /**
   * The moments of no rows.
   *
   * @param features d, at least 1
   * @return weight 0
   */
  public static Moments zero(int features) {
    double[] origin = new double[features];
    return new Moments(0, origin, new double[features], new double[packedSize(features)]);
  }

  /**
   * Moments that were counted elsewhere, such as a published covariance matrix.
   *
   * @param weightTotal number of rows, above 0 and finite
   * @param mean d means; copied
   * @param covariance d×d, divisor n; entries above its diagonal are not read
   * @return the moments
   * @throws IllegalArgumentException if the sizes disagree, the weight is out of range, or a
   *     variance is below 0
   */
  public static Moments of(double weightTotal, double[] mean, Matrix covariance) {
    int d = mean.length;
    if (covariance.rows() != d || covariance.columns() != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "covariance must be %d x %d (the length of mean), got %d x %d",
              d,
              d,
              covariance.rows(),
              covariance.columns()));
    }
    if (!(weightTotal > 0 && weightTotal < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "weightTotal must be finite and above 0, got " + weightTotal);
    }
    double[] scatter = new double[packedSize(d)];
    for (int i = 0, start = 0; i < d; start += ++i) {
      for (int j = 0; j <= i; j++) {
        scatter[start + j] = covariance.get(i, j) * weightTotal;
      }
      if (!(scatter[start + i] >= 0)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "covariance must have a diagonal of at least 0, got %s at place %d",
                covariance.get(i, i),
                i + 1));
      }
    }
    return new Moments(weightTotal, mean.clone(), new double[d], scatter);
  }

  /**
   * Counts all rows in one pass. A missing or infinite value makes the moments of its feature NaN
   * or infinite; {@link #isFinite} tells.
   *
   * @param data at least one row
   * @param engine visits the rows
   * @return the moments; n·d² operations
   */
  public static Moments of(Dataset data, Engine engine) {
    return engine.count(data, MomentsExpectation.INSTANCE, pivot(data));
  }

  /**
   * The mean of the first rows, about which blocks are summed. A share f of the weight lies in
   * these rows, so their mean is at most √(1/f) standard deviations from the mean of all, in any
   * direction: moving the scatter from one to the other loses a factor of 1/f at worst.
   */
  private static Matrix pivot(Dataset data) {
    int d = data.featureCount();
    int rows =
        (int) Math.min(data.rowCount(), Math.max(LEAST_PIVOT_ROWS, RowBlock.defaultCapacity(d)));
    double[] values = new double[rows * d];
    double[] weights = new double[rows];
    data.read(0, rows, DoubleBuffer.wrap(values));
    data.readWeights(0, rows, weights);
    double[] sums = new double[d];
    double weightTotal = 0;
    for (int i = 0; i < rows; i++) {
      weightTotal += weights[i];
      for (int j = 0; j < d; j++) {
        sums[j] += weights[i] * (values[i * d + j] - values[j]);
      }
    }
    for (int j = 0; j < d; j++) {
      sums[j] = values[j] + (weightTotal > 0 ? sums[j] / weightTotal : 0);
    }
    return Matrix.wrap(1, d, sums);
  }

  /**
   * Number of features.
   *
   * @return d
   */
  public int featureCount() {
    return origin.length;
  }

  @Override
  public double weightTotal() {
    return weightTotal;
  }

  /**
   * Mean of each feature.
   *
   * @return d means, a copy; 0 where nothing was counted
   */
  public double[] mean() {
    double[] mean = new double[origin.length];
    Arrays.setAll(mean, j -> origin[j] + difference[j]);
    return mean;
  }

  /**
   * Scatter about the mean.
   *
   * @return d×d, symmetric
   */
  public Matrix scatter() {
    return expand(1);
  }

  /**
   * Maximum-likelihood covariance, the scatter divided by the weight.
   *
   * @return d×d, symmetric; divisor n
   */
  public Matrix covariance() {
    return expand(weightTotal);
  }

  /**
   * Scatter of each feature, the diagonal.
   *
   * @return d sums of squares about the mean, a copy
   */
  public double[] squares() {
    double[] squares = new double[origin.length];
    for (int j = 0; j < squares.length; j++) {
      squares[j] = scatter[packedSize(j + 1) - 1];
    }
    return squares;
  }

  /**
   * Whether all moments are finite.
   *
   * @return false if a row had a missing or infinite value, or squares overflowed
   */
  public boolean isFinite() {
    double sum = 0; // NaN as soon as one addend is NaN or infinite
    for (double square : squares()) {
      sum += square * 0;
    }
    return sum == 0;
  }

  @Override
  public void merge(Moments other) {
    if (other.weightTotal == 0) {
      return;
    }
    if (weightTotal == 0) {
      origin = other.origin;
    }
    double total = weightTotal + other.weightTotal;
    double share = other.weightTotal / total;
    double[] step = new double[origin.length];
    for (int j = 0; j < step.length; j++) {
      step[j] = (other.origin[j] - origin[j]) + (other.difference[j] - difference[j]);
      difference[j] += step[j] * share;
    }
    for (int i = 0, start = 0; i < step.length; start += ++i) {
      double factor = step[i] * (weightTotal * share);
      for (int j = 0; j <= i; j++) {
        scatter[start + j] += other.scatter[start + j] + factor * step[j];
      }
    }
    weightTotal = total;
  }

  /**
   * Adds scatter that does not move the mean, such as what values lack that were filled in by their
   * means.
   *
   * @param addend d×d, row-major; entries above its diagonal are not read
   */
  public void addScatter(double[] addend) {
    int d = origin.length;
    for (int i = 0, start = 0; i < d; start += ++i) {
      for (int j = 0; j <= i; j++) {
        scatter[start + j] += addend[i * d + j];
      }
    }
  }

  /** 0: the moments know no density. */
  @Override
  public double logLikelihood() {
    return 0;
  }

  @Override
  public double[] toArray() {
    int d = origin.length;
    double[] array = new double[1 + d + scatter.length];
    array[0] = weightTotal;
    System.arraycopy(mean(), 0, array, 1, d);
    System.arraycopy(scatter, 0, array, 1 + d, scatter.length);
    return array;
  }

  /** Doubles in the lower triangle of a symmetric matrix. */
  static int packedSize(int size) {
    return Math.toIntExact((long) size * (size + 1) / 2);
  }

  private Matrix expand(double divisor) {
    int d = origin.length;
    double[] full = new double[Math.multiplyExact(d, d)];
    for (int i = 0, start = 0; i < d; start += ++i) {
      for (int j = 0; j <= i; j++) {
        double value = scatter[start + j] / divisor;
        full[i * d + j] = value;
        full[j * d + i] = value;
      }
    }
    return Matrix.wrap(d, d, full);
  }
}
