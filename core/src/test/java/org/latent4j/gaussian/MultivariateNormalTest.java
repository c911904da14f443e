package org.latent4j.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.ConditionalDistribution;

class MultivariateNormalTest {

  static IntStream seeds() {
    String only = System.getProperty("seed");
    return only == null ? IntStream.range(0, 50) : IntStream.of(Integer.parseInt(only));
  }

  private static MultivariateNormal random(int d, SeededRandom random) {
    double[] root = new double[d * (d + 2)];
    random.fillGaussian(root);
    Matrix factor = Matrix.wrap(d, d + 2, root);
    double[] mean = new double[d];
    random.fillGaussian(mean);
    return MultivariateNormal.of(mean, factor.timesTransposed(factor));
  }

  private static int[] missing(double[] row) {
    return IntStream.range(0, row.length).filter(j -> Double.isNaN(row[j])).toArray();
  }

  private static int[] observed(double[] row) {
    return IntStream.range(0, row.length).filter(j -> !Double.isNaN(row[j])).toArray();
  }

  private static Matrix block(Matrix matrix, int[] rows, int[] columns) {
    return matrix.selectRows(rows).selectColumns(columns);
  }

  /** Any share of the features may be missing, so that both ways of seeking them are taken. */
  @ParameterizedTest
  @MethodSource("seeds")
  void conditionalsAreSchurComplements(int seed) {
    SeededRandom random = new SeededRandom(seed);
    int d = 2 + random.nextInt(8);
    assertSchur(random(d, random), random, random.nextDouble());
  }

  @ParameterizedTest
  @CsvSource({"130, 0.45", "130, 0.55"})
  void manyFeaturesAreSoughtBothWays(int d, double share) {
    SeededRandom random = new SeededRandom(d);
    assertSchur(random(d, random), random, share);
  }

  private static void assertSchur(MultivariateNormal normal, SeededRandom random, double share) {
    int d = normal.featureCount();
    double[] row = new double[d];
    Arrays.setAll(row, j -> random.nextDouble() < share ? Double.NaN : 3 * random.nextGaussian());
    int[] m = missing(row);
    int[] o = observed(row);
    Matrix sigma = normal.covariance();
    double[] difference = Arrays.stream(o).mapToDouble(j -> row[j] - normal.mean()[j]).toArray();
    double logDensity = 0;
    double[] mean = Arrays.stream(m).mapToDouble(j -> normal.mean()[j]).toArray();
    Matrix covariance = block(sigma, m, m);
    if (o.length > 0) {
      Cholesky cholesky = Cholesky.of(block(sigma, o, o));
      logDensity =
          -0.5
              * (o.length * Math.log(2 * Math.PI)
                  + cholesky.logDeterminant()
                  + cholesky.squaredMahalanobis(difference));
      double[] shift = block(sigma, m, o).times(cholesky.solve(difference));
      Arrays.setAll(mean, a -> mean[a] + shift[a]);
      covariance = covariance.minus(block(sigma, m, o).times(cholesky.solve(block(sigma, o, m))));
    }
    assertThat(normal.logDensity(row)).isEqualTo(logDensity, within(1e-8 * d));
    ConditionalDistribution given = normal.given(row);
    assertThat(given.columns()).containsExactly(m);
    assertThat(given.mean()).containsExactly(mean, within(1e-8 * d));
    assertThat(given.covariance().values()).containsExactly(covariance.values(), within(1e-8 * d));
    Matrix one = Matrix.of(1, d, row);
    double[] deviations = normal.deviations(one).row(0);
    double[] filled = normal.impute(one).row(0);
    for (int a = 0; a < m.length; a++) {
      assertThat(filled[m[a]]).isEqualTo(mean[a], within(1e-8 * d));
      assertThat(deviations[m[a]]).isEqualTo(Math.sqrt(covariance.get(a, a)), within(1e-8 * d));
    }
    for (int j : o) {
      assertThat(filled[j]).isEqualTo(row[j]);
      assertThat(deviations[j]).isZero();
    }
  }

  @Test
  void parametersAreCheckedAndCopied() {
    double[] mean = {1, 2};
    MultivariateNormal normal = MultivariateNormal.of(mean, Matrix.of(2, 2, 2, 9, 1, 3));
    mean[0] = 7;
    assertThat(normal.mean()).containsExactly(1, 2);
    assertThat(normal.covariance()).isEqualTo(Matrix.of(2, 2, 2, 1, 1, 3));
    assertThat(normal.parameterCount()).isEqualTo(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(new double[3], Matrix.identity(2)))
        .withMessage("covariance must be 3 x 3 (the length of mean, at least 1), got 2 x 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(new double[] {Double.NaN}, Matrix.identity(1)))
        .withMessage("mean must be finite, got [NaN]");
  }
}
