package org.latent4j.factormixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.linear.ProbabilisticPcaOptions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.testing.SharedFiles;

/** Fits against closed forms, other families and other programs. */
class FactorMixtureFitTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static FactorMixtureOptions exact(int k, int q) {
    return FactorMixtureOptions.defaults(k, q)
        .withNoiseFloor(0)
        .withTolerance(1e-9)
        .withIterations(5000);
  }

  private static Matrix rows(int n, int d, int[] factors, double apart) {
    return FactorRows.random(42, d, factors, NoiseStructure.DIAGONAL, Sharing.NONE, apart)
        .sample(n, new SeededRandom(43));
  }

  /** 6 features are fitted on scatters, 80 on their images: both must reach the closed form. */
  @ParameterizedTest(name = "{0} features, {1} factors")
  @CsvSource({"6, 1", "6, 3", "6, 5", "80, 2", "80, 4"})
  void oneComponentOfIsotropicNoiseIsProbabilisticPca(int d, int q) {
    Dataset data = Dataset.of(rows(400, d, new int[] {Math.min(4, d - 1)}, 1));
    double expected =
        ProbabilisticPca.fit(data, new ProbabilisticPcaOptions(q), CONTEXT)
            .report()
            .logLikelihood();
    FitReport report =
        FactorMixture.fit(data, exact(1, q).withNoise(NoiseStructure.ISOTROPIC), CONTEXT).report();
    assertThat(report.converged()).isTrue();
    assertThat(report.logLikelihood()).isEqualTo(expected, within(1e-6));
  }

  /** With d − 1 factors and isotropic noise every covariance is possible: each M step agrees. */
  @ParameterizedTest(name = "share {0}")
  @CsvSource({"none, full", "both, tied"})
  void asManyFactorsAsCanBeAreAGaussianMixture(String share, String structure) {
    Sharing sharing = Sharing.named(share);
    Dataset data = Dataset.of(rows(500, 4, new int[] {1, 2, 1}, 2));
    FactorMixture anywhere =
        FactorRows.random(7, 4, new int[] {3, 3, 3}, NoiseStructure.ISOTROPIC, sharing, 2);
    FactorMixture start =
        FactorMixture.of(
            NoiseStructure.ISOTROPIC,
            sharing,
            anywhere.weights(),
            data.toMatrix().selectRows(new int[] {0, 1, 4}),
            List.of(anywhere.loadings(0), anywhere.loadings(1), anywhere.loadings(2))
                .subList(0, sharing.ofLoadings() ? 1 : 3),
            Matrix.of(
                sharing.ofNoise() ? 1 : 3,
                1,
                sharing.ofNoise() ? new double[] {1} : new double[] {1, 1, 1}));
    GaussianMixture same =
        GaussianMixture.of(
            CovarianceStructure.named(structure),
            start.weights(),
            start.means(),
            List.of(start.covariance(0), start.covariance(1), start.covariance(2)));
    FitResult<FactorMixture> ours =
        FactorMixture.fit(
            data,
            exact(3, 3)
                .withNoise(NoiseStructure.ISOTROPIC)
                .withSharing(sharing)
                .withIterations(40)
                .withTolerance(0),
            CONTEXT.withStart(start));
    FitResult<GaussianMixture> theirs =
        GaussianMixture.fit(
            data,
            GaussianMixtureOptions.defaults(3)
                .withStructure(CovarianceStructure.named(structure))
                .withCovarianceFloor(0)
                .withIterations(40)
                .withTolerance(0),
            CONTEXT.withStart(same));
    assertThat(ours.report().trace()).hasSize(40);
    assertThat(ours.report().notes()).isEmpty();
    for (int t = 0; t < 40; t++) {
      double expected = theirs.report().trace().get(t);
      assertThat(ours.report().trace().get(t))
          .as("update %d", t + 1)
          .isEqualTo(expected, within(1e-9 * Math.abs(expected)));
    }
    assertThat(ours.model().covariance(1).values())
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(theirs.model().covariance(1).values());
  }

  /** Maxima of scikit-learn's factor analysis; where its EM crawls, ours must be as good. */
  @Tag("slow")
  @ParameterizedTest(name = "{0}, {1} factors")
  @CsvSource({"iris, 1", "iris, 2", "factors2, 1", "factors2, 2", "faithful, 1"})
  void oneComponentOfDiagonalNoiseIsFactorAnalysis(String dataset, int q) {
    List<Map<String, String>> lines =
        SharedFiles.table("sklearn_fa.csv").stream()
            .filter(line -> line.get("dataset").equals(dataset))
            .filter(line -> line.get("factors").equals(Integer.toString(q)))
            .toList();
    Matrix x = SharedFiles.matrix(dataset + ".csv");
    FitResult<FactorMixture> result =
        FactorMixture.fit(Dataset.of(x), exact(1, q).withNoiseFloor(1e-9), CONTEXT);
    double expected = Double.parseDouble(lines.get(0).get("loglik_per_row"));
    double left = Double.parseDouble(lines.get(0).get("gain_of_last_half"));
    double actual = result.report().meanLogLikelihood();
    assertThat(actual).isGreaterThan(expected - 1e-8);
    if (left == 0) {
      assertThat(actual).isEqualTo(expected, within(1e-8));
    }
    if (left == 0 && x.columns() > 2) { // two features do not determine the noise
      double[] noise = result.model().noiseVariances(0);
      for (Map<String, String> line : lines) {
        double variance = Double.parseDouble(line.get("noise_variance"));
        assertThat(noise[Integer.parseInt(line.get("feature"))])
            .isEqualTo(variance, within(1e-4 * variance));
      }
    }
  }

  @Tag("slow")
  @Test
  void parametersAreRecoveredUpToTheOrderOfComponents() {
    for (int d : new int[] {20, 70}) {
      FactorMixture truth =
          FactorRows.random(5, d, new int[] {2, 2, 2}, NoiseStructure.DIAGONAL, Sharing.NONE, 2);
      Dataset data = Dataset.of(truth.sample(6000, new SeededRandom(6)));
      FactorMixture fitted =
          FactorMixture.fit(data, FactorMixtureOptions.defaults(3, 2), CONTEXT).model();
      FactorMixture ordered = truth.ordered();
      for (int c = 0; c < 3; c++) {
        int match = nearest(fitted, ordered.means().row(c));
        assertThat(fitted.weights()[match]).isEqualTo(ordered.weights()[c], within(0.03));
        Matrix expected = ordered.covariance(c);
        Matrix actual = fitted.covariance(match);
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            double scale = Math.sqrt(expected.get(i, i) * expected.get(j, j));
            assertThat(actual.get(i, j)).isEqualTo(expected.get(i, j), within(0.17 * scale));
          }
        }
      }
    }
  }

  private static int nearest(FactorMixture mixture, double[] mean) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < mixture.componentCount(); c++) {
      double distance = 0;
      for (int j = 0; j < mean.length; j++) {
        distance += Math.pow(mixture.means().get(c, j) - mean[j], 2);
      }
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    return best;
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0} features, {1} noise")
  @CsvSource({"15, diagonal", "15, isotropic", "70, diagonal", "70, isotropic"})
  void theNumberOfFactorsOfEachComponentIsFound(int d, String label) {
    NoiseStructure noise = NoiseStructure.named(label);
    FactorMixture truth = FactorRows.random(9, d, new int[] {1, 3}, noise, Sharing.NONE, 2);
    Dataset data = Dataset.of(truth.sample(3000, new SeededRandom(10)));
    FitResult<FactorMixture> result =
        FactorMixture.fit(data, FactorMixtureOptions.defaults(2, 0).withNoise(noise), CONTEXT);
    int[] factors = new int[2];
    for (int c = 0; c < 2; c++) {
      factors[c] = result.model().latentDimensions()[nearest(result.model(), truth.means().row(c))];
    }
    assertThat(factors).containsExactly(1, 3);
    assertThat(result.report().notes().get(0)).startsWith("factors of the components, chosen by");
  }

  @Tag("slow")
  @ParameterizedTest(name = "share {0}")
  @CsvSource({"noise", "loadings", "both"})
  void theNumberOfSharedFactorsIsFound(String label) {
    Sharing sharing = Sharing.named(label);
    FactorMixture truth =
        FactorRows.random(9, 12, new int[] {2, 2}, NoiseStructure.DIAGONAL, sharing, 2);
    Dataset data = Dataset.of(truth.sample(3000, new SeededRandom(10)));
    FactorMixture fitted =
        FactorMixture.fit(data, FactorMixtureOptions.defaults(2, 0).withSharing(sharing), CONTEXT)
            .model();
    assertThat(fitted.latentDimensions()).containsExactly(2, 2);
  }

  @Test
  void rowsWithoutCorrelationNeedNoFactors() {
    Dataset data = Dataset.of(FactorRows.gaussian(new SeededRandom(2), 2000, 8, 3));
    FactorMixture fitted =
        FactorMixture.fit(data, FactorMixtureOptions.defaults(1, 0), CONTEXT).model();
    assertThat(fitted.latentDimensions()).containsExactly(0);
    Matrix x = data.toMatrix().rowRange(0, 3);
    assertThat(new FactorMixtureFamily().load(new FactorMixtureFamily().save(fitted)).encode(x))
        .isEqualTo(fitted.encode(x));
  }

  @Test
  void fewRowsOfManyFeaturesAreFitted() {
    for (int d : new int[] {2000}) {
      FactorMixture truth =
          FactorRows.random(3, d, new int[] {2, 2}, NoiseStructure.DIAGONAL, Sharing.NONE, 1);
      Matrix x = truth.sample(72, new SeededRandom(4));
      for (Sharing sharing : List.of(Sharing.NONE, Sharing.BOTH)) {
        FitResult<FactorMixture> result =
            FactorMixture.fit(
                Dataset.of(x),
                FactorMixtureOptions.defaults(2, 2).withSharing(sharing).withIterations(30),
                CONTEXT);
        assertThat(result.report().logLikelihood()).isFinite();
        int[] expected = truth.cluster(x);
        int[] found = result.model().cluster(x);
        long equal = 0;
        for (int i = 0; i < found.length; i++) {
          equal += found[i] == expected[i] ? 1 : 0;
        }
        assertThat(Math.max(equal, found.length - equal)).isEqualTo(found.length);
      }
    }
  }

  @Test
  void constantColumnsLieAtTheFloor() {
    Matrix x = rows(300, 5, new int[] {1, 2}, 2);
    double[][] wider = new double[x.rows()][];
    for (int i = 0; i < wider.length; i++) {
      wider[i] = Arrays.copyOf(x.row(i), 6);
      wider[i][5] = 1e6;
    }
    FitResult<FactorMixture> result =
        FactorMixture.fit(
            Dataset.of(Matrix.ofRows(wider)),
            FactorMixtureOptions.defaults(2, 1).withNoiseFloor(1e-3),
            CONTEXT);
    FitReport without =
        FactorMixture.fit(
                Dataset.of(x), FactorMixtureOptions.defaults(2, 1).withNoiseFloor(1e-3), CONTEXT)
            .report();
    double[] variances = org.latent4j.data.DataSummary.of(Dataset.of(x)).variances();
    double floor = 1e-3 * Arrays.stream(variances).sum() / 6;
    for (int c = 0; c < 2; c++) {
      assertThat(result.model().noiseVariances(c)[5]).isEqualTo(floor, within(1e-9 * floor));
      assertThat(result.model().loadings(c).row(5)).containsExactly(0.0);
    }
    double constant = -0.5 * Math.log(2 * Math.PI * floor);
    assertThat(result.report().meanLogLikelihood())
        .isEqualTo(without.meanLogLikelihood() + constant, within(1e-4));
  }

  @Test
  void aCollapsedComponentIsStartedAgain() {
    Dataset data = Dataset.of(rows(400, 5, new int[] {1, 1}, 4));
    FactorMixture far =
        FactorMixture.of(
            NoiseStructure.DIAGONAL,
            Sharing.NONE,
            new double[] {0.5, 0.5},
            Matrix.of(2, 5, 0, 0, 0, 0, 0, 1e4, 1e4, 1e4, 1e4, 1e4),
            List.of(Matrix.of(5, 1, 1, 1, 1, 1, 1), Matrix.of(5, 1, 1, 1, 1, 1, 1)),
            Matrix.of(2, 5, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1));
    FitResult<FactorMixture> result =
        FactorMixture.fit(data, FactorMixtureOptions.defaults(2, 1), CONTEXT.withStart(far));
    assertThat(result.report().notes())
        .contains("component 2 had too few rows and was started again as a half of component 1");
    assertThat(result.report().converged()).isTrue();
    assertThat(Arrays.stream(result.model().weights()).min().orElse(0)).isGreaterThan(0.2);
  }
}
