package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Settings;

class GaussianMixtureFamilyTest {

  private static final ModelFamily FAMILY = ModelFamily.named("gmm");
  private static final Settings TWO = Settings.of(FAMILY.settings()).with("k", 2);
  private static final Dataset DATA = Dataset.of(Matrix.of(4, 2, 0, 0, 0, 2, 4, 0, 4, 2));

  @Test
  void startFromMeansTakesEqualWeightsAndTheColumnsVariances() {
    GaussianMixture start =
        (GaussianMixture)
            FAMILY.startFrom(
                DATA, TWO, Map.of("start-means", Tensor.of(Matrix.of(2, 2, 0, 1, 4, 1))));
    assertThat(start.weights()).containsExactly(0.5, 0.5);
    assertThat(start.covariance(1)).isEqualTo(Matrix.of(2, 2, 4, 0, 0, 1));
  }

  @Test
  void startFromAllArraysIsThatMixture() {
    double[] covariances = {1, 0, 0, 1, 2, 1, 1, 2};
    GaussianMixture start =
        (GaussianMixture)
            FAMILY.startFrom(
                DATA,
                TWO,
                Map.of(
                    "start-means", Tensor.of(Matrix.of(2, 2, 0, 1, 4, 1)),
                    "start-weights", Tensor.vector(0.25, 0.75),
                    "start-covariances", Tensor.of(Tensor.Type.F64, covariances, 2, 2, 2)));
    assertThat(start.weights()).containsExactly(0.25, 0.75);
    assertThat(start.covariance(1)).isEqualTo(Matrix.of(2, 2, 2, 1, 1, 2));
  }

  @Test
  void startOfOtherShapeIsRefused() {
    assertThatThrownBy(
            () ->
                FAMILY.startFrom(
                    DATA, TWO, Map.of("start-means", Tensor.of(Matrix.of(1, 2, 0, 1)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("start-means must have shape [2, 2], got [1, 2]");
  }

  @Test
  void startWithoutMeansIsRefused() {
    assertThatThrownBy(() -> FAMILY.startFrom(DATA, TWO, Map.of("start-weights", Tensor.vector(1))))
        .hasMessage("a start needs at least start-means, got only start-weights");
  }

  @Test
  void wordsAreRefused() {
    Schema schema =
        Schema.of(
            List.of(
                new Column(
                    "sex", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("f", "m"), 0)));
    assertThat(FAMILY.refusal(schema))
        .contains("a Gaussian mixture needs numbers, but column 'sex' holds words");
    assertThat(FAMILY.refusal(Schema.of(List.of())))
        .contains("a Gaussian mixture needs at least one numeric column, there is none");
    assertThat(FAMILY.refusal(Schema.numeric(2))).isEmpty();
  }

  @Test
  void searchStaysAtTenRowsPerComponent() {
    Dataset data = Dataset.of(Matrix.zeros(45, 2));
    assertThat(FAMILY.candidates(data.schema(), DataSummary.of(data)))
        .allSatisfy(
            line -> assertThat(line.get(line.size() - 1).settings().integer("k")).isEqualTo(4));
  }

  @Test
  void searchLeavesOutCovariancesOfFewerRowsThanFeatures() {
    Dataset data = Dataset.of(Matrix.zeros(60, 25));
    List<String> labels =
        FAMILY.candidates(data.schema(), DataSummary.of(data)).stream()
            .flatMap(List::stream)
            .map(ModelFamily.Candidate::label)
            .toList();
    assertThat(labels).contains("k=2 full", "k=6 tied", "k=6 diagonal").doesNotContain("k=3 full");
    Dataset wide = Dataset.of(Matrix.zeros(60, 70));
    assertThat(FAMILY.candidates(wide.schema(), DataSummary.of(wide)))
        .flatExtracting(line -> line)
        .extracting(c -> CovarianceStructure.named(c.settings().text("covariance")))
        .containsOnly(CovarianceStructure.DIAGONAL, CovarianceStructure.SPHERICAL);
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void loadedMixtureGivesTheSameBits(CovarianceStructure structure) {
    GaussianMixture mixture =
        GaussianMixture.of(
            structure,
            new double[] {0.3, 0.7},
            Matrix.of(2, 2, 0.1, 1, 4, 1.3),
            List.of(Matrix.of(2, 2, 1, 0.2, 0.2, 1.7), Matrix.of(2, 2, 2, 1, 1, 2)));
    GaussianMixture loaded = (GaussianMixture) FAMILY.load(FAMILY.save(mixture));
    Matrix rows = DATA.toMatrix();
    assertThat(loaded.logDensity(rows)).isEqualTo(mixture.logDensity(rows));
    assertThat(loaded.structure()).isEqualTo(structure);
  }

  @Test
  void damagedStateIsRefused() {
    ModelState state =
        new ModelState(
            Map.of(
                "weights", Tensor.vector(1),
                "means", Tensor.of(Matrix.of(1, 2, 0, 0)),
                "covariances", Tensor.of(Tensor.Type.F64, new double[] {1, 2, 2, 1}, 1, 2, 2)),
            Map.of("covariance", "full"));
    assertThatThrownBy(() -> FAMILY.load(state))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("positive definite")
        .hasMessageEndingWith("the file is damaged");
  }

  @Test
  void structuresAreKnownByBothNames() {
    assertThat(CovarianceStructure.named("e")).isEqualTo(CovarianceStructure.EII);
    assertThat(CovarianceStructure.named("Vev")).isEqualTo(CovarianceStructure.VEV);
    assertThat(CovarianceStructure.named("EEE")).isEqualTo(CovarianceStructure.TIED);
    assertThat(CovarianceStructure.named("Diagonal")).isEqualTo(CovarianceStructure.DIAGONAL);
    assertThatThrownBy(() -> CovarianceStructure.named("round"))
        .hasMessage(
            "covariance must be one of full/vvv, tied/eee, diagonal/vvi, spherical/vii, eii, eei,"
                + " vei, evi, vee, eve, vve, eev, vev, evv, e, v, got 'round'");
  }

  @Test
  void oneLetterIsForOneColumn() {
    assertThatThrownBy(() -> FAMILY.fit(DATA, TWO.with("covariance", "V"), FitContext.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("covariance v is for one column, got 2; name a structure such as spherical");
  }

  @Test
  void structuresAreGivenByAnyNameInAnyCase() {
    assertThat(TWO.with("covariance", "VVV").text("covariance")).isEqualTo("full");
    assertThat(TWO.with("covariance", "Tied").text("covariance")).isEqualTo("tied");
    assertThatThrownBy(() -> TWO.with("covariance", "full/vvv"))
        .hasMessageEndingWith(", got 'full/vvv'");
  }

  @Test
  void optionsOutsideTheirRangeAreRefused() {
    GaussianMixtureOptions options = GaussianMixtureOptions.defaults(2);
    assertThatThrownBy(() -> GaussianMixtureOptions.defaults(0))
        .hasMessage("k must be at least 1, got 0");
    assertThatThrownBy(() -> options.withTolerance(-1))
        .hasMessage("tolerance must be at least 0, got -1.0");
    assertThatThrownBy(() -> options.withCovarianceFloor(1))
        .hasMessage("covariance-floor must be at least 0 and below 1, got 1.0");
    assertThatThrownBy(() -> options.withStarts(-1))
        .hasMessage("starts must be at least 0, got -1");
    assertThatThrownBy(() -> options.withIterations(-1))
        .hasMessage("iterations must be at least 0, got -1");
  }
}
