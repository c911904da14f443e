package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.linalg.Matrix;

class RotationTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void rotationsKeepWhatFactorsExplain(int seed) {
    Matrix w = loadings(seed);
    Matrix expected = w.timesTransposed(w);
    for (Rotation rotation : Rotation.values()) {
      Rotation.Rotated turned = rotation.rotate(w);
      Matrix actual =
          turned.loadings().times(turned.correlations()).timesTransposed(turned.loadings());
      assertThat(Rows.largest(actual.minus(expected))).as("%s", rotation).isLessThan(1e-10);
      for (int k = 0; k < w.columns(); k++) {
        assertThat(turned.correlations().get(k, k)).isEqualTo(1, within(1e-12));
      }
    }
  }

  /** No small turn of a pair of axes raises the criterion. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void orthogonalRotationsMaximise(int seed) {
    Matrix w = loadings(seed);
    for (Rotation rotation : new Rotation[] {Rotation.VARIMAX, Rotation.QUARTIMAX}) {
      double gamma = rotation == Rotation.VARIMAX ? 1 : 0;
      Matrix turned = rotation.rotate(w).loadings();
      double most = criterion(turned, gamma);
      assertThat(most).isGreaterThanOrEqualTo(criterion(w, gamma) - 1e-12);
      for (int k = 1; k < w.columns(); k++) {
        for (int l = 0; l < k; l++) {
          for (double angle : new double[] {-0.02, -1e-3, 1e-3, 0.02}) {
            assertThat(criterion(turn(turned, k, l, angle), gamma)).isLessThan(most);
          }
        }
      }
    }
  }

  /** Axes along which each feature loads on one factor are found from any others. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void perfectStructureIsFound(int seed) {
    double[][] simple = new double[9][3];
    for (int j = 0; j < 9; j++) {
      simple[j][j / 3] = 1.2 - 0.1 * j;
    }
    Matrix expected = Matrix.ofRows(simple);
    Matrix turned = expected.times(Rows.rotation(3, seed));
    for (Rotation rotation :
        new Rotation[] {Rotation.VARIMAX, Rotation.QUARTIMAX, Rotation.PROMAX}) {
      Rotation.Rotated found = rotation.rotate(turned);
      assertThat(Rows.largest(found.loadings().minus(expected)))
          .as("%s", rotation)
          .isLessThan(1e-8);
      assertThat(Rows.largest(found.correlations().minus(Matrix.identity(3)))).isLessThan(1e-7);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void unitsOfFeaturesDoNotMatterToOrthogonalRotations(int seed) {
    Matrix w = loadings(seed);
    Matrix units = Matrix.diagonal(1e-9, 1, 3, 1e6, 20, 7, .2, 1e3);
    for (Rotation rotation : new Rotation[] {Rotation.VARIMAX, Rotation.QUARTIMAX}) {
      Matrix expected = units.times(rotation.rotate(w).loadings());
      Matrix actual = rotation.rotate(units.times(w)).loadings();
      // Order and sign follow the longest entries, which units change.
      Matrix explained = absolute(expected).transposedTimes(absolute(expected));
      Matrix agreed = absolute(expected).transposedTimes(absolute(actual));
      double[] lengths = new double[w.columns()];
      Arrays.setAll(lengths, k -> explained.get(k, k));
      for (int k = 0; k < lengths.length; k++) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int l = 0; l < lengths.length; l++) {
          nearest = Math.min(nearest, Math.abs(agreed.get(k, l) / lengths[k] - 1));
        }
        assertThat(nearest).isLessThan(1e-6);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Rotation.class)
  void oneFactorIsOnlySigned(Rotation rotation) {
    Rotation.Rotated turned = rotation.rotate(Matrix.of(3, 1, 0.5, -0.9, 0.1));
    assertThat(turned.loadings().values())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(-0.5, 0.9, -0.1);
    assertThat(turned.correlations()).isEqualTo(Matrix.identity(1));
  }

  @Test
  void factorsThatBearOnNothingStayAsTheyAre() {
    Matrix w = Matrix.of(3, 2, 0, 0, 1, 1, 0, 0);
    Matrix turned = Rotation.VARIMAX.rotate(w).loadings();
    assertThat(turned.get(1, 0)).isEqualTo(Math.sqrt(2), within(1e-12));
    assertThat(turned.get(1, 1)).isEqualTo(0, within(1e-12));
  }

  @Test
  void unknownNamesAreRefused() {
    assertThat(Rotation.named("promax")).isEqualTo(Rotation.PROMAX);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rotation.named("oblimin"))
        .withMessage("rotation must be one of none, varimax, quartimax, promax, got 'oblimin'");
  }

  private static Matrix loadings(int seed) {
    return Rows.gaussian(8, 2 + seed % 3, seed + 40);
  }

  private static Matrix absolute(Matrix matrix) {
    return Matrix.wrap(
        matrix.rows(), matrix.columns(), Arrays.stream(matrix.values()).map(Math::abs).toArray());
  }

  private static Matrix turn(Matrix w, int k, int l, double angle) {
    double[][] plane = Matrix.identity(w.columns()).toRows();
    plane[k][k] = Math.cos(angle);
    plane[l][l] = Math.cos(angle);
    plane[k][l] = -Math.sin(angle);
    plane[l][k] = Math.sin(angle);
    return w.times(Matrix.ofRows(plane));
  }

  /** Σ λ⁴ − γ/d·Σₖ (Σⱼ λ²)² of rows of length 1. */
  private static double criterion(Matrix w, double gamma) {
    double[] sums = new double[w.columns()];
    double fourth = 0;
    for (double[] row : w.toRows()) {
      double length = Rows.dot(row, row);
      for (int k = 0; k < row.length; k++) {
        double square = row[k] * row[k] / length;
        fourth += square * square;
        sums[k] += square;
      }
    }
    return fourth - gamma / w.rows() * Rows.dot(sums, sums);
  }
}
