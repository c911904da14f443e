package org.latent4j.mixture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Eigenvalues and eigenvectors as theory has them. */
class OneSidedJacobiTest {

  private static Matrix gaussian(int rows, int columns, long seed) {
    double[] values = new double[rows * columns];
    new SeededRandom(seed).fillGaussian(values);
    return Matrix.wrap(rows, columns, values);
  }

  private static void assertOrthonormal(Matrix vectors) {
    int d = vectors.rows();
    assertThat(vectors.transposedTimes(vectors).values())
        .containsExactly(Matrix.identity(d).values(), within(1e-13));
  }

  private static void assertComposed(OneSidedJacobi jacobi, Matrix expected, double relative) {
    Matrix vectors = jacobi.vectors();
    Matrix composed = vectors.times(Matrix.diagonal(jacobi.values())).timesTransposed(vectors);
    int d = expected.rows();
    for (int i = 0; i < d * d; i++) {
      double scale = Math.sqrt(expected.get(i / d, i / d)) * Math.sqrt(expected.get(i % d, i % d));
      assertThat(composed.values()[i]).isCloseTo(expected.values()[i], within(relative * scale));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 24, 40})
  void vectorsAndValuesComposeTheMatrix(int d) {
    Matrix factor = gaussian(d, d + 2, d);
    Matrix matrix = factor.timesTransposed(factor);
    OneSidedJacobi jacobi = new OneSidedJacobi(matrix);
    assertOrthonormal(jacobi.vectors());
    assertComposed(jacobi, matrix, 1e-13);
    double[] increasing = jacobi.values();
    Arrays.sort(increasing);
    for (int q = 0; q < d; q++) {
      assertThat(jacobi.values()[q]).isEqualTo(increasing[d - 1 - q]);
    }
  }

  /** The product of the eigenvalues is the determinant, which scales as the columns do. */
  @Test
  void smallValuesHaveTheirOwnDigitsWhereColumnsAreSmall() {
    Matrix correlation = Matrix.of(3, 3, 1, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 1);
    double determinant = 0.5625;
    Matrix units = Matrix.diagonal(1e-6, 1e7, 1);
    Matrix matrix = units.times(correlation).times(units);
    double[] values = new OneSidedJacobi(matrix).values();
    assertThat(values[0] * values[1] * values[2] / (1e2 * determinant)).isCloseTo(1, within(1e-13));
    // What is left of column 3 given column 2, and of column 1 given both, to leading order.
    assertThat(values[0] / 1e14).isCloseTo(1, within(1e-12));
    assertThat(values[1] / 0.75).isCloseTo(1, within(1e-11));
    assertThat(values[2] / 0.75e-12).isCloseTo(1, within(1e-11));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 6})
  void valuesBeyondTheRankAreZeroAndHaveVectors(int rank) {
    int d = 7;
    Matrix factor = rank == 0 ? Matrix.zeros(d, 1) : gaussian(d, rank, 3);
    Matrix matrix = factor.timesTransposed(factor);
    OneSidedJacobi jacobi = new OneSidedJacobi(matrix);
    for (int q = 0; q < d; q++) {
      if (q < rank) {
        assertThat(jacobi.values()[q]).isPositive();
      } else {
        assertThat(jacobi.values()[q]).isZero();
      }
    }
    assertOrthonormal(jacobi.vectors());
    assertComposed(jacobi, matrix, 1e-13);
  }

  @Test
  void equalValuesNeedNoTurn() {
    OneSidedJacobi jacobi = new OneSidedJacobi(Matrix.identity(4).scaled(2));
    assertThat(jacobi.values()).containsExactly(new double[] {2, 2, 2, 2}, within(1e-15));
    assertOrthonormal(jacobi.vectors());
  }
}
