package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ReferenceRows;
import org.latent4j.model.Settings;
import org.latent4j.select.ModelFitting;
import org.latent4j.select.Scaling;
import org.latent4j.select.Validation;

class ContributionsTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void ofAGaussianIsTheSquaredScoreOverTwiceThePrecision(long seed) {
    SeededRandom random = new SeededRandom(seed);
    int d = 4;
    double[] entries = new double[d * d];
    random.fillGaussian(entries);
    Matrix a = Matrix.wrap(d, d, entries);
    Matrix covariance = a.timesTransposed(a).plus(Matrix.identity(d).scaled(0.1));
    double[] mean = {3, -5, 100, 0.01};
    Matrix rows = Fitted.gaussian(mean, covariance.scaled(20)).sample(3, random);
    Contributions contributions =
        Contributions.of(
            Fitted.of(Fitted.gaussian(mean, covariance)), Dataset.of(rows), new int[] {2, 0}, 2);
    Matrix precision = Cholesky.of(covariance).solve(Matrix.identity(d));
    for (int r = 0; r < 2; r++) {
      double[] deviation = rows.row(r == 0 ? 2 : 0);
      for (int j = 0; j < d; j++) {
        deviation[j] -= mean[j];
      }
      double[] score = precision.times(deviation);
      for (int j = 0; j < d; j++) {
        double expected = 0.5 * score[j] * score[j] / precision.get(j, j);
        assertThat(contributions.values().get(r, j))
            .isCloseTo(expected, within(1e-6 + 1e-6 * expected));
        assertThat(contributions.expected().get(r, j))
            .isCloseTo(mean[j] + deviation[j] - score[j] / precision.get(j, j), within(1e-3));
      }
    }
  }

  @Test
  void aValueFromTheWrongBlobIsExpectedInTheOther() {
    // Given x2 = −4 the row belongs to the blob at −4, whatever x1 says, and the other way round.
    Contributions contributions =
        Contributions.of(
            Fitted.of(Fitted.twoBlobs()), Dataset.of(Matrix.of(1, 2, 4.5, -4)), new int[] {0}, 1);
    double here = logDensity(4.5, -4);
    assertThat(contributions.expected().get(0, 0)).isCloseTo(-4, within(1e-3));
    assertThat(contributions.values().get(0, 0)).isCloseTo(logDensity(-4, -4) - here, within(1e-6));
    assertThat(contributions.expected().get(0, 1)).isCloseTo(4, within(1e-3));
    assertThat(contributions.values().get(0, 1)).isCloseTo(logDensity(4.5, 4) - here, within(1e-6));
    assertThat(contributions.leading(0, 2)).containsExactly(1, 0);
  }

  private static double logDensity(double x, double y) {
    double near = Math.exp(-0.5 * ((x + 4) * (x + 4) + (y + 4) * (y + 4)));
    double far = Math.exp(-0.5 * ((x - 4) * (x - 4) + (y - 4) * (y - 4)));
    return Math.log(0.25 * near + 0.75 * far) - Math.log(2 * Math.PI);
  }

  @Test
  void narrowComponentsFarApartAreFound() {
    GaussianMixture narrow =
        GaussianMixture.of(
            CovarianceStructure.SPHERICAL,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, 0, 0, 1000, 1000),
            List.of(Matrix.identity(2).scaled(1e-4)));
    Contributions contributions =
        Contributions.of(
            Fitted.of(narrow), Dataset.of(Matrix.of(1, 2, 1000, 1000.05)), new int[] {0}, 1);
    assertThat(contributions.values().get(0, 1)).isCloseTo(12.5, within(1e-4));
    assertThat(contributions.values().get(0, 0)).isCloseTo(0, within(1e-4));
    assertThat(contributions.leading(0, 1)).containsExactly(1);
  }

  @Test
  void unitsOfTheColumnsDoNotMatter() {
    Matrix covariance = Matrix.of(2, 2, 2, 1.5, 1.5, 2);
    Matrix rows = Matrix.of(1, 2, 3, -3);
    FittedModel plain = Fitted.of(Fitted.gaussian(new double[2], covariance));
    FittedModel inThousands =
        Fitted.of(
            Fitted.gaussian(new double[2], covariance),
            Schema.numeric(2),
            Encoding.affine(new double[] {7, 0}, new double[] {1000, 1e-3}),
            ReferenceRows.NONE);
    int[] first = {0};
    Matrix expected = Contributions.of(plain, Dataset.of(rows), first, 1).values();
    Matrix scaled =
        Contributions.of(inThousands, Dataset.of(Matrix.of(1, 2, 3007, -3e-3)), first, 1).values();
    assertThat(scaled.values()).containsExactly(expected.values(), within(1e-6));
  }

  @Test
  void theMostProbableRowIsNotBlamed() {
    Matrix mean = Matrix.of(1, 3, 1, 2, 3);
    FittedModel model = Fitted.of(Fitted.gaussian(mean.values(), Matrix.identity(3)));
    Matrix values = Contributions.of(model, Dataset.of(mean), new int[] {0}, 1).values();
    assertThat(values.values()).containsExactly(new double[3], within(1e-12));
  }

  /** Words a, b, c of probability 0.7, 0.2, 0.1 in one component, and a count of mean 3.5. */
  private static FittedModel wordsAndCounts() {
    Column words =
        new Column("w", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b", "c"), 0);
    Column counts = new Column("n", ColumnKind.COUNT, ColumnRole.FEATURE, List.of(), 1);
    Schema schema = Schema.of(List.of(words, counts));
    double[] rows = new double[40];
    for (int i = 0; i < 20; i++) {
      rows[2 * i] = i < 14 ? 0 : i < 18 ? 1 : 2;
      rows[2 * i + 1] = i % 2 == 0 ? 3 : 4;
    }
    ModelFamily family = ModelFamily.named("mixed");
    return ModelFitting.fit(
        family,
        Settings.of(family.settings()).with("k", 1).with("smoothing", 0).with("counts", "poisson"),
        Scaling.NONE,
        HeapDataset.builder(schema, Matrix.wrap(20, 2, rows)).build(),
        Validation.none(),
        FitContext.defaults());
  }

  /** The word expected is a, the count expected the mode of a Poisson of mean 3.5, which is 3. */
  @Test
  void wordsAndCountsAreExact() {
    FittedModel model = wordsAndCounts();
    Dataset odd = HeapDataset.builder(model.schema(), Matrix.of(1, 2, 2, 9)).build();
    Contributions contributions = Contributions.of(model, odd, new int[] {0}, 1);
    assertThat(contributions.expected().row(0)).containsExactly(0, 3);
    assertThat(contributions.values().get(0, 0)).isCloseTo(Math.log(7), within(1e-9));
    // log Poisson(3) − log Poisson(9) = −6·log 3.5 + log(9!/3!)
    assertThat(contributions.values().get(0, 1))
        .isCloseTo(Math.log(60480) - 6 * Math.log(3.5), within(1e-9));
  }

  @Test
  void aMissingValueContributesNothing() {
    FittedModel model = wordsAndCounts();
    Dataset gap = HeapDataset.builder(model.schema(), Matrix.of(1, 2, Double.NaN, 9)).build();
    Contributions contributions = Contributions.of(model, gap, new int[] {0}, 1);
    assertThat(contributions.values().get(0, 0)).isZero();
    assertThat(contributions.expected().get(0, 0)).isNaN();
    assertThat(contributions.values().get(0, 1)).isPositive();
  }
}
