package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitStatus;

/** The likelihood as a function of the noise, its derivatives, and the search for its maximum. */
class NoiseProfileTest {

  private static final double STEP = 1e-5;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void valueIsThatOfTheCovariance(int seed) {
    Matrix s = covariance(seed);
    int q = 1 + seed % 4;
    double[] x = logNoise(seed);
    NoiseProfile.Point point = new NoiseProfile(s, q).at(x);
    Matrix w = point.loadings(q);
    double[] noise = Arrays.stream(x).map(Math::exp).toArray();
    Cholesky sigma = Cholesky.of(w.timesTransposed(w).plus(Matrix.diagonal(noise)));
    double expected = sigma.logDeterminant() + Rows.trace(sigma.solve(s));
    assertThat(point.value()).isEqualTo(expected, within(1e-11 * Math.abs(expected)));
  }

  /** No other loadings are better at the same noise. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void loadingsAreTheBest(int seed) {
    Matrix s = covariance(seed);
    int q = 1 + seed % 4;
    double[] x = logNoise(seed);
    NoiseProfile.Point point = new NoiseProfile(s, q).at(x);
    double[] noise = Arrays.stream(x).map(Math::exp).toArray();
    for (double step : new double[] {1e-1, 1e-3}) {
      Matrix w = point.loadings(q).plus(Rows.gaussian(6, q, seed + 5).scaled(step));
      Cholesky sigma = Cholesky.of(w.timesTransposed(w).plus(Matrix.diagonal(noise)));
      assertThat(sigma.logDeterminant() + Rows.trace(sigma.solve(s))).isGreaterThan(point.value());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void derivativesAreThoseOfDifferences(int seed) {
    NoiseProfile profile = new NoiseProfile(covariance(seed), 1 + seed % 4);
    double[] x = logNoise(seed);
    NoiseProfile.Point point = profile.at(x);
    Matrix hessian = profile.hessian(point);
    double scale = 1 + Rows.largest(hessian);
    for (int i = 0; i < x.length; i++) {
      double[] after = x.clone();
      after[i] += STEP;
      double[] before = x.clone();
      before[i] -= STEP;
      NoiseProfile.Point up = profile.at(after);
      NoiseProfile.Point down = profile.at(before);
      assertThat(point.gradient()[i])
          .isEqualTo((up.value() - down.value()) / (2 * STEP), within(1e-7 * scale));
      for (int j = 0; j < x.length; j++) {
        double expected = (up.gradient()[j] - down.gradient()[j]) / (2 * STEP);
        assertThat(hessian.get(i, j)).isEqualTo(expected, within(1e-6 * scale));
      }
    }
  }

  /** At the end each noise variance is at the floor with F falling towards it, or F is level. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void searchEndsWhereNothingIsToBeGained(int seed) {
    Matrix s = covariance(seed);
    double[] floor = new double[6];
    Arrays.fill(floor, Math.log(1e-6));
    double[] variances = new double[6];
    Arrays.setAll(variances, j -> s.get(j, j));
    NoiseSearch search = new NoiseSearch(new NoiseProfile(s, 1 + seed % 3), floor, variances, 100);
    NoiseSearch.Run run =
        search.run(logNoise(seed), 200, 1e-8, (t, point, gain) -> {}, () -> false);
    assertThat(run.status()).isEqualTo(FitStatus.CONVERGED);
    NoiseProfile.Point point = search.polished(run.point());
    for (int i = 0; i < 6; i++) {
      double slope = point.gradient()[i];
      if (point.logNoise()[i] > floor[i]) {
        assertThat(slope).as("feature %d", i).isEqualTo(0, within(1e-9));
      } else {
        assertThat(slope).as("feature %d at its floor", i).isGreaterThan(-1e-9);
      }
    }
    for (int t = 1; t < run.trace().size(); t++) {
      assertThat(run.trace().get(t)).isLessThanOrEqualTo(run.trace().get(t - 1));
    }
  }

  private static Matrix covariance(int seed) {
    Matrix rows = Rows.correlated(40, 6, seed);
    return Rows.covariance(Rows.standardised(rows), 40);
  }

  private static double[] logNoise(int seed) {
    SeededRandom random = new SeededRandom(seed + 500);
    double[] x = new double[6];
    Arrays.setAll(x, j -> Math.log(0.05 + 0.9 * random.nextDouble()));
    return x;
  }
}
