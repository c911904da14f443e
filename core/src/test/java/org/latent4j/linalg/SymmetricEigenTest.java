package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
  @ParameterizedTest
  @CsvSource({
    "1,1",
    "2,1",
    "5,1",
    "50,1",
    "400,1",
    "1,1e150",
    "5,1e150",
    "50,1e150",
    "400,1e150",
    "1,1e-150",
    "5,1e-150",
    "50,1e-150",
    "400,1e-150",
    "5,1e300",
    "50,1e-300"
  })
  void pairsSatisfyTheDefinition(int size, double scale) {
    Matrix a = symmetric(size, 3).scaled(scale);
    SymmetricEigen eigen = SymmetricEigen.of(a);
    requireDefinition(a, eigen, size);
    Matrix rebuilt = Matrices.withSpectrum(eigen.vectors(), eigen.values());
    assertThat(Matrices.distance(rebuilt, a))
        .isLessThan(20 * size * Matrices.EPSILON * Matrices.largest(a));
  }

  @ParameterizedTest
  @CsvSource({
    "8,1", "50,1", "50,6", "50,7", "400,1", "400,20", "400,50", "400,51", "400,399", "5,5", "50,0"
  })
  void topPairsAreThoseOfTheWhole(int size, int count) {
    Matrix a = symmetric(size, 4);
    SymmetricEigen top = SymmetricEigen.top(a, count);
    SymmetricEigen all = SymmetricEigen.of(a);
    requireDefinition(a, top, count);
    for (int i = 0; i < count; i++) {
      assertThat(top.values()[i])
          .isCloseTo(all.values()[i], within(20 * size * Matrices.EPSILON * all.values()[0]));
    }
    assertThat(Matrices.distance(top.vectors(), all.vectors().columnRange(0, count)))
        .isLessThan(1e-9);
  }

  /** Tridiagonal (-1, 2, -1): values 2 - 2 cos(iπ/(d+1)), vectors sin(ijπ/(d+1)). */
  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "5,5", "5,1", "50,50", "50,3", "400,400", "400,9"})
  void findsTheSinesOfTheDiscreteLaplacian(int size, int count) {
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 2;
      if (i > 0) {
        values[i * size + i - 1] = -1;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.top(Matrix.wrap(size, size, values), count);
    for (int c = 0; c < count; c++) {
      double angle = (size - c) * Math.PI / (size + 1);
      assertThat(eigen.values()[c]).isCloseTo(2 - 2 * Math.cos(angle), within(1e-13));
      double[] vector = eigen.vectors().column(c);
      double sign = Math.signum(vector[0] * Math.sin(angle));
      for (int i = 0; i < size; i++) {
        double sine = Math.sqrt(2.0 / (size + 1)) * Math.sin((i + 1) * angle);
        assertThat(vector[i]).isCloseTo(sign * sine, within(1e-10));
      }
    }
  }

  /** The same rank-one part plus a multiple of the identity: one value n·b + a, the others a. */
  @ParameterizedTest
  @CsvSource({"3,3", "50,50", "50,5", "200,20"})
  void repeatedValuesGetAnOrthonormalBasis(int size, int count) {
    double[] values = new double[size * size];
    Arrays.fill(values, 0.5);
    for (int i = 0; i < size; i++) {
      values[i * size + i] += 2;
    }
    Matrix a = Matrix.wrap(size, size, values);
    SymmetricEigen eigen = SymmetricEigen.top(a, count);
    requireDefinition(a, eigen, count);
    assertThat(eigen.values()[0]).isCloseTo(2 + 0.5 * size, within(1e-12 * size));
    for (int i = 1; i < count; i++) {
      assertThat(eigen.values()[i]).isCloseTo(2, within(1e-12));
    }
    for (double v : eigen.vectors().column(0)) {
      assertThat(v).isCloseTo(1 / Math.sqrt(size), within(1e-12));
    }
  }

  /** Twelve equal values of which eight are asked for: the hard case of inverse iteration. */
  @Test
  void topOfAClusterIsOrthonormal() {
    double[] spectrum = new double[80];
    Arrays.fill(spectrum, 0, 12, 5);
    Arrays.fill(spectrum, 12, 80, 1);
    Matrix a = Matrices.withSpectrum(Matrices.orthonormal(80, 80, 5), spectrum);
    SymmetricEigen eigen = SymmetricEigen.top(a, 8);
    requireDefinition(a, eigen, 8);
    for (double value : eigen.values()) {
      assertThat(value).isCloseTo(5, within(1e-12));
    }
  }

  @Test
  void findsAKnownSpectrumWithNegativeAndZeroValues() {
    double[] spectrum = {7, 3, 3, 1e-9, 0, -2, -2, -11};
    Matrix a = Matrices.withSpectrum(Matrices.orthonormal(8, 8, 6), spectrum);
    double[] found = SymmetricEigen.of(a).values();
    for (int i = 0; i < 8; i++) {
      assertThat(found[i]).isCloseTo(spectrum[i], within(1e-13));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "5,5", "60,60", "60,2"})
  void zeroMatrixHasZeroValuesAndSomeBasis(int size, int count) {
    SymmetricEigen eigen = SymmetricEigen.top(Matrix.zeros(size, size), count);
    assertThat(eigen.values()).containsOnly(0);
    assertThat(Matrices.orthonormalityError(eigen.vectors())).isLessThan(1e-13);
  }

  @Test
  void diagonalMatrixIsSorted() {
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.diagonal(-1, 5, 2));
    assertThat(eigen.values()).containsExactly(5, 2, -1);
    assertThat(eigen.vectors()).isEqualTo(Matrix.of(3, 3, 0, 0, 1, 1, 0, 0, 0, 1, 0));
  }

  @Test
  void singleEntryIsItsOwnValue() {
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.of(1, 1, -3));
    assertThat(eigen.values()).containsExactly(-3);
    assertThat(eigen.vectors()).isEqualTo(Matrix.of(1, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 50})
  void largestEntryOfEachVectorIsPositive(int size) {
    for (int seed = 0; seed < 10; seed++) {
      Matrix vectors = SymmetricEigen.of(symmetric(size, seed)).vectors();
      for (int c = 0; c < size; c++) {
        double[] vector = vectors.column(c);
        double largest = Arrays.stream(vector).map(Math::abs).max().orElseThrow();
        assertThat(Arrays.stream(vector).max().orElseThrow()).isEqualTo(largest);
      }
    }
  }

  @Test
  void firstOfEquallyLargeEntriesIsPositive() {
    // Exactly representable vectors (±0.5, …) of a Hadamard matrix: every entry is as large.
    Matrix hadamard =
        Matrix.of(4, 4, 1, 1, 1, 1, 1, -1, 1, -1, 1, 1, -1, -1, 1, -1, -1, 1).scaled(-0.5);
    double[] rows = hadamard.toArray();
    assertThat(Signs.fixRows(rows, 4, 4)).containsExactly(-1, -1, -1, -1);
    for (int i = 0; i < 4; i++) {
      assertThat(rows[4 * i]).isEqualTo(0.5);
    }
  }

  @Test
  void readsOnlyTheLowerTriangle() {
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.of(2, 2, 2, Double.NaN, 1, 2));
    assertThat(eigen.values()[0]).isCloseTo(3, within(1e-15));
    assertThat(eigen.values()[1]).isCloseTo(1, within(1e-15));
  }

  @Test
  void repeatsBitForBit() {
    Matrix a = symmetric(150, 9);
    SymmetricEigen first = SymmetricEigen.of(a);
    SymmetricEigen second = SymmetricEigen.of(Matrix.of(150, 150, a.toArray()));
    assertThat(second.values()).containsExactly(first.values());
    assertThat(second.vectors()).isEqualTo(first.vectors());
    assertThat(SymmetricEigen.top(a, 5).vectors()).isEqualTo(SymmetricEigen.top(a, 5).vectors());
  }

  @Test
  void emptyMatrixHasNoPairs() {
    assertThat(SymmetricEigen.of(Matrix.zeros(0, 0)).values()).isEmpty();
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SymmetricEigen.of(Matrix.of(2, 2, 1, 0, Double.NaN, 1)))
        .withMessage("symmetric[1][0] must be finite, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SymmetricEigen.top(Matrix.diagonal(1, Double.NEGATIVE_INFINITY), 1))
        .withMessage("symmetric[1][1] must be finite, got -Infinity");
  }

  @Test
  void refusesAMatrixThatIsNotSquare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SymmetricEigen.of(Matrix.zeros(3, 2)))
        .withMessage("symmetric must be square, got 3 x 2");
  }

  @Test
  void refusesMorePairsThanThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SymmetricEigen.top(Matrix.identity(3), 4))
        .withMessage("count must be between 0 and 3 (rows of symmetric), got 4");
  }

  private static Matrix symmetric(int size, long seed) {
    Matrix x = Matrices.gaussian(size, size, seed);
    return x.plus(x.transpose());
  }

  private static void requireDefinition(Matrix a, SymmetricEigen eigen, int count) {
    Matrix vectors = eigen.vectors();
    double bound = 20 * a.rows() * Matrices.EPSILON;
    assertThat(vectors.rows()).isEqualTo(a.rows());
    assertThat(vectors.columns()).isEqualTo(count);
    assertThat(eigen.values()).hasSize(count);
    Matrix left = Matrices.naiveProduct(a, vectors);
    Matrix right = Matrices.naiveProduct(vectors, Matrix.diagonal(eigen.values()));
    assertThat(Matrices.distance(left, right)).isLessThanOrEqualTo(bound * Matrices.largest(a));
    assertThat(Matrices.orthonormalityError(vectors)).isLessThanOrEqualTo(bound);
    for (int i = 1; i < count; i++) {
      assertThat(eigen.values()[i]).isLessThanOrEqualTo(eigen.values()[i - 1]);
    }
  }
}
