package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriangularSolveTest {
  @ParameterizedTest
  @CsvSource({"1,1", "2,5", "17,3", "60,1", "40,50", "131,67"})
  void solutionsSatisfyTheirSystems(int size, int count) {
    Matrix lower = Cholesky.of(Matrices.positiveDefinite(size, 1)).lower();
    Matrix upper = lower.transpose();
    Matrix b = Matrices.gaussian(size, count, 2);
    double bound = 1e-13 * size;
    assertThat(Matrices.distance(Matrices.naiveProduct(lower, TriangularSolve.lower(lower, b)), b))
        .isLessThan(bound);
    assertThat(
            Matrices.distance(
                Matrices.naiveProduct(upper, TriangularSolve.lowerTransposed(lower, b)), b))
        .isLessThan(bound);
    assertThat(Matrices.distance(Matrices.naiveProduct(upper, TriangularSolve.upper(upper, b)), b))
        .isLessThan(bound);
    assertThat(
            Matrices.distance(
                Matrices.naiveProduct(lower, TriangularSolve.upperTransposed(upper, b)), b))
        .isLessThan(bound);
  }

  @Test
  void substitutesByHand() {
    Matrix lower = Matrix.of(2, 2, 2, 0, 3, 4);
    assertThat(TriangularSolve.lower(lower, new double[] {2, 11})).containsExactly(1, 2);
    assertThat(TriangularSolve.lowerTransposed(lower, new double[] {8, 8})).containsExactly(1, 2);
    assertThat(TriangularSolve.upper(lower.transpose(), Matrix.of(2, 1, 8, 8)))
        .isEqualTo(Matrix.of(2, 1, 1, 2));
    assertThat(TriangularSolve.upperTransposed(lower.transpose(), Matrix.of(2, 1, 2, 11)))
        .isEqualTo(Matrix.of(2, 1, 1, 2));
  }

  @ParameterizedTest
  @CsvSource({"7,3", "60,40"})
  void readsOnlyTheNamedTriangle(int size, int count) {
    Matrix lower = Cholesky.of(Matrices.positiveDefinite(size, 3)).lower();
    double[] dirty = lower.toArray();
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        dirty[i * size + j] = Double.NaN;
      }
    }
    Matrix marked = Matrix.wrap(size, size, dirty);
    Matrix b = Matrices.gaussian(size, count, 4);
    assertThat(TriangularSolve.lower(marked, b)).isEqualTo(TriangularSolve.lower(lower, b));
    assertThat(TriangularSolve.lowerTransposed(marked, b))
        .isEqualTo(TriangularSolve.lowerTransposed(lower, b));
    assertThat(TriangularSolve.lower(marked, b.column(0)))
        .containsExactly(TriangularSolve.lower(lower, b.column(0)));
  }

  @Test
  void zeroOnTheDiagonalGivesInfinity() {
    assertThat(TriangularSolve.lower(Matrix.of(1, 1, 0), new double[] {3}))
        .containsExactly(Double.POSITIVE_INFINITY);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TriangularSolve.upper(Matrix.zeros(2, 3), Matrix.zeros(2, 1)))
        .withMessage("upper must be square, got 2 x 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TriangularSolve.upper(Matrix.identity(2), Matrix.zeros(3, 1)))
        .withMessage("b.rows must be 2 (rows of upper), got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TriangularSolve.lower(Matrix.identity(2), new double[1]))
        .withMessage("b.length must be 2 (rows of lower), got 1");
  }
}
