package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;

class ValidationTest {

  @Test
  void holdOutKeepsItsShareOnce() {
    List<Splits.Split> splits = Validation.holdOut(0.25).splits(Rows.normal(200, 2, 1), 0);
    assertThat(splits).hasSize(1);
    assertThat(splits.get(0).heldOut().rowCount()).isEqualTo(50);
    assertThat(splits.get(0).training().rowCount()).isEqualTo(150);
  }

  @Test
  void holdOutKeepsNoMoreThanAHundredThousandRows() {
    Splits.Split split = Validation.holdOut(0.5).splits(Rows.normal(300_000, 1, 1), 0).get(0);
    assertThat(split.heldOut().rowCount()).isEqualTo(100_000);
    assertThat(split.training().rowCount()).isEqualTo(200_000);
  }

  @Test
  void fewRowsAreDividedIntoFoldsAndManyOnce() {
    assertThat(Validation.automatic().splits(Rows.normal(999, 1, 1), 0)).hasSize(5);
    List<Splits.Split> many = Validation.automatic().splits(Rows.normal(1000, 1, 1), 0);
    assertThat(many).hasSize(1);
    assertThat(many.get(0).heldOut().rowCount()).isEqualTo(200);
  }

  @Test
  void veryFewRowsAreLeftOutOneByOne() {
    List<Splits.Split> splits = Validation.automatic().splits(Rows.normal(3, 1, 1), 0);
    assertThat(splits).hasSize(3);
    assertThat(splits).allMatch(s -> s.heldOut().rowCount() == 1);
  }

  @Test
  void oneRowCannotBeDivided() {
    assertThatThrownBy(() -> Validation.automatic().splits(Rows.normal(1, 1, 1), 0))
        .isInstanceOf(DataException.class)
        .hasMessage("a split needs at least 2 rows, the data set has 1");
  }

  @Test
  void nothingIsHeldOutWhenNoneIsAskedFor() {
    assertThat(Validation.none().splits(Rows.normal(100, 1, 1), 0)).isEmpty();
  }

  @Test
  void fractionAndFoldsMustBeInRange() {
    assertThatThrownBy(() -> Validation.holdOut(1))
        .hasMessage("held-out fraction must be between 0 and 1, got 1.0");
    assertThatThrownBy(() -> Validation.folds(1)).hasMessage("folds must be at least 2, got 1");
  }

  @Test
  void spreadRatioComparesTheColumnsThatVary() {
    Dataset rows = Dataset.of(Matrix.of(2, 3, 0, 5, 0, 30, 5, 3));
    assertThat(Scaling.spreadRatio(DataSummary.of(rows))).isCloseTo(10, within(1e-12));
    Dataset constant = Dataset.of(Matrix.of(2, 1, 5, 5));
    assertThat(Scaling.spreadRatio(DataSummary.of(constant))).isEqualTo(1);
  }

  @Test
  void standardScalingCentresAndDividesByTheDeviation() {
    DataSummary summary = DataSummary.of(Dataset.of(Matrix.of(2, 2, 0, 5, 30, 7)));
    assertThat(Scaling.STANDARD.encoding(summary).offsets()).containsExactly(15, 6);
    assertThat(Scaling.STANDARD.encoding(summary).scales()).containsExactly(15, 1);
    assertThat(Scaling.NONE.encoding(summary).isIdentity()).isTrue();
  }
}
