package org.latent4j.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

class VariationalAutoencoderTest {

  private static final DeepDesign DESIGN =
      DeepDesign.defaults().withLatentDimension(1).withHidden(6);

  private static final VariationalAutoencoderOptions SMALL =
      VariationalAutoencoderOptions.defaults()
          .withDesign(DESIGN)
          .withTraining(TrainingOptions.defaults().withEpochs(30).withLearningRate(1e-2));

  private static FitResult<VariationalAutoencoder> fit(
      Matrix rows, VariationalAutoencoderOptions options) {
    return VariationalAutoencoder.fit(Dataset.of(rows), options, FitContext.defaults());
  }

  /** Pairs of bits that agree nine times out of ten. */
  private static Matrix bits(double white) {
    SeededRandom random = new SeededRandom(2);
    double[] values = new double[600];
    for (int i = 0; i < values.length; i += 2) {
      values[i] = random.nextInt(2) * white;
      values[i + 1] = random.nextInt(10) == 0 ? white - values[i] : values[i];
    }
    return Matrix.wrap(300, 2, values);
  }

  /** Importance weights estimate p(x) without bias: over all outcomes it sums to 1. */
  @Test
  void probabilitiesOfAllOutcomesSumToOneAndAreThoseOfDraws() {
    VariationalAutoencoder model =
        fit(bits(1), SMALL.withDesign(DESIGN.withLikelihood(Likelihood.BERNOULLI, 0))).model();
    Matrix outcomes = Matrix.of(4, 2, 0, 0, 0, 1, 1, 0, 1, 1);
    Matrix weights = model.logWeights(outcomes, 20_000, new SeededRandom(3));
    double[] probabilities = new double[4];
    Arrays.setAll(
        probabilities, i -> Arrays.stream(weights.row(i)).map(Math::exp).average().orElseThrow());
    assertThat(Arrays.stream(probabilities).sum()).isEqualTo(1, within(0.01));
    double[] bounds = model.logDensity(outcomes);
    Matrix drawn = model.sample(20_000, new SeededRandom(4));
    double[] shares = new double[4];
    for (int i = 0; i < drawn.rows(); i++) {
      shares[(int) (2 * drawn.get(i, 0) + drawn.get(i, 1))] += 1.0 / drawn.rows();
    }
    for (int i = 0; i < 4; i++) {
      assertThat(shares[i]).isEqualTo(probabilities[i], within(0.02));
      assertThat(bounds[i]).isLessThan(Math.log(probabilities[i]) + 0.02);
    }
    assertThat(probabilities[0] + probabilities[3]).isGreaterThan(0.75);
  }

  @Test
  void greyValuesStandForProbabilities() {
    VariationalAutoencoderOptions options =
        SMALL.withDesign(DESIGN.withLikelihood(Likelihood.BERNOULLI, 0));
    FitResult<VariationalAutoencoder> ones = fit(bits(1), options);
    FitResult<VariationalAutoencoder> bytes = fit(bits(255), options);
    assertThat(bytes.model().encode(bits(255))).isEqualTo(ones.model().encode(bits(1)));
    assertThat(bytes.report().notes())
        .contains(
            "the likelihood is of 0 and 1; values from 0 to 255 are read as probabilities of 1, so"
                + " log densities are of black-and-white rows");
    assertThat(bytes.model().outcomes(Matrix.of(1, 2, 0, 255), new SeededRandom(1)))
        .isEqualTo(Matrix.of(1, 2, 0, 255));
    double[] grey = {51, 51};
    Matrix drawn =
        bytes
            .model()
            .outcomes(Matrix.wrap(1, 2, grey).selectRows(new int[5000]), new SeededRandom(1));
    assertThat(Arrays.stream(drawn.values()).average().orElseThrow()).isEqualTo(51, within(3.5));
    assertThat(drawn.values()).containsOnly(0, 255);
  }

  @Test
  void valuesBelowZeroAreNoProbabilities() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () ->
                fit(
                    Rows.curved(50, 3, 1),
                    SMALL.withDesign(DESIGN.withLikelihood(Likelihood.BERNOULLI, 0))))
        .withMessageMatching(
            "a Bernoulli likelihood needs values from 0 on, but the least of column 'x1' is"
                + " -\\d+\\.\\d+; take the Gaussian likelihood");
  }

  @Test
  void aConstantColumnHasNoGaussian() {
    double[][] rows = Rows.curved(50, 3, 1).toRows();
    Arrays.stream(rows).forEach(row -> row[1] = 4);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(Matrix.ofRows(rows), SMALL))
        .withMessage(
            "a variational auto-encoder with a Gaussian likelihood needs columns that vary, but"
                + " 'x2' is constant; leave it out");
  }

  @Test
  void fewRowsAreRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(Rows.curved(9, 3, 1), SMALL))
        .withMessage("a variational auto-encoder needs at least 10 rows, got 9");
  }

  /** A divergence that costs fifty times its nats is not worth any. */
  @Test
  void dimensionsThatTellNothingAreTold() {
    FitResult<VariationalAutoencoder> result =
        fit(
            Rows.curved(200, 3, 1),
            SMALL
                .withDesign(DESIGN.withLatentDimension(2))
                .withObjective(ObjectiveOptions.elbo().withBeta(50)));
    assertThat(result.report().notes())
        .contains(
            "2 of 2 latent dimensions tell less than 0.01 nats of a row; take fewer, or add"
                + " --warm-up or --free-bits");
    assertThat(result.model().measures())
        .containsEntry("activeUnits", 0.0)
        .containsEntry("epochs", 30.0);
  }

  /**
   * What free bits leave alone costs nothing, so that the codes use it when they have learned to.
   */
  @Test
  void freeBitsAreSpent() {
    VariationalAutoencoderOptions strict =
        SMALL
            .withObjective(ObjectiveOptions.elbo().withBeta(50))
            .withTraining(TrainingOptions.defaults().withEpochs(150));
    FitResult<VariationalAutoencoder> result =
        fit(Rows.curved(200, 3, 1), strict.withObjective(strict.objective().withFreeBits(0.7)));
    assertThat(result.model().measures().get("klPerRow")).isBetween(0.35, 1.05);
  }

  @Test
  void aShiftedAndScaledColumnIsGivenBack() {
    Matrix rows = Rows.curved(300, 4, 5);
    double[] moved = Arrays.stream(rows.values()).map(v -> 1e6 + 1e3 * v).toArray();
    VariationalAutoencoder model =
        fit(
                Matrix.wrap(300, 4, moved),
                SMALL
                    .withDesign(DESIGN.withLatentDimension(3))
                    .withTraining(SMALL.training().withEpochs(60).withBatchSize(10)))
            .model();
    Matrix back = model.decode(model.encode(Matrix.wrap(300, 4, moved)));
    double error = 0;
    double spread = 0;
    for (int i = 0; i < moved.length; i++) {
      error += Math.pow(back.values()[i] - moved[i], 2);
      spread += Math.pow(moved[i] - 1e6 + 3e3, 2);
    }
    assertThat(error / spread).isLessThan(0.1);
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DESIGN.withLatentDimension(0))
        .withMessage("latentDimension must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectiveOptions.iwae(5).withBeta(2))
        .withMessage("beta and freeBits go with the objective ELBO, got IWAE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DESIGN.withLikelihood(Likelihood.GAUSSIAN, 0.5))
        .withMessage("deviation goes with the likelihood ISOTROPIC, got GAUSSIAN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingOptions.defaults().withLearningRate(Double.NaN))
        .withMessage("learningRate must be finite and above 0, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingOptions.defaults().withBatchSize(1))
        .withMessage("batchSize must be at least 2, or 0 for automatic, got 1");
  }
}
