package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.select.ModelFitting;
import org.latent4j.select.Scaling;
import org.latent4j.select.Validation;
import org.latent4j.task.ParameterBootstrap.Interval;
import org.latent4j.task.ParameterBootstrap.Options;
import org.latent4j.task.ParameterBootstrap.Result;
import org.latent4j.task.ParameterBootstrap.Source;
import org.latent4j.testing.SharedFiles;

/**
 * Standard errors against theory and mclust. The standard deviation of B draws of a normal quantity
 * has the relative error 1/√(2B), which the tolerances are multiples of.
 */
class ParameterBootstrapTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  @ParameterizedTest
  @EnumSource(Source.class)
  void meanAndVarianceOfOneGaussian(Source source) {
    int n = 400;
    Dataset data = Dataset.of(normal(n, 1, 3));
    Result result =
        ParameterBootstrap.of(
            fit("gmm", data, Scaling.NONE, "k", "1"),
            data,
            new Options(1000, 0.95, source),
            CONTEXT);
    double[] x = data.toMatrix().values();
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double fourth = Arrays.stream(x).map(v -> Math.pow(v - mean, 4)).average().orElseThrow();
    Interval location = interval(result, "mean", 0, 0);
    assertThat(location.estimate()).isEqualTo(mean, within(1e-12));
    assertRelative(location.standardError(), Math.sqrt(variance / n), 4 / Math.sqrt(2000));
    // Normal quantiles ±1.96; the 2.5 % quantile of B draws has error √(0.025·0.975/B)/0.0584 σ.
    double end = 4 * Math.sqrt(0.025 * 0.975 / 1000) / 0.0584 * location.standardError();
    assertThat(location.low()).isEqualTo(mean - 1.96 * Math.sqrt(variance / n), within(end));
    assertThat(location.high()).isEqualTo(mean + 1.96 * Math.sqrt(variance / n), within(end));
    double error =
        source == Source.MODEL
            ? variance * Math.sqrt(2.0 * (n - 1)) / n
            : Math.sqrt((fourth - variance * variance) / n);
    Interval spread = interval(result, "covariance", 0, 0);
    assertThat(spread.estimate()).isEqualTo(variance, within(1e-12));
    assertRelative(spread.standardError(), error, 4 / Math.sqrt(2000));
    double divisor = -variance / n; // E of the variance with divisor n
    assertThat(spread.bias()).isEqualTo(divisor, within(4 * error / Math.sqrt(1000)));
    assertThat(result.replicates()).isEqualTo(1000);
    assertThat(result.failed()).isZero();
  }

  /** mclust 6.0.0, whose own standard errors have a relative error of 1 %. */
  @ParameterizedTest
  @CsvSource({"faithful, ROWS", "faithful, MODEL", "iris, ROWS"})
  void standardErrorsAndIntervalsOfMclust(String dataset, Source source) throws IOException {
    Dataset data = Dataset.of(SharedFiles.matrix(dataset + ".csv"));
    FittedModel model = fit("gmm", data, Scaling.NONE, "k", "2");
    int replicates = 800;
    Result result =
        ParameterBootstrap.of(model, data, new Options(replicates, 0.95, source), CONTEXT);
    int checked = 0;
    for (String line : mclust()) {
      String[] cells = line.split(",", -1);
      if (cells[0].equals(dataset) && cells[2].equals(source.name().toLowerCase(Locale.ROOT))) {
        Interval ours = find(result, cells);
        double error = Double.parseDouble(cells[8]);
        assertThat(ours.estimate()).isEqualTo(Double.parseDouble(cells[7]), within(0.02 * error));
        // Half as much again as for normal quantities, since some have heavier tails.
        assertRelative(
            ours.standardError(), error, 1.5 * 4 * Math.sqrt(0.5 / replicates + 0.5 / 5000));
        double end = 4 * Math.sqrt(0.025 * 0.975 / replicates) / 0.0584 * error * 1.2;
        assertThat(ours.low()).isEqualTo(Double.parseDouble(cells[9]), within(end));
        assertThat(ours.high()).isEqualTo(Double.parseDouble(cells[10]), within(end));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(result.intervals().size());
  }

  private static List<String> mclust() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ParameterBootstrapTest.class.getResourceAsStream(
                        "/reference/bootstrap/mclust.csv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(2).toList();
    }
  }

  private static Interval find(Result result, String[] cells) {
    List<Integer> places = new ArrayList<>();
    for (int at = 4; at < 7; at++) {
      if (!cells[at].equals("0")) {
        places.add(Integer.parseInt(cells[at]) - 1);
      }
    }
    return result.intervals().stream()
        .filter(i -> i.parameter().name().equals(cells[3]) && i.places().equals(places))
        .findFirst()
        .orElseThrow();
  }

  /** 95 % intervals of the mean of 60 normal numbers, 200 times. */
  @Test
  @Tag("slow")
  void intervalsCoverTheTruthAsOftenAsTheySay() {
    int covered = 0;
    for (int seed = 0; seed < 200; seed++) {
      Dataset data = Dataset.of(normal(60, 1, seed));
      FittedModel model = fit("pca", data, Scaling.NONE, "latent", "1");
      Interval mean =
          interval(
              ParameterBootstrap.of(
                  model, data, new Options(100, 0.95, Source.ROWS), CONTEXT.withSeed(seed)),
              "mean",
              0);
      covered += mean.low() <= 5 && 5 <= mean.high() ? 1 : 0;
    }
    // Binomial(200, 0.935) lies in 176 to 198 with probability 0.998.
    assertThat(covered).isBetween(176, 198);
  }

  /**
   * Of probabilistic PCA with much more variance along the axes than beside them: the noise
   * variance has the error σ²·√(2/(n·(d − q))). Loadings along two axes of one variance turn freely
   * from fit to fit; what is left when they are turned back is of the order √(variance/n).
   */
  @ParameterizedTest
  @EnumSource(Source.class)
  void loadingsAreTurnedToThoseOfTheModel(Source source) {
    int n = 600;
    Matrix w = Matrix.of(6, 2, 3, 0, 3, 0, 3, 0, 0, 3, 0, 3, 0, 3);
    Dataset data =
        Dataset.of(ProbabilisticPca.of(new double[6], w, 1).sample(n, new SeededRandom(5)));
    FittedModel model = fit("ppca", data, Scaling.NONE, "latent", "2");
    Result result = ParameterBootstrap.of(model, data, new Options(300, 0.9, source), CONTEXT);
    ProbabilisticPca ppca = (ProbabilisticPca) model.model();
    assertRelative(
        interval(result, "noise variance").standardError(),
        ppca.noiseVariance() * Math.sqrt(2.0 / (n * 4)),
        source == Source.MODEL ? 4 / Math.sqrt(600) : 0.3); // rows have a kurtosis of their own
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 2; j++) {
        Interval loading = interval(result, "loading", i, j);
        assertThat(loading.estimate()).isEqualTo(ppca.loadings().get(i, j));
        assertThat(loading.standardError()).isBetween(0.02, 0.25);
      }
    }
  }

  /** The variance along an axis of normal rows has the error λ·√(2/n) (Anderson 1963). */
  @Test
  void variancesAlongPrincipalAxes() {
    int n = 2000;
    Dataset data = Dataset.of(normal(n, 3, 8).times(Matrix.diagonal(4, 2, 1)));
    FittedModel model = fit("pca", data, Scaling.NONE, "latent", "3");
    Result result =
        ParameterBootstrap.of(model, data, new Options(400, 0.95, Source.ROWS), CONTEXT);
    for (int j = 0; j < 3; j++) {
      Interval variance = interval(result, "explained variance", j);
      assertRelative(variance.standardError(), variance.estimate() * Math.sqrt(2.0 / n), 0.2);
      assertThat(interval(result, "loading", j, j).standardError()).isBetween(0.01, 0.1);
    }
    assertThat(result.intervals()).hasSize(3 + 9 + 3);
  }

  /** A weight of 2 halves the variance of the mean. */
  @Test
  void weightsCountRows() {
    Matrix x = normal(300, 1, 2);
    double[] weights = new double[300];
    Arrays.setAll(weights, i -> 1 + i % 3);
    Dataset data = HeapDataset.builder(Schema.numeric(1), x).weights(weights).build();
    Result result =
        ParameterBootstrap.of(
            fit("gmm", data, Scaling.NONE, "k", "1"),
            data,
            new Options(1000, 0.95, Source.ROWS),
            CONTEXT);
    Interval mean = interval(result, "mean", 0, 0);
    double variance = interval(result, "covariance", 0, 0).estimate();
    double expected = 0;
    for (int i = 0; i < 300; i++) {
      expected += weights[i] * x.get(i, 0) / 600;
    }
    assertThat(mean.estimate()).isEqualTo(expected, within(1e-12));
    assertRelative(mean.standardError(), Math.sqrt(variance / 600), 4 / Math.sqrt(2000));
  }

  /** One Gaussian is the same in any units, and so is factor analysis. */
  @ParameterizedTest
  @CsvSource({"gmm, covariance, full", "gmm, covariance, diagonal", "fa, latent, 1"})
  void numbersAreInTheUnitsOfTheRows(String family, String option, String value) {
    Matrix w = Matrix.of(4, 1, 1, 2, 1, 2);
    Matrix x =
        ProbabilisticPca.of(new double[] {9, 0, 3, 1}, w, 1)
            .sample(300, new SeededRandom(4))
            .times(Matrix.diagonal(100, 3, 0.02, 1));
    Dataset data = Dataset.of(x);
    Options options = new Options(30, 0.9, Source.ROWS);
    Map<String, String> settings =
        family.equals("gmm") ? Map.of("k", "1", option, value) : Map.of(option, value);
    Result plain =
        ParameterBootstrap.of(fit(family, data, Scaling.NONE, settings), data, options, CONTEXT);
    Result scaled =
        ParameterBootstrap.of(
            fit(family, data, Scaling.STANDARD, settings), data, options, CONTEXT);
    double digits = family.equals("fa") ? 1e-4 : 1e-8; // iterations end where they are told to
    for (int i = 0; i < plain.intervals().size(); i++) {
      Interval expected = plain.intervals().get(i);
      Interval actual = scaled.intervals().get(i);
      double tolerance = digits * expected.standardError() + 1e-12 * Math.abs(expected.estimate());
      assertThat(actual.estimate()).isEqualTo(expected.estimate(), within(tolerance));
      assertThat(actual.low()).isEqualTo(expected.low(), within(tolerance));
      assertThat(actual.high()).isEqualTo(expected.high(), within(tolerance));
      assertThat(actual.standardError()).isEqualTo(expected.standardError(), within(tolerance));
      assertThat(actual.bias()).isEqualTo(expected.bias(), within(tolerance));
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void threadsChangeNothing(Source source) {
    Dataset data = Dataset.of(Fitted.twoBlobs().sample(200, new SeededRandom(1)));
    FittedModel model = fit("gmm", data, Scaling.NONE, "k", "2");
    Options options = new Options(20, 0.95, source);
    List<Interval> one =
        ParameterBootstrap.of(model, data, options, CONTEXT.withThreads(1)).intervals();
    List<Interval> four =
        ParameterBootstrap.of(model, data, options, CONTEXT.withThreads(4)).intervals();
    List<Interval> other =
        ParameterBootstrap.of(model, data, options, CONTEXT.withSeed(1)).intervals();
    for (int i = 0; i < one.size(); i++) {
      assertThat(four.get(i).standardError()).isEqualTo(one.get(i).standardError());
      assertThat(four.get(i).low()).isEqualTo(one.get(i).low());
      assertThat(other.get(i).standardError()).isNotEqualTo(one.get(i).standardError());
    }
  }

  /** A latent dimension that was chosen by the fit is not chosen anew by each refit. */
  @Test
  void aChosenLatentDimensionIsKept() {
    Dataset data =
        Dataset.of(
            ProbabilisticPca.of(new double[5], Matrix.of(5, 1, 2, 2, 1, 1, 0), 1)
                .sample(60, new SeededRandom(3)));
    FittedModel model = fit("ppca", data, Scaling.NONE, "latent", "0");
    Result result = ParameterBootstrap.of(model, data, new Options(60, 0.95, Source.ROWS), CONTEXT);
    assertThat(result.replicates()).isEqualTo(60);
  }

  /** Three rows are drawn as one row thrice with probability 1/9, and that has no variance. */
  @Test
  void refitsThatFailAreCountedAndTold() {
    Dataset data = Dataset.of(Matrix.of(3, 2, 0, 0, 1, 3, 2, 1));
    FittedModel model = fit("pca", data, Scaling.NONE, "latent", "1");
    Result result =
        ParameterBootstrap.of(model, data, new Options(200, 0.95, Source.ROWS), CONTEXT);
    assertThat(result.failed()).isBetween(8, 40);
    assertThat(result.replicates()).isEqualTo(200 - result.failed());
    assertThat(result.failure())
        .isEqualTo("PCA needs at least 2 rows of at least 1 feature, got 1 x 2");
  }

  @Test
  void nothingIsSaidWhenAllRefitsFail() {
    Dataset data = Dataset.of(normal(30, 2, 1));
    FittedModel model = fit("pca", data, Scaling.NONE, "latent", "1");
    double[] gaps = data.toMatrix().toArray();
    Arrays.fill(gaps, Double.NaN);
    assertThatExceptionOfType(NumericalException.class)
        .isThrownBy(
            () ->
                ParameterBootstrap.of(
                    model,
                    Dataset.of(Matrix.of(30, 2, gaps)),
                    new Options(3, 0.95, Source.ROWS),
                    CONTEXT))
        .withMessageStartingWith("3 of 3 refits failed, so nothing can be said: PCA needs");
  }

  @Test
  void whatAModelLacksIsTold() {
    Dataset data = Dataset.of(normal(30, 2, 1));
    FittedModel pca = fit("pca", data, Scaling.NONE, "latent", "1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ParameterBootstrap.of(pca, data, new Options(3, 0.95, Source.MODEL), CONTEXT))
        .withMessageStartingWith("the pca model has no way to draw rows; bootstrap of drawn rows")
        .withMessageContaining("ppca");
    FittedModel diagonal = fit("diagonal", data, Scaling.NONE, "", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterBootstrap.of(diagonal, data, Options.defaults(), CONTEXT))
        .withMessageStartingWith("the diagonal model has no parameters to name; bootstrap needs")
        .withMessageContaining("gmm");
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Options(1, 0.95, Source.ROWS))
        .withMessage("replicates must be at least 2, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Options(10, Double.NaN, Source.ROWS))
        .withMessage("level must be between 0 and 1, got NaN");
    Dataset data = Dataset.of(normal(30, 2, 1));
    FittedModel model = fit("gmm", data, Scaling.NONE, "k", "1");
    Dataset light =
        HeapDataset.builder(Schema.numeric(2), Matrix.of(2, 2, 1, 2, 3, 4)).weights(.5, .5).build();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ParameterBootstrap.of(model, light, Options.defaults(), CONTEXT))
        .withMessage("bootstrap needs at least 2 rows, or weights that sum to as many, got 1.0");
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                ParameterBootstrap.of(
                    model, data, Options.defaults(), CONTEXT.withCancelled(() -> true)));
  }

  private static FittedModel fit(
      String name, Dataset data, Scaling scaling, String option, String value) {
    return fit(name, data, scaling, option.isEmpty() ? Map.of() : Map.of(option, value));
  }

  private static FittedModel fit(
      String name, Dataset data, Scaling scaling, Map<String, String> settings) {
    ModelFamily family = ModelFamily.named(name);
    return ModelFitting.fit(
        family,
        Settings.of(family.settings()).withAll(settings),
        scaling,
        data,
        Validation.none(),
        CONTEXT);
  }

  /** Rows about 5 of variance 1. */
  private static Matrix normal(int n, int d, long seed) {
    double[] values = new double[n * d];
    new SeededRandom(seed).fillGaussian(values);
    return Matrix.of(n, d, Arrays.stream(values).map(v -> v + 5).toArray());
  }

  private static Interval interval(Result result, String parameter, Integer... places) {
    return result.intervals().stream()
        .filter(i -> i.parameter().name().equals(parameter))
        .filter(i -> endsWith(i.places(), List.of(places)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean endsWith(List<Integer> all, List<Integer> end) {
    return all.size() >= end.size() && all.subList(all.size() - end.size(), all.size()).equals(end);
  }

  private static void assertRelative(double actual, double expected, double tolerance) {
    assertThat(actual).isEqualTo(expected, within(tolerance * expected));
  }
}
