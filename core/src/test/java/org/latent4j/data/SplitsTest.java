package org.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class SplitsTest {

  private static final int ROWS = 103;

  /** Rows that hold their own number, which is their label too, and weigh one more. */
  private static Dataset numbered() {
    double[] numbers = IntStream.range(0, ROWS).asDoubleStream().toArray();
    return HeapDataset.builder(Schema.numeric(1), Matrix.wrap(ROWS, 1, numbers))
        .labels(numbers)
        .weights(Arrays.stream(numbers).map(v -> v + 1).toArray())
        .build();
  }

  private static List<Double> rowsOf(Dataset data) {
    return Arrays.stream(data.toMatrix().values()).boxed().toList();
  }

  @Test
  void holdOutDividesAllRowsOnceAndKeepsTheirOrder() {
    Splits.Split split = Splits.holdOut(numbered(), 0.2, 4);
    assertThat(split.heldOut().rowCount()).isEqualTo(21);
    List<Double> all = new ArrayList<>(rowsOf(split.training()));
    all.addAll(rowsOf(split.heldOut()));
    assertThat(all).doesNotHaveDuplicates().hasSize(ROWS);
    assertThat(rowsOf(split.heldOut())).isSorted();
    assertThat(rowsOf(split.training())).isSorted();
  }

  @Test
  void labelsAndWeightsGoWithTheirRows() {
    Dataset held = Splits.holdOut(numbered(), 0.3, 4).heldOut();
    double[] weights = new double[(int) held.rowCount()];
    held.readWeights(0, weights.length, weights);
    assertThat(held.labels().orElseThrow()).isEqualTo(held.toMatrix().values());
    assertThat(Arrays.stream(weights).map(w -> w - 1).toArray())
        .isEqualTo(held.toMatrix().values());
    assertThat(held.isWeighted()).isTrue();
  }

  @Test
  void sameSeedSameSplitOtherSeedOtherSplit() {
    List<Double> first = rowsOf(Splits.holdOut(numbered(), 0.2, 4).heldOut());
    assertThat(rowsOf(Splits.holdOut(numbered(), 0.2, 4).heldOut())).isEqualTo(first);
    assertThat(rowsOf(Splits.holdOut(numbered(), 0.2, 5).heldOut())).isNotEqualTo(first);
  }

  @Test
  void eachRowIsHeldOutInOneFold() {
    List<Double> held = new ArrayList<>();
    for (Splits.Split split : Splits.folds(numbered(), 5, 1)) {
      assertThat(split.training().rowCount() + split.heldOut().rowCount()).isEqualTo(ROWS);
      assertThat(split.heldOut().rowCount()).isBetween(20L, 21L);
      assertThat(rowsOf(split.training())).doesNotContainAnyElementsOf(rowsOf(split.heldOut()));
      held.addAll(rowsOf(split.heldOut()));
    }
    assertThat(held).doesNotHaveDuplicates().hasSize(ROWS);
  }

  @Test
  void subsampleOfMoreRowsThanThereAreIsTheDataSet() {
    Dataset data = numbered();
    assertThat(Splits.subsample(data, 500, new SeededRandom(1))).isSameAs(data);
    assertThat(rowsOf(Splits.subsample(data, 10, new SeededRandom(1))))
        .hasSize(10)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void twoRowsAreTheLeast() {
    Dataset one = Dataset.of(Matrix.of(1, 1, 5));
    assertThatThrownBy(() -> Splits.holdOut(one, 0.5, 0))
        .isInstanceOf(DataException.class)
        .hasMessage("a split needs at least 2 rows, the data set has 1");
  }

  @Test
  void fractionOutsideZeroToOneIsRefused() {
    assertThatThrownBy(() -> Splits.holdOut(numbered(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("held-out fraction must be between 0 and 1, got 1.0");
  }

  @Test
  void oneFoldIsRefused() {
    assertThatThrownBy(() -> Splits.folds(numbered(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("folds must be at least 2, got 1");
  }
}
