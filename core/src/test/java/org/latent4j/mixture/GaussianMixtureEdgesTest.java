package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;

/** What a mixture does with rows and wishes that are out of the ordinary. */
class GaussianMixtureEdgesTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static Matrix rows(int count) {
    return GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, 0, 0, 3, 1),
            List.of(Matrix.of(2, 2, 1, 0.6, 0.6, 2), Matrix.of(2, 2, 0.5, -0.2, -0.2, 0.8)))
        .sample(count, new SeededRandom(1));
  }

  private static GaussianMixtureOptions options(int k, CovarianceStructure structure) {
    return GaussianMixtureOptions.defaults(k).withStructure(structure).withStarts(3);
  }

  private static GaussianMixture shaped(CovarianceStructure structure) {
    return GaussianMixture.of(
        structure,
        new double[] {0.2, 0.3, 0.5},
        Matrix.of(3, 2, 0, 0, 1, 1, 2, 2),
        List.of(Matrix.identity(2)));
  }

  @Test
  void farPointHasFiniteOrderedDensityAndOneOwner() {
    GaussianMixture mixture = shaped(CovarianceStructure.FULL);
    Matrix far = Matrix.of(2, 2, 1e6, 1e6, 1e7, 1e7);
    double[] logDensity = mixture.logDensity(far);
    assertThat(logDensity[0]).isGreaterThan(logDensity[1]).isNegative().isFinite();
    assertThat(mixture.responsibilities(far).row(0)).containsExactly(0, 0, 1);
  }

  /** Common axes have one floor for all columns, far below what the widest leave of the others. */
  @ParameterizedTest
  @EnumSource(names = {"EVE", "VVE"})
  void columnsOfVeryDifferentSpreadDoNotEndAFit(CovarianceStructure structure) {
    for (int seed = 0; seed < 20; seed++) {
      SeededRandom random = new SeededRandom(seed);
      int d = 10;
      double[] values = new double[80 * d];
      for (int i = 0; i < values.length; i++) {
        double common = i % d == 0 ? 0 : values[i - 1] * Math.pow(10, (i % d - 1) * 0.6);
        values[i] = (common + 0.01 * random.nextGaussian()) / Math.pow(10, (i % d) * 0.6);
        values[i] += i % d == 0 ? random.nextGaussian() : 0;
      }
      Dataset data = Dataset.of(Matrix.wrap(80, d, values));
      FitResult<GaussianMixture> fit = GaussianMixture.fit(data, options(4, structure), CONTEXT);
      assertThat(fit.report().meanLogLikelihood()).isFinite();
    }
  }

  @Test
  void duplicateRowsAndConstantColumnsFit() {
    double[] values = new double[300];
    for (int i = 0; i < 100; i++) {
      values[3 * i] = i % 3;
      values[3 * i + 1] = 7;
      values[3 * i + 2] = i % 2;
    }
    for (CovarianceStructure structure : CovarianceStructure.values()) {
      FitReport report =
          GaussianMixture.fit(
                  Dataset.of(Matrix.wrap(100, 3, values)), options(3, structure), CONTEXT)
              .report();
      assertThat(report.logLikelihood()).as("%s", structure).isFinite();
    }
  }

  @Test
  void fewerRowsThanColumnsFit() {
    double[] values = new double[10 * 40];
    new SeededRandom(1).fillGaussian(values);
    for (CovarianceStructure structure : CovarianceStructure.values()) {
      FitResult<GaussianMixture> fit =
          GaussianMixture.fit(
              Dataset.of(Matrix.wrap(10, 40, values)), options(2, structure), CONTEXT);
      assertThat(fit.report().logLikelihood()).isFinite();
    }
  }

  @Test
  void singularCovarianceWithoutFloorIsExplained() {
    Matrix x = Matrix.of(4, 2, 0, 0, 1, 1, 2, 2, 3, 3);
    assertThatThrownBy(
            () ->
                GaussianMixture.fit(
                    Dataset.of(x),
                    GaussianMixtureOptions.defaults(1).withCovarianceFloor(0),
                    CONTEXT))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("positive definite");
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void componentThatLosesItsRowsIsStartedAgainAndTold(CovarianceStructure structure) {
    GaussianMixture truth =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, -5, 0, 5, 0),
            List.of(Matrix.identity(2)));
    Matrix x = truth.sample(400, new SeededRandom(8));
    GaussianMixture lost =
        GaussianMixture.of(
            structure,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, 0, 0, 1e4, 1e4),
            List.of(Matrix.of(2, 2, 26, 0, 0, 1)));
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(Dataset.of(x), options(2, structure), CONTEXT.withStart(lost));
    assertThat(fit.report().notes())
        .containsExactly(
            "component 2 had lost its rows and was started again as a half of component 1");
    assertThat(fit.report().logLikelihood()).isGreaterThan(truth.logLikelihood(x) - 1e-3);
    assertThat(fit.report().converged()).isTrue();
  }

  @Test
  void spikeOfEqualRowsIsTold() {
    double[] values = new double[200];
    new SeededRandom(2).fillGaussian(values);
    Arrays.fill(values, 0, 40, 3.5);
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(Matrix.wrap(200, 1, values)),
            GaussianMixtureOptions.defaults(2),
            CONTEXT.withStart(
                GaussianMixture.of(
                    CovarianceStructure.FULL,
                    new double[] {0.8, 0.2},
                    Matrix.of(2, 1, 0, 3.5),
                    List.of(Matrix.of(1, 1, 1), Matrix.of(1, 1, 0.01)))));
    assertThat(fit.report().notes())
        .containsExactly(
            "component 2 (40.0 rows) lies at the covariance floor in every feature:"
                + " its rows are nearly equal");
  }

  @ParameterizedTest
  @EnumSource(
      value = CovarianceStructure.class,
      names = {"VEI", "VEE", "VEV"})
  void spikeOfEqualRowsIsToldWhereOnlyTheVolumeVaries(CovarianceStructure structure) {
    double[] values = new double[400];
    new SeededRandom(2).fillGaussian(values);
    Arrays.fill(values, 0, 80, 3.5);
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(Matrix.wrap(200, 2, values)),
            options(2, structure),
            CONTEXT.withStart(
                GaussianMixture.of(
                    structure,
                    new double[] {0.8, 0.2},
                    Matrix.of(2, 2, 0, 0, 3.5, 3.5),
                    List.of(Matrix.identity(2), Matrix.identity(2).scaled(0.01)))));
    assertThat(fit.report().notes())
        .containsExactly(
            "component 2 (40.0 rows) lies at the covariance floor: its rows are nearly equal");
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void columnsOfVeryDifferentUnitsFit(CovarianceStructure structure) {
    Matrix x = rows(200);
    Matrix mixed = x.times(Matrix.diagonal(Math.scalb(1.0, 30), Math.scalb(1.0, -30)));
    FitResult<GaussianMixture> plain =
        GaussianMixture.fit(Dataset.of(x), options(2, structure), CONTEXT);
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(Dataset.of(mixed), options(2, structure), CONTEXT);
    assertThat(fit.report().converged()).isTrue();
    assertThat(fit.report().notes()).isEmpty();
    if (structure.isUnitFree()) {
      assertThat(fit.report().logLikelihood())
          .isCloseTo(plain.report().logLikelihood(), within(1e-6));
    }
  }

  @Test
  void startOfOtherShapeIsRefused() {
    GaussianMixture start = shaped(CovarianceStructure.FULL);
    assertThatThrownBy(
            () ->
                GaussianMixture.fit(
                    Dataset.of(rows(50).columnRange(0, 1)),
                    GaussianMixtureOptions.defaults(3),
                    CONTEXT.withStart(start)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the start must be a full mixture of 3 components over 1 features,"
                + " got a full one of 3 over 2");
  }

  @Test
  void moreComponentsThanRowsAreRefused() {
    assertThatThrownBy(
            () ->
                GaussianMixture.fit(
                    Dataset.of(Matrix.of(2, 1, 1, 2)), GaussianMixtureOptions.defaults(3), CONTEXT))
        .isInstanceOf(DataException.class)
        .hasMessage("k must be at most the number of rows (2), got 3");
  }

  @Test
  void fitListensToCancellation() {
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(rows(100)),
            GaussianMixtureOptions.defaults(2),
            CONTEXT.withCancelled(() -> true));
    assertThat(fit.report().status()).isEqualTo(FitStatus.CANCELLED);
    assertThat(fit.model().meanLogLikelihood(rows(100))).isFinite();
  }

  @Test
  void iterationLimitIsTold() {
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(rows(100)),
            GaussianMixtureOptions.defaults(2).withIterations(1).withStarts(1),
            CONTEXT);
    assertThat(fit.report().status()).isEqualTo(FitStatus.ITERATION_LIMIT);
    assertThat(fit.report().iterations()).isEqualTo(1);
  }

  @Test
  void weightsThatAreNoProbabilitiesAreRefused() {
    assertThatThrownBy(
            () ->
                GaussianMixture.of(
                    CovarianceStructure.FULL,
                    new double[] {0.5, 0.4},
                    Matrix.of(2, 1, 0, 1),
                    List.of(Matrix.identity(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must sum to 1, got 0.9");
  }
}
