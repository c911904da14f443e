package org.latent4j.factormixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.FactorAnalysis;
import org.latent4j.linear.FactorAnalysisOptions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/** Fits of factor mixtures to rows with gaps against the models that they are at their borders. */
class FactorMixtureGapsTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static FactorMixtureOptions options(int k, int q, NoiseStructure noise) {
    return FactorMixtureOptions.defaults(k, q)
        .withNoise(noise)
        .withTolerance(1e-9)
        .withIterations(20_000);
  }

  private static Matrix table(String path) throws IOException {
    try (InputStream in = FactorMixtureGapsTest.class.getResourceAsStream(path)) {
      double[][] rows =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .skip(1)
              .map(
                  line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new);
      return Matrix.ofRows(rows);
    }
  }

  /** Without the cells (i, j), counted from 0, where 7i + 3j is a multiple of m. */
  private static Matrix without(Matrix rows, int m) {
    double[] values = rows.toArray();
    int d = rows.columns();
    for (int i = 0; i < values.length; i++) {
      values[i] = (7 * (i / d) + 3 * (i % d)) % m == 0 ? Double.NaN : values[i];
    }
    return Matrix.wrap(rows.rows(), d, values);
  }

  /** Six columns of two factors, 400 rows, 15 % of the values missing. */
  private static Dataset factors() {
    FactorMixture truth =
        FactorMixture.of(
            NoiseStructure.DIAGONAL,
            Sharing.NONE,
            new double[] {1},
            Matrix.of(1, 6, 0, 1, 2, 3, 4, 5),
            List.of(Matrix.of(6, 2, 2, 0, 1.5, 0.5, 1, -1, 0, 2, 0.5, 1.5, -1, 1)),
            Matrix.of(1, 6, 1, 0.8, 1.2, 1, 0.9, 1.1));
    return gappy(truth, 0.15);
  }

  private static Dataset twoGroups(double gaps) {
    FactorMixture truth =
        FactorMixture.of(
            NoiseStructure.DIAGONAL,
            Sharing.NONE,
            new double[] {0.4, 0.6},
            Matrix.of(2, 4, 0, 0, 0, 1, 4, -3, 6, 2),
            List.of(Matrix.of(4, 1, 1, 2, -1, 0.5), Matrix.of(4, 1, 1, 0, 0.5, 2)),
            Matrix.of(2, 4, 0.3, 0.2, 0.4, 0.5, 0.6, 0.3, 0.9, 0.4));
    return gappy(truth, gaps);
  }

  private static Dataset gappy(FactorMixture truth, double gaps) {
    double[] values = truth.sample(400, new SeededRandom(17)).toArray();
    SeededRandom random = new SeededRandom(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < gaps ? Double.NaN : values[i];
    }
    return Dataset.of(Matrix.wrap(400, truth.featureCount(), values));
  }

  /** Another program's exact EM, to the maximum of the likelihood of what was observed. */
  @Test
  void oneComponentOfIsotropicNoiseIsProbabilisticPca() throws IOException {
    Dataset data = Dataset.of(without(table("/reference/mixture/iris.csv"), 11));
    for (double[] expected : table("/reference/linear/missing.csv").toRows()) {
      FitResult<FactorMixture> fit =
          FactorMixture.fit(data, options(1, (int) expected[0], NoiseStructure.ISOTROPIC), CONTEXT);
      assertThat(fit.report().logLikelihood()).isEqualTo(expected[1], within(1e-6));
      assertThat(fit.model().noiseVariances(0)[0])
          .isEqualTo(expected[2], within(1e-4 * expected[2]));
    }
  }

  @Test
  void oneComponentOfDiagonalNoiseIsFactorAnalysis() {
    Dataset data = factors();
    FitResult<FactorAnalysis> own =
        FactorAnalysis.fit(data, FactorAnalysisOptions.defaults().withLatentDimension(2), CONTEXT);
    FitResult<FactorMixture> fit =
        FactorMixture.fit(data, options(1, 2, NoiseStructure.DIAGONAL), CONTEXT);
    assertThat(fit.report().logLikelihood()).isEqualTo(own.report().logLikelihood(), within(1e-5));
    Matrix gappy = data.rows(0, 50);
    assertThat(fit.model().logDensity(gappy))
        .containsExactly(own.model().logDensity(gappy), within(1e-3));
    assertThat(fit.model().impute(gappy).values())
        .containsExactly(own.model().impute(gappy).values(), within(1e-2));
  }

  /** All axes but one, and one noise variance for what is left, are any covariance. */
  @Test
  void asManyFactorsAsThereCanBeAreFullCovariances() {
    Dataset data = twoGroups(0.15);
    FitResult<GaussianMixture> gaussians =
        GaussianMixture.fit(
            data,
            GaussianMixtureOptions.defaults(2)
                .withStructure(CovarianceStructure.FULL)
                .withTolerance(1e-9),
            CONTEXT);
    FitResult<FactorMixture> fit =
        FactorMixture.fit(data, options(2, 3, NoiseStructure.ISOTROPIC), CONTEXT);
    assertThat(fit.report().logLikelihood())
        .isEqualTo(gaussians.report().logLikelihood(), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void whatIsObservedBecomesMoreLikelyWithEachIteration(Sharing sharing) {
    for (NoiseStructure noise : NoiseStructure.values()) {
      FitResult<FactorMixture> fit =
          FactorMixture.fit(
              twoGroups(0.25),
              FactorMixtureOptions.defaults(2, 1).withNoise(noise).withSharing(sharing),
              CONTEXT);
      List<Double> trace = fit.report().trace();
      for (int t = 1; t < trace.size(); t++) {
        assertThat(trace.get(t)).isGreaterThanOrEqualTo(trace.get(t - 1) - 1e-9 * 2000);
      }
      assertThat(trace).hasSizeGreaterThan(5);
    }
  }

  /** One gap among many rows leaves the fit next to that of complete rows. */
  @Test
  void completeRowsThroughThePathOfGapsGiveTheSameMixture() {
    Dataset whole = twoGroups(0);
    FactorMixture fitted =
        FactorMixture.fit(whole, options(2, 1, NoiseStructure.DIAGONAL), CONTEXT).model();
    // a row of nothing makes the others go the path of gaps, and tells nothing itself
    double[] more = Arrays.copyOf(whole.toMatrix().values(), 401 * 4);
    Arrays.fill(more, 1600, 1604, Double.NaN);
    FactorMixture again =
        FactorMixture.fit(
                Dataset.of(Matrix.wrap(401, 4, more)),
                options(2, 1, NoiseStructure.DIAGONAL),
                CONTEXT.withStart(fitted))
            .model();
    assertThat(again.logDensity(whole.toMatrix()))
        .containsExactly(fitted.logDensity(whole.toMatrix()), within(1e-4));
    assertThat(again.means().values()).containsExactly(fitted.means().values(), within(1e-3));
  }

  /** Codes of what is observed: those of the rows as each component completes them. */
  @Test
  void codesAreThoseOfTheModelOfWhatIsObserved() {
    FactorMixture model =
        FactorMixture.of(
            NoiseStructure.DIAGONAL,
            Sharing.NONE,
            new double[] {1},
            Matrix.of(1, 3, 1, 2, 3),
            List.of(Matrix.of(3, 1, 1, 2, -1)),
            Matrix.of(1, 3, 0.5, 1, 2));
    Matrix row = Matrix.of(1, 3, 2, Double.NaN, 1);
    // M = 1 + 1/0.5 + 1/2 = 3.5, E[z] = (1·1/0.5 − (−2)/2·(−1)·(−1))/M with x − μ = (1, −2)
    assertThat(model.encode(row).row(0))
        .containsExactly(new double[] {1, (1 / 0.5 + -1 * -2 / 2.0) / 3.5}, within(1e-12));
    assertThat(((FactorMixture) model.marginal(0, 2)).encode(Matrix.of(1, 2, 2, 1)).row(0))
        .containsExactly(model.encode(row).row(0), within(1e-12));
  }

  @Test
  void aColumnWithoutValuesIsRefused() {
    double[] values = twoGroups(0.1).toMatrix().toArray();
    for (int i = 2; i < values.length; i += 4) {
      values[i] = Double.NaN;
    }
    Dataset empty = Dataset.of(Matrix.wrap(400, 4, values));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> FactorMixture.fit(empty, options(2, 1, NoiseStructure.DIAGONAL), CONTEXT))
        .withMessage("column 'x3' has no value in any of 400 rows; leave it out");
  }
}
