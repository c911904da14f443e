package org.latent4j.mixture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * The noise component of a mixture: rows that belong to no cluster, spread evenly over a box, with
 * density 1/V inside it and 0 outside (Banfield and Raftery 1993, "Model-based Gaussian and
 * non-Gaussian clustering", section 4, doi:10.2307/2532201; Fraley and Raftery 1998, "How many
 * clusters?", section 5, doi:10.1093/comjnl/41.8.578). There the density is 1/V everywhere, which
 * gives the same fit, because the box holds all rows of it, but no density that integrates to 1.
 *
 * <p>The box is {x : |aₗᵀ(x − centre)| ≤ halfWidthₗ for l = 1 … d}, with directions aₗ that are the
 * axes of the features or some other orthonormal basis. Telling whether a row is inside costs at
 * most d operations along the features and d² otherwise. Immutable, thread-safe.
 */
public final class UniformNoise {

  /** How far products of axes may be from those of an orthonormal basis. */
  private static final double ORTHONORMAL = 1e-9;

  private final double[] centre;
  private final double[] halfWidths;
  private final @Nullable Matrix directions;
  private final double logVolume;

  /** Directions are the rows of a matrix, so that each lies in one piece. */
  private UniformNoise(double[] centre, double[] halfWidths, @Nullable Matrix directions) {
    this.centre = centre;
    this.halfWidths = halfWidths;
    this.directions = directions;
    double sum = 0;
    for (int j = 0; j < centre.length; j++) {
      if (!Double.isFinite(centre[j])
          || !(halfWidths[j] > 0 && halfWidths[j] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the box of the noise must have a finite centre and a half width above 0,"
                    + " got %s and %s at %d",
                centre[j],
                halfWidths[j],
                j + 1));
      }
      sum += Math.log(halfWidths[j]);
    }
    logVolume = sum + centre.length * Math.log(2);
  }

  /**
   * A box along the features.
   *
   * @param centre d finite numbers
   * @param halfWidths d numbers above 0
   * @return noise on it
   * @throws IllegalArgumentException if lengths differ or a number is out of its range
   */
  public static UniformNoise alongFeatures(double[] centre, double[] halfWidths) {
    requireLength(centre, halfWidths);
    return new UniformNoise(centre.clone(), halfWidths.clone(), null);
  }

  /**
   * A box along given axes.
   *
   * @param centre d finite numbers
   * @param halfWidths d numbers above 0, one for each axis
   * @param axes d×d, orthonormal columns
   * @return noise on it
   * @throws IllegalArgumentException if shapes disagree, a number is out of its range, or the axes
   *     are not orthonormal
   */
  public static UniformNoise alongAxes(double[] centre, double[] halfWidths, Matrix axes) {
    requireLength(centre, halfWidths);
    int d = centre.length;
    if (axes.rows() != d || axes.columns() != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "axes must be %d x %d, got %d x %d", d, d, axes.rows(), axes.columns()));
    }
    Matrix products = axes.transposedTimes(axes);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        if (!(Math.abs(products.get(i, j) - (i == j ? 1 : 0)) <= ORTHONORMAL)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "axes must be orthonormal, but the product of %d and %d is %s",
                  j + 1,
                  i + 1,
                  products.get(i, j)));
        }
      }
    }
    return new UniformNoise(centre.clone(), halfWidths.clone(), axes.transpose());
  }

  private static void requireLength(double[] centre, double[] halfWidths) {
    if (centre.length != halfWidths.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "half widths must be as many as numbers of the centre (%d), got %d",
              centre.length,
              halfWidths.length));
    }
  }

  /**
   * Number of features.
   *
   * @return d
   */
  public int featureCount() {
    return centre.length;
  }

  /**
   * The middle of the box, the mean of the noise.
   *
   * @return d numbers, a copy
   */
  public double[] centre() {
    return centre.clone();
  }

  /**
   * How far the box reaches from its centre along each direction.
   *
   * @return d numbers above 0, a copy
   */
  public double[] halfWidths() {
    return halfWidths.clone();
  }

  /**
   * The directions of the box's edges.
   *
   * @return d×d, orthonormal columns; nothing when they are those of the features
   */
  public Optional<Matrix> axes() {
    return Optional.ofNullable(directions).map(Matrix::transpose);
  }

  /**
   * Natural logarithm of the volume V; log density inside is its negative.
   *
   * @return log V, in the units of the features
   */
  public double logVolume() {
    return logVolume;
  }

  /**
   * Whether a row lies in the box, its faces included.
   *
   * @param rows row-major
   * @param from where the row starts
   * @return false also for a row with NaN
   */
  public boolean contains(double[] rows, int from) {
    for (int l = 0; l < halfWidths.length; l++) {
      if (!(Math.abs(coordinate(rows, from, l)) <= halfWidths[l])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Log density of what is observed of a row.
   *
   * @param rows row-major, NaN where missing
   * @param from where the row starts
   * @return minus the logarithm of the box's volume, along the observed features alone; −∞ outside
   * @throws IllegalArgumentException if a value is missing and the box lies along axes of its own,
   *     since what a turned box leaves to some features is no box
   */
  public double logDensity(double[] rows, int from) {
    double logDensity = 0;
    boolean gaps = false;
    for (int j = 0; j < centre.length; j++) {
      gaps |= Double.isNaN(rows[from + j]);
    }
    if (!gaps) {
      return contains(rows, from) ? -logVolume : Double.NEGATIVE_INFINITY;
    }
    requireAlongFeatures();
    for (int j = 0; j < centre.length; j++) {
      if (!Double.isNaN(rows[from + j])) {
        boolean inside = Math.abs(coordinate(rows, from, j)) <= halfWidths[j];
        logDensity -= inside ? Math.log(2 * halfWidths[j]) : Double.POSITIVE_INFINITY;
      }
    }
    return logDensity;
  }

  private void requireAlongFeatures() {
    if (directions != null) {
      throw new IllegalArgumentException(
          "the noise of this model lies in a box along axes of its own, which leaves no box to some"
              + " columns; fit to rows with missing values, or without noise");
    }
  }

  /**
   * The noise that is left of some features.
   *
   * @param features indices, at least one
   * @return noise on the box of these
   * @throws IllegalArgumentException if the box lies along axes of its own
   */
  public UniformNoise marginal(int... features) {
    requireAlongFeatures();
    return alongFeatures(
        Arrays.stream(features).mapToDouble(j -> centre[j]).toArray(),
        Arrays.stream(features).mapToDouble(j -> halfWidths[j]).toArray());
  }

  /**
   * How far a row is from the centre along a direction of the box.
   *
   * @param rows row-major
   * @param from where the row starts
   * @param direction from 0
   * @return aₗᵀ(x − centre)
   */
  public double coordinate(double[] rows, int from, int direction) {
    if (directions == null) {
      return rows[from + direction] - centre[direction];
    }
    double[] all = directions.values();
    int start = direction * centre.length;
    double sum = 0;
    for (int j = 0; j < centre.length; j++) {
      sum += all[start + j] * (rows[from + j] - centre[j]);
    }
    return sum;
  }

  /**
   * Draws a row.
   *
   * @param random gives d numbers
   * @return d numbers, even over the box
   */
  public double[] draw(SeededRandom random) {
    double[] row = centre.clone();
    for (int l = 0; l < centre.length; l++) {
      double along = halfWidths[l] * (2 * random.nextDouble() - 1);
      if (directions == null) {
        row[l] += along;
      } else {
        for (int j = 0; j < centre.length; j++) {
          row[j] += along * directions.get(l, j);
        }
      }
    }
    return row;
  }

  /**
   * The box after each feature is multiplied by a power of two, which is exact.
   *
   * @param exponents d binary exponents; all the same unless the box lies along the features
   * @return noise on the scaled box
   * @throws IllegalArgumentException if the exponents would bend a box along other axes
   */
  public UniformNoise scaled(int[] exponents) {
    double[] newCentre = centre.clone();
    double[] newWidths = halfWidths.clone();
    for (int j = 0; j < centre.length; j++) {
      if (directions != null && exponents[j] != exponents[0]) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "exponents must be equal for a box along axes, got %d and %d",
                exponents[0],
                exponents[j]));
      }
      newCentre[j] = Math.scalb(centre[j], exponents[j]);
      newWidths[j] = Math.scalb(halfWidths[j], exponents[j]);
    }
    return new UniformNoise(newCentre, newWidths, directions);
  }
}
