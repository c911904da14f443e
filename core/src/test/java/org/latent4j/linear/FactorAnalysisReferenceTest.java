package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.Dataset;
import org.latent4j.em.Moments;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.testing.SharedFiles;

/**
 * Factor analysis against R 4.2.2 ({@code factanal} with {@code lower=1e-6, nstart=10} and L-BFGS-B
 * run to {@code factr=10, pgtol=0}; {@code varimax(eps=1e-15)}; the steps of {@code promax} from
 * there) and scikit-learn 1.2.1.
 */
class FactorAnalysisReferenceTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  /**
   * Covariances of six tests of ability of 112 children: general, picture, blocks, maze, reading,
   * vocabulary (Smith and Stanley 1983, "On the relationship between reaction times and
   * intelligence", Intelligence 7, 353–368).
   */
  private static final Moments ABILITY =
      Moments.of(
          112,
          new double[6],
          Matrix.of(
              6, 6, 24.641, 5.991, 33.520, 6.023, 20.755, 29.701, 5.991, 6.700, 18.137, 1.782,
              4.936, 7.204, 33.520, 18.137, 149.831, 19.424, 31.430, 50.753, 6.023, 1.782, 19.424,
              12.711, 4.757, 9.075, 20.755, 4.936, 31.430, 4.757, 52.604, 66.762, 29.701, 7.204,
              50.753, 9.075, 66.762, 135.292));

  @ParameterizedTest(name = "{0} factors")
  @CsvSource({
    "1, 75.1795913005, 9, 1.45638456547e-12, .53459892 .85257899 .74818564 .91012780 .23171611"
        + " .27974112",
    "2, 6.10661649875, 4, .191326315610, .45522418 .58933217 .21817956 .76942144 .05245176"
        + " .33358833",
  })
  void abilities(int q, double statistic, long degrees, double p, String uniquenesses) {
    FactorAnalysis model = ability(q, Rotation.NONE);
    TestOfFit test = model.testOfFit(ABILITY).orElseThrow();
    assertThat(test.statistic()).isEqualTo(statistic, within(1e-9));
    assertThat(test.degreesOfFreedom()).isEqualTo(degrees);
    assertThat(test.pValue()).isEqualTo(p, within(1e-8 * p));
    assertThat(model.uniquenesses())
        .usingComparatorWithPrecision(2e-7)
        .containsExactly(numbers(uniquenesses));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "NONE, .6475264 .3542392 .3474316 .5384785 .4710816 .7482664 .2530206 .4081166 .9640585"
        + " -.1346828 .8154010 -.0391516, 0",
    "VARIMAX, .5418827 .5011377 .6210471 .1580138 .8592776 .2084765 .4674181 .1099950 .1791050"
        + " .9568018 .2223638 .7854718, 0",
    "PROMAX, .3645389 .4700705 -.0574964 .6710824 -.0911397 .9317327 -.0534689 .5079149 1.0236859"
        + " -.0961139 .8115249 .0085884, .5570788",
  })
  void rotatedLoadingsOfAbilities(Rotation rotation, String loadings, double correlation) {
    FactorAnalysis model = ability(2, rotation);
    Matrix actual = model.standardisedLoadings();
    double[] expected = numbers(loadings);
    boolean swapped = Math.abs(actual.get(5, 0) - expected[10]) > 0.1;
    for (int j = 0; j < 6; j++) {
      for (int k = 0; k < 2; k++) {
        assertThat(actual.get(j, swapped ? 1 - k : k))
            .as("loading of test %d on factor %d", j + 1, k + 1)
            .isEqualTo(expected[2 * j + k], within(2e-7));
      }
    }
    assertThat(model.factorCorrelations().get(0, 1)).isEqualTo(correlation, within(2e-7));
  }

  /** Motor Trend's cars of 1974, as R's mtcars. */
  @ParameterizedTest(name = "{0} factors")
  @CsvSource({"2, 68.5682459451, 34, .000404750980", "3, 30.5261267399, 25, .205192302036"})
  void cars(int q, double statistic, long degrees, double p) {
    Matrix x = cars();
    FactorAnalysis model = fit(x, q).model();
    TestOfFit test =
        model.testOfFit(Moments.of(32, Rows.mean(x), Rows.covariance(x, 32))).orElseThrow();
    assertThat(test.statistic()).isEqualTo(statistic, within(1e-8));
    assertThat(test.degreesOfFreedom()).isEqualTo(degrees);
    assertThat(test.pValue()).isEqualTo(p, within(1e-9));
  }

  /** Uniquenesses of factanal; where they are at its lower bound of 1e-6, ours are too. */
  @TestFactory
  Stream<DynamicTest> factanal() {
    return byFit(SharedFiles.table("r_factanal.csv")).entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      List<Map<String, String>> rows = entry.getValue();
                      Matrix x = Rows.standardised(Rows.reference(rows.get(0).get("dataset")));
                      FitResult<FactorAnalysis> fit =
                          fit(x, Integer.parseInt(rows.get(0).get("factors")));
                      double perRow = number(rows.get(0), "loglik_standardised_per_row");
                      assertThat(fit.report().meanLogLikelihood()).isEqualTo(perRow, within(1e-8));
                      assertThat(fit.report().converged()).isTrue();
                      double[] expected =
                          rows.stream().mapToDouble(r -> number(r, "uniqueness")).toArray();
                      assertThat(fit.model().uniquenesses())
                          .usingComparatorWithPrecision(2e-5)
                          .containsExactly(expected);
                    }));
  }

  /** EM crawls where noise goes to 0 and may stop in a lesser maximum: as good or better. */
  @TestFactory
  Stream<DynamicTest> scikitLearn() {
    return byFit(SharedFiles.table("sklearn_fa.csv")).entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      List<Map<String, String>> rows = entry.getValue();
                      Map<String, String> first = rows.get(0);
                      FitResult<FactorAnalysis> fit =
                          fit(rows(first.get("dataset")), Integer.parseInt(first.get("factors")));
                      double perRow = number(first, "loglik_per_row");
                      double actual = fit.report().meanLogLikelihood();
                      boolean settled = number(first, "iterations") < 20_000;
                      assertThat(actual).isGreaterThan(perRow - 1e-10 * Math.abs(perRow));
                      assertThat(fit.report().converged()).isTrue();
                      // A covariance of 2 columns is fitted exactly by many loadings.
                      if (settled && !first.get("dataset").equals("faithful")) {
                        assertThat(actual).isEqualTo(perRow, within(1e-10 * Math.abs(perRow)));
                        double[] expected =
                            rows.stream().mapToDouble(r -> number(r, "noise_variance")).toArray();
                        double[] noise = fit.model().noiseVariances();
                        for (int j = 0; j < noise.length; j++) {
                          assertThat(noise[j]).isEqualTo(expected[j], within(1e-4 * expected[j]));
                        }
                      }
                    }));
  }

  /** Agreed by scikit-learn and R to 1e-6; three factors take EM 2,732 iterations. */
  @ParameterizedTest(name = "{0} factors")
  @CsvSource({"1, -2894.270284, 1e9", "2, -2747.191052, .078277", "3, -2684.284457, .068936"})
  void wine(int q, double logLikelihood, double leastNoise) {
    FitResult<FactorAnalysis> fit = fit(Rows.standardised(Rows.csv("wine/wine.csv", 1, 14)), q);
    assertThat(fit.report().logLikelihood()).isEqualTo(logLikelihood, within(1e-6));
    if (leastNoise < 1) {
      double least = Arrays.stream(fit.model().noiseVariances()).min().orElseThrow();
      assertThat(least).isEqualTo(leastNoise, within(1e-6));
    }
    assertThat(fit.report().iterations()).isLessThan(30);
    assertThat(fit.report().notes()).noneMatch(n -> n.startsWith("Heywood"));
  }

  @Test
  void noiseOfWine() {
    double[] noise =
        fit(Rows.standardised(Rows.csv("wine/wine.csv", 1, 14)), 2).model().noiseVariances();
    assertThat(noise)
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(
            numbers(
                ".466444 .763195 .895006 .841980 .856645 .197587 .078277 .685704 .555248 .165166"
                    + " .494088 .242837 .469039"));
  }

  private static Matrix cars() {
    String name = "/reference/linear/mtcars.csv";
    try (InputStream file = FactorAnalysisReferenceTest.class.getResourceAsStream(name)) {
      return Matrix.ofRows(
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(2)
              .map(line -> numbers(line.replace(',', ' ')))
              .toArray(double[][]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FactorAnalysis ability(int q, Rotation rotation) {
    FactorAnalysisOptions options =
        FactorAnalysisOptions.defaults().withLatentDimension(q).withRotation(rotation);
    return FactorAnalysis.fit(ABILITY, options, CONTEXT).model();
  }

  private static FitResult<FactorAnalysis> fit(Matrix x, int q) {
    return FactorAnalysis.fit(
        Dataset.of(x), FactorAnalysisOptions.defaults().withLatentDimension(q), CONTEXT);
  }

  /** Digits without the pixels of a standard deviation of at most a half. */
  private static Matrix rows(String dataset) {
    if (!dataset.equals("digits_std_over_half")) {
      return Rows.reference(dataset);
    }
    Matrix digits = Rows.reference("digits");
    Matrix covariance = Rows.covariance(digits, digits.rows());
    return digits.selectColumns(
        IntStream.range(0, 64).filter(j -> Math.sqrt(covariance.get(j, j)) > 0.5).toArray());
  }

  private static Map<String, List<Map<String, String>>> byFit(List<Map<String, String>> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(r -> r.get("dataset") + " q=" + r.get("factors")));
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static double[] numbers(String text) {
    return Stream.of(text.trim().split(" +")).mapToDouble(Double::parseDouble).toArray();
  }
}
