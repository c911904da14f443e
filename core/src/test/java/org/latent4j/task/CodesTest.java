package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;
import org.latent4j.testing.DiagonalGaussian;

class CodesTest {

  /** Codes are z = (x − mean) / deviation. */
  private static final FittedModel DIAGONAL =
      Fitted.of(new DiagonalGaussian(new double[] {1, 10}, new double[] {2, 5}));

  private static final FittedModel BLOBS = Fitted.of(Fitted.twoBlobs());

  @Test
  void codesAreTheModels() {
    RowTask task = Codes.task(DIAGONAL);
    assertThat(task.columns()).containsExactly("z1", "z2");
    assertThat(Codes.of(DIAGONAL, Dataset.of(Matrix.of(1, 2, 5, 0)), 1).values())
        .containsExactly(2, -2);
  }

  @Test
  void decodingTakesWhatCodesGive() {
    Dataset codes =
        HeapDataset.builder(
                Schema.of(
                    Codes.task(DIAGONAL).columns().stream()
                        .map(org.latent4j.data.Column::numeric)
                        .toList()),
                Matrix.of(1, 2, 2, -2))
            .build();
    assertThat(Decoding.task(DIAGONAL).columns()).containsExactly("x1", "x2");
    assertThat(Decoding.of(DIAGONAL, codes, 1).values()).containsExactly(5, 0);
    assertThat(Decoding.of(DIAGONAL, Dataset.of(Matrix.of(1, 2, 2, -2)), 1).values())
        .containsExactly(5, 0);
  }

  @Test
  void decodingNeedsAsManyColumnsAsACodeHas() {
    assertThatThrownBy(() -> Decoding.of(DIAGONAL, Dataset.of(Matrix.zeros(1, 3)), 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the data must have the columns the model was fitted to, but 'z1' is not among its 3"
                + " features (x1, x2, x3)");
  }

  @Test
  void reconstructionOfAMixtureIsTheMeanOfTheRowsComponent() {
    Matrix rows = Matrix.of(3, 2, -5, -4, 4, 7, 4, 4);
    Reconstruction reconstruction = Reconstruction.of(BLOBS, Dataset.of(rows), 2);
    assertThat(reconstruction.rows().values())
        .containsExactly(new double[] {-4, -4, 4, 4, 4, 4}, within(1e-9));
    assertThat(reconstruction.errors()).containsExactly(new double[] {1, 9, 0}, within(1e-7));
    assertThat(reconstruction.meanError()).isCloseTo(10.0 / 3, within(1e-7));
    assertThat(reconstruction.columnErrors())
        .containsExactly(new double[] {Math.sqrt(1.0 / 3), Math.sqrt(3)}, within(1e-7));
  }

  @Test
  void reconstructionsCanBeToldWithTheirErrors() {
    RowTask task = Reconstruction.taskWithErrors(BLOBS);
    assertThat(task.columns()).containsExactly("x1", "x2", "reconstructionError");
    assertThat(task.run(Dataset.of(Matrix.of(2, 2, -5, -4, 4, 7)), 1).values())
        .containsExactly(new double[] {-4, -4, 1, 4, 4, 9}, within(1e-7));
  }

  @Test
  void reconstructionErrorsCountRowsByWeight() {
    Dataset data =
        HeapDataset.builder(Schema.numeric(2), Matrix.of(2, 2, -5, -4, 4, 7)).weights(3, 1).build();
    Reconstruction reconstruction = Reconstruction.of(BLOBS, data, 1);
    assertThat(reconstruction.meanError()).isCloseTo(12.0 / 4, within(1e-7));
    assertThat(reconstruction.columnErrors())
        .containsExactly(new double[] {Math.sqrt(0.75), Math.sqrt(2.25)}, within(1e-7));
  }

  @Test
  void clustersAreTheMostProbableComponents() {
    Matrix rows = Matrix.of(4, 2, -5, -4, 4, 7, 4, 4, 0, 0);
    Clustering clustering = Clustering.of(BLOBS, Dataset.of(rows), 2);
    assertThat(clustering.clusters()).containsExactly(0, 1, 1, 1);
    assertThat(clustering.sizes()).containsExactly(1, 3);
    // Halfway between the blobs the weights decide.
    assertThat(clustering.responsibilities().row(3))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-14));
    assertThat(clustering.shares())
        .containsExactly(new double[] {1.25 / 4, 2.75 / 4}, within(1e-9));
  }

  @Test
  void clustersAreNumberedFromOneInTheTable() {
    RowTask task = Clustering.task(BLOBS);
    assertThat(task.columns()).containsExactly("cluster", "p1", "p2");
    assertThat(task.run(Dataset.of(Matrix.of(2, 2, -4, -4, 4, 4)), 1).column(0))
        .containsExactly(1, 2);
  }

  @Test
  void sharesCountRowsByWeight() {
    Dataset data =
        HeapDataset.builder(Schema.numeric(2), Matrix.of(2, 2, -4, -4, 4, 4)).weights(9, 1).build();
    assertThat(Clustering.of(BLOBS, data, 1).shares())
        .containsExactly(new double[] {0.9, 0.1}, within(1e-9));
  }

  @Test
  void codesOfManyRowsAreThoseOfEachAlone() {
    Matrix rows = Fitted.twoBlobs().sample(9000, new SeededRandom(5));
    Matrix all = Codes.of(BLOBS, Dataset.of(rows), 3);
    for (int i = 0; i < 9000; i += 997) {
      assertThat(all.row(i))
          .containsExactly(
              Fitted.twoBlobs().encode(rows.rowRange(i, i + 1)).values(), within(1e-14));
    }
  }
}
