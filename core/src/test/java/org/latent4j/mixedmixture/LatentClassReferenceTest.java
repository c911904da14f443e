package org.latent4j.mixedmixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.testing.SharedFiles;

/**
 * Latent class analysis of the data sets carcinoma and values of the R package poLCA 1.6, whose
 * documented log likelihoods, counts of parameters, criteria and shares these are. The patterns of
 * answers and how often each was given stand beside a checkout.
 */
class LatentClassReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "carcinoma, 1, -524.464818, 7",
    "carcinoma, 2, -317.256837, 15",
    "carcinoma, 3, -293.704979, 23",
    "carcinoma, 4, -289.285849, 31",
    "values, 1, -543.649825, 4",
    "values, 2, -504.467670, 9",
    "values, 3, -503.301137, 14",
  })
  void reachesTheLikelihoodOfLatentClasses(String name, int k, double logLikelihood, int parameters)
      throws IOException {
    FitResult<MixedMixture> result = fit(answers(name), k);
    assertThat(result.report().logLikelihood()).isEqualTo(logLikelihood, within(1e-4));
    assertThat(result.model().parameterCount()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({"carcinoma, 0.4447, 0.3736, 0.1817", "values, 0.7208, 0.2792, 0"})
  void findsTheSharesOfTheClasses(String name, double first, double second, double third)
      throws IOException {
    double[] weights = fit(answers(name), third > 0 ? 3 : 2).model().weights();
    double[] expected = {first, second, third};
    for (int c = 0; c < weights.length; c++) {
      assertThat(weights[c]).as("component %d", c).isEqualTo(expected[c], within(1e-3));
    }
  }

  /** BIC and AIC of three classes of carcinoma as poLCA prints them. */
  @ParameterizedTest
  @CsvSource("697.1357, 633.41")
  void tellsTheCriteria(double bic, double aic) throws IOException {
    FitResult<MixedMixture> result = fit(answers("carcinoma"), 3);
    long parameters = result.model().parameterCount();
    assertThat(result.report().bic(parameters)).isEqualTo(bic, within(1e-3));
    assertThat(result.report().aic(parameters)).isEqualTo(aic, within(1e-2));
  }

  private static FitResult<MixedMixture> fit(Dataset data, int k) {
    MixedMixtureOptions options =
        MixedMixtureOptions.defaults(k).withSmoothing(0).withStarts(30).withLimits(20_000, 1e-6);
    return MixedMixture.fit(data, options, FitContext.defaults().withThreads(1));
  }

  /** Each pattern is one row, weighted by how often it was given. */
  private static Dataset answers(String name) throws IOException {
    String line =
        Files.readAllLines(SharedFiles.path("research/classical.md")).stream()
            .filter(l -> l.startsWith(name) && l.contains("0:"))
            .findFirst()
            .orElseThrow();
    List<double[]> rows = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String word : line.split("[ ;]+", -1)) {
      if (word.matches("[01]+:\\d+")) {
        String[] parts = word.split(":", -1);
        rows.add(parts[0].chars().mapToDouble(c -> c - '0').toArray());
        weights.add(Double.parseDouble(parts[1]));
      }
    }
    int items = rows.get(0).length;
    Schema schema =
        Schema.of(
            IntStream.rangeClosed(1, items)
                .mapToObj(
                    j ->
                        new Column("item" + j, ColumnKind.BINARY, ColumnRole.FEATURE, List.of(), 1))
                .toList());
    return HeapDataset.builder(schema, Matrix.ofRows(rows.toArray(double[][]::new)))
        .weights(weights.stream().mapToDouble(w -> w).toArray())
        .build();
  }
}
