package org.latent4j.em;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.MixedMixture;
import org.latent4j.mixedmixture.MixedMixtureOptions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.testing.SharedFiles;

class KnownComponentsTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(1);

  /** The rows of iris are its species one after the other. */
  private static int[] species() {
    int[] species = new int[150];
    Arrays.setAll(species, i -> i / 50);
    return species;
  }

  private static FitResult<? extends Model> fit(String family, Dataset data, int k) {
    return family.equals("gmm")
        ? GaussianMixture.fit(data, GaussianMixtureOptions.defaults(k), CONTEXT)
        : MixedMixture.fit(data, MixedMixtureOptions.defaults(k), CONTEXT);
  }

  /**
   * Quadratic discriminant analysis: Σ n_c·log(n_c/n) − n_c/2·(d·log 2π + log|S_c| + d), S_c with
   * divisor n_c. The likelihood of the mixture is that of MclustDA (EDDA, VVV) of mclust 6.0.0.
   */
  @ParameterizedTest
  @ValueSource(strings = {"gmm", "mixed"})
  void withAllKnownItIsDiscriminantAnalysis(String family) {
    Matrix iris = SharedFiles.matrix("iris.csv");
    double expected = 0;
    for (int c = 0; c < 3; c++) {
      Matrix own = iris.rowRange(50 * c, 50 * c + 50);
      Matrix covariance = Moments.of(Dataset.of(own), new LocalEngine(1)).covariance();
      expected +=
          50 * Math.log(1.0 / 3)
              - 25 * (4 * Math.log(2 * Math.PI) + Cholesky.of(covariance).logDeterminant() + 4);
    }
    FitResult<? extends Model> result =
        fit(family, Dataset.of(iris).withKnownComponents(species()), 3);
    assertThat(result.report().logLikelihood()).isEqualTo(expected, within(1e-8));
    assertThat(((Density) result.model()).logLikelihood(iris))
        .isEqualTo(-182.920848605, within(1e-6));
    assertThat(result.report().notes())
        .contains(
            "the component of 150 of 150 rows was known; the log likelihood is that of rows and"
                + " known components");
  }

  /** Common covariances, all known, are linear discriminant analysis: S pooled over classes. */
  @Test
  void withCommonCovariancesItIsLinearDiscriminantAnalysis() {
    Matrix iris = SharedFiles.matrix("iris.csv");
    GaussianMixture model =
        GaussianMixture.fit(
                Dataset.of(iris).withKnownComponents(species()),
                GaussianMixtureOptions.defaults(3).withStructure(CovarianceStructure.TIED),
                CONTEXT)
            .model();
    Matrix pooled = Matrix.zeros(4, 4);
    for (int c = 0; c < 3; c++) {
      Matrix own = iris.rowRange(50 * c, 50 * c + 50);
      pooled =
          pooled.plus(Moments.of(Dataset.of(own), new LocalEngine(1)).covariance().scaled(1.0 / 3));
    }
    for (int i = 0; i < 16; i++) {
      assertThat(model.covariance(0).values()[i]).isEqualTo(pooled.values()[i], within(1e-9));
    }
  }

  /** A few known rows name the components; the others find theirs. */
  @ParameterizedTest
  @ValueSource(strings = {"gmm", "mixed"})
  void fewKnownRowsNameTheComponents(String family) {
    Matrix iris = SharedFiles.matrix("iris.csv");
    int[] named = {2, 0, 1};
    int[] known = new int[150];
    Arrays.setAll(known, i -> i % 10 == 0 ? named[i / 50] : -1);
    Model model = fit(family, Dataset.of(iris).withKnownComponents(known), 3).model();
    int[] clusters = ((Clusterer) model).cluster(iris);
    int right = 0;
    for (int i = 0; i < 150; i++) {
      right += clusters[i] == named[i / 50] ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(143);
  }

  /** Known rows of two components; the rest have one of their own. */
  @ParameterizedTest
  @ValueSource(strings = {"gmm", "mixed"})
  void moreComponentsThanKnownOnesAreFound(String family) {
    SeededRandom random = new SeededRandom(3);
    double[] values = new double[600];
    int[] known = new int[300];
    for (int i = 0; i < 300; i++) {
      int c = i / 100;
      values[2 * i] = 10 * c + random.nextGaussian();
      values[2 * i + 1] = random.nextGaussian();
      known[i] = c < 2 && i % 5 == 0 ? 1 - c : -1;
    }
    Matrix rows = Matrix.wrap(300, 2, values);
    Model model = fit(family, Dataset.of(rows).withKnownComponents(known), 3).model();
    int[] clusters = ((Clusterer) model).cluster(rows);
    for (int i = 0; i < 300; i++) {
      assertThat(clusters[i]).isEqualTo(i / 100 == 2 ? 2 : 1 - i / 100);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmm", "mixed"})
  void unknownEverywhereIsNoKnowledge(String family) {
    int[] none = new int[150];
    Arrays.fill(none, -1);
    Dataset iris = Dataset.of(SharedFiles.matrix("iris.csv"));
    double free = fit(family, iris, 2).report().logLikelihood();
    assertThat(fit(family, iris.withKnownComponents(none), 2).report().logLikelihood())
        .isEqualTo(free, within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmm", "mixed"})
  void fewerComponentsThanKnownOnesAreRefused(String family) {
    Dataset iris = Dataset.of(SharedFiles.matrix("iris.csv")).withKnownComponents(species());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(family, iris, 2))
        .withMessage("k must be at least the number of known components (3), got 2");
  }

  @Test
  void partsOfTheRowsKeepWhatIsKnown() {
    Dataset iris = Dataset.of(SharedFiles.matrix("iris.csv")).withKnownComponents(species());
    int[] known = new int[2];
    HeapDataset.copyOf(org.latent4j.data.Splits.select(iris, new int[] {3, 140}))
        .readKnownComponents(0, 2, known);
    assertThat(known).containsExactly(0, 2);
  }

  @Test
  void componentsBelowMinusOneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(Matrix.zeros(2, 1)).withKnownComponents(0, -2))
        .withMessage("components must be numbered from 0, or -1 where unknown, got -2 in row 2");
  }
}
