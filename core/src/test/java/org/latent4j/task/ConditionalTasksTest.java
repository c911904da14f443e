package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;
import org.latent4j.task.Sampling.Rounding;

/**
 * Imputation, prediction and conditional draws of x ~ N((3, −1), (4 1; 1 1)), in units in which the
 * first column is twice and 10 more: given x2 the first has mean 3 + (x2 + 1) and variance 3, given
 * x1 the second has mean −1 + (x1 − 3)/4 and variance 3/4.
 */
class ConditionalTasksTest {

  private static final double NAN = Double.NaN;

  private static final Schema SCHEMA =
      Schema.of(
          List.of(
              new Column("size", ColumnKind.COUNT, ColumnRole.FEATURE, List.of(), 1),
              new Column("price", ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), 0.5)));

  /** Encoded rows are ((size − 10) / 2, price). */
  private static final FittedModel MODEL =
      Fitted.of(
          Fitted.gaussian(new double[] {3, -1}, Matrix.of(2, 2, 4, 1, 1, 1)),
          SCHEMA,
          Encoding.affine(new double[] {10, 0}, new double[] {2, 1}),
          ReferenceRows.NONE);

  private static Dataset rows(double... values) {
    return HeapDataset.builder(SCHEMA, Matrix.of(values.length / 2, 2, values)).build();
  }

  @Test
  void gapsAreFilledWithConditionalMeansInTheUsersUnits() {
    Matrix filled =
        Imputation.task(MODEL, Rounding.NONE).run(rows(NAN, 1, 24, NAN, 5, 6, NAN, NAN), 2);
    assertThat(filled.values())
        .containsExactly(new double[] {20, 1, 24, 0, 5, 6, 16, -1}, within(1e-12));
  }

  @Test
  void filledValuesHaveTheSpacingOfTheirColumnAndObservedOnesTheirBits() {
    Matrix filled = Imputation.task(MODEL, Rounding.TO_RESOLUTION).run(rows(NAN, 1.13, 17, NAN), 1);
    // 10 + 2·(3 + 2.13) = 20.26, and −1 + (3.5 − 3)/4 = −0.875
    assertThat(filled.values()).containsExactly(20, 1.13, 17, -1);
    assertThat(Imputation.task(MODEL, Rounding.TO_RESOLUTION).run(rows(NAN, -30), 1).get(0, 0))
        .isZero(); // a count
  }

  @Test
  void drawsVaryAsMuchAsWhatIsNotKnown() {
    int n = 20_000;
    double[] values = new double[2 * n];
    Arrays.setAll(values, i -> i % 2 == 0 ? NAN : 1);
    RowTask task = Imputation.drawTask(MODEL, Rounding.NONE, 7, 1);
    Matrix drawn = task.run(rows(values), 1);
    assertThat(task.run(rows(values), 3)).isEqualTo(drawn);
    assertThat(Imputation.drawTask(MODEL, Rounding.NONE, 7, 2).run(rows(values), 1))
        .isNotEqualTo(drawn);
    double[] sizes = drawn.column(0);
    double mean = Arrays.stream(sizes).average().orElseThrow();
    double variance =
        Arrays.stream(sizes).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(mean).isEqualTo(20, within(4 * Math.sqrt(12.0 / n)));
    assertThat(variance).isEqualTo(12, within(4 * 12 * Math.sqrt(2.0 / n)));
    assertThat(drawn.column(1)).containsOnly(1);
  }

  @Test
  void aColumnIsPredictedFromTheOthers() {
    RowTask task = Prediction.task(MODEL, "size");
    assertThat(task.columns()).containsExactly("size", "deviation");
    assertThat(task.schema().featureNames()).containsExactly("price");
    Dataset prices = HeapDataset.builder(task.schema(), Matrix.of(3, 1, 1, -1, NAN)).build();
    assertThat(task.run(prices, 1).values())
        .containsExactly(
            new double[] {20, 2 * Math.sqrt(3), 16, 2 * Math.sqrt(3), 16, 4}, within(1e-12));
    // A column of that name in the data is not looked at.
    assertThat(task.run(rows(999, 1), 1).values())
        .containsExactly(new double[] {20, 2 * Math.sqrt(3)}, within(1e-12));
  }

  @Test
  void predictionsOfAMixtureAreItsRegression() {
    FittedModel blobs = Fitted.of(Fitted.twoBlobs());
    Matrix predicted = Prediction.task(blobs, "x2").run(Dataset.of(Matrix.of(1, 1, 0.25)), 1);
    // p(second | x1) = 3·φ(x1 − 4) / (3·φ(x1 − 4) + φ(x1 + 4)), the logit of which is 8·x1 + log 3
    double share = 1 / (1 + Math.exp(-8 * 0.25) / 3);
    double mean = 4 * (2 * share - 1);
    assertThat(predicted.get(0, 0)).isEqualTo(mean, within(1e-12));
    assertThat(predicted.get(0, 1))
        .isEqualTo(Math.sqrt(1 + 64 * share * (1 - share)), within(1e-12));
  }

  @Test
  void drawsKeepWhatIsKnown() {
    double[] known = Given.of(SCHEMA, Map.of("price", "1.3"));
    int n = 10_000;
    Matrix one = drawn(known, n, 1);
    assertThat(drawn(known, n, 2)).isEqualTo(one);
    assertThat(one.column(1)).containsOnly(1.3);
    assertThat(Arrays.stream(one.column(0)).allMatch(v -> v == Math.rint(v) && v >= 0)).isTrue();
    double mean = Arrays.stream(one.column(0)).average().orElseThrow();
    assertThat(mean).isEqualTo(20.6, within(4 * Math.sqrt(13.0 / n)));
  }

  private static Matrix drawn(double[] known, int n, int threads) {
    double[] all = new double[2 * n];
    int[] filled = new int[1];
    Sampling.stream(
        MODEL,
        known,
        n,
        Rounding.TO_RESOLUTION,
        3,
        threads,
        block -> {
          System.arraycopy(block.values(), 0, all, filled[0], block.values().length);
          filled[0] += block.values().length;
        });
    return Matrix.wrap(n, 2, all);
  }

  @Test
  void whatIsKnownIsReadByName() {
    Schema worded =
        Schema.of(
            List.of(
                Column.numeric("age"),
                new Column(
                    "sex",
                    ColumnKind.CATEGORICAL,
                    ColumnRole.FEATURE,
                    List.of("female", "male"),
                    0)));
    assertThat(Given.of(worded, Map.of("sex", "male"))).containsExactly(NAN, 1);
    assertThat(Given.of(worded, Map.of("age", "3e1"))).containsExactly(30, NAN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.of(worded, Map.of("sex", "other")))
        .withMessage("column 'sex' must be one of female, male, got 'other'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.of(worded, Map.of("age", "old")))
        .withMessage("column 'age' must be a finite number, got 'old'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.of(worded, Map.of("height", "2")))
        .withMessage(
            "what is given must be of columns that the model was fitted to, got 'height'; these are"
                + " age, sex");
  }

  @Test
  void whatIsKnownIsReadFromText() {
    Schema schema =
        Schema.of(
            List.of(
                Column.numeric("age"),
                new Column(
                    "name",
                    ColumnKind.CATEGORICAL,
                    ColumnRole.FEATURE,
                    List.of("Doe, Jane", "Roe, Ann"),
                    0)));
    assertThat(Given.of(schema, "name=Doe, Jane,age= 30")).containsExactly(30, 0);
    assertThat(Given.of(schema, "age=30")).containsExactly(30, NAN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.of(schema, "age"))
        .withMessage("what is given must be written as column=value,column=value, got 'age'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.of(schema, "age=30,age=40"))
        .withMessage("column 'age' must be given once, got 'age=30,age=40'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.of(schema, "age=30,sex"))
        .withMessage("column 'age' must be a finite number, got '30,sex'");
  }

  @Test
  void targetsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prediction.task(MODEL, "colour"))
        .withMessage(
            "target must be a column that the model was fitted to, got 'colour'; these are size,"
                + " price");
    FittedModel single = Fitted.of(Fitted.gaussian(new double[] {0}, Matrix.identity(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prediction.task(single, "x1"))
        .withMessage("target must leave other columns to predict it by, but 'x1' is all there is");
  }

  /** 90 % intervals from draws hold 90 % of what was hidden. */
  @Test
  void drawsAreCalibrated() {
    int n = 2000;
    Matrix truth = Sampling.of(MODEL, n, Rounding.NONE, 5, 1);
    double[] hidden = truth.toArray();
    for (int i = 0; i < n; i++) {
      hidden[2 * i + i % 2] = NAN;
    }
    int draws = 39; // the hidden value is as probable in each of the 40 places among them
    int[] below = new int[n];
    for (int draw = 1; draw <= draws; draw++) {
      Matrix drawn = Imputation.drawTask(MODEL, Rounding.NONE, 1, draw).run(rows(hidden), 1);
      for (int i = 0; i < n; i++) {
        below[i] += drawn.get(i, i % 2) < truth.get(i, i % 2) ? 1 : 0;
      }
    }
    long held = IntStream.of(below).filter(b -> b >= 2 && b <= 37).count();
    assertThat(held / (double) n).isEqualTo(0.9, within(4 * Math.sqrt(0.9 * 0.1 / n)));
  }
}
