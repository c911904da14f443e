package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 31, 32, 50, 131, 400})
  void factorReproducesTheMatrix(int size) {
    Matrix a = Matrices.positiveDefinite(size, size);
    Matrix lower = Cholesky.of(a).lower();
    assertThat(Matrices.distance(Matrices.naiveProduct(lower, lower.transpose()), a))
        .isLessThan(10 * size * Matrices.EPSILON * Matrices.largest(a));
    for (int i = 0; i < size; i++) {
      assertThat(lower.get(i, i)).isPositive();
      for (int j = i + 1; j < size; j++) {
        assertThat(lower.get(i, j)).isZero();
      }
    }
  }

  /** min(i, j) = Σ over l of [l ≤ i]·[l ≤ j], so the factor is all ones and the determinant 1. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20, 60})
  void covarianceOfARandomWalkHasAFactorOfOnes(int size) {
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        values[i * size + j] = Math.min(i, j) + 1;
      }
    }
    Cholesky cholesky = Cholesky.of(Matrix.wrap(size, size, values));
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        assertThat(cholesky.lower().get(i, j)).isEqualTo(j <= i ? 1 : 0);
      }
    }
    assertThat(cholesky.logDeterminant()).isZero();
  }

  /** The determinant of the Hilbert matrix of size 8 is 1 / 365356847125734485878112256000000. */
  @Test
  void illConditionedHilbertMatrixIsFactored() {
    Matrix hilbert = hilbert(8);
    Cholesky cholesky = Cholesky.of(hilbert);
    Matrix lower = cholesky.lower();
    assertThat(Matrices.distance(Matrices.naiveProduct(lower, lower.transpose()), hilbert))
        .isLessThan(4 * Matrices.EPSILON);
    // Condition number 1.5e10: ten of sixteen digits may go.
    assertThat(cholesky.logDeterminant()).isCloseTo(-Math.log(3.6535684712573446e32), within(1e-5));
  }

  /** Tridiagonal (-1, 2, -1) has determinant n + 1 and the inverse min(i, j)(n + 1 - max(i, j)). */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 31, 90})
  void solvesTheDiscreteLaplacian(int size) {
    Cholesky cholesky = Cholesky.of(laplacian(size));
    assertThat(cholesky.logDeterminant()).isCloseTo(Math.log(size + 1), within(1e-12));
    Matrix inverse = cholesky.solve(Matrix.identity(size));
    double[] lastColumn = cholesky.solve(Matrix.identity(size).column(size - 1));
    for (int i = 1; i <= size; i++) {
      for (int j = 1; j <= size; j++) {
        double expected = Math.min(i, j) * (size + 1.0 - Math.max(i, j)) / (size + 1);
        assertThat(inverse.get(i - 1, j - 1)).isCloseTo(expected, within(1e-12 * size));
      }
      assertThat(lastColumn[i - 1]).isCloseTo(i / (size + 1.0), within(1e-12 * size));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 150})
  void inverseOfTheFactorUndoesIt(int size) {
    Cholesky cholesky = Cholesky.of(Matrices.positiveDefinite(size, 7));
    Matrix inverse = cholesky.inverseLower();
    assertThat(
            Matrices.distance(
                Matrices.naiveProduct(inverse, cholesky.lower()), Matrix.identity(size)))
        .isLessThan(1e-12);
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        assertThat(inverse.get(i, j)).isZero();
      }
    }
  }

  /** With A = diag(4, 9), the difference (2, 3) has squared length 4/4 + 9/9 = 2. */
  @Test
  void squaredMahalanobisOfADiagonalMatrixIsByHand() {
    Cholesky cholesky = Cholesky.of(Matrix.diagonal(4, 9));
    assertThat(cholesky.squaredMahalanobis(new double[] {2, 3})).isEqualTo(2);
  }

  @Test
  void squaredMahalanobisIsTheQuadraticFormOfTheInverse() {
    Cholesky cholesky = Cholesky.of(laplacian(3));
    // xᵀA⁻¹x with x = (1, 1, 1): the sum of all entries of the inverse, (3 + 4 + 3) / 2.
    assertThat(cholesky.squaredMahalanobis(new double[] {1, 1, 1})).isCloseTo(5, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"5,1e150", "5,1e-150", "5,1e300", "5,1e-300", "400,1e150", "400,1e-150", "400,1e300"})
  void logDeterminantNeitherOverflowsNorUnderflows(int size, double scale) {
    Matrix a = Matrices.positiveDefinite(size, 11).scaled(1.0 / (3 * size));
    double expected = Cholesky.of(a).logDeterminant() + size * Math.log(scale);
    Cholesky scaled = Cholesky.of(a.scaled(scale));
    assertThat(scaled.logDeterminant()).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    double[] difference = new double[size];
    difference[0] = Math.sqrt(scale);
    double[] unit = new double[size];
    unit[0] = 1;
    double length = Cholesky.of(a).squaredMahalanobis(unit);
    assertThat(scaled.squaredMahalanobis(difference)).isCloseTo(length, within(1e-11 * length));
  }

  @Test
  void readsOnlyTheLowerTriangle() {
    Matrix a = Matrix.of(2, 2, 4, Double.NaN, 2, 10);
    assertThat(Cholesky.of(a).lower()).isEqualTo(Matrix.of(2, 2, 2, 0, 1, 3));
    double[] big = Matrices.positiveDefinite(40, 5).toArray();
    Matrix expected = Cholesky.of(Matrix.of(40, 40, big)).lower();
    big[3 * 40 + 30] = Double.NaN;
    assertThat(Cholesky.of(Matrix.wrap(40, 40, big)).lower()).isEqualTo(expected);
  }

  @Test
  void leavesItsArgumentUnchanged() {
    Matrix a = Matrices.positiveDefinite(50, 6);
    double[] before = a.toArray();
    Cholesky.of(a).solve(a);
    assertThat(a.values()).containsExactly(before);
  }

  @Test
  void emptyMatrixHasDeterminantOne() {
    assertThat(Cholesky.of(Matrix.zeros(0, 0)).logDeterminant()).isZero();
  }

  @Test
  void namesThePivotThatFails() {
    assertThatExceptionOfType(NotPositiveDefiniteException.class)
        .isThrownBy(() -> Cholesky.of(Matrix.of(2, 2, 1, 2, 2, 1)))
        .withMessage(
            "matrix of 2 x 2 is not positive definite: pivot 1 must be positive and finite, got"
                + " -3.0")
        .satisfies(e -> assertThat(e.pivot()).isEqualTo(1))
        .satisfies(e -> assertThat(e.value()).isEqualTo(-3));
  }

  @ParameterizedTest
  @CsvSource({"-2.5", "0", "NaN", "Infinity"})
  void namesThePivotThatFailsInALargeMatrix(double entry) {
    double[] values = Matrix.identity(100).toArray();
    values[40 * 100 + 40] = entry;
    assertThatExceptionOfType(NotPositiveDefiniteException.class)
        .isThrownBy(() -> Cholesky.of(Matrix.wrap(100, 100, values)))
        .withMessage(
            "matrix of 100 x 100 is not positive definite: pivot 40 must be positive and finite,"
                + " got "
                + entry);
  }

  @Test
  void duplicateColumnFailsAtTheSecondOfThem() {
    assertThatExceptionOfType(NotPositiveDefiniteException.class)
        .isThrownBy(() -> Cholesky.of(Matrix.of(3, 3, 4, 2, 4, 2, 5, 2, 4, 2, 4)))
        .satisfies(e -> assertThat(e.pivot()).isEqualTo(2))
        .satisfies(e -> assertThat(e.value()).isZero());
  }

  @Test
  void refusesAMatrixThatIsNotSquare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cholesky.of(Matrix.zeros(2, 3)))
        .withMessage("symmetric must be square, got 2 x 3");
  }

  @Test
  void refusesRightHandSidesOfAnotherLength() {
    Cholesky cholesky = Cholesky.of(Matrix.identity(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cholesky.solve(new double[2]))
        .withMessage("b.length must be 3 (rows of lower), got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cholesky.solve(Matrix.zeros(4, 1)))
        .withMessage("b.rows must be 3 (rows of lower), got 4");
  }

  private static Matrix hilbert(int size) {
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        values[i * size + j] = 1.0 / (i + j + 1);
      }
    }
    return Matrix.wrap(size, size, values);
  }

  private static Matrix laplacian(int size) {
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 2;
      if (i > 0) {
        values[i * size + i - 1] = -1;
        values[(i - 1) * size + i] = -1;
      }
    }
    return Matrix.wrap(size, size, values);
  }
}
