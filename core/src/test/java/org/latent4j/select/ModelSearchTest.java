package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.ProbabilisticPcaFamily;
import org.latent4j.mixture.GaussianMixtureFamily;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.select.Leaderboard.Entry;
import org.latent4j.select.Leaderboard.Outcome;

class ModelSearchTest {

  private static final Dataset ROWS = Rows.normal(200, 2, 1);
  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static SearchOptions options(ModelFamily... families) {
    return SearchOptions.defaults()
        .withFamilies(List.of(families))
        .withValidation(Validation.holdOut(0.2));
  }

  private static List<String> labels(SearchResult result, Outcome outcome) {
    return result.leaderboard().entries().stream()
        .filter(e -> e.outcome() == outcome)
        .map(e -> e.family() + " " + e.label())
        .toList();
  }

  @Test
  void theBestHeldOutMeanWinsAndLeadsTheLeaderboard() {
    ScriptedFamily family = ScriptedFamily.of("a", -5, -3, -1, -2);
    SearchResult result = ModelSearch.search(ROWS, options(family), CONTEXT);
    assertThat(result.best().family()).isEqualTo("a");
    assertThat(result.best().provenance().settings()).containsEntry("size", "3");
    assertThat(labels(result, Outcome.FITTED))
        .containsExactly("a size=3", "a size=4", "a size=2", "a size=1");
    assertThat(result.leaderboard().winner().orElseThrow().label()).isEqualTo("size=3");
    assertThat(result.leaderboard().trainingRows()).isEqualTo(160);
    assertThat(result.leaderboard().heldOutRows()).isEqualTo(40);
    assertThat(result.status()).isEqualTo(FitStatus.CONVERGED);
  }

  @Test
  void heldOutMeanErrorAndBicAreThoseOfTheirRows() {
    SearchResult result = ModelSearch.search(ROWS, options(ScriptedFamily.of("a", -5)), CONTEXT);
    var split = Validation.holdOut(0.2).splits(ROWS, 0).get(0);
    DataSummary held = DataSummary.of(split.heldOut());
    Entry entry = result.leaderboard().entries().get(0);
    assertThat(entry.heldOutMeanLogLikelihood())
        .isCloseTo(-5 + 0.01 * held.means()[0], within(1e-12));
    assertThat(entry.standardError())
        .isCloseTo(0.01 * held.standardDeviations()[0] / Math.sqrt(39), within(1e-12));
    double training = 160 * (-5 + 0.01 * DataSummary.of(split.training()).means()[0]);
    assertThat(entry.bic()).isCloseTo(-2 * training + Math.log(160), within(1e-8));
    assertThat(entry.parameterCount()).isEqualTo(1);
  }

  @Test
  void aLineIsLeftAfterPatienceStepsWithoutRise() {
    ScriptedFamily family = ScriptedFamily.of("a", -5, -3, -4, -3.5, -1, 0);
    SearchResult result = ModelSearch.search(ROWS, options(family), CONTEXT);
    assertThat(family.fitted()).containsExactly(1, 2, 3, 4, 2);
    Entry left = result.leaderboard().entries().get(4);
    assertThat(left.label()).isEqualTo("size=5");
    assertThat(left.outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(left.note())
        .isEqualTo("not tried: held-out log likelihood did not rise at the 2 sizes before");
  }

  @Test
  void morePatienceGoesOverALongerDip() {
    ScriptedFamily family = ScriptedFamily.of("a", -5, -3, -4, -3.5, -1, 0);
    SearchResult result = ModelSearch.search(ROWS, options(family).withPatience(3), CONTEXT);
    assertThat(result.best().provenance().settings()).containsEntry("size", "6");
  }

  @Test
  void aLineHopelesslyBehindIsLeftWhileItStillRises() {
    ScriptedFamily good = ScriptedFamily.of("good", -1);
    ScriptedFamily behind = ScriptedFamily.of("behind", -30, -26, -24, -23, -22.5, -22.25, -22.1);
    SearchResult result = ModelSearch.search(ROWS, options(good, behind), CONTEXT);
    assertThat(behind.fitted()).containsExactly(1, 2, 3);
    assertThat(labels(result, Outcome.ABANDONED)).containsExactly("behind size=4");
    assertThat(result.leaderboard().entries().get(4).note())
        .isEqualTo(
            "not tried: the size before is 23.0 nats per row behind the best, and gains 2.0");
  }

  @Test
  void aLineWhoseGainsDoNotShrinkIsFollowed() {
    ScriptedFamily good = ScriptedFamily.of("good", -1);
    ScriptedFamily rising = ScriptedFamily.of("rising", -30, -25, -20, -15, -10, -5, 0);
    SearchResult result = ModelSearch.search(ROWS, options(good, rising), CONTEXT);
    assertThat(result.best().family()).isEqualTo("rising");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void listenersHearEachCandidateByNameInTheCallingThread(int threads) {
    Set<String> phases = new TreeSet<>();
    Set<Thread> heardIn = new java.util.HashSet<>();
    ModelSearch.search(
        ROWS,
        options(ScriptedFamily.of("a", 1, 2), ScriptedFamily.of("b", 0)),
        CONTEXT
            .withThreads(threads)
            .withListener(
                p -> {
                  phases.add(p.phase());
                  heardIn.add(Thread.currentThread());
                }));
    assertThat(phases).containsExactly("a size=1", "a size=2", "all rows", "b size=1");
    assertThat(heardIn).containsExactly(Thread.currentThread());
  }

  @Test
  void theWinnerGoesOnFromItsTrainingRows() {
    ScriptedFamily family = ScriptedFamily.of("a", 1);
    SearchResult result = ModelSearch.search(ROWS, options(family), CONTEXT);
    assertThat(family.warm()).containsExactly(false, true);
    assertThat(result.best().report().weightTotal()).isEqualTo(200);
    assertThat(result.best().reference().heldOut()).isTrue();
    assertThat(result.best().reference().size()).isEqualTo(40);
    assertThat(result.best().reference().mean())
        .isCloseTo(result.leaderboard().entries().get(0).heldOutMeanLogLikelihood(), within(1e-12));
  }

  @Test
  void foldsJudgeByEveryRow() {
    ScriptedFamily family = ScriptedFamily.of("a", 1);
    SearchResult result =
        ModelSearch.search(ROWS, options(family).withValidation(Validation.folds(4)), CONTEXT);
    assertThat(family.warm()).containsExactly(false, false, false, false, false);
    assertThat(result.leaderboard().folds()).isEqualTo(4);
    assertThat(result.best().reference().size()).isEqualTo(200);
    assertThat(result.leaderboard().entries().get(0).heldOutMeanLogLikelihood())
        .isCloseTo(1 + 0.01 * DataSummary.of(ROWS).means()[0], within(1e-12));
  }

  @Test
  void manyRowsAreSearchedOnAPart() {
    ScriptedFamily family = ScriptedFamily.of("a", 1, 2);
    SearchResult result =
        ModelSearch.search(Rows.normal(3000, 2, 1), options(family).withSampleRows(500), CONTEXT);
    assertThat(result.leaderboard().trainingRows()).isEqualTo(400);
    assertThat(result.notes())
        .containsExactly(
            "searched on a random part of 500 of the 3000 rows; the winner was fitted to all");
    assertThat(result.best().report().weightTotal()).isEqualTo(3000);
    assertThat(result.best().reference().size()).isEqualTo(600);
  }

  @Test
  void scalingThatChangesNothingGivesTheSameNumbersInTheUsersUnits() {
    // A full Gaussian (q = d − 1) is the same model on any scale of the columns.
    Dataset rows = Rows.unevenScales(400, 2, 3);
    SearchResult result = ModelSearch.search(rows, options(new ProbabilisticPcaFamily()), CONTEXT);
    List<Entry> both = result.leaderboard().entries();
    assertThat(both).hasSize(2).extracting(Entry::standardised).containsOnlyOnce(true);
    Entry one = both.get(0);
    Entry other = both.get(1);
    assertThat(one.heldOutMeanLogLikelihood())
        .isCloseTo(other.heldOutMeanLogLikelihood(), within(1e-9));
    assertThat(one.standardError()).isCloseTo(other.standardError(), within(1e-9));
    assertThat(one.bic()).isCloseTo(other.bic(), within(1e-6));
  }

  @Test
  void columnsOfOneScaleAreNotStandardised() {
    SearchResult result = ModelSearch.search(ROWS, options(new ProbabilisticPcaFamily()), CONTEXT);
    assertThat(result.leaderboard().entries()).extracting(Entry::standardised).containsOnly(false);
  }

  @Test
  void theWinnersAnswersAreInTheUsersUnitsWhenItIsStandardised() {
    Dataset rows = Rows.unevenScales(400, 6, 4);
    SearchResult result = ModelSearch.search(rows, options(new ProbabilisticPcaFamily()), CONTEXT);
    Entry best = result.leaderboard().entries().get(0);
    assertThat(best.standardised()).isTrue();
    Matrix all = rows.toMatrix();
    double mean = result.best().density().orElseThrow().meanLogLikelihood(all);
    assertThat(mean).isCloseTo(result.best().report().meanLogLikelihood(), within(1e-9));
    assertThat(mean).isCloseTo(best.heldOutMeanLogLikelihood(), within(4 * best.standardError()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void sameSeedSameLeaderboardAtAnyNumberOfThreads(int threads) {
    Dataset rows = Rows.blobs(200, 3, 5);
    SearchOptions options =
        options(new GaussianMixtureFamily(), new ProbabilisticPcaFamily())
            .withValidation(Validation.folds(2));
    SearchResult one = ModelSearch.search(rows, options, CONTEXT.withThreads(1));
    SearchResult many = ModelSearch.search(rows, options, CONTEXT.withThreads(threads));
    assertThat(timeless(many)).isEqualTo(timeless(one));
    Matrix probes = Rows.normal(50, 2, 9).toMatrix();
    assertThat(many.best().density().orElseThrow().logDensity(probes))
        .isEqualTo(one.best().density().orElseThrow().logDensity(probes));
  }

  private static List<Entry> timeless(SearchResult result) {
    List<Entry> entries = new ArrayList<>();
    for (Entry e : result.leaderboard().entries()) {
      entries.add(
          new Entry(
              e.family(),
              e.label(),
              e.settings(),
              e.standardised(),
              e.outcome(),
              e.heldOutMeanLogLikelihood(),
              e.standardError(),
              e.criteria(),
              e.parameterCount(),
              0,
              e.note()));
    }
    return entries;
  }

  @Test
  void structuresWithoutALineAreTriedOnceBesideTheBest() {
    // Three spheres of one size: EII has the fewest parameters among the structures that hold them.
    SearchResult result =
        ModelSearch.search(Rows.blobs(200, 3, 5), options(new GaussianMixtureFamily()), CONTEXT);
    List<String> labels = result.leaderboard().entries().stream().map(e -> e.label()).toList();
    assertThat(labels).contains("k=3 eii", "k=3 vev", "k=4 eii", "k=2 eii").doesNotHaveDuplicates();
    assertThat(result.best().provenance().settings())
        .containsEntry("covariance", "eii")
        .containsEntry("k", "3");
  }

  @Test
  void theNumberOfBlobsIsFound() {
    // Folds find it for about 79 of 80 seeds.
    int found = 0;
    for (int seed = 0; seed < 4; seed++) {
      SearchResult result =
          ModelSearch.search(
              Rows.blobs(300, 3, seed),
              options(new GaussianMixtureFamily()).withValidation(Validation.automatic()),
              CONTEXT.withSeed(seed));
      found += "3".equals(result.best().provenance().settings().get("k")) ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(3);
  }

  @Test
  void theSmallestCandidateWithinOneStandardErrorWins() {
    // Size 2 is ahead by 0.1 ± 0.16 (noise of variance 1 over 40 rows), size 3 is behind for sure.
    DataSummary held = DataSummary.of(Validation.holdOut(0.2).splits(ROWS, 0).get(0).heldOut());
    ScriptedFamily family =
        ScriptedFamily.of("a", -1, -0.9 - held.means()[1], -3).withNoise(s -> s == 2 ? 1 : 0);
    SearchResult one = ModelSearch.search(ROWS, options(family), CONTEXT);
    assertThat(one.leaderboard().entries().get(0).label()).isEqualTo("size=1");
    assertThat(one.leaderboard().entries().get(0).note())
        .isEqualTo(
            "chosen: no better one is ahead by more than a standard error, and none as close is"
                + " smaller");
    assertThat(one.best().provenance().settings()).containsEntry("size", "1");
    SearchResult plain =
        ModelSearch.search(
            ROWS, options(family).withChoice(SearchOptions.Choice.GREATEST_MEAN), CONTEXT);
    assertThat(plain.leaderboard().entries().get(0).label()).isEqualTo("size=2");
    assertThat(plain.best().provenance().settings()).containsEntry("size", "2");
  }

  @Test
  void candidatesAreComparedAtATolerancePerRow() {
    GaussianMixtureFamily mixture = new GaussianMixtureFamily();
    Plan plan = new Plan(mixture, Settings.of(mixture.settings()), "", 1, Scaling.NONE);
    assertThat(plan.rough(50_000).settings().number("tolerance")).isCloseTo(5, within(1e-12));
    assertThat(plan.rough(5).settings().number("tolerance")).isEqualTo(1e-3);
    ProbabilisticPcaFamily closed = new ProbabilisticPcaFamily();
    Plan without = new Plan(closed, Settings.of(closed.settings()), "", 1, Scaling.NONE);
    assertThat(without.rough(50_000)).isSameAs(without);
  }

  @Test
  void theWinnerIsFittedAtItsOwnTolerance() {
    SearchResult result =
        ModelSearch.search(
            Rows.normal(500, 2, 1),
            options(new GaussianMixtureFamily()).withMaxCandidates(1),
            CONTEXT);
    assertThat(result.best().provenance().settings()).containsOnlyKeys("k", "covariance");
    assertThat(result.leaderboard().entries().get(0).settings())
        .containsOnlyKeys("k", "covariance");
  }

  @Test
  void aStartInTheContextIsNotLookedAt() {
    ScriptedFamily family = ScriptedFamily.of("a", 1);
    ModelSearch.search(
        ROWS, options(family), CONTEXT.withStart(new ScriptedFamily.ScriptedModel(2, 1, 0, 0)));
    assertThat(family.warm().get(0)).isFalse();
  }

  @Test
  void allFamiliesAreTriedByDefault() {
    assertThat(SearchOptions.defaults().families())
        .extracting(ModelFamily::name)
        .contains("gmm", "pca", "ppca");
  }
}
