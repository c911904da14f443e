package org.latent4j.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.deep.internal.HierarchicalPrior;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Tensor;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.linear.ProbabilisticPcaOptions;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;

class HierarchicalTrainingTest {

  private static final VariationalAutoencoderFamily FAMILY = new VariationalAutoencoderFamily();
  private static final Matrix ROWS = Rows.curved(300, 4, 1);

  private static VariationalAutoencoderOptions options(int latent, int top, int epochs) {
    return VariationalAutoencoderOptions.defaults()
        .withDesign(DeepDesign.defaults().withLatentDimension(latent).withHidden(8))
        .withHierarchicalPrior(top)
        .withTraining(TrainingOptions.defaults().withEpochs(epochs));
  }

  private static FitResult<VariationalAutoencoder> fit(
      VariationalAutoencoderOptions options, FitContext context) {
    return VariationalAutoencoder.fit(Dataset.of(ROWS), options, context);
  }

  @Test
  void aTrainingThatIsCutInTwoGivesTheSameBits() {
    VariationalAutoencoderOptions options =
        options(3, 2, 6).withObjective(ObjectiveOptions.iwae(2));
    FitContext context = FitContext.defaults().withSeed(3);
    ModelState whole = FAMILY.save(fit(options, context).model());
    int[] epochs = new int[1];
    FitResult<VariationalAutoencoder> half =
        fit(
            options,
            context
                .withListener(p -> epochs[0] = p.iteration())
                .withCancelled(() -> epochs[0] >= 3));
    assertThat(half.report().status()).isEqualTo(FitStatus.CANCELLED);
    VariationalAutoencoder kept = FAMILY.load(FAMILY.save(half.model()));
    ModelState rest = FAMILY.save(fit(options, context.withStart(kept)).model());
    assertThat(rest.attributes()).isEqualTo(whole.attributes());
    assertThat(rest.tensors().keySet()).isEqualTo(whole.tensors().keySet());
    whole
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(rest.tensors().get(name).values())
                    .as(name)
                    .containsExactly(tensor.values()));
  }

  @Test
  void theUpperLevelHasHalfTheDimensionsUnlessTold() {
    for (int[] sizes : new int[][] {{1, 0, 1}, {5, 0, 2}, {5, 7, 7}}) {
      VariationalAutoencoder model =
          fit(options(sizes[0], sizes[1], 1), FitContext.defaults()).model();
      HierarchicalPrior prior = (HierarchicalPrior) model.answers().prior();
      assertThat(prior.lower()).isEqualTo(sizes[0]);
      assertThat(prior.upper()).isEqualTo(sizes[2]);
      assertThat(model.encode(ROWS).columns()).isEqualTo(sizes[0]);
    }
  }

  /** A divergence that costs fifty times its nats is not worth any, on either level. */
  @Test
  void upperDimensionsThatTellNothingAreTold() {
    VariationalAutoencoderOptions strict =
        options(2, 3, 60)
            .withObjective(ObjectiveOptions.elbo().withBeta(50))
            .withTraining(TrainingOptions.defaults().withEpochs(60).withLearningRate(1e-2));
    assertThat(fit(strict, FitContext.defaults()).report().notes())
        .contains(
            "3 of 3 upper latent dimensions tell less than 0.01 nats of a code; take fewer by"
                + " --top, or add --warm-up");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(2, -1, 1))
        .withMessage("top must be at least 1, or 0 for half of latentDimension, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new VariationalAutoencoderOptions(
                    DeepDesign.defaults(),
                    Prior.VAMP,
                    50,
                    2,
                    ObjectiveOptions.elbo(),
                    VariationalAutoencoderOptions.Binarisation.NONE,
                    TrainingOptions.defaults()))
        .withMessage("top goes with the prior HIERARCHICAL, got VAMP");
    assertThat(options(4, 3, 1).withPrior(Prior.MIXTURE, 5).top()).isZero();
  }

  @Test
  void aPriorOfOtherCodesIsRefused() {
    ModelState two = FAMILY.save(fit(options(2, 3, 1), FitContext.defaults()).model());
    ModelState one = FAMILY.save(fit(options(1, 3, 1), FitContext.defaults()).model());
    Map<String, Tensor> tensors = new LinkedHashMap<>(two.tensors());
    Map<String, String> attributes = new LinkedHashMap<>(two.attributes());
    one.tensors().forEach((name, t) -> tensors.computeIfPresent(name, (n, o) -> prior(n) ? t : o));
    one.attributes()
        .forEach((name, t) -> attributes.computeIfPresent(name, (n, o) -> prior(n) ? t : o));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> FAMILY.load(new ModelState(tensors, attributes)))
        .withMessage("the prior must be of 2 latent dimensions, got 1; the file is damaged");
  }

  private static boolean prior(String name) {
    return name.startsWith("prior.");
  }

  @Test
  void aStartWithoutAnUpperLevelIsRefused() {
    VariationalAutoencoder plain =
        fit(options(2, 0, 1).withPrior(Prior.MIXTURE, 3), FitContext.defaults()).model();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(options(2, 0, 1), FitContext.defaults().withStart(plain)))
        .withMessage("the prior of the start has no upper level");
  }

  /**
   * Rows along a line, at −4 and 4 of it with deviations of 0.4: with affine networks a normal
   * prior is probabilistic PCA at best, which misses what the two places tell, while the density of
   * an upper level can have two modes. No bound of new rows is above their true density on average.
   */
  @Test
  @Tag("slow")
  void anUpperLevelFindsTheModesOfCodes() {
    Matrix rows = twoPlaces(1000, 1);
    Matrix others = twoPlaces(1000, 2);
    VariationalAutoencoderOptions affine =
        options(1, 1, 150)
            .withDesign(
                DeepDesign.defaults()
                    .withLatentDimension(1)
                    .withHidden()
                    .withLikelihood(Likelihood.ISOTROPIC, 0))
            .withObjective(ObjectiveOptions.elbo().withWarmUp(50))
            .withTraining(
                TrainingOptions.defaults()
                    .withEpochs(150)
                    .withBatchSize(32)
                    .withLearningRate(3e-3));
    VariationalAutoencoder model =
        VariationalAutoencoder.fit(Dataset.of(rows), affine, FitContext.defaults()).model();
    double normal =
        ProbabilisticPca.fit(
                Dataset.of(rows), new ProbabilisticPcaOptions(1), FitContext.defaults())
            .model()
            .meanLogLikelihood(others);
    double truth = trueMeanLogLikelihood(others);
    double bound = model.meanLogLikelihood(others);
    assertThat(bound).isBetween(normal + 0.6 * (truth - normal), truth);
    Matrix weights = model.logWeights(others, 100, new SeededRandom(3));
    double tighter = 0;
    for (int i = 0; i < others.rows(); i++) {
      double mean = Arrays.stream(weights.row(i)).map(Math::exp).average().orElseThrow();
      tighter += Math.log(mean) / others.rows();
    }
    assertThat(tighter).isBetween(bound, truth);
  }

  private static final double[] LINE = {2 / 3.0, -1 / 3.0, 2 / 3.0};
  private static final double DEVIATION = 0.3;

  private static Matrix twoPlaces(int n, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[3 * n];
    for (int i = 0; i < n; i++) {
      double place = (random.nextInt(2) == 0 ? -4 : 4) + 0.4 * random.nextGaussian();
      for (int j = 0; j < 3; j++) {
        values[3 * i + j] = place * LINE[j] + DEVIATION * random.nextGaussian();
      }
    }
    return Matrix.wrap(n, 3, values);
  }

  private static double trueMeanLogLikelihood(Matrix rows) {
    double[][] means = new double[2][3];
    Arrays.setAll(means[0], j -> -4 * LINE[j]);
    Arrays.setAll(means[1], j -> 4 * LINE[j]);
    Matrix loadings = Matrix.of(3, 1, LINE).scaled(0.4);
    double[] first =
        ProbabilisticPca.of(means[0], loadings, DEVIATION * DEVIATION).logDensity(rows);
    double[] second =
        ProbabilisticPca.of(means[1], loadings, DEVIATION * DEVIATION).logDensity(rows);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.log(0.5 * Math.exp(first[i]) + 0.5 * Math.exp(second[i]));
    }
    return sum / first.length;
  }
}
