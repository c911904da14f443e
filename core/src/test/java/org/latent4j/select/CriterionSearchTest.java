package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linear.ProbabilisticPcaFamily;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureFamily;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.select.Leaderboard.Entry;
import org.latent4j.select.Leaderboard.Outcome;
import org.latent4j.testing.DiagonalGaussianFamily;

class CriterionSearchTest {

  private static final Dataset ROWS = Rows.normal(200, 2, 1);
  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static SearchOptions by(Criterion criterion, ModelFamily... families) {
    return SearchOptions.defaults().withFamilies(List.of(families)).withCriterion(criterion);
  }

  @Test
  void theLeastValueWinsAndEveryCandidateIsFittedOnceOrTwice() {
    // A step of log likelihood per row is worth a parameter by BIC if 200 of them exceed ln(200)/2.
    double price = Math.log(200) / 2 / 200;
    ScriptedFamily family =
        ScriptedFamily.of("a", -1, -1 + 2 * price, -1 + 2.9 * price, -1 + 3.8 * price, -2);
    SearchResult result = ModelSearch.search(ROWS, by(Criterion.BIC, family), CONTEXT);
    assertThat(result.leaderboard().entries())
        .extracting(Entry::label)
        .containsExactly("size=2", "size=3", "size=4", "size=1", "size=5");
    assertThat(family.fitted().subList(0, 5)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    assertThat(result.best().provenance().settings()).containsEntry("size", "2");
    assertThat(result.leaderboard().criterion()).isEqualTo(Criterion.BIC);
    assertThat(result.leaderboard().trainingRows()).isEqualTo(200);
    assertThat(result.leaderboard().folds()).isZero();
    assertThat(result.status()).isEqualTo(FitStatus.CONVERGED);
  }

  @Test
  void aicAsksLessOfAParameterThanBic() {
    double price = 1.0 / 200;
    ScriptedFamily family = ScriptedFamily.of("a", -1, -1 + 1.1 * price, -1 + 2 * price);
    assertThat(
            ModelSearch.search(ROWS, by(Criterion.AIC, family), CONTEXT)
                .best()
                .provenance()
                .settings())
        .containsEntry("size", "2");
    assertThat(
            ModelSearch.search(ROWS, by(Criterion.BIC, family), CONTEXT)
                .best()
                .provenance()
                .settings())
        .containsEntry("size", "1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Criterion.class,
      names = {"BIC", "ICL", "AIC"})
  void criteriaAreThoseOfTheFittedModelOnAllRows(Criterion criterion) {
    Dataset rows = Rows.blobs(200, 3, 5);
    SearchResult result =
        ModelSearch.search(
            rows, by(criterion, new GaussianMixtureFamily()).withMostComponents(4), CONTEXT);
    Entry best = result.leaderboard().entries().get(0);
    GaussianMixture model = (GaussianMixture) result.best().model();
    double deviance = -2 * model.logLikelihood(rows.toMatrix());
    double doubt = 0;
    Matrix responsibilities = model.responsibilities(rows.toMatrix());
    for (int i = 0; i < responsibilities.rows(); i++) {
      int row = i;
      doubt -=
          Math.log(
              IntStream.range(0, model.componentCount())
                  .mapToDouble(c -> responsibilities.get(row, c))
                  .max()
                  .orElseThrow());
    }
    double bic = deviance + model.parameterCount() * Math.log(200);
    assertThat(best.criteria().bic()).isCloseTo(bic, within(1e-8 * bic));
    assertThat(best.criteria().aic())
        .isCloseTo(deviance + 2.0 * model.parameterCount(), within(1e-8 * bic));
    assertThat(best.criteria().icl()).isCloseTo(bic + 2 * doubt, within(1e-8 * bic));
    assertThat(result.leaderboard().entries())
        .filteredOn(e -> e.outcome() == Outcome.FITTED)
        .allSatisfy(
            e ->
                assertThat(criterion.of(e.criteria()))
                    .isGreaterThanOrEqualTo(criterion.of(best.criteria())));
  }

  @Test
  void onlyTheWinnerIsReferredToRowsHeldOut() {
    SearchResult result =
        ModelSearch.search(
            ROWS,
            by(Criterion.BIC, ScriptedFamily.of("a", -1, -1.1)).withValidation(Validation.folds(4)),
            CONTEXT);
    List<Entry> entries = result.leaderboard().entries();
    assertThat(entries.get(0).heldOutMeanLogLikelihood())
        .isCloseTo(-1 + 0.01 * DataSummary.of(ROWS).means()[0], within(1e-12));
    assertThat(entries.get(1).heldOutMeanLogLikelihood()).isNaN();
    assertThat(result.best().reference().heldOut()).isTrue();
    assertThat(result.best().reference().size()).isEqualTo(200);
    assertThat(result.best().report().weightTotal()).isEqualTo(200);
  }

  @Test
  void withoutValidationTheReferenceIsThatOfTheRowsThemselves() {
    SearchResult result =
        ModelSearch.search(
            ROWS,
            by(Criterion.BIC, ScriptedFamily.of("a", -1)).withValidation(Validation.none()),
            CONTEXT);
    assertThat(result.best().reference().heldOut()).isFalse();
    assertThat(result.best().reference().size()).isEqualTo(200);
  }

  @Test
  void mixturesOfMoreComponentsThanAllowedAreNotTried() {
    SearchOptions options =
        by(Criterion.BIC, new GaussianMixtureFamily(), new ProbabilisticPcaFamily());
    assertThat(greatestNumber(ModelSearch.search(ROWS, options, CONTEXT))).isEqualTo(9);
    assertThat(greatestNumber(ModelSearch.search(ROWS, options.withMostComponents(3), CONTEXT)))
        .isEqualTo(3);
  }

  private static int greatestNumber(SearchResult result) {
    return result.leaderboard().entries().stream()
        .filter(e -> e.settings().containsKey("k"))
        .mapToInt(e -> Integer.parseInt(e.settings().get("k")))
        .max()
        .orElseThrow();
  }

  @Test
  void columnsAreTakenAsTheyAre() {
    SearchResult result =
        ModelSearch.search(
            Rows.unevenScales(200, 3, 3), by(Criterion.BIC, new ProbabilisticPcaFamily()), CONTEXT);
    assertThat(result.leaderboard().entries()).extracting(Entry::standardised).containsOnly(false);
  }

  @Test
  void whatCannotBeFittedIsToldAndDoesNotEndTheSearch() {
    ScriptedFamily family =
        new ScriptedFamily(
            "a",
            3,
            s -> -5 + s,
            (size, context) -> {
              if (size == 3) {
                throw new NumericalException("covariance 1 is singular");
              }
            });
    SearchResult result = ModelSearch.search(ROWS, by(Criterion.BIC, family), CONTEXT);
    assertThat(result.best().provenance().settings()).containsEntry("size", "2");
    assertThat(result.leaderboard().entries().get(2).note()).isEqualTo("covariance 1 is singular");
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
    assertThatThrownBy(() -> ModelSearch.search(ROWS, by(Criterion.BIC, family), CONTEXT))
        .isInstanceOf(DataException.class)
        .hasMessage("row 1 is bad");
  }

  @Test
  void aValueThatIsNotFiniteCountsAsFailed() {
    ScriptedFamily family = ScriptedFamily.of("a", -1, Double.NEGATIVE_INFINITY);
    SearchResult result = ModelSearch.search(ROWS, by(Criterion.BIC, family), CONTEXT);
    assertThat(result.leaderboard().entries().get(1).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.leaderboard().entries().get(1).note()).isEqualTo("the BIC is Infinity");
  }

  @Test
  void aRefusedSchemaIsToldAndLeftOut() {
    SearchResult result =
        ModelSearch.search(
            Rows.normal(100, 1, 1),
            by(Criterion.BIC, ScriptedFamily.of("wide", 1), new DiagonalGaussianFamily()),
            CONTEXT);
    assertThat(result.best().family()).isEqualTo("diagonal");
    assertThat(result.notes()).containsExactly("wide needs two columns, got 1");
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
    SearchResult result =
        ModelSearch.search(ROWS, by(Criterion.BIC, slow).withMaxSeconds(0.2), CONTEXT);
    assertThat(result.status()).isEqualTo(FitStatus.ITERATION_LIMIT);
    assertThat(result.notes()).containsExactly("the search ended at its limit of 0.2 seconds");
  }

  @Test
  void aStoppedSearchGivesTheBestSoFar() {
    AtomicBoolean cancelled = new AtomicBoolean();
    AtomicInteger fits = new AtomicInteger();
    ScriptedFamily family =
        new ScriptedFamily(
            "a", 3, s -> -s, (size, context) -> cancelled.set(fits.incrementAndGet() >= 4));
    SearchResult result =
        ModelSearch.search(
            ROWS, by(Criterion.BIC, family), CONTEXT.withThreads(1).withCancelled(cancelled::get));
    assertThat(result.status()).isEqualTo(FitStatus.CANCELLED);
    assertThat(result.best().report().status()).isEqualTo(FitStatus.CANCELLED);
    assertThat(result.best().provenance().settings()).containsEntry("size", "1");
    assertThat(result.notes())
        .containsExactly("the search was stopped; the model is the best so far");
  }

  /**
   * Size 6 says that it climbs to −9 nats per row, where size 1 has −1; four others are ahead of it
   * and fitted again.
   */
  @Test
  void aFitThatCannotComeNearIsLeftWithItsValueAndAWord() {
    ScriptedFamily family =
        new ScriptedFamily(
            "a",
            6,
            s -> s == 6 ? -9 : -s,
            (size, context) -> {
              for (int t = 1; size == 6 && t <= 20; t++) {
                double gap = Math.pow(0.5, t);
                Model model = new ScriptedFamily.ScriptedModel(2, 6, -9, 0);
                context
                    .listener()
                    .progress(new FitProgress("em", t, 20, -9 - gap, gap, () -> model));
              }
            });
    SearchResult result = ModelSearch.search(ROWS, by(Criterion.BIC, family), CONTEXT);
    assertThat(result.status()).isEqualTo(FitStatus.CONVERGED);
    Entry last = result.leaderboard().entries().get(5);
    assertThat(last.label()).isEqualTo("size=6");
    assertThat(last.outcome()).isEqualTo(Outcome.FITTED);
    assertThat(last.bic())
        .isCloseTo(2 * 9 * 200 + 6 * Math.log(200), within(20.0)); // x₁ adds a little
    assertThat(last.note()).startsWith("left after ").contains(" iterations: BIC would stay above");
    assertThat(result.leaderboard().entries().get(4).note()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void sameSeedSameWinnerAtAnyNumberOfThreads(int threads) {
    Dataset rows = Rows.blobs(200, 3, 5);
    SearchOptions options = by(Criterion.BIC, new GaussianMixtureFamily()).withMostComponents(4);
    SearchResult one = ModelSearch.search(rows, options, CONTEXT.withThreads(1));
    SearchResult many = ModelSearch.search(rows, options, CONTEXT.withThreads(threads));
    assertThat(many.leaderboard().entries().stream().map(Entry::criteria).toList())
        .isEqualTo(one.leaderboard().entries().stream().map(Entry::criteria).toList());
    assertThat(((GaussianMixture) many.best().model()).means())
        .isEqualTo(((GaussianMixture) one.best().model()).means());
  }

  @Test
  void criterionOfAnUnknownNameIsRefused() {
    assertThatThrownBy(() -> Criterion.named("dic"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("select must be one of held-out, bic, icl, aic, got 'dic'");
  }

  @Test
  void fewerThanNoComponentsAreRefused() {
    assertThatThrownBy(() -> SearchOptions.defaults().withMostComponents(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("most-components must be at least 0, got -1");
  }
}
