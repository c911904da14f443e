package org.latent4j.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.deep.internal.DeepModel;
import org.latent4j.deep.internal.DenseLayer;
import org.latent4j.deep.internal.GaussianOutput;
import org.latent4j.deep.internal.Weights;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Svd;
import org.latent4j.linear.Pca;
import org.latent4j.linear.PcaOptions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.FitContext;
import org.latent4j.task.Agreement;

@Tag("slow")
class AutoencoderTest {

  private static final Matrix LINEAR = Rows.linear(1000, 6, 2, 0.7, 3);
  private static final Matrix CURVED = Rows.curved(800, 6, 4);

  private static Autoencoder fit(Matrix rows, AutoencoderOptions options) {
    return Autoencoder.fit(Dataset.of(rows), options, FitContext.defaults()).model();
  }

  private static AutoencoderOptions affine() {
    return AutoencoderOptions.defaults()
        .withDesign(DeepDesign.defaults().withHidden().withLikelihood(Likelihood.ISOTROPIC, 0))
        .withComponents(1)
        .withTraining(TrainingOptions.defaults().withEpochs(150).withLearningRate(5e-3));
  }

  private static DeepDesign design(int latentDimension, int hidden) {
    return DeepDesign.defaults()
        .withLatentDimension(latentDimension)
        .withNetwork(NetworkOptions.dense(Activation.TANH, hidden));
  }

  private static AutoencoderOptions curve() {
    return AutoencoderOptions.defaults()
        .withDesign(design(1, 32))
        .withTraining(TrainingOptions.defaults().withEpochs(60).withLearningRate(3e-3));
  }

  /** Baldi and Hornik (1989): cosines of the principal angles are singular values of AᵀB. */
  @Test
  void anAffineOneSpansTheSubspaceOfPrincipalComponents() {
    Matrix decoder = layer(fit(LINEAR, affine())).matrix();
    PcaOptions two = PcaOptions.defaults().withLatentDimension(2);
    Matrix axes = Pca.fit(Dataset.of(LINEAR), two, FitContext.defaults()).model().principalAxes();
    double[] cosines =
        Svd.of(axes.transposedTimes(Svd.of(decoder).rightVectors())).singularValues();
    assertThat(Arrays.stream(cosines).min().orElseThrow())
        .isGreaterThan(Math.cos(Math.toRadians(1)));
  }

  private static Weights layer(Autoencoder model) {
    return ((DenseLayer) model.answers().parts().decoder().layers().get(0)).weights();
  }

  /** p(x) of affine networks and one Gaussian over codes is a Gaussian. */
  @Test
  void importanceWeightsReachTheDensityOfTheModel() {
    Autoencoder model = fit(LINEAR, affine());
    DeepModel parts = model.answers().parts();
    double scale = parts.conditioning().scales()[0];
    double noise = scale * ((GaussianOutput) parts.output()).deviations()[0];
    Matrix loadings = layer(model).matrix().scaled(scale);
    Matrix covariance =
        loadings
            .transposedTimes(model.codes().covariance(0))
            .times(loadings)
            .plus(Matrix.identity(6).scaled(noise * noise));
    GaussianMixture exact =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {1},
            model.decode(model.codes().means()),
            List.of(covariance));
    Matrix some = LINEAR.rowRange(0, 100);
    double[] expected = exact.logDensity(some);
    Matrix weights = model.logWeights(some, 2000, new SeededRandom(6));
    double[] bounds = model.logDensity(some);
    double gap = 0;
    for (int i = 0; i < expected.length; i++) {
      double[] logs = weights.row(i);
      double mean = Arrays.stream(logs).map(Math::exp).average().orElseThrow();
      assertThat(Math.log(mean)).isEqualTo(expected[i], within(0.1));
      gap += (expected[i] - bounds[i]) / expected.length;
    }
    assertThat(gap).isBetween(0.0, 0.3);
  }

  @Test
  void aCurveIsGivenBackFromOneNumber() {
    Autoencoder model = fit(CURVED, curve());
    double spread = error(CURVED, Matrix.zeros(800, 6).plus(means()));
    assertThat(error(CURVED, model.decode(model.encode(CURVED))) / spread).isLessThan(0.1);
  }

  @Test
  void sparseCodesUseTheGreatestNumbersAlone() {
    AutoencoderOptions options = curve().withDesign(design(5, 16)).withSparsity(2);
    Autoencoder model = fit(CURVED, options);
    Matrix codes = model.encode(CURVED);
    for (int i = 0; i < CURVED.rows(); i++) {
      assertThat(Arrays.stream(codes.row(i)).filter(z -> z == 0).count()).isEqualTo(3);
    }
    double spread = error(CURVED, Matrix.zeros(800, 6).plus(means()));
    assertThat(error(CURVED, model.decode(codes)) / spread).isLessThan(0.1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withSparsity(6))
        .withMessage("sparsity must be from 1 to the latent dimension, or 0 for all, got 6");
  }

  private static Matrix means() {
    double[] values = new double[CURVED.values().length];
    for (int j = 0; j < 6; j++) {
      double mean = Arrays.stream(CURVED.column(j)).average().orElseThrow();
      for (int i = 0; i < CURVED.rows(); i++) {
        values[i * 6 + j] = mean;
      }
    }
    return Matrix.wrap(CURVED.rows(), 6, values);
  }

  private static double error(Matrix expected, Matrix actual) {
    return Arrays.stream(expected.minus(actual).values()).map(r -> r * r).sum();
  }

  /** The other columns tell what a lost one was: one that learned without loss looks away. */
  @Test
  void oneTrainedOnDamagedRowsMendsThem() {
    Matrix lost = CURVED.scaled(1);
    double[] values = lost.values();
    Matrix centre = means();
    for (int i = 0; i < 800; i++) {
      values[i * 6 + 4] = centre.get(i, 4);
    }
    Matrix damaged = Matrix.wrap(800, 6, values);
    double[] errors = new double[2];
    AutoencoderOptions[] options = {curve(), curve().withDamage(0, 0.25)};
    for (int o = 0; o < 2; o++) {
      Autoencoder model = fit(CURVED, options[o]);
      Matrix back = model.decode(model.encode(damaged));
      errors[o] = error(CURVED.columnRange(4, 5), back.columnRange(4, 5));
    }
    assertThat(errors[1]).isLessThan(0.6 * errors[0]);
  }

  /** How far is limited: a code that tells where a row lies on the curve has to move along it. */
  @Test
  void aPriceOfSlopesFlattensCodes() {
    double free = slope(fit(CURVED, curve()));
    double priced = slope(fit(CURVED, curve().withContraction(30)));
    assertThat(priced).isLessThan(0.8 * free);
  }

  /** Mean ‖∂z/∂x‖² over the variance of z, with x in units of each column's spread. */
  private static double slope(Autoencoder model) {
    Matrix codes = model.encode(CURVED);
    double mean = Arrays.stream(codes.values()).average().orElseThrow();
    double variance = Arrays.stream(codes.values()).map(z -> (z - mean) * (z - mean)).sum();
    double sum = 0;
    for (int j = 0; j < 6; j++) {
      double step = 1e-4 * model.answers().parts().conditioning().scales()[j];
      double[] moved = CURVED.toArray();
      for (int i = j; i < moved.length; i += 6) {
        moved[i] += step;
      }
      Matrix after = model.encode(Matrix.wrap(800, 6, moved));
      sum += error(after, codes) / 1e-8;
    }
    return sum / variance;
  }

  @Test
  void clustersAreThoseOfTheCodes() {
    SeededRandom random = new SeededRandom(8);
    double[] values = new double[600 * 5];
    int[] blobs = new int[600];
    for (int i = 0; i < 600; i++) {
      blobs[i] = i % 3;
      for (int j = 0; j < 5; j++) {
        values[i * 5 + j] = 4 * Math.sin(2 * blobs[i] + j) + 0.5 * random.nextGaussian();
      }
    }
    Matrix rows = Matrix.wrap(600, 5, values);
    Autoencoder model = fit(rows, curve().withDesign(design(2, 16)).withComponents(3));
    assertThat(Agreement.of(model.cluster(rows), blobs).adjustedRandIndex()).isEqualTo(1);
  }

  @Test
  void fewRowsGetFewComponents() {
    assertThat(
            Autoencoder.fit(
                    Dataset.of(Rows.curved(40, 3, 1)),
                    AutoencoderOptions.defaults()
                        .withTraining(TrainingOptions.defaults().withEpochs(2)),
                    FitContext.defaults())
                .report()
                .notes())
        .contains("the mixture of the codes has 2 components, not 10: there are not enough rows");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoencoderOptions.defaults().withDamage(0, 1))
        .withMessage("masking must be from 0 to below 1, got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoencoderOptions.defaults().withDamage(-1, 0))
        .withMessage("noise must be finite and at least 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoencoderOptions.defaults().withContraction(Double.NaN))
        .withMessage("contraction must be finite and at least 0, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoencoderOptions.defaults().withComponents(0))
        .withMessage("components must be at least 1, got 0");
  }
}
