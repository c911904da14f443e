package org.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  /** Row i of n is i; nothing is stored. */
  private record Counting(long rowCount) implements Dataset {
    @Override
    public Schema schema() {
      return Schema.numeric(1);
    }

    @Override
    public void read(long firstRow, int count, DoubleBuffer target) {
      Objects.checkFromIndexSize(firstRow, count, rowCount);
      for (int i = 0; i < count; i++) {
        target.put((double) (firstRow + i));
      }
    }
  }

  @Test
  void manyRowsAreDividedOnce() {
    int n = 6_000_000;
    Splits.Split split = Splits.holdOut(new Counting(n), 1e5 / n, 7);
    assertThat(split.heldOut().rowCount()).isEqualTo(100_000);
    assertThat(split.training().rowCount()).isEqualTo(n - 100_000);
    BitSet seen = new BitSet(n);
    for (Dataset part : List.of(split.heldOut(), split.training())) {
      double before = -1;
      for (long row = 0; row < part.rowCount(); row += 50_000) {
        for (double value :
            part.rows(row, (int) Math.min(50_000, part.rowCount() - row)).values()) {
          assertThat(value > before).isTrue();
          before = value;
          seen.set((int) value);
        }
      }
    }
    assertThat(seen.cardinality()).isEqualTo(n);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPieceOfWhatIsLeftIsThatOfTheWhole(long seed) {
    Dataset training = Splits.holdOut(numbered(), 0.4, seed).training();
    double[] all = training.toMatrix().toArray();
    for (int from = 0; from < all.length; from++) {
      int count = Math.min(9, all.length - from);
      double[] weights = new double[count];
      training.readWeights(from, count, weights);
      double[] rows = training.rows(from, count).toArray();
      assertThat(rows).isEqualTo(Arrays.copyOfRange(all, from, from + count));
      assertThat(weights).isEqualTo(Arrays.stream(rows).map(v -> v + 1).toArray());
    }
    assertThat(training.labels().orElseThrow()).isEqualTo(all);
  }

  @Test
  void rowsBeyondTwoToTheThirtyOneAreNotChosenFrom() {
    assertThatThrownBy(() -> Splits.holdOut(new Counting(1L << 31), 0.1, 0))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "rows can be chosen from fewer than 2^31, the data set has 2147483648; hold out none");
  }
}
