package org.latent4j.factormixture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.Dataset;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.ExpectationMaximization.Limits;
import org.latent4j.em.LocalEngine;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.factormixture.FactorRows;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.factormixture.Sharing;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.internal.VarianceFloor;

/** Statistics and updates on images of scatters and on scatters, against dense formulas. */
class FactorUpdateTest {

  private static final int D = 6;

  static long[] seeds() {
    return LongStream.range(0, 50).toArray();
  }

  private static NoiseStructure noise(long seed) {
    return List.of(NoiseStructure.values()).get((int) (seed % 2));
  }

  private static Sharing sharing(long seed) {
    return List.of(Sharing.values()).get((int) (seed / 2 % 4));
  }

  private static FactorMixture mixture(long seed, double apart) {
    return FactorRows.random(seed, D, new int[] {2, 2, 2}, noise(seed), sharing(seed), apart);
  }

  private static ExpectationMaximization<FactorMixture, FactorStatistics> em(
      long seed, boolean dense) {
    return new ExpectationMaximization<>(
        new LocalEngine(1),
        new FactorExpectation(3, 6, dense),
        new FactorMaximization(noise(seed), sharing(seed), VarianceFloor.of(new double[D]), 1, 0));
  }

  private static FactorStatistics count(Matrix x, FactorMixture at, boolean dense) {
    return new LocalEngine(1).count(Dataset.of(x), new FactorExpectation(3, 6, dense), at);
  }

  /** The driver throws when the log likelihood falls. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theLikelihoodRisesOnImagesAndOnScatters(long seed) {
    Matrix x = mixture(seed, 1).sample(120, new SeededRandom(seed));
    FactorMixture start = mixture(seed + 200, 1);
    for (boolean dense : new boolean[] {false, true}) {
      ExpectationMaximization.Run<FactorMixture> run =
          em(seed, dense)
              .run(Dataset.of(x), start, new Limits(30, -1), (t, p, mean, gain) -> {}, () -> false);
      assertThat(run.logLikelihood()).isGreaterThan(start.logLikelihood(x));
      assertThat(run.parameters().logLikelihood(x))
          .isEqualTo(run.logLikelihood(), within(1e-8 * Math.abs(run.logLikelihood())));
    }
  }

  /**
   * At a maximum the log likelihood is flat along every parameter, whatever is shared. EM ends
   * where gains are lost in rounding, some 1e-8 nats below it, where slopes are √(2·1e-8·curvature)
   * with curvatures of up to 1e5; those of the start are hundreds.
   */
  @Tag("slow")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("eightStructures")
  void aConvergedFitIsStationary(long seed) {
    Matrix x = mixture(seed, 6).sample(400, new SeededRandom(seed));
    for (boolean dense : new boolean[] {false, true}) {
      FactorMixture fitted =
          em(seed, dense)
              .run(
                  Dataset.of(x),
                  mixture(seed, 6),
                  new Limits(4000, 0),
                  (t, p, mean, gain) -> {},
                  () -> false)
              .parameters();
      SeededRandom random = new SeededRandom(77);
      for (int direction = 0; direction < 10; direction++) {
        long key = random.nextLong();
        double step = 1e-4;
        double slope =
            (moved(fitted, step, key).logLikelihood(x) - moved(fitted, -step, key).logLikelihood(x))
                / (2 * step);
        assertThat(slope).as("direction %d, dense %s", direction, dense).isEqualTo(0, within(0.05));
      }
    }
  }

  static long[] eightStructures() {
    return LongStream.range(0, 8).toArray();
  }

  /** Moves means, loadings and the logarithms of the noise along a random direction. */
  private static FactorMixture moved(FactorMixture mixture, double step, long key) {
    SeededRandom random = new SeededRandom(key);
    Sharing sharing = mixture.sharing();
    Matrix means = mixture.means().plus(FactorRows.gaussian(random, 3, D, step));
    List<Matrix> loadings = new ArrayList<>();
    for (int c = 0; c < (sharing.ofLoadings() ? 1 : 3); c++) {
      loadings.add(mixture.loadings(c).plus(FactorRows.gaussian(random, D, 2, step)));
    }
    int rows = sharing.ofNoise() ? 1 : 3;
    int columns = mixture.noise().parameterCount(D);
    double[] noise = new double[rows * columns];
    for (int i = 0; i < noise.length; i++) {
      double variance = mixture.noiseVariances(i / columns)[i % columns];
      noise[i] = variance * Math.exp(step * random.nextGaussian());
    }
    return FactorMixture.of(
        mixture.noise(),
        sharing,
        mixture.weights(),
        means,
        loadings,
        Matrix.wrap(rows, columns, noise));
  }

  /** Image = T·Σ⁻¹·W, squares = diag T, with T = Σr·y·yᵀ about the component's own mean. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void statisticsAreThoseOfTheirDefinition(long seed) {
    FactorMixture at = mixture(seed, 1);
    Matrix x = mixture(seed + 1, 1).sample(60, new SeededRandom(seed));
    Matrix shares = at.responsibilities(x);
    FactorStatistics images = count(x, at, false);
    FactorStatistics scatters = count(x, at, true);
    assertThat(images.logLikelihood()).isEqualTo(at.logLikelihood(x), within(1e-9));
    for (int c = 0; c < 3; c++) {
      double[] weights = shares.column(c);
      Matrix scatter = scatter(x, weights);
      Matrix image = scatter.times(Cholesky.of(at.covariance(c)).solve(at.loadings(c)));
      assertThat(images.counts[c]).isEqualTo(Arrays.stream(weights).sum(), within(1e-9));
      assertClose(images.images, images.imageOffset(c), image.values());
      assertClose(scatters.images, scatters.imageOffset(c), scatter.values());
      double[] diagonal = new double[D];
      Arrays.setAll(diagonal, j -> scatter.get(j, j));
      assertClose(images.squares, c * D, diagonal);
      assertClose(scatters.squares, c * D, diagonal);
    }
  }

  private static Matrix scatter(Matrix x, double[] weights) {
    double total = Arrays.stream(weights).sum();
    double[] mean = new double[D];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < D; j++) {
        mean[j] += weights[i] / total * x.get(i, j);
      }
    }
    double[] sums = new double[D * D];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < D * D; j++) {
        sums[j] += weights[i] * (x.get(i, j / D) - mean[j / D]) * (x.get(i, j % D) - mean[j % D]);
      }
    }
    return Matrix.wrap(D, D, sums);
  }

  private static void assertClose(double[] actual, int from, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[from + i]).isEqualTo(expected[i], within(1e-9 * (1 + scale)));
    }
  }

  @Test
  void partsMergeToTheWhole() {
    FactorMixture at = mixture(3, 2);
    Matrix x = mixture(4, 2).sample(90, new SeededRandom(1));
    for (boolean dense : new boolean[] {false, true}) {
      FactorStatistics whole = count(x, at, dense);
      FactorStatistics merged = count(x.rowRange(0, 17), at, dense);
      merged.merge(count(x.rowRange(17, 60), at, dense));
      merged.merge(count(x.rowRange(60, 90), at, dense));
      double[] expected = whole.toArray();
      double[] actual = merged.toArray();
      assertThat(expected).hasSize((int) new FactorExpectation(3, 6, dense).statisticsSize(D));
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isEqualTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
      }
    }
  }

  /** 2·KL of Gaussians in d×d matrices, and a projection that no other of its kind beats. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fewerFactorsAreTheNearest(long seed) {
    SeededRandom random = new SeededRandom(seed);
    NoiseStructure noise = noise(seed);
    double[] variances = new double[D];
    Arrays.setAll(variances, j -> 0.3 + random.nextDouble());
    if (noise == NoiseStructure.ISOTROPIC) {
      Arrays.fill(variances, 0.5);
    }
    FactorCovariance all =
        new FactorCovariance(FactorRows.gaussian(random, D, 3, 1), variances, 0).canonical(0);
    FewerFactors reduction = new FewerFactors(noise);
    FactorCovariance nearest = reduction.nearest(all, 2, 0);
    double least = FewerFactors.distance(all, nearest);
    assertThat(least).isEqualTo(distance(dense(all), dense(nearest)), within(1e-9));
    assertThat(least).isPositive();
    assertThat(least)
        .isLessThanOrEqualTo(FewerFactors.distance(all, FewerFactors.truncated(all, 2, 0)) + 1e-12)
        .isLessThanOrEqualTo(FewerFactors.distance(all, reduction.absorbed(all, 2, 0)) + 1e-12);
    double s = all.singularValues()[2];
    assertThat(FewerFactors.distance(all, FewerFactors.truncated(all, 2, 0)))
        .isEqualTo(s * s - Math.log1p(s * s), within(1e-9));
  }

  private static Matrix dense(FactorCovariance covariance) {
    Matrix w = covariance.loadings();
    return w.timesTransposed(w).plus(Matrix.diagonal(covariance.noise()));
  }

  private static double distance(Matrix from, Matrix to) {
    Cholesky factored = Cholesky.of(to);
    Matrix ratio = factored.solve(from);
    double trace = 0;
    for (int j = 0; j < D; j++) {
      trace += ratio.get(j, j);
    }
    return factored.logDeterminant() - Cholesky.of(from).logDeterminant() + trace - D;
  }
}
