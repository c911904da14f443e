package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitListener;
import org.latent4j.model.ModelFamily;

class FamilyComparisonTest {

  private static final Dataset ROWS = Dataset.of(rows());

  /** One factor in four columns: what factor analysis and PPCA describe, and one Gaussian. */
  private static Matrix rows() {
    SeededRandom random = new SeededRandom(4);
    double[] values = new double[4 * 400];
    for (int i = 0; i < 400; i++) {
      double factor = random.nextGaussian();
      for (int j = 0; j < 4; j++) {
        values[4 * i + j] = 2 * factor + 0.5 * (j + 1) * random.nextGaussian();
      }
    }
    return Matrix.wrap(400, 4, values);
  }

  private static SearchOptions options(String... names) {
    return SearchOptions.defaults()
        .withFamilies(Arrays.stream(names).map(ModelFamily::named).toList())
        .withValidation(Validation.holdOut(0.5))
        .withMostComponents(2);
  }

  private static FamilyComparison compared(int threads, String... names) {
    return FamilyComparison.of(
        ROWS,
        options(names),
        new FitContext(7, threads, FitListener.NONE, () -> false, Optional.empty()));
  }

  @Test
  void everyFamilyIsAtItsOwnBestSize() {
    FamilyComparison found = compared(2, "fa", "ppca", "pca");

    assertThat(found.entries()).extracting(e -> e.best().family()).containsExactly("fa", "ppca");
    for (FamilyComparison.Entry entry : found.entries()) {
      SearchOptions alone =
          options(entry.best().family()).withChoice(SearchOptions.Choice.GREATEST_MEAN);
      SearchResult search =
          ModelSearch.search(
              ROWS, alone, new FitContext(7, 2, FitListener.NONE, () -> false, Optional.empty()));
      Leaderboard.Entry winner = search.leaderboard().winner().orElseThrow();
      assertThat(entry.best().settings()).isEqualTo(winner.settings());
      assertThat(entry.best().heldOutMeanLogLikelihood())
          .isEqualTo(winner.heldOutMeanLogLikelihood());
    }
    assertThat(found.heldOutRows()).isEqualTo(200);
    assertThat(found.folds()).isEqualTo(1);
  }

  @Test
  void differencesAreThoseOfTheMeansWithSmallerErrors() {
    FamilyComparison found = compared(1, "fa", "ppca", "gmm");

    FamilyComparison.Entry best = found.entries().get(0);
    assertThat(best.difference().mean()).isZero();
    assertThat(best.difference().standardError()).isZero();
    for (FamilyComparison.Entry entry : found.entries().subList(1, 3)) {
      assertThat(entry.difference().mean())
          .isCloseTo(
              entry.best().heldOutMeanLogLikelihood() - best.best().heldOutMeanLogLikelihood(),
              within(1e-12));
      assertThat(entry.difference().mean()).isNegative();
      // a row far out is improbable under all of these models
      assertThat(entry.difference().standardError()).isLessThan(0.5 * best.best().standardError());
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSame() {
    FamilyComparison one = compared(1, "fa", "gmm");
    FamilyComparison three = compared(3, "fa", "gmm");
    for (int e = 0; e < 2; e++) {
      assertThat(three.entries().get(e).difference()).isEqualTo(one.entries().get(e).difference());
      assertThat(three.entries().get(e).best().settings())
          .isEqualTo(one.entries().get(e).best().settings());
    }
  }

  @Test
  void familiesThatProposeNothingAreTold() {
    FamilyComparison found = compared(1, "ppca", "vbgmm", "mixed");

    assertThat(found.entries()).hasSize(1);
    assertThat(found.notes()).contains("vbgmm is left out: it proposes no size for these columns");
  }

  @Test
  void withoutADensityThereIsNothingToCompare() {
    assertThatThrownBy(() -> compared(1, "pca"))
        .isInstanceOf(DataException.class)
        .hasMessage("no family with a density is among those named");
  }

  @Test
  void aStoppedComparisonIsNone() {
    FitContext stopped = new FitContext(7, 1, FitListener.NONE, () -> true, Optional.empty());
    assertThatThrownBy(() -> FamilyComparison.of(ROWS, options("fa"), stopped))
        .isInstanceOf(CancellationException.class)
        .hasMessage("the comparison was stopped before all families were tried");
  }

  @Test
  void everyFamilyIsTriedThoughTimeIsOut() {
    FamilyComparison found =
        FamilyComparison.of(
            ROWS, options("fa", "ppca").withMaxSeconds(1e-9), FitContext.defaults());
    assertThat(found.entries())
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry.candidates()).isPositive());
  }
}
