package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;

class SampleCopiesTest {

  private static Dataset drawn(int count, long seed) {
    return Dataset.of(Fitted.twoBlobs().sample(count, new SeededRandom(seed)));
  }

  /** Drawn rows and rows not seen come from the same distribution: neither is closer. */
  @Test
  void aModelOfTheTruthDrawsNewRows() {
    SampleCopies found =
        SampleCopies.of(Fitted.of(Fitted.twoBlobs()), drawn(400, 1), drawn(600, 2), 600, 3, 2);
    assertThat(found.closer().area()).isCloseTo(0.5, within(4 * found.closer().standardError()));
    assertThat(found.closer().standardError()).isBetween(0.01, 0.03);
    assertThat(found.copies()).isZero();
    assertThat(found.known()).isZero();
    assertThat(found.trainingRows()).isEqualTo(400);
  }

  /** A narrow component on each row of the fit, which the rounding to whole numbers hits. */
  @Test
  void aModelThatCopiesIsFound() {
    Matrix rows = Matrix.of(5, 2, 0, 0, 10, 3, -7, 4, 2, 20, 30, 1);
    double[] weights = new double[5];
    Arrays.fill(weights, 0.2);
    GaussianMixture copier =
        GaussianMixture.of(
            CovarianceStructure.SPHERICAL,
            weights,
            rows,
            java.util.Collections.nCopies(5, Matrix.diagonal(1e-4, 1e-4)));
    Schema whole =
        Schema.of(
            List.of(
                new Column("x1", ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), 1),
                new Column("x2", ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), 1)));
    FittedModel model = Fitted.of(copier, whole, ReferenceRows.NONE);
    Dataset unseen = Dataset.of(Matrix.of(3, 2, 1, 1, 5, 5, 0, 0));

    SampleCopies found = SampleCopies.of(model, Dataset.of(rows), unseen, 200, 3, 1);

    assertThat(found.copies()).isEqualTo(1);
    assertThat(found.known()).isCloseTo(1.0 / 3, within(1e-12));
    // two of the three rows are farther than any copy, the third is as near
    assertThat(found.closer().area()).isCloseTo(2.5 / 3, within(1e-12));
    assertThat(found.drawn()).isZero();
  }

  /** In deviations of the columns it does not matter in what unit one is measured. */
  @Test
  void unitsDoNotMatter() {
    List<SampleCopies> found = new ArrayList<>();
    for (double unit : new double[] {1, 1000}) {
      GaussianMixture one = Fitted.gaussian(new double[2], Matrix.diagonal(1, unit * unit));
      Dataset training = Dataset.of(one.sample(200, new SeededRandom(1)));
      Dataset unseen = Dataset.of(one.sample(200, new SeededRandom(2)));
      found.add(SampleCopies.of(Fitted.of(one), training, unseen, 200, 5, 1));
    }
    assertThat(found.get(1).unseen()).isCloseTo(found.get(0).unseen(), within(1e-9));
    assertThat(found.get(1).closer().area()).isCloseTo(found.get(0).closer().area(), within(1e-9));
  }

  @Test
  void wordsHaveNoDistance() {
    Column words =
        new Column("w", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b", "c"), 0);
    FittedModel model =
        Fitted.of(
            Fitted.twoBlobs(), Schema.of(List.of(Column.numeric("x"), words)), ReferenceRows.NONE);
    assertThatThrownBy(() -> SampleCopies.of(model, drawn(5, 1), drawn(5, 2), 5, 0, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "distances to rows of the fit are of numbers, but column 'w' holds words; leave out the"
                + " training rows");
  }
}
