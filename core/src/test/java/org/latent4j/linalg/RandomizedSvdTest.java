package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomizedSvdTest {
  @ParameterizedTest(name = "{0} x {1}, decay {2}, top {3}")
  @CsvSource({"300,120,0.8,10", "120,300,0.8,10", "300,120,0.5,20", "80,80,0.9,5"})
  void agreesWithTheKnownFactorsOfADecayingSpectrum(int n, int d, double decay, int count) {
    int r = Math.min(n, d);
    double[] spectrum = IntStream.range(0, r).mapToDouble(i -> Math.pow(decay, i)).toArray();
    Matrix left = Matrices.orthonormal(n, r, 1);
    Matrix right = Matrices.orthonormal(d, r, 2);
    Matrix a =
        Matrices.naiveProduct(
            Matrices.naiveProduct(left, Matrix.diagonal(spectrum)), right.transpose());
    Svd svd = RandomizedSvd.of(LinearOperator.of(a), count, new SeededRandom(3));
    assertThat(svd.singularValues()).hasSize(count);
    for (int i = 0; i < count; i++) {
      double unwanted = spectrum[Math.min(count + 10, r - 1)] / spectrum[i];
      double bound = 10 * spectrum[i] * Math.pow(unwanted, 4 * 4 + 2) + 1e-14;
      assertThat(svd.singularValues()[i]).isCloseTo(spectrum[i], within(bound));
      double cosine =
          Math.abs(ArrayMath.dot(svd.rightVectors().column(i), 0, right.column(i), 0, d));
      assertThat(cosine).isCloseTo(1, within(1e-6));
    }
    assertThat(Matrices.orthonormalityError(svd.leftVectors())).isLessThan(1e-13);
    assertThat(Matrices.orthonormalityError(svd.rightVectors())).isLessThan(1e-13);
  }

  /** Singular values far below the square root of the precision survive the power iterations. */
  @Test
  void smallSingularValuesSurvive() {
    double[] spectrum = {1, 1e-5, 1e-10, 1e-12};
    Matrix a =
        Matrices.naiveProduct(
            Matrices.naiveProduct(Matrices.orthonormal(60, 4, 4), Matrix.diagonal(spectrum)),
            Matrices.orthonormal(50, 4, 5).transpose());
    double[] found =
        RandomizedSvd.of(LinearOperator.of(a), 4, new SeededRandom(6)).singularValues();
    for (int i = 0; i < 4; i++) {
      assertThat(found[i]).isCloseTo(spectrum[i], within(1e-15));
    }
  }

  /** The bound of Halko, Martinsson and Tropp, theorem 10.6, without power iterations. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void projectionAloneStaysWithinItsBound(long seed) {
    int d = 100;
    int count = 10;
    int oversampling = 10;
    double[] spectrum = IntStream.range(0, d).mapToDouble(i -> 1.0 / (1 + i)).toArray();
    Matrix a = Matrices.withSpectrum(Matrices.orthonormal(d, d, seed), spectrum);
    Svd svd =
        RandomizedSvd.of(LinearOperator.of(a), count, oversampling, 0, new SeededRandom(seed));
    double tail = 0;
    for (int i = count; i < d; i++) {
      tail += spectrum[i] * spectrum[i];
    }
    double bound =
        (1 + Math.sqrt(count / (oversampling - 1.0))) * spectrum[count]
            + Math.E * Math.sqrt(count + oversampling) / oversampling * Math.sqrt(tail);
    for (int i = 0; i < count; i++) {
      assertThat(svd.singularValues()[i])
          .isLessThanOrEqualTo(spectrum[i] + 1e-14)
          .isGreaterThan(spectrum[i] - bound);
    }
  }

  @Test
  void powerIterationsSharpenTheAnswer() {
    int d = 100;
    double[] spectrum = IntStream.range(0, d).mapToDouble(i -> 1.0 / (1 + 0.1 * i)).toArray();
    Matrix a = Matrices.withSpectrum(Matrices.orthonormal(d, d, 7), spectrum);
    double[] error = new double[3];
    for (int p = 0; p < 3; p++) {
      Svd svd = RandomizedSvd.of(LinearOperator.of(a), 5, 5, 4 * p, new SeededRandom(8));
      error[p] = spectrum[4] - svd.singularValues()[4];
    }
    assertThat(error[1]).isLessThan(error[0] / 2);
    assertThat(error[2]).isLessThan(error[1] / 2);
  }

  @Test
  void everythingIsExactWhenTheProjectionIsComplete() {
    Matrix a = Matrices.gaussian(30, 12, 9);
    Svd exact = Svd.of(a);
    Svd svd = RandomizedSvd.of(LinearOperator.of(a), 12, new SeededRandom(10));
    for (int i = 0; i < 12; i++) {
      assertThat(svd.singularValues()[i]).isCloseTo(exact.singularValues()[i], within(1e-13));
    }
    assertThat(Matrices.distance(svd.rightVectors(), exact.rightVectors())).isLessThan(1e-11);
    assertThat(Matrices.distance(svd.leftVectors(), exact.leftVectors())).isLessThan(1e-11);
  }

  @Test
  void equalSeedsGiveEqualBits() {
    LinearOperator a = LinearOperator.of(Matrices.gaussian(90, 70, 11));
    Svd first = RandomizedSvd.of(a, 6, new SeededRandom(12));
    Svd second = RandomizedSvd.of(a, 6, new SeededRandom(12));
    assertThat(second.rightVectors()).isEqualTo(first.rightVectors());
    assertThat(second.leftVectors()).isEqualTo(first.leftVectors());
    assertThat(second.singularValues()).containsExactly(first.singularValues());
  }

  @Test
  void rankBelowTheCountGivesZeros() {
    Matrix thin = Matrices.gaussian(40, 2, 13);
    Matrix a = Matrices.naiveProduct(thin, Matrices.gaussian(2, 30, 14));
    Svd svd = RandomizedSvd.of(LinearOperator.of(a), 5, new SeededRandom(15));
    double[] values = svd.singularValues();
    assertThat(values[2]).isLessThan(1e-13 * values[0]);
    assertThat(Matrices.orthonormalityError(svd.rightVectors())).isLessThan(1e-13);
  }

  @Test
  void noneAreFoundWhenNoneAreWanted() {
    LinearOperator a = LinearOperator.of(Matrices.gaussian(5, 4, 16));
    assertThat(RandomizedSvd.of(a, 0, new SeededRandom(1)).rightVectors())
        .isEqualTo(Matrix.zeros(4, 0));
  }

  @Test
  void refusesMoreValuesThanThereAre() {
    LinearOperator a = LinearOperator.of(Matrix.zeros(5, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomizedSvd.of(a, 5, new SeededRandom(1)))
        .withMessage("count must be between 0 and 4, got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomizedSvd.of(a, 1, -1, 0, new SeededRandom(1)))
        .withMessage("oversampling must be between 0 and 2147483647, got -1");
  }

  @Test
  void refusesAnOperatorOfWrongShapeOrWithNaN() {
    LinearOperator wrong =
        new Wrapped(Matrix.identity(6)) {
          @Override
          public Matrix times(Matrix thin) {
            return Matrix.zeros(5, thin.columns());
          }
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomizedSvd.of(wrong, 2, new SeededRandom(1)))
        .withMessage("times of the operator must give 6 x 6, got 5 x 6");
    LinearOperator broken = new Wrapped(Matrix.identity(6).scaled(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomizedSvd.of(broken, 2, new SeededRandom(1)))
        .withMessage("times[0][0] must be finite, got NaN");
  }

  private static class Wrapped implements LinearOperator {
    private final Matrix matrix;

    Wrapped(Matrix matrix) {
      this.matrix = matrix;
    }

    @Override
    public int rows() {
      return matrix.rows();
    }

    @Override
    public int columns() {
      return matrix.columns();
    }

    @Override
    public Matrix times(Matrix thin) {
      return matrix.times(thin);
    }

    @Override
    public Matrix transposedTimes(Matrix thin) {
      return matrix.transposedTimes(thin);
    }
  }
}
