package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.ProbabilisticPcaFamily;
import org.latent4j.mixture.GaussianMixtureFamily;
import org.latent4j.model.FitContext;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.SharedFiles;

class ComponentSearchTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);
  private static final ModelFamily GMM = new GaussianMixtureFamily();

  private static Settings settings(String covariance) {
    return Settings.of(GMM.settings()).with("covariance", covariance);
  }

  private static ComponentTable run(Dataset rows, String covariance, ComponentOptions options) {
    return ComponentSearch.run(GMM, settings(covariance), rows, options, CONTEXT);
  }

  private static ComponentOptions options(int most, int replicates) {
    return ComponentOptions.defaults()
        .withMostComponents(most)
        .withReplicates(replicates)
        .withValidation(Validation.none());
  }

  /** Reaven and Miller's rows, with the insulin of row 104 as in the reference numbers. */
  private static Dataset diabetes() throws IOException {
    double[][] rows =
        Files.readAllLines(SharedFiles.path("data/diabetes-mclust/diabetes-mclust.csv")).stream()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",", -1)).skip(1))
            .map(cells -> cells.mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    rows[103][1] = 455;
    return Dataset.of(Matrix.ofRows(rows));
  }

  @Test
  @Tag("slow")
  void diabetesHasThreeComponentsByEveryMeans() throws IOException {
    // mclust 6.0.0, VVV: statistics 369.985, 121.107 and 19.90 with p 0.001, 0.001 and about 0.283.
    // Its own EM from 300 random partitions goes further than from its start: log likelihoods
    // -2540.664, -2343.012 and -2295.095 for one to three components, and -2276.4 for four.
    ComponentTable table = run(diabetes(), "full", options(4, 99));
    List<BootstrapTest> tests = table.sizes().stream().flatMap(s -> s.test().stream()).toList();
    assertThat(tests).hasSize(3);
    assertThat(tests.get(0).statistic()).isCloseTo(2 * (2540.664 - 2343.012), within(0.01));
    assertThat(tests.get(1).statistic()).isCloseTo(2 * (2343.012 - 2295.095), within(0.01));
    assertThat(tests.get(2).statistic()).isBetween(19.9, 2 * (2295.095 - 2276.3));
    assertThat(tests.get(0).pValue()).isEqualTo(1.0 / 100);
    assertThat(tests.get(1).pValue()).isEqualTo(1.0 / 100);
    assertThat(tests.get(2).pValue()).isBetween(0.1, 0.6);
    assertThat(table.testChoice()).hasValue(3);
    assertThat(table.choice(Criterion.BIC)).hasValue(3);
    assertThat(table.choice(Criterion.ICL)).hasValue(3);
    // VVV,3 of mclust, with our sign: BIC 4734.561, ICL 4749.16, at the tolerance of its EM
    Criteria three = table.sizes().get(2).criteria();
    assertThat(three.bic()).isBetween(4734.5, 4734.561);
    assertThat(three.icl()).isCloseTo(4749.16, within(0.5));
  }

  @Test
  void theTestFindsTwoBlobsAndTheTableTellsTheirOptima() {
    Dataset rows = Rows.blobs(120, 2, 3);
    ComponentTable table = run(rows, "spherical", options(3, 39));
    assertThat(table.sizes()).extracting(ComponentTable.Size::components).containsExactly(1, 2, 3);
    BootstrapTest first = table.sizes().get(0).test().orElseThrow();
    assertThat(first.pValue()).isEqualTo(1.0 / 40);
    assertThat(first.replicates()).isEqualTo(39);
    assertThat(first.statistic())
        .isCloseTo(
            2 * (table.sizes().get(1).logLikelihood() - table.sizes().get(0).logLikelihood()),
            within(1e-9));
    assertThat(table.sizes().get(1).test().orElseThrow().pValue()).isGreaterThan(0.05);
    assertThat(table.sizes().get(2).test()).isEmpty();
    assertThat(table.testChoice()).hasValue(2);
    assertThat(table.choice(Criterion.BIC)).hasValue(2);
    // k = 1, spherical: −n/2·(d·log 2πσ² + d) with σ² the mean variance (divisor n)
    double[] variances = DataSummary.of(rows).variances();
    double variance = (variances[0] + variances[1]) / 2;
    assertThat(table.sizes().get(0).logLikelihood())
        .isCloseTo(-120 * (Math.log(2 * Math.PI * variance) + 1), within(1e-6));
  }

  @Test
  void heldOutRowsChooseTheSmallestWithinAnError() {
    ComponentTable table =
        run(
            Rows.blobs(120, 2, 3),
            "spherical",
            ComponentOptions.defaults().withMostComponents(3).withReplicates(0));
    assertThat(table.choice(Criterion.HELD_OUT)).hasValue(2);
    assertThat(table.testChoice()).isEmpty();
    assertThat(table.sizes()).allSatisfy(s -> assertThat(s.standardError()).isPositive());
  }

  @Test
  void aPValueCountsTheRowsThemselves() {
    assertThat(BootstrapTest.of(3, 1, 2, 3, 4).pValue()).isEqualTo(3.0 / 5);
    assertThat(BootstrapTest.of(5, 1, 2, 3, 4).pValue()).isEqualTo(1.0 / 5);
  }

  /**
   * One component, tested at 20 % on 60 sets: the number of rejections is binomial(60, 0.2), above
   * 22 with probability 0.001 and below 3 with probability 0.0003.
   */
  @Test
  @Tag("slow")
  void theTestKeepsItsLevel() {
    int rejections = 0;
    for (int seed = 0; seed < 60; seed++) {
      ComponentTable table =
          run(Rows.normal(60, 1, seed), "full", options(2, 0).withLevel(0.2).withReplicates(9));
      rejections += table.testChoice().getAsInt() > 1 ? 1 : 0;
    }
    assertThat(rejections).isBetween(3, 22);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anyNumberOfThreadsGivesTheSameTableAndListenersHearOfDrawnSets(int threads) {
    Dataset rows = Rows.blobs(60, 2, 4);
    Set<String> phases = new TreeSet<>();
    ComponentTable table =
        ComponentSearch.run(
            GMM,
            settings("spherical"),
            rows,
            options(2, 19),
            CONTEXT.withThreads(threads).withListener(p -> phases.add(p.phase())));
    assertThat(table).isEqualTo(run(rows, "spherical", options(2, 19)));
    assertThat(phases).contains("gmm k=1", "gmm k=2", "gmm k=1 against k=2, drawn sets");
  }

  @Test
  void moreComponentsThanRowsEndTheTable() {
    ComponentTable table = run(Rows.normal(4, 1, 1), "spherical", options(6, 0));
    assertThat(table.sizes()).hasSize(4);
    assertThat(table.notes())
        .containsExactly(
            "5 components cannot be fitted: k must be at most the number of rows (4), got 5");
  }

  @Test
  void weightedRowsAreRefusedByTheBootstrapAlone() {
    Matrix values = Rows.normal(30, 2, 1).toMatrix();
    double[] weights = new double[30];
    Arrays.fill(weights, 2);
    Dataset rows = HeapDataset.builder(Schema.numeric(2), values).weights(weights).build();
    assertThatThrownBy(() -> run(rows, "full", options(2, 99)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the bootstrap draws rows of weight 1, but there is one of weight 2.0; leave the"
                + " weights out, or ask for no tests");
    assertThat(run(rows, "full", options(2, 0)).sizes()).hasSize(2);
  }

  @Test
  void aFamilyWithoutComponentsIsRefused() {
    ModelFamily ppca = new ProbabilisticPcaFamily();
    assertThatThrownBy(
            () ->
                ComponentSearch.run(
                    ppca,
                    Settings.of(ppca.settings()),
                    Rows.normal(30, 2, 1),
                    options(2, 0),
                    CONTEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the family must be a mixture of k components with a density, got ppca");
  }

  @Test
  void cancellationIsHeard() {
    assertThatThrownBy(
            () ->
                ComponentSearch.run(
                    GMM,
                    settings("full"),
                    Rows.normal(30, 2, 1),
                    options(2, 0),
                    CONTEXT.withCancelled(() -> true)))
        .isInstanceOf(CancellationException.class)
        .hasMessage("stopped before the number of components was known");
  }

  @Test
  void optionsOutsideTheirRangeAreRefused() {
    ComponentOptions options = ComponentOptions.defaults();
    assertThatThrownBy(() -> options.withMostComponents(0))
        .hasMessage("most must be at least 1, got 0");
    assertThatThrownBy(() -> options.withLevel(1))
        .hasMessage("level must be between 0 and 1, got 1.0");
    assertThatThrownBy(() -> options.withReplicates(18))
        .hasMessage(
            "bootstrap must be 0 or at least 19, without which no p-value can reach the level"
                + " 0.05, got 18");
  }
}
