package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.Pca;
import org.latent4j.linear.PcaOptions;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;

class ScoringTest {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** N((1, 2), diag(4, 9)). */
  private static final FittedModel GAUSSIAN =
      Fitted.of(Fitted.gaussian(new double[] {1, 2}, Matrix.diagonal(4, 9)));

  @Test
  void logDensityIsThatOfTheGaussian() {
    Scoring scoring = Scoring.of(GAUSSIAN, Dataset.of(Matrix.of(2, 2, 1, 2, 3, 5)), 2);
    double atMean = -LOG_TWO_PI - Math.log(6);
    assertThat(scoring.logDensities()[0]).isCloseTo(atMean, within(1e-14));
    assertThat(scoring.logDensities()[1]).isCloseTo(atMean - 1, within(1e-14));
    assertThat(scoring.densityKind()).isEqualTo(DensityKind.EXACT);
  }

  @Test
  void theJacobianOfTheScalingIsIncluded() {
    FittedModel scaled =
        Fitted.of(
            Fitted.gaussian(new double[2], Matrix.identity(2)),
            Schema.numeric(2),
            Encoding.affine(new double[] {1, 2}, new double[] {2, 3}),
            ReferenceRows.NONE);
    Dataset data = Dataset.of(Matrix.of(3, 2, 1, 2, 3, 5, -7, 11));
    double[] expected = Scoring.of(GAUSSIAN, data, 1).logDensities();
    assertThat(Scoring.of(scaled, data, 1).logDensities()).containsExactly(expected, within(1e-13));
  }

  @Test
  void meanAndErrorCountRowsByWeight() {
    // Squared distances 0, 1, 4 give log densities c, c − 1/2, c − 2.
    Matrix rows = Matrix.of(3, 2, 1, 2, 3, 2, 1, 8);
    Dataset once = Dataset.of(rows.selectRows(new int[] {0, 0, 0, 1, 2, 2}));
    Dataset weighted = HeapDataset.builder(Schema.numeric(2), rows).weights(3, 1, 2).build();
    Scoring expected = Scoring.of(GAUSSIAN, once, 1);
    Scoring scoring = Scoring.of(GAUSSIAN, weighted, 1);
    double centre = -LOG_TWO_PI - Math.log(6);
    assertThat(scoring.meanLogLikelihood()).isCloseTo(centre - 4.5 / 6, within(1e-14));
    assertThat(scoring.logLikelihood()).isCloseTo(6 * centre - 4.5, within(1e-13));
    assertThat(scoring.weightTotal()).isEqualTo(6);
    assertThat(scoring.standardError()).isCloseTo(expected.standardError(), within(1e-14));
    // Variance of (0, 0, 0, -1/2, -2, -2) with divisor 5 is 0.975.
    assertThat(scoring.standardError()).isCloseTo(Math.sqrt(0.975 / 6), within(1e-14));
  }

  @Test
  void bitsPerDimensionAreNatsOverDimensionsInBits() {
    Scoring scoring = Scoring.of(GAUSSIAN, Dataset.of(Matrix.of(1, 2, 1, 2)), 1);
    assertThat(scoring.bitsPerDimension())
        .isCloseTo((LOG_TWO_PI + Math.log(6)) / Math.log(2) / 2, within(1e-14));
    assertThat(scoring.standardError()).isNaN();
  }

  @Test
  void aModelWithoutDensityIsRefusedWithTheFamiliesThatHaveOne() {
    Matrix rows = Matrix.of(4, 2, 1, 2, 3, 4, 5, 7, 7, 8);
    Pca pca = Pca.fit(Dataset.of(rows), PcaOptions.defaults(), FitContext.defaults()).model();
    assertThatThrownBy(() -> Scoring.task(Fitted.of(pca)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the toy model has no density; score needs one of diagonal, fa, gmm, mfa, mixed, ppca, tmm, vbgmm");
    assertThatThrownBy(() -> Clustering.task(Fitted.of(pca)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the toy model has no components to cluster by; cluster needs one of"
                + " diagonal, gmm, mfa, mixed, tmm, vbgmm");
    assertThatThrownBy(() -> Sampling.of(Fitted.of(pca), 1, Sampling.Rounding.NONE, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the toy model has no way to draw rows; sample needs one of"
                + " diagonal, fa, gmm, mfa, mixed, ppca, tmm, vbgmm");
  }
}
