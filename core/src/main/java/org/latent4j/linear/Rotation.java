package org.latent4j.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.Matrix;

/**
 * Ways to turn the axes of factors so that loadings are easier to name. The distribution of x is
 * the same under all of them: with loadings Λ and factor correlations Φ, Λ·Φ·Λᵀ does not change.
 *
 * <p>Rows of the loadings are brought to length 1 before axes are sought (Kaiser's normalisation),
 * so that each feature has the same say, and the result does not depend on the features' units. The
 * factors found are ordered by decreasing sum of squared loadings, the entry of largest magnitude
 * of each is positive.
 */
public enum Rotation {
  /** As the likelihood gives them: Wᵀ·Ψ⁻¹·W is diagonal, decreasing. */
  NONE,
  /**
   * Orthogonal axes of the greatest sum, over the factors, of the variance of squared loadings
   * (Kaiser 1958, doi:10.1007/BF02289233): each factor bears on few features.
   */
  VARIMAX,
  /**
   * Orthogonal axes of the greatest sum of fourth powers of loadings (Neuhaus and Wrigley 1954,
   * doi:10.1111/j.2044-8317.1954.tb00147.x): each feature bears on few factors.
   */
  QUARTIMAX,
  /**
   * Oblique axes (Hendrickson and White 1964, doi:10.1111/j.2044-8317.1964.tb00244.x): varimax,
   * then the least-squares transformation towards the fourth powers of its loadings, signs kept.
   * The factors become correlated.
   */
  PROMAX;

  private static final int PROMAX_POWER = 4;

  /**
   * Turned factors.
   *
   * @param loadings Λ, d×q
   * @param correlations Φ, q×q, of the factors; the identity for orthogonal axes
   */
  public record Rotated(Matrix loadings, Matrix correlations) {}

  /**
   * Its name as an option.
   *
   * @return lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The names of all.
   *
   * @return in order of declaration
   */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Rotation::label).toList();
  }

  /**
   * The rotation of a name.
   *
   * @param label such as {@code varimax}
   * @return the rotation
   * @throws IllegalArgumentException if there is none
   */
  public static Rotation named(String label) {
    return Arrays.stream(values())
        .filter(r -> r.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "rotation must be one of "
                        + String.join(", ", labels())
                        + ", got '"
                        + label
                        + "'"));
  }

  /**
   * Turns loadings of uncorrelated factors.
   *
   * @param loadings W, d×q, finite; for {@link #PROMAX} of features of one unit, such as variance 1
   * @return Λ and Φ with Λ·Φ·Λᵀ = W·Wᵀ; about 20·d·q² operations a sweep, some ten sweeps
   * @throws org.latent4j.linalg.NotPositiveDefiniteException if {@link #PROMAX} is asked for and
   *     the columns of W are linearly dependent
   */
  public Rotated rotate(Matrix loadings) {
    Rotated turned =
        switch (this) {
          case NONE -> Orthomax.upright(loadings);
          case VARIMAX -> Orthomax.upright(new Orthomax(1).rotate(loadings));
          case QUARTIMAX -> Orthomax.upright(new Orthomax(0).rotate(loadings));
          case PROMAX -> Promax.rotate(new Orthomax(1).rotate(loadings), PROMAX_POWER);
        };
    return this == NONE ? turned : Orthomax.ordered(turned);
  }

  /** Turns the first factors alone, where the others bear on nothing; they stay last. */
  Rotated rotate(Matrix loadings, int factors) {
    int q = loadings.columns();
    if (factors == q) {
      return rotate(loadings);
    }
    if (factors == 0) {
      return new Rotated(loadings, Matrix.identity(q));
    }
    Rotated some = rotate(loadings.columnRange(0, factors));
    double[] wider = new double[loadings.rows() * q];
    for (int j = 0; j < loadings.rows(); j++) {
      System.arraycopy(some.loadings().row(j), 0, wider, j * q, factors);
    }
    double[] correlations = Matrix.identity(q).toArray();
    for (int k = 0; k < factors; k++) {
      System.arraycopy(some.correlations().row(k), 0, correlations, k * q, factors);
    }
    return new Rotated(Matrix.wrap(loadings.rows(), q, wider), Matrix.wrap(q, q, correlations));
  }
}
