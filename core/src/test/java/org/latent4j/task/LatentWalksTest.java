package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.model.FittedModel;

class LatentWalksTest {

  /** x = (1 + 3·z₁, 2 + 2·z₂, 0) and noise; loadings stand in the order of their lengths. */
  private static final FittedModel MODEL =
      Fitted.of(
          ProbabilisticPca.of(new double[] {1, 2, 0}, Matrix.of(3, 2, 3, 0, 0, 2, 0, 0), 1e-6));

  @Test
  void aTraversalMovesOneDimensionAboutTheCentre() {
    List<Matrix> walks = LatentWalks.of(MODEL).traversal(3, 2);
    assertThat(walks).hasSize(2);
    assertThat(walks.get(0).values()).containsExactly(-5, 2, 0, 1, 2, 0, 7, 2, 0);
    assertThat(walks.get(1).values()).containsExactly(1, -2, 0, 1, 2, 0, 1, 6, 0);
  }

  @Test
  void withRowsTheCentreAndTheStepsAreThoseOfTheirCodes() {
    // Codes (1, 0) and (3, 0): mean 2, deviation 1; the second dimension stands still.
    Dataset rows = Dataset.of(Matrix.of(2, 3, 4, 2, 0, 10, 2, 0));
    List<Matrix> walks = LatentWalks.of(MODEL, rows, 1).traversal(2, 3);
    assertThat(walks.get(0).values())
        .usingComparatorWithPrecision(1e-4)
        .containsExactly(-2, 2, 0, 16, 2, 0);
    assertThat(walks.get(1).values())
        .usingComparatorWithPrecision(1e-4)
        .containsExactly(7, 2, 0, 7, 2, 0);
  }

  @Test
  void anInterpolationGoesFromRowToRow() {
    Dataset rows = Dataset.of(Matrix.of(3, 3, 1, 2, 0, 5, 2, 0, 5, 8, 0));
    List<Matrix> walks = LatentWalks.of(MODEL).interpolation(rows, 3, 1);
    assertThat(walks).hasSize(2);
    assertThat(walks.get(0).values())
        .usingComparatorWithPrecision(1e-4)
        .containsExactly(1, 2, 0, 3, 2, 0, 5, 2, 0);
    assertThat(walks.get(1).row(1)).usingComparatorWithPrecision(1e-4).containsExactly(5, 5, 0);
  }

  @Test
  void aMapHasTheFirstDimensionToTheRightAndTheSecondUpwards() {
    List<Matrix> lines = LatentWalks.of(MODEL).map(3, 1);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).row(0)).containsExactly(-2, 4, 0);
    assertThat(lines.get(0).row(2)).containsExactly(4, 4, 0);
    assertThat(lines.get(2).row(1)).containsExactly(1, 0, 0);
    assertThat(lines.get(1).get(1, 0)).isEqualTo(1, within(0.0));
  }

  @Test
  void whatCannotBeWalkedIsRefused() {
    LatentWalks walks = LatentWalks.of(MODEL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> walks.traversal(1, 2))
        .withMessage("steps must be at least 2, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> walks.interpolation(Dataset.of(Matrix.of(1, 3, 1, 2, 0)), 3, 1))
        .withMessage("an interpolation needs at least 2 rows, got 1");
    FittedModel three = Fitted.of(Fitted.gaussian(new double[2], Matrix.identity(2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LatentWalks.of(three).map(3, 1))
        .withMessage("a map needs a model of 2 latent dimensions, got 1; take traversal");
  }
}
