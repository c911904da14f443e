package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvdTest {
  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "1,7,1",
    "7,1,1",
    "5,5,1",
    "50,8,1",
    "8,50,1",
    "400,90,1",
    "90,400,1",
    "50,8,1e150",
    "8,50,1e-150",
    "60,60,1e-300",
    "60,20,1e300"
  })
  void factorsSatisfyTheDefinition(int rows, int columns, double scale) {
    Matrix a = Matrices.gaussian(rows, columns, 1).scaled(scale);
    Svd svd = Svd.of(a);
    int r = Math.min(rows, columns);
    double bound = 20 * Math.max(rows, columns) * Matrices.EPSILON;
    Matrix scaledLeft =
        Matrices.naiveProduct(svd.leftVectors(), Matrix.diagonal(svd.singularValues()));
    Matrix rebuilt = Matrices.naiveProduct(scaledLeft, svd.rightVectors().transpose());
    assertThat(Matrices.distance(rebuilt, a)).isLessThan(bound * Matrices.largest(a));
    assertThat(Matrices.orthonormalityError(svd.leftVectors())).isLessThan(bound);
    assertThat(Matrices.orthonormalityError(svd.rightVectors())).isLessThan(bound);
    assertThat(svd.leftVectors().columns()).isEqualTo(r);
    assertThat(svd.rightVectors().columns()).isEqualTo(r);
    double[] values = svd.singularValues();
    assertThat(values).hasSize(r);
    assertThat(values[r - 1]).isNotNegative();
    for (int i = 1; i < r; i++) {
      assertThat(values[i]).isLessThanOrEqualTo(values[i - 1]);
    }
  }

  /** The matrix (1 1; 0 1) has the golden ratio and its inverse as singular values. */
  @Test
  void shearHasTheGoldenRatio() {
    double golden = (1 + Math.sqrt(5)) / 2;
    double[] values = Svd.of(Matrix.of(2, 2, 1, 1, 0, 1)).singularValues();
    assertThat(values[0]).isCloseTo(golden, within(1e-15));
    assertThat(values[1]).isCloseTo(1 / golden, within(1e-15));
  }

  @Test
  void recoversAKnownSpectrumOverTwelveDecades() {
    double[] spectrum = {1e3, 1, 1, 1e-3, 1e-9};
    Matrix a =
        Matrices.naiveProduct(
            Matrices.naiveProduct(Matrices.orthonormal(40, 5, 1), Matrix.diagonal(spectrum)),
            Matrices.orthonormal(7, 5, 2).transpose());
    double[] found = Svd.of(a).singularValues();
    for (int i = 0; i < 5; i++) {
      assertThat(found[i]).isCloseTo(spectrum[i], within(1e-12));
    }
    assertThat(found[5]).isLessThan(1e-12);
  }

  @Test
  void squaresAreTheEigenvaluesOfTheGramMatrix() {
    Matrix a = Matrices.gaussian(60, 12, 3);
    Svd svd = Svd.of(a);
    SymmetricEigen eigen = SymmetricEigen.of(a.transposedTimes(a));
    for (int i = 0; i < 12; i++) {
      double value = svd.singularValues()[i];
      assertThat(value * value).isCloseTo(eigen.values()[i], within(1e-12 * eigen.values()[0]));
    }
    assertThat(Matrices.distance(svd.rightVectors(), eigen.vectors())).isLessThan(1e-11);
  }

  @Test
  void largestEntryOfEachRightVectorIsPositive() {
    Matrix right = Svd.of(Matrices.gaussian(30, 20, 4)).rightVectors();
    for (int c = 0; c < 20; c++) {
      double[] vector = right.column(c);
      double largest = Arrays.stream(vector).map(Math::abs).max().orElseThrow();
      assertThat(Arrays.stream(vector).max().orElseThrow()).isEqualTo(largest);
    }
  }

  @Test
  void zeroMatrixHasZeroValuesAndOrthonormalVectors() {
    Svd svd = Svd.of(Matrix.zeros(6, 4));
    assertThat(svd.singularValues()).containsExactly(0, 0, 0, 0);
    assertThat(Matrices.orthonormalityError(svd.leftVectors())).isLessThan(1e-14);
    assertThat(Matrices.orthonormalityError(svd.rightVectors())).isLessThan(1e-14);
  }

  @Test
  void emptyMatrixHasNoValues() {
    Svd svd = Svd.of(Matrix.zeros(3, 0));
    assertThat(svd.singularValues()).isEmpty();
    assertThat(svd.leftVectors()).isEqualTo(Matrix.zeros(3, 0));
    assertThat(svd.rightVectors()).isEqualTo(Matrix.zeros(0, 0));
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Svd.of(Matrix.of(2, 2, 1, Double.POSITIVE_INFINITY, 2, 1)))
        .withMessage("matrix[0][1] must be finite, got Infinity");
  }
}
