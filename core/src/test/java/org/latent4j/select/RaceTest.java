package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.model.FitContext;

/** Which candidates a search by folds leaves before the last fold. */
class RaceTest {

  private static final Dataset ROWS = Rows.normal(200, 2, 1);

  private static SearchResult search(ScriptedFamily... families) {
    return ModelSearch.search(
        ROWS,
        SearchOptions.defaults()
            .withFamilies(List.of(families))
            .withValidation(Validation.folds(4)),
        FitContext.defaults().withThreads(1));
  }

  private static Leaderboard.Entry entry(SearchResult result, String family, String label) {
    return result.leaderboard().entries().stream()
        .filter(e -> e.family().equals(family) && e.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatNoRowPrefersIsLeftAfterOneFold() {
    ScriptedFamily behind = ScriptedFamily.of("behind", -5, -4);
    SearchResult result = search(ScriptedFamily.of("good", -1), behind);
    assertThat(behind.fitted()).containsExactly(1, 1, 1, 1, 2);
    Leaderboard.Entry left = entry(result, "behind", "size=2");
    assertThat(left.outcome()).isEqualTo(Leaderboard.Outcome.ABANDONED);
    assertThat(left.note()).isEqualTo("left after 1 of 4 folds: 3.00 nats per row behind the best");
    assertThat(left.heldOutMeanLogLikelihood()).isNaN();
  }

  /** Behind by 1 nat with a deviation of 1: 7 standard errors in each fold of 50 rows. */
  @Test
  void whatSomeRowsPreferIsLeftWhenItIsBehindInEachOfTwoFolds() {
    ScriptedFamily behind =
        ScriptedFamily.of("behind", -5, -2).withNoise(size -> size == 2 ? 1 : 0);
    SearchResult result = search(ScriptedFamily.of("good", -1), behind);
    assertThat(behind.fitted()).containsExactly(1, 1, 1, 1, 2, 2);
    assertThat(entry(result, "behind", "size=2").note()).startsWith("left after 2 of 4 folds: ");
  }

  /** Behind by 0.2 nats with a deviation of 1: less than 2 standard errors in a fold. */
  @Test
  void whatMayStillWinIsJudgedOnAllFolds() {
    ScriptedFamily near = ScriptedFamily.of("near", -5, -1.2).withNoise(size -> size == 2 ? 1 : 0);
    SearchResult result = search(ScriptedFamily.of("good", -1), near);
    assertThat(near.fitted()).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
    assertThat(entry(result, "near", "size=2").outcome()).isEqualTo(Leaderboard.Outcome.FITTED);
  }

  @Test
  void aLineGoesOnFromWhatItsLeftCandidatesReached() {
    ScriptedFamily rising = ScriptedFamily.of("rising", -30, -25, -20, -15, -10, -5, 0);
    SearchResult result = search(ScriptedFamily.of("good", -1), rising);
    assertThat(result.best().family()).isEqualTo("rising");
    assertThat(entry(result, "rising", "size=6").note())
        .isEqualTo("left after 1 of 4 folds: 4.00 nats per row behind the best");
  }
}
