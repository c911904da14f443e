package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.Fingerprint;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ReferenceRows;
import org.latent4j.model.Settings;
import org.latent4j.task.Clustering;

class UniformNoiseTest {

  private static final double HALF = Math.sqrt(0.5);
  private static final Matrix TURNED = Matrix.of(2, 2, HALF, -HALF, HALF, HALF);

  private static final GaussianMixtureOptions THREE_TIED =
      GaussianMixtureOptions.defaults(3).withStructure(CovarianceStructure.TIED).withStarts(6);

  /** Three blobs in the square of side 20, and a share of its points. */
  private static GaussianMixture truth(double share) {
    Matrix round = Matrix.of(2, 2, 0.5, 0.2, 0.2, 0.4);
    return GaussianMixture.of(
            CovarianceStructure.TIED,
            new double[] {0.3, 0.3, 0.4},
            Matrix.of(3, 2, -6, -6, 0, 5, 6, -4),
            List.of(round))
        .withNoise(UniformNoise.alongFeatures(new double[] {0, 0}, new double[] {10, 10}), share);
  }

  private static FitResult<GaussianMixture> fit(Dataset data, GaussianMixtureOptions options) {
    return GaussianMixture.fit(data, options.withNoise(NoiseComponent.UNIFORM), context());
  }

  private static FitContext context() {
    return FitContext.defaults().withSeed(3);
  }

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  /** The share of n rows varies by √(s(1 − s)/n); blobs hide 3 % of the noise, which is known. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theShareOfNoiseIsFound(int seed) {
    int n = 600;
    Matrix x = truth(0.2).sample(n, new SeededRandom(seed));
    GaussianMixture fitted = fit(Dataset.of(x), THREE_TIED).model();
    assertThat(fitted.weights()[3]).isCloseTo(0.2, within(5 * Math.sqrt(0.2 * 0.8 / n)));
    assertThat(fitted.logLikelihood(x)).isGreaterThan(truth(0.2).logLikelihood(x));
    for (double[] centre : new double[][] {{-6, -6}, {0, 5}, {6, -4}}) {
      assertThat(List.of(fitted.means().toRows()))
          .anySatisfy(
              mean ->
                  assertThat(Math.hypot(mean[0] - centre[0], mean[1] - centre[1])).isLessThan(0.4));
    }
  }

  @ParameterizedTest(name = "noise share {0}")
  @ValueSource(doubles = {0, 0.02, 0.5, 0.8})
  void anyShareIsFound(double share) {
    int n = 2000;
    Matrix x = truth(share).sample(n, new SeededRandom(5));
    GaussianMixture fitted = fit(Dataset.of(x), THREE_TIED).model();
    assertThat(fitted.weights()[3])
        .isCloseTo(share, within(5 * Math.sqrt(share * (1 - share) / n) + 0.005));
  }

  @Test
  void theDensityOfNoiseIsThatOfItsBox() {
    GaussianMixture mixture = truth(1);
    Matrix rows = Matrix.of(4, 2, 0, 0, 10, -10, 10.001, 0, 0, -10.001);
    double[] logDensity = mixture.logDensity(rows);
    assertThat(logDensity[0]).isCloseTo(-Math.log(400), within(1e-12));
    assertThat(logDensity[1]).isCloseTo(-Math.log(400), within(1e-12));
    assertThat(logDensity[2]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(logDensity[3]).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aTurnedBoxHoldsWhatLiesWithinItsSides() {
    UniformNoise noise = UniformNoise.alongAxes(new double[] {1, 1}, new double[] {2, 0.5}, TURNED);
    double[] rows = {1 + 1.4, 1 + 1.4, 1 + 1.42, 1 + 1.42, 1 - 0.35, 1 + 0.35, 1 - 0.36, 1 + 0.36};
    assertThat(IntStream.range(0, 4).mapToObj(i -> noise.contains(rows, 2 * i)).toList())
        .containsExactly(true, false, true, false);
    assertThat(noise.logVolume()).isCloseTo(Math.log(4 * 1), within(1e-14));
  }

  /** E[f(x)/p(x)] over draws of p is the integral of f, here the volume of the box. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1})
  void drawsOfATurnedBoxFollowTheDensity(double share) {
    UniformNoise box = UniformNoise.alongAxes(new double[] {1, -2}, new double[] {3, 1}, TURNED);
    GaussianMixture mixture =
        GaussianMixture.of(
                CovarianceStructure.FULL,
                new double[] {1},
                Matrix.of(1, 2, 1, -1),
                List.of(Matrix.of(2, 2, 1, 0.5, 0.5, 2)))
            .withNoise(box, share);
    int n = 40_000;
    Matrix x = mixture.sample(n, new SeededRandom(8));
    double[] logDensity = mixture.logDensity(x);
    double inside = 0;
    double volume = 0;
    double along = 0;
    for (int i = 0; i < n; i++) {
      if (box.contains(x.values(), 2 * i)) {
        inside++;
        double over = Math.exp(-logDensity[i]);
        volume += over / n;
        along += over * (x.get(i, 0) + x.get(i, 1) + 1) * HALF / n;
      }
    }
    assertThat(volume).isCloseTo(12, within(0.3));
    assertThat(along).as("mean along the first axis").isCloseTo(0, within(0.6));
    if (share == 1) {
      assertThat(inside).isEqualTo(n);
    }
  }

  @Test
  void rowsOfTheFitLieInTheBoxAndTouchItsSides() {
    Matrix x = truth(0.2).sample(500, new SeededRandom(1)).times(Matrix.of(2, 2, 3, 2, 2, 3));
    UniformNoise noise =
        fit(Dataset.of(x), GaussianMixtureOptions.defaults(3)).model().noise().orElseThrow();
    assertThat(noise.axes()).isPresent();
    double[] reach = new double[2];
    for (int i = 0; i < x.rows(); i++) {
      assertThat(noise.contains(x.values(), 2 * i)).as("row %d", i).isTrue();
      for (int l = 0; l < 2; l++) {
        reach[l] = Math.max(reach[l], Math.abs(noise.coordinate(x.values(), 2 * i, l)));
      }
    }
    assertThat(reach).containsExactly(noise.halfWidths(), within(1e-12 * 60));
  }

  @Test
  void rowsWithoutWeightDoNotWidenTheBox() {
    Matrix x = Matrix.of(5, 1, 0, 1, 2, 3, 100);
    Dataset data =
        HeapDataset.builder(Schema.numeric(1), x).weights(new double[] {1, 1, 1, 1, 0}).build();
    GaussianMixture fitted = fit(data, GaussianMixtureOptions.defaults(1)).model();
    assertThat(fitted.noise().orElseThrow().logVolume()).isCloseTo(Math.log(3), within(1e-14));
  }

  /**
   * A uniform distribution of the floor's variance 1e-8 (the mean variance is 1) has edge √12e-4.
   */
  @Test
  void aConstantFeatureGivesTheBoxAnEdgeOfTheFloor() {
    double[] values = new double[2 * 200];
    SeededRandom random = new SeededRandom(2);
    for (int i = 0; i < values.length; i += 2) {
      values[i] = 100 * random.nextDouble();
      values[i + 1] = 7;
    }
    Dataset data = Dataset.of(Matrix.wrap(200, 2, values));
    UniformNoise noise =
        fit(data, GaussianMixtureOptions.defaults(1)).model().noise().orElseThrow();
    double variance = org.latent4j.data.DataSummary.of(data).variances()[0] / 2;
    assertThat(2 * noise.halfWidths()[1]).isCloseTo(Math.sqrt(12e-8 * variance), within(1e-12));
  }

  @Test
  void withoutFloorAConstantFeatureIsRefused() {
    Dataset data = Dataset.of(Matrix.of(4, 2, 1, 7, 2, 7, 3, 7, 5, 7));
    assertThatThrownBy(() -> fit(data, GaussianMixtureOptions.defaults(1).withCovarianceFloor(0)))
        .isInstanceOf(NumericalException.class)
        .hasMessage(
            "noise-component uniform needs rows that differ in every column, but those of column"
                + " 'x2' are equal; raise covariance-floor or drop the column");
  }

  @ParameterizedTest
  @ValueSource(ints = {-498, 498})
  void featuresOfOppositeScalesAreFitted(int exponent) {
    Matrix x = truth(0.2).sample(400, new SeededRandom(4));
    double[] scaled = x.toArray();
    for (int i = 0; i < scaled.length; i += 2) {
      scaled[i] = Math.scalb(scaled[i], exponent);
      scaled[i + 1] = Math.scalb(scaled[i + 1], -exponent);
    }
    GaussianMixtureOptions options = GaussianMixtureOptions.defaults(3);
    GaussianMixture plain = fit(Dataset.of(x), options).model();
    GaussianMixture fitted = fit(Dataset.of(Matrix.wrap(400, 2, scaled)), options).model();
    assertThat(plain.noise().orElseThrow().axes()).isEmpty();
    assertThat(fitted.noise().orElseThrow().logVolume())
        .isCloseTo(plain.noise().orElseThrow().logVolume(), within(1e-9));
    assertThat(fitted.weights()).containsExactly(plain.weights(), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void fewerRowsThanFeaturesAreFitted(CovarianceStructure structure) {
    double[] values = new double[8 * 20];
    new SeededRandom(6).fillGaussian(values);
    Matrix x = Matrix.wrap(8, 20, values);
    GaussianMixture fitted =
        fit(Dataset.of(x), GaussianMixtureOptions.defaults(1).withStructure(structure)).model();
    assertThat(fitted.logDensity(x)).doesNotContain(Double.NEGATIVE_INFINITY, Double.NaN);
  }

  /** Here a cluster is no more than even noise, so all is noise and the density is 1 / V. */
  @Test
  void evenRowsAreAllNoise() {
    double[] values = new double[2 * 5000];
    SeededRandom random = new SeededRandom(9);
    Arrays.setAll(values, i -> random.nextDouble());
    GaussianMixture fitted =
        fit(Dataset.of(Matrix.wrap(5000, 2, values)), GaussianMixtureOptions.defaults(1)).model();
    assertThat(fitted.logLikelihood(Matrix.wrap(5000, 2, values))).isGreaterThan(-5000 * 1e-3);
  }

  @Test
  void aFitTakesTheBoxOfItsRowsInPlaceOfTheStarts() {
    Matrix x = truth(0.2).sample(400, new SeededRandom(4));
    GaussianMixture begun = truth(0.2);
    GaussianMixture start =
        begun.withNoise(
            UniformNoise.alongFeatures(new double[] {9e9, 0}, new double[] {1, 1}), 0.25);
    FitResult<GaussianMixture> result =
        GaussianMixture.fit(
            Dataset.of(x),
            GaussianMixtureOptions.defaults(3)
                .withStructure(CovarianceStructure.TIED)
                .withNoise(NoiseComponent.UNIFORM)
                .withIterations(0),
            context().withStart(start));
    assertThat(result.model().weights()[3]).isEqualTo(0.25);
    assertThat(result.model().noise().orElseThrow().centre()[0]).isBetween(-1.0, 1.0);
  }

  @Test
  void aStartWithoutNoiseIsRefused() {
    Dataset data = Dataset.of(truth(0.2).sample(50, new SeededRandom(4)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GaussianMixture.fit(
                    data,
                    GaussianMixtureOptions.defaults(3)
                        .withStructure(CovarianceStructure.TIED)
                        .withNoise(NoiseComponent.UNIFORM),
                    context().withStart(truth(0.2).withoutNoise())))
        .withMessage(
            "the start must be a tied mixture of 3 components and noise over 2 features,"
                + " got a tied one of 3 over 2");
  }

  @Test
  void startArraysGiveTheWeightOfNoiseLast() {
    ModelFamily family = ModelFamily.named("gmm");
    Settings settings =
        Settings.of(family.settings()).with("k", 2).with("noise-component", "uniform");
    Dataset data = Dataset.of(Matrix.of(4, 2, 0, 0, 0, 2, 4, 0, 4, 2));
    GaussianMixture start =
        (GaussianMixture)
            family.startFrom(
                data,
                settings,
                Map.of(
                    "start-weights", Tensor.vector(0.25, 0.625, 0.125),
                    "start-means", Tensor.of(Matrix.of(2, 2, 0, 1, 4, 1))));
    assertThat(start.weights()).containsExactly(new double[] {0.25, 0.625, 0.125}, within(1e-15));
    assertThat(start.hasNoiseComponent()).isTrue();
  }

  /** As in mclust, noise has number 0; its probabilities are the last column. */
  @Test
  void clustersOfNoiseHaveNumberZero() {
    GaussianMixture mixture = truth(0.2);
    FittedModel fitted =
        new FittedModel(
            "gmm",
            mixture,
            Schema.numeric(2),
            Encoding.identity(2),
            fit(
                    Dataset.of(mixture.sample(20, new SeededRandom(1))),
                    GaussianMixtureOptions.defaults(1))
                .report(),
            new FittedModel.Provenance(
                Map.of(), 0, Fingerprint.of(Dataset.of(Matrix.zeros(1, 2))), "0"),
            ReferenceRows.NONE);
    Dataset rows = Dataset.of(Matrix.of(3, 2, -6, -6, 9, 9, 6, -4));
    assertThat(Clustering.task(fitted).columns())
        .containsExactly("cluster", "p1", "p2", "p3", "noise");
    assertThat(Clustering.task(fitted).run(rows, 1).column(0)).containsExactly(1, 0, 3);
    Clustering clustering = Clustering.of(fitted, rows, 1);
    assertThat(clustering.clusters()).containsExactly(0, 3, 2);
    assertThat(clustering.sizes()).containsExactly(1, 0, 1, 1);
  }

  @Test
  void reconstructionOfNoiseIsTheMiddleOfTheBox() {
    Matrix latent = Matrix.of(2, 4, 0, 0, 0, 1, 0.5, 0, 0, 0.5);
    assertThat(truth(0.2).decode(latent)).isEqualTo(Matrix.of(2, 2, 0, 0, -3, -3));
  }

  @Test
  void boxesThatCannotBeAreRefused() {
    double[] zero = {0, 0};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UniformNoise.alongFeatures(zero, new double[] {1, 0}))
        .withMessage(
            "the box of the noise must have a finite centre and a half width above 0,"
                + " got 0.0 and 0.0 at 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UniformNoise.alongFeatures(zero, new double[] {1}))
        .withMessage("half widths must be as many as numbers of the centre (2), got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> UniformNoise.alongAxes(zero, new double[] {1, 1}, Matrix.of(2, 2, 1, 0.5, 0, 1)))
        .withMessage("axes must be orthonormal, but the product of 1 and 2 is 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> truth(0.2).withNoise(truth(0.2).noise().orElseThrow(), 1.5))
        .withMessage("the noise must have 2 features and a share in [0, 1], got 2 and 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseComponent.named("even"))
        .withMessage("noise-component must be one of none, uniform, got 'even'");
  }
}
