package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Fingerprint;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linear.PcaFamily;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureFamily;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LibraryVersion;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.DiagonalGaussian;
import org.latent4j.testing.DiagonalGaussianFamily;

class ModelFittingTest {

  private static final ModelFamily DIAGONAL = new DiagonalGaussianFamily();
  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static Settings settings(ModelFamily family) {
    return Settings.of(family.settings());
  }

  private static FittedModel fit(ModelFamily family, Dataset rows, Validation validation) {
    return ModelFitting.fit(family, settings(family), Scaling.NONE, rows, validation, CONTEXT);
  }

  @Test
  void withoutValidationTheReferenceIsTheTrainingRows() {
    Dataset rows = Rows.normal(50, 2, 1);
    FittedModel model = fit(DIAGONAL, rows, Validation.none());
    assertThat(model.reference().heldOut()).isFalse();
    double[] own = model.density().orElseThrow().logDensity(rows.toMatrix());
    Arrays.sort(own);
    assertThat(model.reference().sorted()).isEqualTo(own);
  }

  @Test
  void heldOutRowsAreScoredByTheFitToTheOthers() {
    Dataset rows = Rows.normal(50, 2, 1);
    FittedModel model = fit(DIAGONAL, rows, Validation.holdOut(0.3));
    var split = Validation.holdOut(0.3).splits(rows, 0).get(0);
    DataSummary training = DataSummary.of(split.training());
    double[] expected =
        new DiagonalGaussian(training.means(), training.standardDeviations())
            .logDensity(split.heldOut().toMatrix());
    Arrays.sort(expected);
    assertThat(model.reference().heldOut()).isTrue();
    assertThat(model.reference().sorted()).containsExactly(expected, within(1e-12));
  }

  @Test
  void aFamilyThatIsNotFittedAgainKeepsTheModelThatWasJudged() {
    ModelFamily once =
        new DiagonalGaussianFamily() {
          @Override
          public boolean fitsAgain() {
            return false;
          }
        };
    Dataset rows = Rows.normal(50, 2, 1);
    FittedModel model = fit(once, rows, Validation.automatic());
    var split = Validation.holdOut(0.1).splits(rows, 0).get(0);
    DataSummary training = DataSummary.of(split.training());
    assertThat(((DiagonalGaussian) model.model()).mean()).isEqualTo(training.means());
    assertThat(model.reference().heldOut()).isTrue();
    double[] expected =
        model.density().orElseThrow().logDensity(split.heldOut().toMatrix()).clone();
    Arrays.sort(expected);
    assertThat(model.reference().sorted()).isEqualTo(expected);
    assertThat(model.report().notes())
        .contains("fitted to 45 rows; the 5 others, held out, judge it");
    assertThat(model.provenance().fingerprint()).isEqualTo(Fingerprint.of(rows));
  }

  @Test
  void theModelIsFittedToAllRows() {
    Dataset rows = Rows.normal(50, 2, 1);
    for (Validation validation :
        new Validation[] {Validation.none(), Validation.holdOut(0.3), Validation.folds(3)}) {
      DiagonalGaussian model = (DiagonalGaussian) fit(DIAGONAL, rows, validation).model();
      assertThat(model.mean()).isEqualTo(DataSummary.of(rows).means());
    }
  }

  @Test
  void rowsOfWeightZeroAreNoReference() {
    double[] weights = new double[60];
    Arrays.fill(weights, 0, 40, 1);
    Dataset rows =
        HeapDataset.builder(Schema.numeric(2), Rows.normal(60, 2, 1).toMatrix())
            .weights(weights)
            .build();
    assertThat(fit(DIAGONAL, rows, Validation.folds(5)).reference().size()).isEqualTo(40);
    assertThat(fit(DIAGONAL, rows, Validation.none()).reference().size()).isEqualTo(40);
  }

  @Test
  void scalingThatChangesNothingGivesTheSameReferenceInTheUsersUnits() {
    Dataset rows = Rows.unevenScales(200, 3, 2);
    assertThat(reference(rows, Scaling.STANDARD))
        .containsExactly(reference(rows, Scaling.NONE), within(1e-9));
  }

  private static double[] reference(Dataset rows, Scaling scaling) {
    return ModelFitting.fit(
            DIAGONAL, settings(DIAGONAL), scaling, rows, Validation.holdOut(0.2), CONTEXT)
        .reference()
        .sorted();
  }

  @Test
  void reportIsInTheUsersUnits() {
    Dataset rows = Rows.unevenScales(200, 3, 2);
    FittedModel model =
        ModelFitting.fit(
            DIAGONAL, settings(DIAGONAL), Scaling.STANDARD, rows, Validation.none(), CONTEXT);
    double expected = 0;
    for (double variance : DataSummary.of(rows).variances()) {
      expected -= 0.5 * (1 + Math.log(2 * Math.PI * variance));
    }
    assertThat(model.report().meanLogLikelihood()).isCloseTo(expected, within(1e-9));
    assertThat(model.encoding().isIdentity()).isFalse();
  }

  @Test
  void aHoldOutStaysInTheOptimumThatWasJudged() {
    ScriptedFamily family = ScriptedFamily.of("a", 1);
    fit(family, Rows.normal(50, 2, 1), Validation.holdOut(0.2));
    assertThat(family.warm()).containsExactly(false, true);
  }

  @Test
  void foldsFitAfresh() {
    ScriptedFamily family = ScriptedFamily.of("a", 1);
    fit(family, Rows.normal(50, 2, 1), Validation.folds(2));
    assertThat(family.warm()).containsExactly(false, false, false);
  }

  @Test
  void aStartGivenByTheUserHoldsForAllFits() {
    Dataset rows = Rows.blobs(400, 2, 3);
    GaussianMixtureFamily family = new GaussianMixtureFamily();
    Settings two = settings(family).with("k", 2).with("iterations", 1);
    GaussianMixture start =
        GaussianMixture.of(
            org.latent4j.mixture.CovarianceStructure.FULL,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, 1, 1, 9, -1),
            java.util.List.of(Matrix.identity(2)));
    FitContext given = CONTEXT.withStart(start);
    FittedModel plain = ModelFitting.fit(family, two, Scaling.NONE, rows, Validation.none(), given);
    FittedModel judged =
        ModelFitting.fit(family, two, Scaling.NONE, rows, Validation.holdOut(0.2), given);
    assertThat(judged.report().logLikelihood()).isEqualTo(plain.report().logLikelihood());
    assertThat(((GaussianMixture) judged.model()).means())
        .isEqualTo(((GaussianMixture) plain.model()).means());
  }

  @Test
  void aFitThatCannotSpareRowsIsToldToHaveNoneHeldOut() {
    ScriptedFamily family = new ScriptedFamily("a", 1, s -> s, (size, context) -> {});
    FittedModel model = fit(family, Rows.normal(1, 2, 1), Validation.holdOut(0.2));
    assertThat(model.reference().heldOut()).isFalse();
    assertThat(model.report().notes())
        .containsExactly(
            "no rows were held out: a split needs at least 2 rows, the data set has 1");
  }

  @Test
  void aWarmFitThatFailsIsTriedAfresh() {
    ScriptedFamily family =
        new ScriptedFamily(
            "a",
            1,
            s -> s,
            (size, context) -> {
              if (context.start().isPresent()) {
                throw new NumericalException("stuck");
              }
            });
    FittedModel model = fit(family, Rows.normal(50, 2, 1), Validation.holdOut(0.2));
    assertThat(family.warm()).containsExactly(false, true, false);
    assertThat(model.report().weightTotal()).isEqualTo(50);
  }

  @Test
  void aModelWithoutDensityIsFittedOnceToAllRows() {
    FittedModel model = fit(new PcaFamily(), Rows.normal(50, 3, 1), Validation.automatic());
    assertThat(model.reference().size()).isZero();
    assertThat(model.report().notes()).noneMatch(note -> note.startsWith("no rows were held out"));
  }

  @Test
  void aCancelledFitSaysSo() {
    AtomicBoolean cancelled = new AtomicBoolean();
    GaussianMixtureFamily family = new GaussianMixtureFamily();
    Dataset rows = Rows.normal(2000, 2, 1);
    FittedModel model =
        ModelFitting.fit(
            family,
            settings(family).with("k", 5),
            Scaling.NONE,
            rows,
            Validation.holdOut(0.2),
            CONTEXT.withCancelled(cancelled::get).withListener(p -> cancelled.set(true)));
    assertThat(model.report().status()).isEqualTo(FitStatus.CANCELLED);
    assertThat(model.report().weightTotal()).isEqualTo(1600);
  }

  @Test
  void theModelKnowsWhereItComesFrom() {
    Dataset rows = Rows.normal(50, 2, 1);
    FittedModel model =
        ModelFitting.fit(
            DIAGONAL,
            settings(DIAGONAL).with("deviation-floor", 0.5),
            Scaling.NONE,
            rows,
            Validation.none(),
            CONTEXT.withSeed(17));
    assertThat(model.provenance())
        .isEqualTo(
            new FittedModel.Provenance(
                Map.of("deviation-floor", "0.5"),
                17,
                Fingerprint.of(rows),
                LibraryVersion.current()));
    assertThat(model.family()).isEqualTo("diagonal");
    assertThat(model.schema()).isEqualTo(rows.schema());
  }

  @Test
  void theLibraryKnowsItsVersion() {
    assertThat(LibraryVersion.current()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @Test
  void aRefusedSchemaIsAnError() {
    assertThatThrownBy(
            () -> fit(ScriptedFamily.of("wide", 1), Rows.normal(9, 1, 1), Validation.none()))
        .isInstanceOf(DataException.class)
        .hasMessage("wide needs two columns, got 1");
  }

  @Test
  void phasesTellWhichRowsAreFitted() {
    Set<String> phases = new HashSet<>();
    FitContext listening = CONTEXT.withListener(p -> phases.add(p.phase()));
    ScriptedFamily family = ScriptedFamily.of("a", 1);
    ModelFitting.fit(
        family,
        settings(family),
        Scaling.NONE,
        Rows.normal(50, 2, 1),
        Validation.folds(2),
        listening);
    assertThat(phases).containsExactlyInAnyOrder("fold 1 of 2", "fold 2 of 2", "all rows");
  }

  @Test
  void falseAlarmsAreAsRareAsTheTailRankSays() {
    // m = 399 held-out rows: a new row of the same distribution has a tail rank of at most 0.05
    // with probability 20/400. Given the reference that share is Beta(20, 380) distributed,
    // standard
    // deviation 0.011; 30 references and 2000 new rows each give a standard error of 0.0022.
    double alarms = 0;
    int references = 30;
    for (int seed = 0; seed < references; seed++) {
      FittedModel model =
          ModelFitting.fit(
              DIAGONAL,
              settings(DIAGONAL),
              Scaling.NONE,
              Rows.normal(1995, 3, seed),
              Validation.holdOut(0.2),
              CONTEXT);
      assertThat(model.reference().size()).isEqualTo(399);
      double[] fresh =
          model.density().orElseThrow().logDensity(Rows.normal(2000, 3, 1000 + seed).toMatrix());
      alarms +=
          Arrays.stream(fresh).filter(v -> model.reference().tailRank(v) <= 0.05).count() / 2000.0;
    }
    assertThat(alarms / references).isCloseTo(0.05, within(4 * 0.0022));
  }

  @Test
  void modelThatGoesOnFromTheTrainingRowsTellsTheirStarts() {
    Dataset rows = Rows.blobs(1200, 2, 3);
    GaussianMixtureFamily mixture = new GaussianMixtureFamily();
    Settings settings = Settings.of(mixture.settings()).with("starts", 5);
    FittedModel fitted =
        ModelFitting.fit(mixture, settings, Scaling.NONE, rows, Validation.holdOut(0.2), CONTEXT);
    assertThat(fitted.report().starts()).hasSize(5);
    // The best start, scaled from 960 to 1200 rows, is near the log likelihood of all rows.
    assertThat(fitted.report().starts().get(0) / fitted.report().logLikelihood())
        .isCloseTo(1, within(0.05));
  }
}
