package org.latent4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.Density;
import org.latent4j.model.Encoder;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Model;

/**
 * Checks of what a model says of rows with missing values, and what a fit makes of them. They
 * follow from the laws of probability alone.
 *
 * @param <M> type of the family's models
 */
public interface GapChecks<M extends Model> extends ContractSubject<M> {

  @Test
  default void theDensityOfARowWithAGapIsTheIntegralOverIt() {
    assumeTrue(isContinuous(), "the density is none over numbers alone");
    assumeTrue(hasSmoothDensity(), "the density has edges");
    Density density = gapDensity();
    double[] deviations = DataSummary.of(data()).standardDeviations();
    for (int j = 0; j < deviations.length; j++) {
      double[] row = rows().row(3 * j + 1);
      double[] gap = row.clone();
      gap[j] = Double.NaN;
      double within = Math.sqrt(conditional().given(gap).covariance().get(0, 0));
      int halves = (int) Math.ceil(Math.log(deviations[j] / within) / Math.log(2));
      double step = Math.scalb(deviations[j], -Math.max(0, halves)) / 16;
      double expected =
          logIntegral(density, row.clone(), j, 10 * Math.max(within, deviations[j]), step);
      row[j] = Double.NaN;
      assertThat(density.logDensity(row))
          .as("without feature %d", j)
          .isEqualTo(expected, within(1e-8));
    }
  }

  /** Of steps far finer than the density's bends, the trapezoidal rule is exact to rounding. */
  private static double logIntegral(
      Density density, double[] row, int j, double reach, double step) {
    int points = 2 * (int) Math.ceil(reach / step) + 1;
    double[] values = new double[points * row.length];
    for (int i = 0; i < points; i++) {
      System.arraycopy(row, 0, values, i * row.length, row.length);
      values[i * row.length + j] = row[j] + (i - points / 2) * step;
    }
    double[] logs = density.logDensity(Matrix.wrap(points, row.length, values));
    double greatest = Arrays.stream(logs).max().orElseThrow();
    return greatest + Math.log(step * Arrays.stream(logs).map(v -> Math.exp(v - greatest)).sum());
  }

  @Test
  default void theDensityOfARowWithGapsIsThatOfTheMarginalModel() {
    Density density = gapDensity();
    int d = model().featureCount();
    Matrix x = rows().rowRange(0, 40);
    for (int[] kept : subsets(d)) {
      Model marginal = conditional().marginal(kept);
      assertThat(marginal.featureCount()).isEqualTo(kept.length);
      assertThat(((Density) marginal).logDensity(x.selectColumns(kept)))
          .containsExactly(density.logDensity(without(x, kept)), within(1e-9));
    }
  }

  @Test
  default void conditionalTimesMarginalIsJoint() {
    Density density = gapDensity();
    Matrix x = rows();
    for (int[] kept : subsets(model().featureCount())) {
      for (int i = 0; i < 40; i += 7) {
        Matrix row = x.rowRange(i, i + 1);
        Matrix gap = without(row, kept);
        ConditionalDistribution given = conditional().given(gap.row(0));
        double sought = given.logDensity(row.selectColumns(given.columns()))[0];
        assertThat(sought + density.logDensity(gap)[0])
            .isEqualTo(density.logDensity(row)[0], within(1e-8));
      }
    }
  }

  @Test
  default void aRowOfNothingSaysNothing() {
    Density density = gapDensity();
    int d = model().featureCount();
    double[] nothing = new double[d];
    Arrays.fill(nothing, Double.NaN);
    assertThat(density.logDensity(nothing)).isEqualTo(0, within(1e-12));
    assertThat(conditional().given(nothing).columns())
        .containsExactly(IntStream.range(0, d).toArray());
    Matrix all = conditional().given(nothing).sample(20, new SeededRandom(1));
    assertThat(all.columns()).isEqualTo(d);
  }

  @Test
  default void aCompleteRowLeavesNothingToSay() {
    Conditional conditional = conditional();
    ConditionalDistribution given = conditional.given(rows().row(0));
    assertThat(given.columns()).isEmpty();
    assertThat(given.mean()).isEmpty();
    assertThat(given.covariance()).isEqualTo(Matrix.zeros(0, 0));
    assertThat(given.logDensity(Matrix.zeros(3, 0))).containsExactly(0, 0, 0);
    assertThat(given.sample(2, new SeededRandom(1))).isEqualTo(Matrix.zeros(2, 0));
    assertThat(conditional.impute(rows())).isEqualTo(rows());
    assertThat(conditional.imputeDraws(rows(), new SeededRandom(1))).isEqualTo(rows());
  }

  @Test
  default void gapsAreFilledWithWhatTheConditionalDistributionGuesses() {
    Conditional conditional = conditional();
    Matrix gappy = gappy(rows(), 3).toMatrix();
    Matrix filled = conditional.impute(gappy);
    for (int i = 0; i < gappy.rows(); i += 9) {
      ConditionalDistribution given = conditional.given(gappy.row(i));
      double[] expected = gappy.row(i);
      for (int a = 0; a < given.columns().length; a++) {
        expected[given.columns()[a]] = given.guess()[a];
      }
      assertThat(filled.row(i)).containsExactly(expected, within(1e-9 * (1 + size(expected))));
    }
  }

  @Test
  default void drawsOfWhatIsMissingHaveItsMomentsAndKeepTheRest() {
    Conditional conditional = conditional();
    int d = model().featureCount();
    double[] row = rows().row(4);
    row[d - 1] = Double.NaN;
    row[0] = Double.NaN;
    int n = 20_000;
    double[] copies = new double[n * d];
    for (int i = 0; i < n; i++) {
      System.arraycopy(row, 0, copies, i * d, d);
    }
    ConditionalDistribution given = conditional.given(row);
    for (Matrix drawn :
        List.of(
            given.sample(n, new SeededRandom(3)),
            conditional
                .imputeDraws(Matrix.wrap(n, d, copies), new SeededRandom(4))
                .selectColumns(given.columns()))) {
      for (int a = 0; a < given.columns().length; a++) {
        for (int b = 0; b <= a; b++) {
          double[] products = new double[n];
          for (int i = 0; i < n; i++) {
            products[i] = (drawn.get(i, a) - given.mean()[a]) * (drawn.get(i, b) - given.mean()[b]);
          }
          assertMean(products, given.covariance().get(a, b));
        }
        int column = a;
        assertMean(
            IntStream.range(0, n).mapToDouble(i -> drawn.get(i, column)).toArray(),
            given.mean()[a]);
      }
    }
  }

  private static void assertMean(double[] values, double expected) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    assertThat(mean).isEqualTo(expected, within(6 * Math.sqrt(variance / values.length) + 1e-12));
  }

  @Test
  default void answersForRowsWithGapsAreInTheUsersUnits() {
    conditional();
    Encoding scaling = scaling();
    FittedModel behind = fitBehind(scaling);
    FittedModel plain = fitBehind(Encoding.identity(model().featureCount()));
    assumeTrue(
        Math.abs(behind.report().logLikelihood() - plain.report().logLikelihood())
            < 1e-7 * Math.abs(plain.report().logLikelihood()),
        "another model comes out on standardised columns");
    Matrix gappy = gappy(rows().rowRange(0, 30), 5).toMatrix();
    assertThat(behind.density().orElseThrow().logDensity(gappy))
        .containsExactly(plain.density().orElseThrow().logDensity(gappy), within(1e-3));
    Matrix filled = behind.conditional().orElseThrow().impute(gappy);
    Matrix expected = plain.conditional().orElseThrow().impute(gappy);
    assertThat(filled.values())
        .containsExactly(expected.values(), within(1e-3 * (1 + size(expected.values()))));
  }

  @Test
  default void rowsWithGapsAreFitted() {
    assumeTrue(model() instanceof Conditional, "the model takes no gaps");
    Dataset gappy = gappy(rows(), 1);
    FitResult<? extends Model> result = fit(gappy);
    FitReport report = result.report();
    double sum = ((Density) result.model()).logLikelihood(gappy.toMatrix());
    assertThat(report.logLikelihood()).isEqualTo(sum, within(1e-6 * (1 + Math.abs(sum))));
    for (int t = 1; t < report.trace().size(); t++) {
      assertThat(report.trace().get(t))
          .isGreaterThanOrEqualTo(report.trace().get(t - 1) - 1e-9 * (1 + Math.abs(sum)));
    }
    Answers.assertFinite(Answers.of(result.model(), gappy.toMatrix()));
  }

  @ParameterizedTest
  @ValueSource(ints = {498, -498})
  default void aScaleOfRowsWithGapsMovesTheLikelihoodByWhatIsObserved(int exponent) {
    assumeTrue(model() instanceof Conditional, "the model takes no gaps");
    assumeTrue(isContinuous(), "the rows are not numbers alone");
    Dataset gappy = gappy(rows(), 1);
    double[] values = gappy.toMatrix().toArray();
    long observed = Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    double[] scaled = Arrays.stream(values).map(v -> Math.scalb(v, exponent)).toArray();
    double expected = fit(gappy).report().logLikelihood() - observed * exponent * Math.log(2);
    Dataset other = dataset(Matrix.wrap(rows().rows(), rows().columns(), scaled));
    assertThat(fit(other).report().logLikelihood())
        .isEqualTo(expected, within(1e-8 * Math.abs(expected)));
  }

  @Test
  default void aShiftOfRowsWithGapsLeavesTheLikelihood() {
    assumeTrue(model() instanceof Conditional, "the model takes no gaps");
    assumeTrue(isContinuous(), "the rows are not numbers alone");
    double[] near = gappy(rows(), 1).toMatrix().toArray();
    for (int i = 0; i < near.length; i++) {
      near[i] = Math.rint(near[i] * 65536) / 65536;
    }
    double[] far = Arrays.stream(near).map(v -> v + 1e8).toArray();
    double expected =
        fit(dataset(Matrix.wrap(rows().rows(), rows().columns(), near)))
            .report()
            .meanLogLikelihood();
    assertThat(
            fit(dataset(Matrix.wrap(rows().rows(), rows().columns(), far)))
                .report()
                .meanLogLikelihood())
        .isEqualTo(expected, within(10 * shiftTolerance() * (1 + Math.abs(expected))));
  }

  @Test
  default void rowsWithGapsGiveTheSameBitsOnAnyNumberOfThreads() {
    assumeTrue(model() instanceof Conditional, "the model takes no gaps");
    Matrix x = rows();
    int[] often = new int[6000];
    Arrays.setAll(often, i -> i % x.rows());
    Dataset gappy = gappy(x.selectRows(often), 2);
    FitResult<? extends Model> one = fit(gappy, context().withThreads(1));
    FitResult<? extends Model> three = fit(gappy, context().withThreads(3));
    assertThat(three.report().logLikelihood()).isEqualTo(one.report().logLikelihood());
    Map<String, Matrix> expected = Answers.of(one.model(), x.rowRange(0, 10));
    assertThat(Answers.of(three.model(), x.rowRange(0, 10))).isEqualTo(expected);
  }

  @Test
  default void aRowOfNothingChangesNoFit() {
    assumeTrue(model() instanceof Conditional, "the model takes no gaps");
    Matrix x = rows();
    double[] longer = Arrays.copyOf(gappy(x, 1).toMatrix().values(), (x.rows() + 2) * x.columns());
    Arrays.fill(longer, x.rows() * x.columns(), longer.length, Double.NaN);
    Dataset more = dataset(Matrix.wrap(x.rows() + 2, x.columns(), longer));
    Model start = fit(gappy(x, 1)).model();
    double expected = fit(gappy(x, 1), context().withStart(start)).report().logLikelihood();
    assertThat(fit(more, context().withStart(start)).report().logLikelihood())
        .isEqualTo(expected, within(1e-6 * (1 + Math.abs(expected))));
  }

  @Test
  default void aColumnWithoutValuesIsRefusedByName() {
    assumeTrue(model() instanceof Conditional, "the model takes no gaps");
    double[] values = rows().toArray();
    int d = rows().columns();
    for (int i = 1; i < values.length; i += d) {
      values[i] = Double.NaN;
    }
    Dataset empty = dataset(Matrix.wrap(rows().rows(), d, values));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(empty))
        .withMessage(
            String.format(
                Locale.ROOT,
                "column '%s' has no value in any of %d rows; leave it out",
                data().schema().featureNames().get(1),
                rows().rows()));
  }

  @Test
  default void codesAndResponsibilitiesOfRowsWithGapsAreAnswered() {
    conditional();
    Matrix gappy = gappy(rows(), 1).toMatrix();
    if (model() instanceof Clusterer clusterer) {
      Answers.assertFinite(Map.of("responsibilities", clusterer.responsibilities(gappy)));
    }
    if (model() instanceof Encoder encoder) {
      Answers.assertFinite(Map.of("codes", encoder.encode(gappy)));
    }
  }

  @Test
  default void columnsThatCannotBeAreRefused() {
    Conditional conditional = conditional();
    int d = model().featureCount();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> conditional.marginal(0, d))
        .withMessage(
            String.format(
                Locale.ROOT, "columns must be from 0 to %d, each once, got [0, %d]", d - 1, d));
    assertThatIllegalArgumentException()
        .isThrownBy(conditional::marginal)
        .withMessage("columns must be at least one, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> conditional.given(new double[d + 1]))
        .withMessage(
            String.format(Locale.ROOT, "observations must have %d features, got %d", d, d + 1));
  }

  private Conditional conditional() {
    assumeTrue(model() instanceof Conditional, "the model takes no gaps");
    assumeTrue(answersForGaps(), "this model takes no gaps");
    return (Conditional) model();
  }

  private Density gapDensity() {
    conditional();
    return (Density) model();
  }

  /** Some features, and all others; the first alone, and all but the first. */
  private static List<int[]> subsets(int d) {
    int[] rest = IntStream.range(1, d).toArray();
    return List.of(new int[] {0}, rest, new int[] {d - 1});
  }

  private static Matrix without(Matrix rows, int[] kept) {
    double[] values = new double[rows.values().length];
    Arrays.fill(values, Double.NaN);
    for (int i = 0; i < rows.rows(); i++) {
      for (int j : kept) {
        values[i * rows.columns() + j] = rows.get(i, j);
      }
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }

  /** The rows with a tenth of the values gone at random. */
  private Dataset gappy(Matrix rows, int seed) {
    double[] values = rows.toArray();
    SeededRandom random = new SeededRandom(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < 0.1 ? Double.NaN : values[i];
    }
    return dataset(Matrix.wrap(rows.rows(), rows.columns(), values));
  }

  private Dataset dataset(Matrix rows) {
    List<Column> features = data().schema().features();
    return HeapDataset.builder(Schema.of(features), rows).build();
  }

  private static double size(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).map(Math::abs).max().orElse(0);
  }
}
