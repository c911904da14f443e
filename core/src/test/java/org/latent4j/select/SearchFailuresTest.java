package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FitContext;
import org.latent4j.model.ModelFamily;
import org.latent4j.select.Leaderboard.Entry;
import org.latent4j.select.Leaderboard.Outcome;
import org.latent4j.testing.DiagonalGaussianFamily;

/** What a search does about candidates and families that cannot be fitted. */
class SearchFailuresTest {

  private static final Dataset ROWS = Rows.normal(200, 2, 1);
  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static SearchOptions options(ModelFamily... families) {
    return SearchOptions.defaults()
        .withFamilies(List.of(families))
        .withValidation(Validation.holdOut(0.2));
  }

  @Test
  void whatCannotBeFittedIsToldAndDoesNotEndTheSearch() {
    ScriptedFamily family =
        new ScriptedFamily(
            "a",
            4,
            s -> -5 + s,
            (size, context) -> {
              if (size == 2) {
                throw new NumericalException("covariance 1 is singular");
              }
              if (size == 3) {
                throw new IllegalArgumentException("size must be even, got 3");
              }
            });
    SearchResult result = ModelSearch.search(ROWS, options(family).withPatience(3), CONTEXT);
    assertThat(result.best().provenance().settings()).containsEntry("size", "4");
    assertThat(result.leaderboard().entries())
        .filteredOn(e -> e.outcome() == Outcome.FAILED)
        .extracting(Entry::note)
        .containsExactlyInAnyOrder("covariance 1 is singular", "size must be even, got 3");
  }

  @Test
  void aHeldOutLikelihoodThatIsNotFiniteCountsAsFailed() {
    ScriptedFamily family = ScriptedFamily.of("a", -1, Double.NEGATIVE_INFINITY);
    SearchResult result = ModelSearch.search(ROWS, options(family), CONTEXT);
    assertThat(result.leaderboard().entries().get(1).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.leaderboard().entries().get(1).note())
        .isEqualTo("the held-out log likelihood is -Infinity");
  }

  @Test
  void whenNothingCanBeFittedTheFirstReasonIsGiven() {
    ScriptedFamily family =
        new ScriptedFamily(
            "a",
            2,
            s -> s,
            (size, context) -> {
              throw new DataException("row " + size + " is bad");
            });
    assertThatThrownBy(() -> ModelSearch.search(ROWS, options(family), CONTEXT))
        .isInstanceOf(DataException.class)
        .hasMessage("row 1 is bad");
  }

  @Test
  void anUnexpectedFailureIsNotHidden() {
    ScriptedFamily family =
        new ScriptedFamily(
            "a",
            1,
            s -> s,
            (size, context) -> {
              throw new IllegalStateException("a bug");
            });
    assertThatThrownBy(
            () -> ModelSearch.search(ROWS, options(family, ScriptedFamily.of("b", 1)), CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
  }

  @Test
  void aRefusedSchemaIsToldAndLeftOut() {
    Dataset narrow = Rows.normal(100, 1, 1);
    SearchResult result =
        ModelSearch.search(
            narrow, options(ScriptedFamily.of("wide", 1), new DiagonalGaussianFamily()), CONTEXT);
    assertThat(result.best().family()).isEqualTo("diagonal");
    assertThat(result.notes()).containsExactly("wide needs two columns, got 1");
  }

  @Test
  void aSchemaThatAllRefuseIsAnError() {
    assertThatThrownBy(
            () ->
                ModelSearch.search(
                    Rows.normal(100, 1, 1), options(ScriptedFamily.of("wide", 1)), CONTEXT))
        .isInstanceOf(DataException.class)
        .hasMessage("wide needs two columns, got 1");
  }
}
