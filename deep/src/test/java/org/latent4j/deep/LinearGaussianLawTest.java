package org.latent4j.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.deep.internal.DenseLayer;
import org.latent4j.deep.internal.GaussianOutput;
import org.latent4j.deep.internal.Weights;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.linear.ProbabilisticPcaOptions;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/**
 * An affine decoder with normal noise of one variance is probabilistic PCA, whose likelihood has a
 * closed form: prior, divergence, likelihood, gradients and optimiser are all wrong or all right.
 */
@Tag("slow")
class LinearGaussianLawTest {

  private static final Matrix ROWS = Rows.linear(2000, 6, 2, 0.7, 3);
  private static VariationalAutoencoder model;

  @BeforeAll
  static void train() {
    VariationalAutoencoderOptions options =
        VariationalAutoencoderOptions.defaults()
            .withDesign(DeepDesign.defaults().withHidden().withLikelihood(Likelihood.ISOTROPIC, 0))
            .withTraining(TrainingOptions.defaults().withEpochs(200).withLearningRate(5e-3));
    model = VariationalAutoencoder.fit(Dataset.of(ROWS), options, FitContext.defaults()).model();
  }

  /** The marginal distribution of x of the trained model. */
  private static ProbabilisticPca marginal() {
    Weights decoder = ((DenseLayer) model.answers().parts().decoder().layers().get(0)).weights();
    double scale = model.answers().parts().conditioning().scales()[0];
    double[] mean = model.answers().parts().conditioning().offsets().clone();
    Arrays.setAll(mean, j -> mean[j] + scale * decoder.bias()[j]);
    double deviation = scale * ((GaussianOutput) model.answers().parts().output()).deviations()[0];
    return ProbabilisticPca.of(
        mean, decoder.matrix().transpose().scaled(scale), deviation * deviation);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void theBoundReachesTheGreatestLikelihood() {
    FitResult<ProbabilisticPca> best =
        ProbabilisticPca.fit(
            Dataset.of(ROWS), new ProbabilisticPcaOptions(2), FitContext.defaults());
    assertThat(model.meanLogLikelihood(ROWS))
        .isEqualTo(best.report().meanLogLikelihood(), within(0.1))
        .isLessThan(best.report().meanLogLikelihood());
    assertThat(marginal().meanLogLikelihood(ROWS))
        .isEqualTo(best.report().meanLogLikelihood(), within(0.02));
  }

  @Test
  void moreSamplesTightenTheBoundUpToTheLikelihood() {
    Matrix some = ROWS.rowRange(0, 200);
    double exact = marginal().meanLogLikelihood(some);
    double last = model.meanLogLikelihood(some);
    for (int samples : new int[] {10, 1000}) {
      Matrix weights = model.logWeights(some, samples, new SeededRandom(5));
      double[] bounds = new double[some.rows()];
      Arrays.setAll(bounds, i -> logMean(weights.row(i)));
      assertThat(mean(bounds)).isGreaterThan(last - 1e-3).isLessThan(exact + 1e-3);
      last = mean(bounds);
    }
    assertThat(last).isEqualTo(exact, within(1e-3));
  }

  /** The posterior of probabilistic PCA has the mean and variances that the encoder should give. */
  @Test
  void codesArePosteriorMeans() {
    Matrix some = ROWS.rowRange(0, 200);
    Matrix back = model.decode(model.encode(some));
    Matrix expected = marginal().decode(marginal().encode(some));
    for (int i = 0; i < some.rows(); i++) {
      assertThat(back.row(i)).usingComparatorWithPrecision(0.15).containsExactly(expected.row(i));
    }
  }

  private static double logMean(double[] logs) {
    double max = Arrays.stream(logs).max().orElseThrow();
    return max + Math.log(Arrays.stream(logs).map(v -> Math.exp(v - max)).average().orElseThrow());
  }
}
