package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;

/** What theory says of mixtures of rows with missing values. */
class GappyMixtureTest {

  static IntStream seeds() {
    String only = System.getProperty("seed");
    return only == null ? IntStream.range(0, 50) : IntStream.of(Integer.parseInt(only));
  }

  private static GaussianMixture truth() {
    return GaussianMixture.of(
        CovarianceStructure.FULL,
        new double[] {0.3, 0.7},
        Matrix.of(2, 3, 0, 0, 0, 4, -4, 2),
        List.of(
            Matrix.of(3, 3, 1, 0.8, 0, 0.8, 1, 0, 0, 0, 0.5),
            Matrix.of(3, 3, 2, -0.5, 0.2, -0.5, 1, 0.1, 0.2, 0.1, 1)));
  }

  private static Matrix gappy(Matrix rows, double share, SeededRandom random) {
    double[] values = rows.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < share ? Double.NaN : values[i];
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }

  /** Every structure in turn, from its own starts. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theLikelihoodOfWhatIsObservedNeverFalls(int seed) {
    SeededRandom random = new SeededRandom(seed);
    CovarianceStructure[] structures = CovarianceStructure.values();
    Matrix x = gappy(truth().sample(150, random), 0.25, random);
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(x),
            GaussianMixtureOptions.defaults(2)
                .withStructure(structures[seed % structures.length])
                .withStarts(2),
            FitContext.defaults().withSeed(seed));
    FitReport report = fit.report();
    for (int t = 1; t < report.trace().size(); t++) {
      assertThat(report.trace().get(t))
          .isGreaterThanOrEqualTo(
              report.trace().get(t - 1) - 1e-9 * Math.abs(report.logLikelihood()));
    }
    assertThat(fit.model().logLikelihood(x))
        .isEqualTo(report.logLikelihood(), within(1e-9 * Math.abs(report.logLikelihood())));
  }

  /** A row of which nothing is known sends its block through the kernels for gaps. */
  @ParameterizedTest
  @MethodSource("seeds")
  void completeRowsCountTheSameAmongGaps(int seed) {
    SeededRandom random = new SeededRandom(seed);
    Matrix x = truth().sample(120, random);
    double[] longer = Arrays.copyOf(x.values(), 121 * 3);
    Arrays.fill(longer, 360, 363, Double.NaN);
    Matrix more = Matrix.wrap(121, 3, longer);
    CovarianceStructure[] structures = CovarianceStructure.values();
    GaussianMixture model =
        GaussianMixture.fit(
                Dataset.of(x),
                GaussianMixtureOptions.defaults(2)
                    .withStructure(structures[seed % structures.length])
                    .withIterations(3)
                    .withStarts(1),
                FitContext.defaults())
            .model();
    assertThat(Arrays.copyOf(model.logDensity(more), 120))
        .containsExactly(model.logDensity(x), within(1e-12));
    assertThat(model.responsibilities(more).rowRange(0, 120).values())
        .containsExactly(model.responsibilities(x).values(), within(1e-12));
    assertThat(model.responsibilities(more).row(120))
        .containsExactly(model.weights(), within(1e-15));
  }

  /** With values missing at random, the parameters are found as from complete rows. */
  @Test
  void parametersAreRecovered() {
    SeededRandom random = new SeededRandom(8);
    Matrix x = gappy(truth().sample(20_000, random), 0.3, random);
    GaussianMixture model =
        GaussianMixture.fit(
                Dataset.of(x), GaussianMixtureOptions.defaults(2), FitContext.defaults())
            .model();
    GaussianMixture expected = truth().ordered();
    assertThat(model.weights()).containsExactly(expected.weights(), within(0.02));
    assertThat(model.means().values()).containsExactly(expected.means().values(), within(0.06));
    for (int c = 0; c < 2; c++) {
      assertThat(model.covariance(c).values())
          .containsExactly(expected.covariance(c).values(), within(0.1));
    }
  }

  @Test
  void theBoxOfTheNoiseHoldsWhatIsObserved() {
    SeededRandom random = new SeededRandom(2);
    Matrix clean = truth().sample(300, random);
    double[] values = Arrays.copyOf(clean.values(), 360 * 3);
    for (int i = 900; i < values.length; i++) {
      values[i] = 40 * random.nextDouble() - 20;
    }
    Matrix x = gappy(Matrix.wrap(360, 3, values), 0.1, random);
    GaussianMixture model =
        GaussianMixture.fit(
                Dataset.of(x),
                GaussianMixtureOptions.defaults(2).withNoise(NoiseComponent.UNIFORM),
                FitContext.defaults())
            .model();
    UniformNoise noise = model.noise().orElseThrow();
    assertThat(noise.axes()).isEmpty();
    assertThat(model.weights()[2]).isEqualTo(1 / 6.0, within(0.04));
    for (int i = 0; i < x.rows(); i++) {
      assertThat(noise.logDensity(x.row(i), 0)).isGreaterThan(Double.NEGATIVE_INFINITY);
    }
    double[] halves = noise.halfWidths();
    double[] row = {noise.centre()[0], Double.NaN, noise.centre()[2]};
    assertThat(noise.logDensity(row, 0))
        .isEqualTo(-Math.log(4 * halves[0] * halves[2]), within(1e-12));
  }
}
