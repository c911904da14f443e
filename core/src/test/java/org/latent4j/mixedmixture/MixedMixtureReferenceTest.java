package org.latent4j.mixedmixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.testing.SharedFiles;

/** Numbers of other programs: mclust 6.0.0, MASS 7.3 and an independent EM for missing values. */
class MixedMixtureReferenceTest {

  /** Of mclust, models VVV and VVI on iris, from its documentation and a run to 1e-12. */
  @ParameterizedTest
  @CsvSource({
    "FULL, 1, -379.914630, 14",
    "FULL, 2, -214.354704, 29",
    "FULL, 3, -180.185477, 44",
    "DIAGONAL, 1, -741.017535, 8",
    "DIAGONAL, 2, -386.185350, 17",
  })
  void numbersAloneAreAGaussianMixture(
      CovarianceStructure covariance, int k, double logLikelihood, int parameters) {
    FitResult<MixedMixture> result =
        MixedMixture.fit(
            Dataset.of(SharedFiles.matrix("iris.csv")),
            MixedMixtureOptions.defaults(k).withCovariance(covariance).withLimits(5000, 1e-7),
            FitContext.defaults().withThreads(1));
    assertThat(result.report().logLikelihood()).isEqualTo(logLikelihood, within(1e-4));
    assertThat(result.model().parameterCount()).isEqualTo(parameters);
  }

  /** Cell (i, j) of iris, counted from 0, is missing where (7i + 3j) mod 10 is 0. */
  @ParameterizedTest
  @CsvSource({"1, -373.270763", "2, -201.484013"})
  void gapsAreSummedOut(int k, double logLikelihood) {
    double[] values = SharedFiles.matrix("iris.csv").toArray();
    for (int i = 0; i < 150; i++) {
      for (int j = 0; j < 4; j++) {
        values[i * 4 + j] = (7 * i + 3 * j) % 10 == 0 ? Double.NaN : values[i * 4 + j];
      }
    }
    int[] start = new int[150];
    Arrays.setAll(start, i -> i < 50 || k == 1 ? 0 : 1);
    Dataset data = Dataset.of(Matrix.wrap(150, 4, values));
    MixedMixtureOptions options = MixedMixtureOptions.defaults(k);
    MixedMixture begun =
        MixedMixture.fit(
                data.withKnownComponents(start),
                options.withLimits(200, 1e-9),
                FitContext.defaults())
            .model();
    FitResult<MixedMixture> result =
        MixedMixture.fit(
            data, options.withLimits(5000, 1e-9), FitContext.defaults().withStart(begun));
    assertThat(result.report().logLikelihood()).isEqualTo(logLikelihood, within(1e-5));
    assertThat(result.model().logLikelihood(data.toMatrix()))
        .isEqualTo(logLikelihood, within(1e-5));
  }

  /** Ozone, solar radiation, wind and temperature of airquality, 44 values missing. */
  @Test
  void airqualityHasItsLikelihood() throws IOException {
    List<String> lines = Files.readAllLines(SharedFiles.path("data/airquality/airquality.csv"));
    List<String> header = Arrays.stream(lines.get(0).replace("\"", "").split(",")).toList();
    int[] places =
        List.of("Ozone", "Solar.R", "Wind", "Temp").stream().mapToInt(header::indexOf).toArray();
    double[][] rows =
        lines.subList(1, lines.size()).stream()
            .map(line -> line.split(",", -1))
            .map(
                cells ->
                    Arrays.stream(places)
                        .mapToDouble(
                            p -> cells[p].equals("NA") ? Double.NaN : Double.parseDouble(cells[p]))
                        .toArray())
            .toArray(double[][]::new);
    FitResult<MixedMixture> result =
        MixedMixture.fit(
            Dataset.of(Matrix.ofRows(rows)),
            MixedMixtureOptions.defaults(1).withLimits(10_000, 1e-9),
            FitContext.defaults());
    assertThat(result.report().logLikelihood()).isEqualTo(-2326.697383, within(1e-5));
    double[] expected = {41.87117173, 184.84680686, 9.95751634, 77.88235294};
    for (int j = 0; j < 4; j++) {
      assertThat(result.model().componentMeans().get(0, j)).isEqualTo(expected[j], within(2e-4));
    }
  }

  /**
   * R 4.2.2: {@code optimize} of {@code sum(dnbinom(x, mu = mean(x), size, log = TRUE))}, and
   * {@code sum(dpois(x, mean(x), log = TRUE))}.
   */
  @ParameterizedTest
  @CsvSource({"NEGATIVE_BINOMIAL, -243.539270737", "POISSON, -314.378245055"})
  void countsHaveTheirLikelihood(CountModel model, double logLikelihood) {
    double[] values = {0, 1, 2, 3, 4, 5, 6, 8, 11, 25};
    double[] times = {70, 38, 17, 10, 9, 3, 2, 1, 1, 1};
    FitResult<MixedMixture> result =
        MixedMixture.fit(
            HeapDataset.builder(counts(), Matrix.wrap(10, 1, values)).weights(times).build(),
            MixedMixtureOptions.defaults(1).withCounts(model).withSmoothing(0),
            FitContext.defaults());
    assertThat(result.report().logLikelihood()).isEqualTo(logLikelihood, within(1e-8));
    Matrix parameters = result.model().countParameters(0);
    assertThat(parameters.get(0, 0)).isEqualTo(1.375, within(1e-12));
    if (model == CountModel.NEGATIVE_BINOMIAL) {
      assertThat(parameters.get(0, 1)).isEqualTo(0.647044373618, within(1e-6));
    }
  }

  private static Schema counts() {
    return Schema.of(List.of(new Column("n", ColumnKind.COUNT, ColumnRole.FEATURE, List.of(), 1)));
  }
}
