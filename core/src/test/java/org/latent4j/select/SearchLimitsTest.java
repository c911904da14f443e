package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;
import org.latent4j.model.ModelFamily;

/** Where a search ends before its lines do, and what it gives then. */
class SearchLimitsTest {

  private static final Dataset ROWS = Rows.normal(200, 2, 1);
  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static SearchOptions options(ModelFamily... families) {
    return SearchOptions.defaults()
        .withFamilies(List.of(families))
        .withValidation(Validation.holdOut(0.2));
  }

  @Test
  void aLimitOfCandidatesEndsTheSearch() {
    ScriptedFamily one = ScriptedFamily.of("one", -5, -4, -3);
    ScriptedFamily two = ScriptedFamily.of("two", -6, -5, -2);
    SearchResult result = ModelSearch.search(ROWS, options(one, two).withMaxCandidates(3), CONTEXT);
    assertThat(result.leaderboard().entries())
        .filteredOn(e -> e.outcome() == Leaderboard.Outcome.FITTED)
        .extracting(e -> e.family() + " " + e.label())
        .containsExactly("one size=2", "one size=1", "two size=1");
    assertThat(result.status()).isEqualTo(FitStatus.ITERATION_LIMIT);
    assertThat(result.notes()).containsExactly("the search ended at its limit of 3 candidates");
  }

  @Test
  void aLimitOfTimeLeavesWhatIsRunningOnceThereIsAModel() {
    ScriptedFamily slow =
        new ScriptedFamily(
            "slow",
            3,
            s -> s,
            (size, context) -> {
              while (size > 1 && !context.cancelled().getAsBoolean()) {
                Thread.onSpinWait();
              }
            });
    SearchResult result = ModelSearch.search(ROWS, options(slow).withMaxSeconds(1), CONTEXT);
    assertThat(slow.fitted()).startsWith(1, 2);
    assertThat(result.status()).isEqualTo(FitStatus.ITERATION_LIMIT);
    assertThat(result.notes()).containsExactly("the search ended at its limit of 1.0 seconds");
  }

  @Test
  void whatWasFoundBeforeACancellationIsGivenAsItIs() {
    AtomicBoolean cancelled = new AtomicBoolean();
    ScriptedFamily family =
        new ScriptedFamily("a", 3, s -> s, (size, context) -> cancelled.set(size == 2));
    SearchResult result =
        ModelSearch.search(ROWS, options(family), CONTEXT.withCancelled(cancelled::get));
    assertThat(family.fitted()).containsExactly(1, 2);
    assertThat(result.status()).isEqualTo(FitStatus.CANCELLED);
    assertThat(result.best().report().status()).isEqualTo(FitStatus.CANCELLED);
    assertThat(result.best().report().weightTotal()).isEqualTo(160);
    assertThat(result.notes())
        .containsExactly(
            "the search was stopped; the model is the best so far, fitted to its training rows");
  }

  @Test
  void aCancellationBeforeAnyModelIsAnError() {
    assertThatThrownBy(
            () ->
                ModelSearch.search(
                    ROWS, options(ScriptedFamily.of("a", 1)), CONTEXT.withCancelled(() -> true)))
        .isInstanceOf(CancellationException.class)
        .hasMessage("the search was stopped before a first model was fitted");
  }

  @Test
  void aSearchMustHoldRowsOut() {
    assertThatThrownBy(() -> SearchOptions.defaults().withValidation(Validation.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a search must hold rows out to judge by; choose a fraction or folds");
  }

  @Test
  void optionsMustBeInRange() {
    SearchOptions options = SearchOptions.defaults();
    assertThatThrownBy(() -> options.withPatience(0))
        .hasMessage("patience must be at least 1, got 0");
    assertThatThrownBy(() -> options.withMaxSeconds(Double.NaN))
        .hasMessage("max-seconds must be above 0, got NaN");
    assertThatThrownBy(() -> options.withMaxCandidates(0))
        .hasMessage("max-candidates must be at least 1, got 0");
    assertThatThrownBy(() -> options.withSampleRows(-1))
        .hasMessage("sample-rows must be at least 0, got -1");
    assertThatThrownBy(() -> options.withFamilies(List.of()))
        .hasMessage("families must be at least one, got none");
  }
}
