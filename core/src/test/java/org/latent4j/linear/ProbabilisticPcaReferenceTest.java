package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.testing.SharedFiles;

/** Probabilistic PCA against maximum-likelihood values computed by other programs. */
class ProbabilisticPcaReferenceTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  @TestFactory
  Stream<DynamicTest> maximumLikelihood() {
    return SharedFiles.table("sklearn_pca.csv").stream()
        .filter(row -> row.get("index").equals("0"))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get("dataset") + " q=" + row.get("components"),
                    () -> {
                      Matrix x = Rows.reference(row.get("dataset"));
                      FitResult<ProbabilisticPca> fit =
                          fit(x, Integer.parseInt(row.get("components")));
                      double noise = Double.parseDouble(row.get("ppca_ml_noise_variance"));
                      double perRow = Double.parseDouble(row.get("ppca_ml_loglik_per_row"));
                      assertThat(fit.model().noiseVariance())
                          .isEqualTo(noise, within(1e-10 * noise));
                      assertThat(fit.report().meanLogLikelihood())
                          .isEqualTo(perRow, within(1e-10 * Math.abs(perRow)));
                      assertThat(fit.model().meanLogLikelihood(x))
                          .isEqualTo(perRow, within(1e-10 * Math.abs(perRow)));
                    }));
  }

  @ParameterizedTest
  @CsvSource({
    "iris, 1, .1141390796, -470.669458, 9",
    "iris, 2, .0506821479, -404.962780, 12",
    "iris, 3, .0236761924, -379.914630, 14",
    "wine, 1, .6911791456, -3026.795084, 27",
    "wine, 2, .5270160012, -2875.636260, 39",
    "wine, 3, .4351104044, -2794.918972, 50",
    "wine, 5, .3223627427, -2707.850830, 69",
    "wine, 8, .2075438470, -2627.818862, 90",
    "wdbc, 1, .5764962868, -20412.842898, 61",
    "wdbc, 3, .3040403232, -16601.026300, 118",
    "wdbc, 8, .1009329018, -11460.560628, 243",
  })
  void noiseLikelihoodAndParameters(
      String dataset, int q, double noise, double logLikelihood, long parameters) {
    Matrix x =
        switch (dataset) {
          case "wine" -> Rows.standardised(Rows.csv("wine/wine.csv", 1, 14));
          case "wdbc" -> Rows.standardised(Rows.csv("wdbc/wdbc.csv", 2, 32));
          default -> Rows.iris();
        };
    FitResult<ProbabilisticPca> fit = fit(x, q);
    assertThat(fit.model().noiseVariance()).isEqualTo(noise, within(1e-10));
    assertThat(fit.report().logLikelihood()).isEqualTo(logLikelihood, within(1e-6));
    assertThat(fit.model().parameterCount()).isEqualTo(parameters);
  }

  /** The log likelihood of a mixture of one spherical component on iris, by mclust. */
  @Test
  void noLatentDimensionIsTheSphericalGaussian() {
    PrincipalSpectrum spectrum =
        PrincipalSpectrum.of(Dataset.of(Rows.iris()), 4, Route.AUTO, CONTEXT);
    assertThat(spectrum.logLikelihood(0, spectrum.noiseVariance(0)))
        .isEqualTo(-889.516131, within(5e-7));
  }

  /** BIC of iris from the likelihoods above: 986.44, 870.05 and 829.98. */
  @Test
  void automaticLatentDimensionOfIris() {
    FitResult<ProbabilisticPca> fit = fit(Rows.iris(), 0);
    assertThat(fit.model().latentSpace().dimension()).isEqualTo(3);
    assertThat(fit.report().bic(fit.model().parameterCount())).isEqualTo(829.978154, within(1e-6));
    assertThat(fit.report().notes())
        .contains(
            "latent dimension 3 chosen: the smallest within a standard error of the best of 1 to 3"
                + " (each row held out once in 5 folds)");
  }

  private static FitResult<ProbabilisticPca> fit(Matrix x, int q) {
    return ProbabilisticPca.fit(Dataset.of(x), new ProbabilisticPcaOptions(q), CONTEXT);
  }
}
