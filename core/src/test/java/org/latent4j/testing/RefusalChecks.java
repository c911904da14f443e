package org.latent4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;

/**
 * Checks of what a fit does with rows it cannot use, or hardly.
 *
 * @param <M> type of the family's models
 */
public interface RefusalChecks<M extends Model> extends ContractSubject<M> {

  @Test
  default void missingValuesAreRefusedByColumn() {
    assumeFalse(modelsMissingValues(), "the family models missing values");
    Matrix x = rows();
    int d = x.columns();
    double[] values = x.toArray();
    values[1] = Double.NaN;
    values[5 * d + 1] = Double.NaN;
    values[7 * d] = Double.NaN;
    List<String> names = data().schema().featureNames();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(withValues(values)))
        .withMessage(
            String.format(
                Locale.ROOT,
                "%s needs complete rows, but values are missing (%s 1, %s 2 of %d rows); drop or"
                    + " impute them, or fit one of %s, which take them",
                nameInSentences(),
                names.get(0),
                names.get(1),
                x.rows(),
                String.join(", ", ModelFamily.takingGaps())));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  default void infiniteValuesAreRefusedByRowAndColumn(double infinite) {
    double[] values = rows().toArray();
    values[3 * rows().columns() + 1] = infinite;
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(withValues(values)))
        .withMessage(
            String.format(
                Locale.ROOT,
                "row 4 of column '%s' is %sinfinity; values must be finite, or missing",
                data().schema().featureNames().get(1),
                infinite > 0 ? "+" : "-"));
  }

  @Test
  default void noRowsAreRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(Dataset.of(Matrix.zeros(0, rows().columns()))))
        .withMessage("the data set has no rows; at least one is needed");
  }

  @Test
  default void oneRowIsFittedOrExplained() {
    assertFittedOrExplained(Dataset.of(rows().rowRange(0, 1)), "");
  }

  @Test
  default void fewerRowsThanFeaturesAreFittedOrExplained() {
    assertFittedOrExplained(Dataset.of(rows().rowRange(0, rows().columns() - 1)), "");
  }

  @Test
  default void equalRowsAreFittedOrExplained() {
    assertFittedOrExplained(Dataset.of(rows().selectRows(new int[50])), "");
  }

  @Test
  default void aConstantColumnIsFittedOrNamed() {
    Matrix x = rows();
    double[][] wider = new double[x.rows()][];
    for (int i = 0; i < wider.length; i++) {
      wider[i] = Arrays.copyOf(x.row(i), x.columns() + 1);
      wider[i][x.columns()] = 7;
    }
    List<Column> columns = new ArrayList<>(data().schema().features());
    columns.add(Column.numeric("always"));
    assertFittedOrExplained(
        HeapDataset.builder(Schema.of(columns), Matrix.ofRows(wider)).build(), "'always'");
  }

  private Dataset withValues(double[] values) {
    Schema features = Schema.of(data().schema().features());
    Matrix rows = Matrix.wrap(rows().rows(), rows().columns(), values);
    return HeapDataset.builder(features, rows).build();
  }

  /** Either every answer is finite, or one sentence says what is wrong with the rows. */
  private void assertFittedOrExplained(Dataset hard, String place) {
    FitResult<? extends Model> result;
    try {
      result = fit(hard);
    } catch (IllegalArgumentException | NumericalException e) {
      assertThat(e.getMessage()).hasSizeGreaterThan(20).doesNotContain("\n").contains(place);
      return;
    }
    Answers.assertFinite(Answers.of(result.model(), hard.toMatrix()));
    assertThat(result.report().logLikelihood()).isNotInfinite();
  }
}
