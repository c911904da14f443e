package org.latent4j.mixedmixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

class MixedMixtureTest {

  private static final MixedMixtureOptions OPTIONS = MixedMixtureOptions.defaults(2).withStarts(4);

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  private static MixedMixture fitted(CovarianceStructure covariance) {
    return fit(MixedRows.data(400, 3), OPTIONS.withCovariance(covariance)).model();
  }

  private static FitResult<MixedMixture> fit(Dataset data, MixedMixtureOptions options) {
    return MixedMixture.fit(data, options, FitContext.defaults().withThreads(1));
  }

  /** Rows of which each value is missing with a probability. */
  private static Matrix withGaps(Matrix rows, double share, SeededRandom random) {
    double[] values = rows.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < share ? Double.NaN : values[i];
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void findsTheParametersOfTheTruth(int seed) {
    Dataset complete = MixedRows.data(1500, seed);
    Dataset data =
        seed % 2 == 0
            ? complete
            : HeapDataset.builder(
                    complete.schema(), withGaps(complete.toMatrix(), 0.15, new SeededRandom(seed)))
                .build();
    MixedMixture model = fit(data, OPTIONS.withStarts(2)).model();
    assertThat(model.distributions())
        .containsExactly(
            Distribution.GAUSSIAN,
            model.distributions().get(1),
            Distribution.GAUSSIAN,
            Distribution.BERNOULLI,
            Distribution.CATEGORICAL);
    int first = model.componentMeans().get(0, 2) > model.componentMeans().get(1, 2) ? 0 : 1;
    for (int c = 0; c < 2; c++) {
      int mine = c == 0 ? first : 1 - first;
      assertThat(model.weights()[mine]).isEqualTo(MixedRows.WEIGHTS[c], within(0.1));
      Matrix means = model.componentMeans();
      assertThat(means.get(mine, 0)).isEqualTo(MixedRows.MEANS[c][0], within(0.6));
      assertThat(means.get(mine, 1)).isEqualTo(MixedRows.COUNT_MEANS[c], within(0.9));
      assertThat(means.get(mine, 2)).isEqualTo(MixedRows.MEANS[c][1], within(0.6));
      assertThat(means.get(mine, 3)).isEqualTo(MixedRows.YES[c], within(0.12));
      for (int l = 0; l < 3; l++) {
        assertThat(model.levelProbabilities(4).get(mine, l))
            .isEqualTo(MixedRows.LEVELS[c][l], within(0.12));
      }
    }
  }

  /** log Σ weight · N(x₀, x₂) · P(x₁) · P(x₃) · P(x₄), written out. */
  @Test
  void theDensityIsTheSumOverComponentsOfProducts() {
    MixedMixture model =
        fit(MixedRows.data(400, 3), OPTIONS.withCounts(CountModel.POISSON)).model();
    Matrix rows = MixedRows.data(50, 8).toMatrix();
    double[] answers = model.logDensity(rows);
    for (int i = 0; i < 50; i++) {
      double sum = 0;
      for (int c = 0; c < 2; c++) {
        double rate = model.countParameters(1).get(c, 0);
        double poisson = Math.exp(-rate);
        for (int x = 1; x <= rows.get(i, 1); x++) {
          poisson *= rate / x;
        }
        sum +=
            model.weights()[c]
                * gaussian(model, c, rows.get(i, 0), rows.get(i, 2))
                * poisson
                * model.levelProbabilities(3).get(c, (int) rows.get(i, 3))
                * model.levelProbabilities(4).get(c, (int) rows.get(i, 4));
      }
      assertThat(answers[i]).isEqualTo(Math.log(sum), within(1e-9));
    }
  }

  private static double gaussian(MixedMixture model, int c, double x, double y) {
    Matrix covariance = model.covariance(c);
    double a = covariance.get(0, 0);
    double b = covariance.get(0, 1);
    double d = covariance.get(1, 1);
    double determinant = a * d - b * b;
    double u = x - model.componentMeans().get(c, 0);
    double v = y - model.componentMeans().get(c, 2);
    double square = (d * u * u - 2 * b * u * v + a * v * v) / determinant;
    return Math.exp(-square / 2) / (2 * Math.PI * Math.sqrt(determinant));
  }

  /** p(x_b) = Σ or ∫ over x_a of p(x_a, x_b), for every kind of column. */
  @ParameterizedTest
  @EnumSource(
      value = CovarianceStructure.class,
      names = {"FULL", "DIAGONAL"})
  void aMissingValueIsSummedOut(CovarianceStructure covariance) {
    MixedMixture model = fitted(covariance);
    for (double[] row : MixedRows.data(5, 9).toMatrix().toRows()) {
      for (int j = 0; j < 5; j++) {
        boolean number = j == 0 || j == 2;
        double from = number ? -30 : 0;
        double to = number ? 40 : j == 1 ? 400 : j == 3 ? 1 : 2;
        double step = number ? 0.02 : 1;
        double sum = 0;
        for (double value = from; value <= to; value += step) {
          sum += Math.exp(logDensity(model, with(row, j, value))) * (number ? step : 1);
        }
        assertThat(logDensity(model, with(row, j, Double.NaN)))
            .as("column %d", j)
            .isEqualTo(Math.log(sum), within(1e-8));
      }
    }
  }

  private static double logDensity(MixedMixture model, double... row) {
    return model.logDensity(Matrix.of(1, row.length, row))[0];
  }

  private static double[] with(double[] row, int place, double value) {
    double[] copy = row.clone();
    copy[place] = value;
    return copy;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void conditionalTimesMarginalIsJoint(int seed) {
    MixedMixture model =
        fitted(seed % 2 == 0 ? CovarianceStructure.FULL : CovarianceStructure.DIAGONAL);
    SeededRandom random = new SeededRandom(seed);
    double[] row = MixedRows.data(1, seed).toMatrix().row(0);
    double[] given = withGaps(Matrix.of(1, 5, row), 0.5, random).row(0);
    ConditionalDistribution rest = model.given(given);
    int[] sought = rest.columns();
    double[] values = Arrays.stream(sought).mapToDouble(j -> row[j]).toArray();
    double conditional = rest.logDensity(Matrix.wrap(1, sought.length, values))[0];
    assertThat(conditional + logDensity(model, given))
        .isEqualTo(logDensity(model, row), within(1e-9));
  }

  @Test
  void theMarginalIsTheModelOfSomeColumns() {
    MixedMixture model = fitted(CovarianceStructure.FULL);
    double[] row = MixedRows.data(1, 4).toMatrix().row(0);
    double expected = logDensity(model, Double.NaN, row[1], row[2], Double.NaN, row[4]);
    MixedMixture marginal = model.marginal(4, 2, 1);
    assertThat(logDensity(marginal, row[4], row[2], row[1])).isEqualTo(expected, within(1e-12));
  }

  /** Mean and covariance by the law of total variance against draws, six standard errors. */
  @Test
  void drawsHaveTheMomentsOfTheTruth() {
    MixedMixture model = fitted(CovarianceStructure.FULL);
    int n = 40_000;
    Matrix x = model.sample(n, new SeededRandom(6));
    for (int j = 0; j < 5; j++) {
      double mean = 0;
      double square = 0;
      double trueMean = 0;
      for (int c = 0; c < 2; c++) {
        trueMean += model.weights()[c] * componentMean(model, c, j);
      }
      for (double value : x.column(j)) {
        mean += value / n;
        square += value * value / n;
      }
      double deviation = Math.sqrt(square - mean * mean);
      assertThat(mean)
          .as("mean of column %d", j)
          .isEqualTo(trueMean, within(6 * deviation / Math.sqrt(n)));
    }
    double[] correlations = new double[n];
    double expected = 0;
    double[] centre = {mean(x.column(0)), mean(x.column(2))};
    for (int i = 0; i < n; i++) {
      correlations[i] = (x.get(i, 0) - centre[0]) * (x.get(i, 2) - centre[1]);
    }
    for (int c = 0; c < 2; c++) {
      double u = componentMean(model, c, 0) - centre[0];
      double v = componentMean(model, c, 2) - centre[1];
      expected += model.weights()[c] * (model.covariance(c).get(0, 1) + u * v);
    }
    assertThat(mean(correlations)).isEqualTo(expected, within(0.25));
  }

  private static double componentMean(MixedMixture model, int c, int j) {
    return j == 4
        ? model.levelProbabilities(4).get(c, 1) + 2 * model.levelProbabilities(4).get(c, 2)
        : model.componentMeans().get(c, j);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Frequencies of a count and of two columns of levels against their probabilities. */
  @Test
  void drawsHaveTheProbabilitiesOfTheModel() {
    MixedMixture model = fitted(CovarianceStructure.DIAGONAL);
    int n = 40_000;
    Matrix x = model.sample(n, new SeededRandom(12));
    for (int count = 0; count < 12; count++) {
      for (int yes = 0; yes < 2; yes++) {
        for (int level = 0; level < 3; level++) {
          double p = Math.exp(logDensity(model, Double.NaN, count, Double.NaN, yes, level));
          int seen = 0;
          for (int i = 0; i < n; i++) {
            seen += x.get(i, 1) == count && x.get(i, 3) == yes && x.get(i, 4) == level ? 1 : 0;
          }
          assertThat((double) seen / n)
              .isEqualTo(p, within(6 * Math.sqrt(p * (1 - p) / n) + 1.0 / n));
        }
      }
    }
  }

  @Test
  void aRowWithoutValuesSaysNothing() {
    MixedMixture model = fitted(CovarianceStructure.FULL);
    double[] nothing = new double[5];
    Arrays.fill(nothing, Double.NaN);
    assertThat(logDensity(model, nothing)).isEqualTo(0, within(1e-12));
    double[] shares = model.responsibilities(Matrix.of(1, 5, nothing)).row(0);
    assertThat(shares[0]).isEqualTo(model.weights()[0], within(1e-12));
    Matrix rows = MixedRows.data(400, 3).toMatrix();
    double[] more = Arrays.copyOf(rows.toArray(), 2005);
    Arrays.fill(more, 2000, 2005, Double.NaN);
    Dataset data = HeapDataset.builder(MixedRows.schema(), Matrix.wrap(401, 5, more)).build();
    double with =
        MixedMixture.fit(data, OPTIONS, FitContext.defaults().withStart(model))
            .report()
            .logLikelihood();
    double without =
        MixedMixture.fit(MixedRows.data(400, 3), OPTIONS, FitContext.defaults().withStart(model))
            .report()
            .logLikelihood();
    assertThat(with).isEqualTo(without, within(1e-2));
  }

  /** With one component and no smoothing, each column has its own closed form. */
  @Test
  void oneComponentIsIndependentColumns() {
    Matrix x = MixedRows.data(300, 2).toMatrix();
    MixedMixtureOptions options =
        MixedMixtureOptions.defaults(1)
            .withSmoothing(0)
            .withCovariance(CovarianceStructure.DIAGONAL)
            .withCounts(CountModel.POISSON);
    double expected = 0;
    for (int j : new int[] {0, 2}) {
      double mean = mean(x.column(j));
      double variance =
          Arrays.stream(x.column(j)).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      expected -= 150 * (Math.log(2 * Math.PI * variance) + 1);
    }
    double rate = mean(x.column(1));
    for (double count : x.column(1)) {
      expected += count * Math.log(rate) - rate;
      for (int i = 2; i <= count; i++) {
        expected -= Math.log(i);
      }
    }
    for (int j : new int[] {3, 4}) {
      for (int level = 0; level < 3; level++) {
        int own = level;
        double times = Arrays.stream(x.column(j)).filter(v -> v == own).count();
        expected += times > 0 ? times * Math.log(times / 300) : 0;
      }
    }
    assertThat(fit(MixedRows.data(300, 2), options).report().logLikelihood())
        .isEqualTo(expected, within(1e-8));
  }

  @Test
  void aLevelThatAComponentNeverHasIsAsGoodAsImpossibleThereWithoutSmoothing() {
    double[] values = new double[400];
    for (int i = 0; i < 100; i++) {
      boolean first = i < 50;
      values[i * 4] = first ? 0 : 1;
      values[i * 4 + 1] = first ? 0 : 1;
      values[i * 4 + 2] = first ? i % 2 : 2;
      values[i * 4 + 3] = 7; // constant
    }
    Schema schema =
        Schema.of(
            List.of(
                column("a", ColumnKind.BINARY),
                column("b", ColumnKind.BINARY),
                new Column(
                    "c", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("x", "y", "z"), 0),
                Column.numeric("d")));
    Dataset data = HeapDataset.builder(schema, Matrix.wrap(100, 4, values)).build();
    MixedMixture sharp = fit(data, OPTIONS.withSmoothing(0)).model();
    double[] third = sharp.levelProbabilities(2).column(2);
    assertThat(Math.min(third[0], third[1])).isBetween(0.0, 1e-12);
    assertThat(Math.max(third[0], third[1])).isEqualTo(1, within(1e-12));
    MixedMixture smooth = fit(data, OPTIONS).model();
    double unseen = logDensity(smooth, 0, 0, 2, 7);
    assertThat(unseen).isFinite().isLessThan(logDensity(smooth, 0, 0, 1, 7));
    assertThat(unseen).isGreaterThan(logDensity(sharp, 0, 0, 2, 7) + 10);
  }

  private static Column column(String name, ColumnKind kind) {
    return new Column(name, kind, ColumnRole.FEATURE, List.of(), 1);
  }

  @Test
  void wholeNumbersAreTakenForWhatTheyAre() {
    SeededRandom random = new SeededRandom(4);
    double[] values = new double[1500];
    for (int i = 0; i < 500; i++) {
      values[i * 3] = MixedRows.poisson(3, random);
      values[i * 3 + 1] = MixedRows.poisson(3 * random.nextExponential() + 1e-9, random);
      values[i * 3 + 2] = Math.rint(50 + 10 * random.nextGaussian());
    }
    Schema schema =
        Schema.of(
            List.of(
                column("calls", ColumnKind.COUNT),
                column("bursts", ColumnKind.COUNT),
                column("age", ColumnKind.COUNT)));
    FitResult<MixedMixture> result =
        fit(
            HeapDataset.builder(schema, Matrix.wrap(500, 3, values)).build(),
            MixedMixtureOptions.defaults(1));
    assertThat(result.model().distributions())
        .containsExactly(
            Distribution.POISSON, Distribution.NEGATIVE_BINOMIAL, Distribution.GAUSSIAN);
    assertThat(result.report().notes())
        .contains(
            "whole numbers taken for measurements: 'age'",
            "whole numbers taken for Poisson counts: 'calls'",
            "whole numbers taken for negative binomial counts: 'bursts'");
  }
}
