package org.latent4j.em;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.internal.NativeDoubles;

class MomentsTest {

  private static final Engine ENGINE = new LocalEngine(2);

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "700, 2", "5000, 7", "3000, 60", "40, 90"})
  void equalTheSumsOfTwoPlainPasses(int n, int d) {
    Matrix x = rows(n, d, 5);
    assertMoments(Moments.of(Dataset.of(x), ENGINE), x, ones(n), 1e-12);
  }

  @Test
  void keepTheirDigitsFarFromZero() {
    Matrix near = rounded(rows(20_000, 4, 9));
    Matrix far = mapped(near, 1e8);
    Moments actual = Moments.of(Dataset.of(far), ENGINE);
    assertMoments(actual, near, ones(20_000), 1e-12, 1e8);
  }

  /** The first rows lie at 0, all others at 1e8: their mean is a poor pivot. */
  @Test
  void keepTheirDigitsWhereTheFirstRowsAreFarFromTheRest() {
    double[] values = rounded(rows(20_000, 1, 3)).toArray();
    double mean = 0;
    for (int i = 300; i < values.length; i++) {
      values[i] += 1e8;
    }
    for (double value : values) {
      mean += (value - 1e8) / values.length;
    }
    double square = 0;
    for (double value : values) {
      square += (value - 1e8 - mean) * (value - 1e8 - mean);
    }
    Moments actual = Moments.of(Dataset.of(Matrix.wrap(values.length, 1, values)), ENGINE);
    assertThat(actual.squares()[0]).isEqualTo(square, within(1e-12 * square));
  }

  @Test
  void aConstantFeatureHasNoScatterAtAll() {
    Matrix x = Matrix.wrap(2000, 2, constantAndRandom(2000));
    assertThat(Moments.of(Dataset.of(x), ENGINE).squares()[0]).isZero();
  }

  @Test
  void aWeightCountsRows() {
    int n = 999;
    Matrix x = rows(n, 3, 2);
    double[] weights = IntStream.range(0, n).mapToDouble(i -> i % 3).toArray();
    Dataset weighted = HeapDataset.builder(Schema.numeric(3), x).weights(weights).build();
    assertMoments(Moments.of(weighted, ENGINE), x, weights, 1e-12);
  }

  @Test
  void rowsOfWeightZeroDoNotCountEvenAtTheFront() {
    Matrix x = rows(2000, 2, 2);
    double[] weights = IntStream.range(0, 2000).mapToDouble(i -> i < 1900 ? 0 : 0.25).toArray();
    Dataset weighted = HeapDataset.builder(Schema.numeric(2), x).weights(weights).build();
    assertMoments(Moments.of(weighted, ENGINE), x, weights, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 37, 500, 999, 1000})
  void mergedPartsAreTheWhole(int split) {
    Matrix x = rows(1000, 3, 8);
    Moments merged = part(x, 0, split);
    merged.merge(part(x, split, 1000));
    assertMoments(merged, x, ones(1000), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void tellThatARowWasNotFinite(double value) {
    double[] values = rows(3000, 2, 1).toArray();
    assertThat(Moments.of(Dataset.of(Matrix.of(3000, 2, values)), ENGINE).isFinite()).isTrue();
    values[4001] = value;
    assertThat(Moments.of(Dataset.of(Matrix.of(3000, 2, values)), ENGINE).isFinite()).isFalse();
  }

  @Test
  void areTheSameBitsForAnyNumberOfThreads() {
    Dataset data = Dataset.of(rows(50_000, 5, 4));
    double[] one = Moments.of(data, new LocalEngine(1)).toArray();
    assertThat(Moments.of(data, new LocalEngine(2)).toArray()).containsExactly(one);
    assertThat(Moments.of(data, new LocalEngine(7)).toArray()).containsExactly(one);
  }

  @Test
  void leaveNoMemoryBehind() {
    long before = NativeDoubles.liveBytes();
    Moments.of(Dataset.of(rows(5000, 9, 4)), ENGINE);
    assertThat(NativeDoubles.liveBytes()).isEqualTo(before);
  }

  @Test
  void travelAsWeightMeanAndLowerTriangle() {
    Matrix x = Matrix.of(2, 2, 1, 10, 3, 20);
    assertThat(Moments.of(Dataset.of(x), ENGINE).toArray()).containsExactly(2, 2, 15, 2, 10, 50);
    assertThat(MomentsExpectation.INSTANCE.statisticsSize(2)).isEqualTo(6);
  }

  @Test
  void canBeGivenAsACovariance() {
    Moments moments = Moments.of(10, new double[] {1, -2}, Matrix.of(2, 2, 4, 9, 3, 5));
    assertThat(moments.mean()).containsExactly(1, -2);
    assertThat(moments.covariance()).isEqualTo(Matrix.of(2, 2, 4, 3, 3, 5));
    assertThat(moments.squares()).containsExactly(40, 50);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Moments.of(10, new double[3], Matrix.identity(2)))
        .withMessage("covariance must be 3 x 3 (the length of mean), got 2 x 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Moments.of(0, new double[2], Matrix.identity(2)))
        .withMessage("weightTotal must be finite and above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Moments.of(10, new double[2], Matrix.diagonal(1, -1)))
        .withMessage("covariance must have a diagonal of at least 0, got -1.0 at place 2");
  }

  @Test
  void covarianceIsTheScatterOverTheWeight() {
    Matrix x = Matrix.of(2, 2, 1, 10, 3, 20);
    Moments moments = Moments.of(Dataset.of(x), ENGINE);
    assertThat(moments.covariance()).isEqualTo(Matrix.of(2, 2, 1, 5, 5, 25));
    assertThat(moments.logLikelihood()).isZero();
  }

  private static Moments part(Matrix x, int from, int to) {
    return from == to
        ? Moments.zero(x.columns())
        : Moments.of(Dataset.of(x.rowRange(from, to)), ENGINE);
  }

  private static void assertMoments(Moments actual, Matrix x, double[] weights, double tolerance) {
    assertMoments(actual, x, weights, tolerance, 0);
  }

  /** Against plain sums over x, the rows without the offset. */
  private static void assertMoments(
      Moments actual, Matrix x, double[] weights, double tolerance, double offset) {
    int d = x.columns();
    double total = Arrays.stream(weights).sum();
    double[] mean = new double[d];
    double[][] scatter = new double[d][d];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < d; j++) {
        mean[j] += weights[i] * x.get(i, j) / total;
      }
    }
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < d; l++) {
          scatter[j][l] += weights[i] * (x.get(i, j) - mean[j]) * (x.get(i, l) - mean[l]);
        }
      }
    }
    assertThat(actual.weightTotal()).isEqualTo(total);
    Matrix actualScatter = actual.scatter();
    for (int j = 0; j < d; j++) {
      assertThat(actual.mean()[j])
          .isEqualTo(mean[j] + offset, within(1e-12 + 1e-15 * Math.abs(offset)));
      for (int l = 0; l < d; l++) {
        double scale = Math.sqrt(scatter[j][j] * scatter[l][l]);
        assertThat(actualScatter.get(j, l)).isEqualTo(scatter[j][l], within(tolerance * scale));
      }
    }
  }

  private static double[] constantAndRandom(int n) {
    double[] values = rows(n, 2, 6).toArray();
    for (int i = 0; i < values.length; i += 2) {
      values[i] = 0.1;
    }
    return values;
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Multiples of 2⁻²⁰, so that an offset of 1e8 is exact. */
  private static Matrix rounded(Matrix x) {
    double[] values = x.toArray();
    Arrays.setAll(values, i -> Math.rint(values[i] * 0x1p20) / 0x1p20);
    return Matrix.wrap(x.rows(), x.columns(), values);
  }

  private static Matrix mapped(Matrix x, double offset) {
    double[] values = x.toArray();
    Arrays.setAll(values, i -> values[i] + offset);
    return Matrix.wrap(x.rows(), x.columns(), values);
  }

  /** Correlated rows with a mean of their own. */
  private static Matrix rows(int n, int d, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[n * d];
    for (int i = 0; i < n; i++) {
      double common = random.nextGaussian();
      for (int j = 0; j < d; j++) {
        values[i * d + j] = j + common + (1 + j % 3) * random.nextGaussian();
      }
    }
    return Matrix.wrap(n, d, values);
  }
}
