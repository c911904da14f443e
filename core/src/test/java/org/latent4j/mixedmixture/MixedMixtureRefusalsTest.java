package org.latent4j.mixedmixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/** Rows, columns and starts that a mixed mixture refuses. */
class MixedMixtureRefusalsTest {

  private static final MixedMixtureOptions OPTIONS = MixedMixtureOptions.defaults(2).withStarts(4);

  private static MixedMixture fitted(CovarianceStructure covariance) {
    return fit(MixedRows.data(400, 3), OPTIONS.withCovariance(covariance)).model();
  }

  private static FitResult<MixedMixture> fit(Dataset data, MixedMixtureOptions options) {
    return MixedMixture.fit(data, options, FitContext.defaults().withThreads(1));
  }

  @Test
  void valuesThatAColumnCannotHaveAreRefused() {
    Matrix rows = MixedRows.data(20, 1).toMatrix();
    double[] values = rows.toArray();
    values[13 * 5 + 4] = 3;
    Dataset data = HeapDataset.builder(MixedRows.schema(), Matrix.wrap(20, 5, values)).build();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(data, OPTIONS))
        .withMessage(
            "row 14 of column 'region' must be a whole number from 0 to 2, got 3.0; fit columns"
                + " that are not numeric in their own units");
  }

  @Test
  void columnsOfTooManyLevelsAreRefused() {
    Schema schema =
        Schema.of(
            List.of(
                new Column("ticket", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of(), 0)));
    assertThat(new MixedMixtureFamily().refusal(schema))
        .contains(
            "a mixed mixture needs the levels of a column of words, but column 'ticket' has too"
                + " many; leave it out, or join its rare levels");
  }

  @Test
  void aStartOfAnotherShapeIsRefused() {
    MixedMixture full = fitted(CovarianceStructure.FULL);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MixedMixture.fit(
                    MixedRows.data(400, 3),
                    OPTIONS.withCovariance(CovarianceStructure.DIAGONAL),
                    FitContext.defaults().withStart(full)))
        .withMessage(
            "the start must be a mixed mixture of 2 components with diagonal covariances over the"
                + " same 5 columns, got another model");
  }
}
