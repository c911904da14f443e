package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/** Gaussian mixtures of rows with missing values against numbers of other programs. */
class MissingValuesReferenceTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  /** Iris without the cells (i, j), counted from 0, where 7i + 3j ends in 0. */
  private static Matrix iris() {
    Matrix rows = ReferenceFiles.matrix("iris.csv");
    double[] values = rows.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (7 * (i / 4) + 3 * (i % 4)) % 10 == 0 ? Double.NaN : values[i];
    }
    return Matrix.wrap(150, 4, values);
  }

  private static GaussianMixtureOptions options(int k) {
    return GaussianMixtureOptions.defaults(k).withTolerance(1e-10);
  }

  /** The number is of exact EM from the first 50 rows and the others, in another program. */
  @Test
  void twoComponentsOfIrisWithGaps() {
    Matrix x = iris();
    List<Matrix> covariances = new ArrayList<>();
    double[] means = new double[8];
    for (int c = 0; c < 2; c++) {
      DataSummary part = DataSummary.of(Dataset.of(x.rowRange(c * 50, 50 + c * 100)));
      System.arraycopy(part.means(), 0, means, c * 4, 4);
      covariances.add(Matrix.diagonal(part.variances()));
    }
    GaussianMixture start =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {1.0 / 3, 2.0 / 3},
            Matrix.of(2, 4, means),
            covariances);
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(Dataset.of(x), options(2), CONTEXT.withStart(start));
    assertThat(fit.report().logLikelihood()).isEqualTo(-201.484013, within(1e-6));
    assertThat(fit.model().weights())
        .containsExactly(new double[] {.33333314, .66666686}, within(1e-8));
    assertThat(GaussianMixture.fit(Dataset.of(x), options(2), CONTEXT).report().logLikelihood())
        .isGreaterThan(-201.484013 - 1e-3);
  }

  @Test
  void oneComponentOfIrisWithGaps() {
    FitResult<GaussianMixture> fit = GaussianMixture.fit(Dataset.of(iris()), options(1), CONTEXT);
    assertThat(fit.report().logLikelihood()).isEqualTo(-373.270763, within(1e-6));
  }

  /** Little and Rubin's apples: sizes of 18 crops, and wormy fruits of the first 12. */
  @Test
  void applesAreRegressedOnTheirSizes() {
    double[] sizes = {8, 6, 11, 22, 14, 17, 18, 24, 19, 23, 26, 40, 4, 4, 5, 6, 8, 10};
    double[] worms = {59, 58, 56, 53, 50, 45, 43, 42, 39, 38, 30, 27};
    double[][] rows = new double[18][];
    Arrays.setAll(rows, i -> new double[] {sizes[i], i < 12 ? worms[i] : Double.NaN});
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(Dataset.of(Matrix.ofRows(rows)), options(1), CONTEXT);
    assertThat(fit.report().logLikelihood()).isEqualTo(-101.785632, within(1e-6));
    assertThat(fit.model().means().row(0))
        .containsExactly(new double[] {14.72222, 49.33333}, within(1e-4));
    assertThat(fit.model().covariance(0).values())
        .containsExactly(new double[] {89.53395, -90.69670, -90.69670, 114.69490}, within(1e-3));
  }

  /** The likelihood of a monotone pattern factors: the size by itself, the worms given the size. */
  @Test
  void gapsInOneColumnLeaveTheOtherAsItIs() {
    Matrix x = ReferenceFiles.matrix("faithful.csv");
    double[] values = x.toArray();
    for (int i = 1; i < values.length; i += 6) {
      values[i] = Double.NaN;
    }
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(Dataset.of(Matrix.wrap(x.rows(), 2, values)), options(1), CONTEXT);
    DataSummary complete = DataSummary.of(Dataset.of(x.selectColumns(new int[] {0})));
    assertThat(fit.model().means().get(0, 0)).isEqualTo(complete.means()[0], within(1e-6));
    assertThat(fit.model().covariance(0).get(0, 0))
        .isEqualTo(complete.variances()[0], within(1e-6));
  }
}
