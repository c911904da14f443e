package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/** Fits to rows with missing values against the greatest likelihoods that other programs found. */
class MissingValuesReferenceTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  @Test
  void probabilisticPcaOfIrisWithGaps() throws IOException {
    Dataset data = Dataset.of(without(table("/reference/mixture/iris.csv"), 7, 3, 11));
    for (double[] expected : table("/reference/linear/missing.csv").toRows()) {
      FitResult<ProbabilisticPca> fit =
          ProbabilisticPca.fit(data, new ProbabilisticPcaOptions((int) expected[0]), CONTEXT);
      assertThat(fit.report().converged()).isTrue();
      assertThat(fit.report().logLikelihood()).isEqualTo(expected[1], within(1e-8 * -expected[1]));
      // The likelihood is flat to 1e-8 nats within about 1e-4 standard errors.
      assertThat(fit.model().noiseVariance()).isEqualTo(expected[2], within(1e-5 * expected[2]));
    }
  }

  /** Values of EM in another program on columns standardised by what is observed of them. */
  @ParameterizedTest
  @CsvSource({"1, -753.448160, .594575", "2, -734.548177, .397652"})
  void probabilisticPcaOfAirQuality(int q, double logLikelihood, double noise) throws IOException {
    Dataset data = Dataset.of(AirQuality.rows());
    Dataset standardised = Encoding.standardise(DataSummary.of(data)).apply(data);
    FitResult<ProbabilisticPca> fit =
        ProbabilisticPca.fit(standardised, new ProbabilisticPcaOptions(q), CONTEXT);
    assertThat(fit.report().logLikelihood()).isEqualTo(logLikelihood, within(1e-6));
    assertThat(fit.model().noiseVariance()).isEqualTo(noise, within(1e-6));
  }

  /** As many axes as leave one noise variance are any covariance. */
  @Test
  void probabilisticPcaOfAllButOneDimensionIsTheNormalDistribution() throws IOException {
    FitResult<ProbabilisticPca> fit =
        ProbabilisticPca.fit(
            Dataset.of(AirQuality.rows()), new ProbabilisticPcaOptions(3), CONTEXT);
    assertThat(fit.report().logLikelihood()).isEqualTo(-2326.697383, within(1e-6));
    assertThat(fit.model().mean())
        .containsExactly(
            new double[] {41.87117173, 184.84680686, 9.95751634, 77.88235294}, within(1e-4));
    assertThat(fit.model().covariance().get(0, 0)).isEqualTo(1044.01864, within(1e-2));
  }

  @Test
  void factorAnalysisOfWineWithGaps() throws IOException {
    Dataset data = Dataset.of(without(Rows.csv("wine/wine.csv", 1, 7), 7, 3, 10));
    for (double[] expected : table("/reference/linear/fa_missing.csv").toRows()) {
      FitResult<FactorAnalysis> fit =
          FactorAnalysis.fit(
              data,
              FactorAnalysisOptions.defaults()
                  .withLatentDimension((int) expected[0])
                  .withTolerance(1e-12),
              CONTEXT);
      assertThat(fit.report().converged()).isTrue();
      assertThat(fit.report().logLikelihood()).isEqualTo(expected[1], within(1e-6));
      double[] noise = Arrays.copyOfRange(expected, 2, expected.length);
      double[] actual = fit.model().noiseVariances();
      for (int j = 0; j < noise.length; j++) {
        assertThat(actual[j]).isEqualTo(noise[j], within(1e-5 * noise[j]));
      }
    }
  }

  /** Without the cells (i, j), counted from 0, where a·i + b·j is a multiple of m. */
  private static Matrix without(Matrix rows, int a, int b, int m) {
    double[] values = rows.toArray();
    int d = rows.columns();
    for (int i = 0; i < values.length; i++) {
      values[i] = (a * (i / d) + b * (i % d)) % m == 0 ? Double.NaN : values[i];
    }
    return Matrix.wrap(rows.rows(), d, values);
  }

  private static Matrix table(String path) throws IOException {
    try (InputStream in = MissingValuesReferenceTest.class.getResourceAsStream(path)) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .skip(1)
              .toList();
      return Matrix.ofRows(
          lines.stream()
              .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new));
    }
  }

  /** Ozone, solar radiation, wind and temperature of R's airquality. */
  private static final class AirQuality {
    static Matrix rows() throws IOException {
      List<String> lines =
          java.nio.file.Files.readAllLines(
              org.latent4j.testing.SharedFiles.path("data/airquality/airquality.csv"));
      return Matrix.ofRows(
          lines.stream()
              .skip(1)
              .map(line -> line.split(","))
              .map(
                  cells ->
                      Arrays.stream(cells)
                          .limit(4)
                          .mapToDouble(c -> c.equals("NA") ? Double.NaN : Double.parseDouble(c))
                          .toArray())
              .toArray(double[][]::new));
    }
  }
}
