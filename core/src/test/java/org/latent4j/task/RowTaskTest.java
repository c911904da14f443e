package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.ReferenceRows;

class RowTaskTest {

  private static final Schema AB = Schema.of(List.of(Column.numeric("a"), Column.numeric("b")));

  /** 10 a + b. */
  private static final RowTask TENS =
      new RowTask(
          "tens",
          AB,
          List.of("sum"),
          x ->
              Matrix.wrap(
                  x.rows(),
                  1,
                  IntStream.range(0, x.rows())
                      .mapToDouble(i -> 10 * x.get(i, 0) + x.get(i, 1))
                      .toArray()));

  private static Dataset numbered(int rows) {
    return HeapDataset.builder(
            AB, Matrix.wrap(rows, 2, IntStream.range(0, 2 * rows).mapToDouble(i -> i).toArray()))
        .build();
  }

  private static Dataset named(Matrix rows, String... names) {
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(Column.numeric(name));
    }
    return HeapDataset.builder(Schema.of(columns), rows).build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyRowIsAnsweredInItsPlace(int threads) {
    Matrix answers = TENS.run(numbered(50_001), threads);
    assertThat(answers.rows()).isEqualTo(50_001);
    for (int i = 0; i < answers.rows(); i++) {
      assertThat(answers.get(i, 0)).isEqualTo(10 * (2.0 * i) + (2 * i + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void streamedBlocksFollowTheOrderOfTheRows(int threads) {
    List<Double> streamed = new ArrayList<>();
    TENS.run(
        numbered(50_001),
        threads,
        part -> {
          for (double value : part.values()) {
            streamed.add(value);
          }
        });
    assertThat(streamed).hasSize(50_001).isSorted();
  }

  @Test
  void blocksDoNotDependOnTheNumberOfThreads() {
    List<Integer> one = new ArrayList<>();
    List<Integer> five = new ArrayList<>();
    TENS.run(numbered(100_000), 1, part -> one.add(part.rows()));
    TENS.run(numbered(100_000), 5, part -> five.add(part.rows()));
    assertThat(one).isEqualTo(five).startsWith(4096, 4096);
  }

  @Test
  void noRowsGiveNoAnswers() {
    assertThat(TENS.run(numbered(0), 2).rows()).isZero();
  }

  @Test
  void featuresAreFoundByNameInAnyOrderAmongOthers() {
    Dataset data = named(Matrix.of(1, 3, 7, 100, 2), "b", "other", "a");
    assertThat(TENS.run(data, 1).get(0, 0)).isEqualTo(27);
  }

  @Test
  void namelessFeaturesAreTakenByPlace() {
    assertThat(TENS.run(Dataset.of(Matrix.of(1, 2, 3, 4)), 1).get(0, 0)).isEqualTo(34);
  }

  @Test
  void aMissingFeatureIsNamed() {
    Dataset data = named(Matrix.of(1, 2, 7, 2), "b", "c");
    assertThatThrownBy(() -> TENS.run(data, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the data must have the columns the model was fitted to, but 'a' is not among its 2"
                + " features (b, c)");
  }

  @Test
  void wordsAreTranslatedToTheModelsNumbering() {
    Schema model = words("no", "yes");
    Dataset data = HeapDataset.builder(words("yes", "no"), Matrix.of(3, 1, 0, 1, 0)).build();
    RowTask identity = new RowTask("copy", model, List.of("answer"), x -> x);
    assertThat(identity.run(data, 1).values()).containsExactly(1, 0, 1);
  }

  @Test
  void aWordTheModelDoesNotKnowIsNamed() {
    Schema model = words("no", "yes");
    Dataset data = HeapDataset.builder(words("yes", "maybe"), Matrix.of(2, 1, 0, 1)).build();
    RowTask identity = new RowTask("copy", model, List.of("answer"), x -> x);
    assertThatThrownBy(() -> identity.run(data, 1))
        .isInstanceOf(DataException.class)
        .hasMessage("row 2 of column 'answer' is 'maybe'; the model knows no, yes");
  }

  private static Schema words(String... levels) {
    return Schema.of(
        List.of(new Column("answer", ColumnKind.BINARY, ColumnRole.FEATURE, List.of(levels), 0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theFirstMissingValueIsNamed(int threads) {
    double[] values = new double[20_000];
    values[2 * 9000 + 1] = Double.NaN;
    values[2 * 5000 + 1] = Double.NaN;
    values[2 * 9500] = Double.NaN;
    Dataset data = HeapDataset.builder(AB, Matrix.wrap(10_000, 2, values)).build();
    assertThatThrownBy(() -> TENS.run(data, threads))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "row 5001 of column 'b' is missing; tens needs complete rows, drop or impute it");
  }

  @Test
  void anInfiniteValueIsNamed() {
    Dataset data = HeapDataset.builder(AB, Matrix.of(1, 2, Double.NEGATIVE_INFINITY, 0)).build();
    assertThatThrownBy(() -> TENS.run(data, 1))
        .isInstanceOf(DataException.class)
        .hasMessage("row 1 of column 'a' is -infinity; values must be finite");
  }

  @Test
  void threadsMustBePositive() {
    assertThatThrownBy(() -> TENS.run(numbered(1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, got 0");
  }

  @Test
  void weightsPassThroughAReordering() {
    Dataset data =
        HeapDataset.builder(
                Schema.of(List.of(Column.numeric("b"), Column.numeric("a"))),
                Matrix.of(2, 2, 0, 0, 0, 2))
            .weights(3, 1)
            .build();
    var model = Fitted.gaussian(new double[2], Matrix.identity(2));
    Scoring scoring = Scoring.of(Fitted.of(model, AB, ReferenceRows.NONE), data, 1);
    assertThat(scoring.meanLogLikelihood()).isCloseTo(-Math.log(2 * Math.PI) - 0.5, within(1e-14));
  }

  @Test
  void answersDoNotDependOnTheNumberOfThreads() {
    Matrix x = Fitted.twoBlobs().sample(20_000, new SeededRandom(3));
    RowTask task = Clustering.task(Fitted.of(Fitted.twoBlobs()));
    assertThat(task.run(Dataset.of(x), 4)).isEqualTo(task.run(Dataset.of(x), 1));
  }
}
