package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.model.FittedModel;

class DownstreamTest {

  private static final FittedModel MIXTURE = Fitted.of(Fitted.twoBlobs());
  private static final Downstream.Options OPTIONS = new Downstream.Options(5, 10, 20_000, 1);

  /** Rows of the two blobs with a label that some function gives. */
  private static Dataset labelled(int rows, java.util.function.ToDoubleFunction<double[]> label) {
    Matrix drawn = Fitted.twoBlobs().sample(rows, new SeededRandom(3));
    double[] labels = Arrays.stream(drawn.toRows()).mapToDouble(label).toArray();
    return dataset(drawn, labels, List.of("far", "near"));
  }

  private static Dataset dataset(Matrix rows, double[] labels, List<String> levels) {
    Column label =
        new Column(
            "y",
            levels.isEmpty() ? ColumnKind.NUMERIC : ColumnKind.CATEGORICAL,
            ColumnRole.LABEL,
            levels,
            0);
    Schema schema = Schema.of(List.of(Column.numeric("x1"), Column.numeric("x2"), label));
    return HeapDataset.builder(schema, rows).labels(labels).build();
  }

  private static Matrix gaussians(SeededRandom random) {
    double[] values = new double[1600];
    random.fillGaussian(values);
    return Matrix.wrap(800, 2, values);
  }

  private static Downstream.Score score(Downstream found, String features, int labels) {
    return score(found, features, Downstream.Head.LINEAR, labels);
  }

  private static Downstream.Score score(
      Downstream found, String features, Downstream.Head head, int labels) {
    return found.scores().stream()
        .filter(s -> s.features().equals(features) && s.head() == head && s.labels() == labels)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void featuresThatHoldTheClassTellItFromTenLabels() {
    Downstream found =
        Downstream.of(MIXTURE, labelled(600, x -> x[0] + x[1] > 0 ? 1 : 0), OPTIONS, 2);

    assertThat(found.isOfClasses()).isTrue();
    assertThat(score(found, "responsibilities", 0).value()).isEqualTo(1);
    assertThat(score(found, "responsibilities", 100).value()).isEqualTo(1);
    // 3/4 of the rows are near: the answer that looks at nothing is right as often
    assertThat(score(found, "none", 0).value())
        .isCloseTo(0.75, within(4 * Math.sqrt(0.1875 / 600)));
    assertThat(score(found, "none", 0).columns()).isZero();
    assertThat(found.clusters().orElseThrow().adjustedRandIndex()).isEqualTo(1);
    assertThat(found.scores())
        .extracting(Downstream.Score::labels)
        .contains(10, 100)
        .doesNotContain(1000);
  }

  /** A label that is a coin's toss cannot be told, by whatever features. */
  @Test
  void chanceIsNotTold() {
    SeededRandom random = new SeededRandom(5);
    Downstream found = Downstream.of(MIXTURE, labelled(1000, x -> random.nextInt(2)), OPTIONS, 1);
    for (String features :
        List.of("responsibilities", "log density", "all of these", "raw columns")) {
      assertThat(score(found, features, 0).value()).isCloseTo(0.5, within(0.07));
    }
    assertThat(score(found, "raw columns", 0).standardError())
        .isCloseTo(Math.sqrt(0.25 / 1000), within(1e-3));
  }

  /** y = 2·x1 − x2 + noise of variance 1: raw columns explain all but the noise. */
  @Test
  void numbersAreJudgedByTheShareOfVariance() {
    SeededRandom random = new SeededRandom(6);
    FittedModel ppca = Fitted.of(ProbabilisticPca.of(new double[2], Matrix.of(2, 1, 3, 3), 1));
    Matrix rows = gaussians(random);
    double[] labels = new double[800];
    for (int i = 0; i < 800; i++) {
      labels[i] = 2 * rows.get(i, 0) - rows.get(i, 1) + random.nextGaussian();
    }
    Downstream found = Downstream.of(ppca, dataset(rows, labels, List.of()), OPTIONS, 1);
    assertThat(found.isOfClasses()).isFalse();
    // variance 4 + 1 + 1, of which 5/6; the code is along (1, 1), which has (2 − 1)²/2 of the 5
    assertThat(score(found, "raw columns", 0).value()).isCloseTo(5.0 / 6, within(0.04));
    assertThat(score(found, "codes", 0).value()).isCloseTo(0.5 / 6, within(0.06));
    assertThat(score(found, "none", 0).value()).isCloseTo(0, within(0.02));
    assertThat(found.clusters()).isEmpty();
  }

  /** Quadrants of two classes: no line tells them, neighbours do. */
  @Test
  void neighboursTellWhatNoLineTells() {
    Matrix rows = gaussians(new SeededRandom(8));
    double[] labels =
        Arrays.stream(rows.toRows()).mapToDouble(x -> x[0] * x[1] > 0 ? 1 : 0).toArray();
    Downstream found =
        Downstream.of(MIXTURE, dataset(rows, labels, List.of("one", "two")), OPTIONS, 2);

    assertThat(score(found, "raw columns", 0).value()).isLessThan(0.62);
    assertThat(score(found, "raw columns", Downstream.Head.NEIGHBOURS, 0).value())
        .isGreaterThan(0.9);
    assertThat(score(found, "random projection", 0).columns()).isEqualTo(2);
    assertThat(found.scores())
        .noneMatch(
            s -> s.head() == Downstream.Head.NEIGHBOURS && s.features().equals("all of these"));
  }

  /** Heads that learn the opposite tell the opposite: each row is told by rows of their own. */
  @Test
  void headsLearnFromRowsOfTheirOwn() {
    Dataset data = labelled(200, x -> x[0] > 0 ? 1 : 0);
    Dataset opposite = labelled(500, x -> x[0] > 0 ? 0 : 1);
    Downstream found = Downstream.of(MIXTURE, Optional.of(opposite), data, OPTIONS, 1);

    assertThat(found.rowCount()).isEqualTo(200);
    assertThat(found.trainingRowCount()).isEqualTo(500);
    for (Downstream.Head head : Downstream.Head.values()) {
      assertThat(score(found, "raw columns", head, 0).value()).isZero();
      assertThat(score(found, "raw columns", head, 100).value()).isZero();
    }
    assertThat(found.clusters().orElseThrow().accuracy()).isEqualTo(1);
  }

  /** The same words at other indices are the same classes. */
  @Test
  void wordsAreMatchedByThemselves() {
    Matrix rows = Fitted.twoBlobs().sample(300, new SeededRandom(3));
    double[] near = Arrays.stream(rows.toRows()).mapToDouble(x -> x[0] > 0 ? 1 : 0).toArray();
    double[] far = Arrays.stream(near).map(y -> 1 - y).toArray();
    Downstream found =
        Downstream.of(
            MIXTURE,
            Optional.of(dataset(rows, far, List.of("near", "far"))),
            dataset(rows, near, List.of("far", "near")),
            OPTIONS,
            1);

    assertThat(score(found, "raw columns", 0).value()).isEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSameAtAnyNumberOfThreads() {
    Dataset rows = labelled(300, x -> x[0] > 4 ? 1 : 0);
    assertThat(Downstream.of(MIXTURE, rows, OPTIONS, 3).scores())
        .isEqualTo(Downstream.of(MIXTURE, rows, OPTIONS, 1).scores());
  }

  @Test
  void rowsWithoutALabelAreLeftOut() {
    Dataset rows = labelled(300, x -> x[0] > 5 ? Double.NaN : x[0] > 4 ? 1 : 0);
    long known = Arrays.stream(rows.labels().orElseThrow()).filter(v -> !Double.isNaN(v)).count();
    assertThat(Downstream.of(MIXTURE, rows, OPTIONS, 1).rowCount()).isEqualTo(known);
  }

  @Test
  void wordsAndGapsBecomeColumns() {
    Column words =
        new Column("w", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b", "c"), 0);
    Matrix raw =
        RawColumns.of(
            List.of(words, Column.numeric("x")),
            Matrix.of(3, 2, 0, 1, 2, Double.NaN, Double.NaN, 5));
    // a, b, c, w missing; x with its mean 3, x missing
    assertThat(raw)
        .isEqualTo(Matrix.of(3, 6, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 3, 1, 0, 0, 0, 1, 5, 0));
  }

  @Test
  void badArgumentsAreRefused() {
    assertThatThrownBy(() -> Downstream.of(MIXTURE, Dataset.of(Matrix.of(1, 2, 0, 0)), OPTIONS, 1))
        .hasMessage("rows must have labels to judge by, got none; name a label");
    assertThatThrownBy(() -> Downstream.of(MIXTURE, labelled(10, x -> 1), OPTIONS, 1))
        .hasMessage("at least 20 rows must have a label, got 10");
    assertThatThrownBy(() -> Downstream.of(MIXTURE, labelled(30, x -> 1), OPTIONS, 1))
        .hasMessage("labels must be of at least 2 classes, got 1");
    assertThatThrownBy(() -> new Downstream.Options(1, 10, 100, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("folds must be at least 2, got 1");
  }

  /** Next to 0 in the rows that scale it, and 1 elsewhere: the value is cut off. */
  @Test
  void aFeatureThatIsNextToNothingInSomeRowsStaysFinite() {
    Matrix wide = RawColumns.standardised(Matrix.of(3, 1, 1e-100, -1e-100, 1), new int[] {0, 1});
    assertThat(wide.toArray()).containsExactly(new double[] {1, -1, 30}, within(1e-12));
    Matrix constant = RawColumns.standardised(Matrix.of(3, 1, 5, 5, 7), new int[] {0, 1});
    assertThat(constant.toArray()).containsExactly(0, 0, 0);
  }
}
