package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.model.Model;
import org.latent4j.model.ReferenceRows;

class DriftTest {

  private static final Matrix CORRELATED = Matrix.of(3, 3, 1, 0.9, 0, 0.9, 1, 0, 0, 0, 1);
  private static final int ROWS = 1000;

  /** Knows nothing but how many features there are. */
  private record Silent(int featureCount) implements Model {
    @Override
    public long parameterCount() {
      return 1;
    }
  }

  /** A model that keeps log densities and margins of rows of its own distribution. */
  private static FittedModel keeping(Model model, Schema schema, Matrix rows) {
    List<Margin> margins = new ArrayList<>();
    for (int j = 0; j < rows.columns(); j++) {
      margins.add(Margin.of(schema.features().get(j), rows.column(j)));
    }
    ReferenceRows reference =
        model instanceof Density density
            ? ReferenceRows.of(density.logDensity(rows), true)
            : ReferenceRows.NONE;
    return Fitted.of(model, schema, reference.withMargins(margins));
  }

  private static Matrix drawn(int rows, SeededRandom random) {
    return Fitted.gaussian(new double[3], CORRELATED).sample(rows, random);
  }

  private static FittedModel correlated(SeededRandom random) {
    return keeping(
        Fitted.gaussian(new double[3], CORRELATED), Schema.numeric(3), drawn(ROWS, random));
  }

  /**
   * Of 500 files of the distribution of the fit, at level 0.1, no more than 50 may be told to
   * drift, give or take four standard deviations of a binomial count; and a test that never rejects
   * would be none.
   */
  @Test
  void falseAlarmsComeAtTheLevel() {
    int alarms = 0;
    int columns = 0;
    for (int seed = 0; seed < 500; seed++) {
      SeededRandom random = new SeededRandom(seed);
      Drift drift = Drift.of(correlated(random), Dataset.of(drawn(400, random)), 0.1, 1);
      alarms += drift.isFound() ? 1 : 0;
      columns += drift.moved().isEmpty() ? 0 : 1;
    }
    assertThat(alarms).isBetween(50 - 27, 50 + 27);
    assertThat(columns).isBetween(5, 25 + 20); // half of the level
  }

  /** A Gaussian is wrong for these rows, which does not make others of the same kind drift. */
  @Test
  void aModelThatFitsBadlyRaisesNoAlarms() {
    int alarms = 0;
    for (int seed = 0; seed < 200; seed++) {
      SeededRandom random = new SeededRandom(seed);
      Model wrong = Fitted.gaussian(new double[] {1, 1}, Matrix.identity(2));
      FittedModel model = keeping(wrong, Schema.numeric(2), skewed(random, 800));
      alarms += Drift.of(model, Dataset.of(skewed(random, 300)), 0.1, 1).isFound() ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(20 + 17);
  }

  private static Matrix skewed(SeededRandom random, int rows) {
    double[] values = new double[2 * rows];
    for (int i = 0; i < rows; i++) {
      values[2 * i] = Math.exp(2 * random.nextGaussian());
      values[2 * i + 1] = random.nextInt(3);
    }
    return Matrix.wrap(rows, 2, values);
  }

  @Test
  void theColumnThatMovedIsNamed() {
    for (int seed = 0; seed < 50; seed++) {
      SeededRandom random = new SeededRandom(seed);
      FittedModel model = correlated(random);
      double[] values = drawn(ROWS, random).toArray();
      for (int i = 2; i < values.length; i += 3) {
        values[i] += 0.4; // 0.4·√500 = 8.9 standard errors
      }
      Drift drift = Drift.of(model, Dataset.of(Matrix.wrap(ROWS, 3, values)), 1e-4, 2);
      assertThat(drift.isFound()).isTrue();
      assertThat(drift.moved()).extracting(Drift.Finding::name).containsExactly("x3");
      assertThat(drift.moved().get(0).change().way()).isEqualTo(Drift.Way.HIGHER);
    }
  }

  /** Each column is as it was; only the log densities tell that they go together no more. */
  @Test
  void columnsThatGoTogetherOtherwiseAreDrift() {
    SeededRandom random = new SeededRandom(1);
    FittedModel model = correlated(random);
    Matrix rows = Fitted.gaussian(new double[3], Matrix.identity(3)).sample(ROWS, random);
    Drift drift = Drift.of(model, Dataset.of(rows), 1e-6, 1);
    assertThat(drift.isFound()).isTrue();
    assertThat(drift.moved()).isEmpty();
    assertThat(drift.rows().orElseThrow().moved()).isTrue();
    assertThat(drift.rows().orElseThrow().change().way()).isEqualTo(Drift.Way.LOWER);
  }

  @Test
  void theGreatestDifferenceIsToldInShares() {
    double[] before = new double[1000];
    double[] now = new double[100];
    for (int i = 0; i < before.length; i++) {
      before[i] = i % 10;
      now[i / 10] = (i / 10) % 5;
    }
    FittedModel model = keeping(new Silent(1), Schema.numeric(1), Matrix.wrap(1000, 1, before));
    Drift.Finding finding =
        Drift.of(model, Dataset.of(Matrix.wrap(100, 1, now)), 0.01, 1).columns().get(0);
    // at most 4: all of 0 to 4, and half of 0 to 9
    assertThat(finding.change().way()).isEqualTo(Drift.Way.LOWER);
    assertThat(finding.change().bound()).isEqualTo(4, within(1e-9));
    assertThat(finding.change().before()).isEqualTo(0.5, within(1e-12));
    assertThat(finding.change().now()).isEqualTo(1, within(1e-12));
  }

  @Test
  void wordsAndMissingValuesAreTested() {
    Column words =
        new Column("w", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b", "c"), 0);
    Schema schema = Schema.of(List.of(words, Column.numeric("x")));
    double[] before = new double[600];
    for (int i = 0; i < 300; i++) {
      before[2 * i] = i % 3;
      before[2 * i + 1] = i;
    }
    FittedModel model = keeping(new Silent(2), schema, Matrix.wrap(300, 2, before));
    double[] now = before.clone();
    for (int i = 0; i < 300; i += 3) {
      now[2 * i] = 1; // every a is a b
    }
    Drift drift =
        Drift.of(model, HeapDataset.builder(schema, Matrix.wrap(300, 2, now)).build(), 0.01, 1);
    assertThat(drift.rows()).isEmpty();
    assertThat(drift.moved()).extracting(Drift.Finding::name).containsExactly("w");
    Drift.Finding found = drift.columns().get(0);
    // a 100 → 0, b 100 → 200: 300·(100²/200·... ) is Pearson's 600·(Σ o²/(row·column) − 1)
    double pearson =
        600
            * (100.0 * 100 / (300 * 100)
                + 2 * (100.0 * 100 + 200.0 * 200) / 2 / (300 * 300)
                + 2 * 100.0 * 100 / (300 * 200)
                - 1);
    assertThat(found.statistic()).isCloseTo(pearson * 599 / 600, within(1e-9));
    assertThat(found.degreesOfFreedom()).isEqualTo(2);
    assertThat(found.adjustedPValue()).isCloseTo(2 * found.pValue(), within(1e-30));
  }

  @Test
  void rowsOfWeightZeroDoNotCount() {
    SeededRandom random = new SeededRandom(2);
    FittedModel model = correlated(random);
    Matrix usual = drawn(200, random);
    double[] values = java.util.Arrays.copyOf(usual.toArray(), 1200);
    double[] weights = new double[400];
    java.util.Arrays.fill(weights, 0, 200, 1);
    Drift all = Drift.of(model, Dataset.of(usual), 0.01, 1);
    Drift part =
        Drift.of(
            model,
            HeapDataset.builder(Schema.numeric(3), Matrix.wrap(400, 3, values))
                .weights(weights)
                .build(),
            0.01,
            1);
    assertThat(part.rowCount()).isEqualTo(200);
    assertThat(part.pValue()).isEqualTo(all.pValue());
  }

  @Test
  void anyNumberOfThreadsGivesTheSame() {
    SeededRandom random = new SeededRandom(5);
    FittedModel model = correlated(random);
    Dataset rows = Dataset.of(drawn(20_000, random));
    assertThat(Drift.of(model, rows, 0.01, 3).columns())
        .isEqualTo(Drift.of(model, rows, 0.01, 1).columns());
  }

  @Test
  void badArgumentsAreRefused() {
    SeededRandom random = new SeededRandom(5);
    FittedModel model = correlated(random);
    assertThatThrownBy(() -> Drift.of(model, Dataset.of(drawn(5, random)), Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("level must be between 0 and 1, got NaN");
    FittedModel bare = Fitted.of(Fitted.gaussian(new double[3], CORRELATED));
    assertThatThrownBy(() -> Drift.of(bare, Dataset.of(drawn(5, random)), 0.1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the model must keep something of its rows to compare others with, got nothing; fit it"
                + " again");
    assertThatThrownBy(() -> Drift.of(model, Dataset.of(Matrix.of(0, 3)), 0.1, 1))
        .hasMessage("drift needs at least 1 row, got 0");
  }

  /** The reference of a poorer optimum is below what the model gives its own rows and new ones. */
  private static FittedModel judgedBy(double heldOutShift, double ownShift, SeededRandom random) {
    FittedModel model = correlated(random);
    double[] kept = model.reference().sorted();
    double[] own = model.density().orElseThrow().logDensity(drawn(ROWS, random));
    for (int i = 0; i < kept.length; i++) {
      kept[i] += heldOutShift;
      own[i] += ownShift;
    }
    return model.withReference(
        ReferenceRows.of(kept, true)
            .withMargins(model.reference().margins())
            .withOwnDensities(Margin.of(Column.numeric("log p(x)"), own)));
  }

  @Test
  void oneReferenceOfTwoMayBeWrong() {
    int alarms = 0;
    for (int seed = 0; seed < 200; seed++) {
      SeededRandom random = new SeededRandom(seed);
      FittedModel model = seed % 2 == 0 ? judgedBy(-0.5, 0, random) : judgedBy(0, 0.5, random);
      alarms += Drift.of(model, Dataset.of(drawn(800, random)), 0.1, 1).isFound() ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(20 + 17);
  }

  @Test
  void whatBothReferencesSeeIsDrift() {
    SeededRandom random = new SeededRandom(1);
    FittedModel model = judgedBy(-0.1, 0.1, random);
    Matrix rows = Fitted.gaussian(new double[3], Matrix.identity(3)).sample(ROWS, random);
    Drift drift = Drift.of(model, Dataset.of(rows), 1e-6, 1);
    assertThat(drift.isFound()).isTrue();
    assertThat(drift.rows().orElseThrow().change().way()).isEqualTo(Drift.Way.LOWER);
  }
}
