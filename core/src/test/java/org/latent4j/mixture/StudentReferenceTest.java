package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/**
 * Densities of scipy 1.10.1 (scipy.stats.multivariate_t), locations and scales of MASS 7.3-58
 * (cov.trob, R 4.2.2), and optima that scipy.optimize found in the likelihood itself, by turns of
 * BFGS and Nelder-Mead to 1e-13 (tools/reference/tmm.py).
 */
class StudentReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "0.7, 1, -2, 0.5, -1.8984967478770116",
    "0.7, 0, 0, 0, -7.40426194802713",
    "0.7, 1e8, 3, -2e7, -69.8265701499536",
    "1, 1, -2, 0.5, -2.015369066543921",
    "1, 0, 0, 0, -7.297434344342953",
    "1, 1e8, 3, -2e7, -74.73777420793846",
    "2.5, 1, -2, 0.5, -2.2439537180937026",
    "2.5, 0, 0, 0, -7.266371153321064",
    "2.5, 1e8, 3, -2e7, -99.71746127485726",
    "30, 1, -2, 0.5, -2.458266863810321",
    "30, 0, 0, 0, -8.408930590448477",
    "30, 1e8, 3, -2e7, -546.2983524828898"
  })
  void logDensityIsScipys(double nu, double x, double y, double z, double expected) {
    StudentMixture mixture =
        StudentMixture.of(
            CovarianceStructure.FULL,
            new double[] {1},
            Matrix.of(1, 3, 1, -2, 0.5),
            List.of(Matrix.of(3, 3, 2, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 0.5)),
            nu);
    assertThat(mixture.logDensity(x, y, z)).isCloseTo(expected, within(1e-11));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3.6539922141312289, 72.61772006008772, 1.1138747932668187, 11.894762337397072,"
        + " 152.16646930401123",
    "5, 3.5854140651646289, 71.88610042894642, 1.1907555362229381, 12.751796393504636,"
        + " 164.38013549969176",
    "10, 3.5356168181395713, 71.367883917190099, 1.2449165892234422, 13.353009196771815,"
        + " 173.8373553100831"
  })
  void oneComponentOfFixedFreedomIsCovTrobs(
      double nu, double m1, double m2, double s11, double s12, double s22) {
    StudentMixture mixture = fit(faithful(), precise(1).withFixed(nu)).model();
    assertThat(mixture.means().get(0, 0)).isCloseTo(m1, within(1e-6));
    assertThat(mixture.means().get(0, 1)).isCloseTo(m2, within(1e-5));
    assertThat(mixture.scale(0).get(0, 0)).isCloseTo(s11, within(1e-6));
    assertThat(mixture.scale(0).get(0, 1)).isCloseTo(s12, within(1e-5));
    assertThat(mixture.scale(0).get(1, 1)).isCloseTo(s22, within(1e-4));
    assertThat(mixture.degreesOfFreedom()).containsExactly(nu);
  }

  @Test
  void oneComponentOfEstimatedFreedomIsTheOptimum() {
    FitResult<StudentMixture> fit = fit(Galaxies.velocities(), precise(1));
    assertThat(fit.report().logLikelihood()).isCloseTo(-226.4598405141022, within(1e-7));
    assertThat(fit.model().means().get(0, 0)).isCloseTo(21.13779612972376, within(1e-4));
    assertThat(fit.model().scale(0).get(0, 0)).isCloseTo(4.561052506523523, within(1e-3));
    assertThat(fit.model().degreesOfFreedom()[0]).isCloseTo(1.8598551462041326, within(1e-4));
  }

  /** Tails lighter than a Gaussian's leave nothing but the upper bound. */
  @Test
  void lightTailsGiveTheMostFreedomAndSaySo() {
    FitResult<StudentMixture> fit = fit(faithful(), precise(1));
    assertThat(fit.model().degreesOfFreedom()).containsExactly(200);
    assertThat(fit.report().notes())
        .containsExactly(
            "component 1 has 200.0 degrees of freedom, the most that are estimated:"
                + " as good as Gaussian");
    assertThat(fit.report().logLikelihood())
        .isLessThan(-1289.796729948865 + 1e-6)
        .isCloseTo(-1289.796729948865, within(1.0));
  }

  @ParameterizedTest
  @CsvSource({
    "full, -1137.1699856052605, 0.6475547607531889, 4.318005260052867, 80.00675570857781,"
        + " 0.1295829082159696, 27.093616256424205",
    "tied, -1147.3696929658427, 0.6401857265289497, 4.327853165497696, 80.0989513712816,"
        + " 0.09482699304658561, 26.566477072178472"
  })
  void twoComponentsOfFiveDegreesAreTheOptimum(
      String structure,
      double logLikelihood,
      double w,
      double m1,
      double m2,
      double s1,
      double s2) {
    FitResult<StudentMixture> fit =
        fit(
            faithful(),
            precise(2).withStructure(CovarianceStructure.named(structure)).withFixed(5));
    assertThat(fit.report().logLikelihood()).isCloseTo(logLikelihood, within(1e-6));
    StudentMixture mixture = fit.model();
    assertThat(mixture.weights()[0]).isCloseTo(w, within(1e-5));
    assertThat(mixture.means().get(0, 0)).isCloseTo(m1, within(1e-5));
    assertThat(mixture.means().get(0, 1)).isCloseTo(m2, within(1e-4));
    assertThat(mixture.scale(0).get(0, 0)).isCloseTo(s1, within(1e-5));
    assertThat(mixture.scale(0).get(1, 1)).isCloseTo(s2, within(1e-3));
  }

  /** The optimum that is reached from components about 20 and 23. */
  @Test
  void twoComponentsOfTheirOwnFreedomAreTheOptimum() {
    FitResult<StudentMixture> fit = fitGalaxies(precise(2));
    assertThat(fit.report().logLikelihood()).isCloseTo(-219.88369616222417, within(1e-6));
    assertThat(fit.model().degreesOfFreedom()[0]).isCloseTo(0.9196172858588254, within(1e-3));
    assertThat(fit.model().degreesOfFreedom()[1]).isCloseTo(1.1595040361097495, within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({
    "full, -219.9521328615596, 1.0770939649435647",
    "tied, -221.01477967447485, 0.9981464667069999"
  })
  void twoComponentsOfSharedFreedomAreTheOptimum(
      String structure, double logLikelihood, double nu) {
    FitResult<StudentMixture> fit =
        fitGalaxies(
            precise(2)
                .withStructure(CovarianceStructure.named(structure))
                .withEstimated(Freedom.SHARED));
    assertThat(fit.report().logLikelihood()).isCloseTo(logLikelihood, within(1e-6));
    double[] degrees = fit.model().degreesOfFreedom();
    assertThat(degrees[0]).isCloseTo(nu, within(1e-3)).isEqualTo(degrees[1]);
  }

  private static FitResult<StudentMixture> fitGalaxies(StudentMixtureOptions options) {
    StudentMixture start =
        StudentMixture.of(
            options.structure(),
            new double[] {0.5, 0.5},
            Matrix.of(2, 1, 20, 23),
            List.of(Matrix.identity(1)),
            3);
    return StudentMixture.fit(
        Dataset.of(Galaxies.velocities()),
        options,
        FitContext.defaults().withThreads(1).withStart(start));
  }

  private static Matrix faithful() {
    return ReferenceFiles.matrix("faithful.csv");
  }

  private static StudentMixtureOptions precise(int k) {
    return StudentMixtureOptions.defaults(k)
        .withIterations(5000)
        .withTolerance(1e-10)
        .withCovarianceFloor(0)
        .withStarts(8);
  }

  private static FitResult<StudentMixture> fit(Matrix x, StudentMixtureOptions options) {
    return StudentMixture.fit(Dataset.of(x), options, FitContext.defaults().withThreads(1));
  }
}
