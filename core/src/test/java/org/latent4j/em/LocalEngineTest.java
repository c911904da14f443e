package org.latent4j.em;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.internal.NativeDoubles;

class LocalEngineTest {

  /**
   * Remembers which rows were counted, in the order of merging, and a sum that rounding changes.
   */
  private static final class Order implements Statistics<Order> {
    private final List<Long> firstRows = new ArrayList<>();
    private long rows;
    private double sum;

    @Override
    public void merge(Order other) {
      firstRows.addAll(other.firstRows);
      rows += other.rows;
      sum += other.sum;
    }

    @Override
    public double logLikelihood() {
      return sum;
    }

    @Override
    public double weightTotal() {
      return rows;
    }

    @Override
    public double[] toArray() {
      return new double[] {sum, rows};
    }
  }

  /** Counts rows; fails in the block that holds a given row. */
  private record Counting(long failingRow, AtomicInteger open)
      implements Expectation<Double, Order> {

    @Override
    public Counter<Order> begin(Double factor, int blockRows) {
      open.incrementAndGet();
      return new Counter<>() {
        private Order order = new Order();

        @Override
        public void add(RowBlock block) {
          if (block.firstRow() <= failingRow && failingRow < block.firstRow() + block.rows()) {
            throw new IllegalStateException("row " + failingRow);
          }
          order.firstRows.add(block.firstRow());
          order.rows += block.rows();
          for (int i = 0; i < block.rows() * block.features(); i++) {
            order.sum += factor * block.values().get(i);
          }
        }

        @Override
        public Order take() {
          Order taken = order;
          order = new Order();
          return taken;
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }

    @Override
    public long statisticsSize(int features) {
      return 2;
    }
  }

  private static Dataset data(int rows, int features) {
    double[] values = new double[rows * features];
    new SeededRandom(1).fillGaussian(values);
    return Dataset.of(Matrix.wrap(rows, features, values));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "255, 3", "256, 3", "4097, 2", "100003, 5", "900, 2000"})
  void everyRowIsCountedOnceAndMergedInOrder(int rows, int features) {
    Order order =
        new LocalEngine(3).count(data(rows, features), new Counting(-1, new AtomicInteger()), 1.0);
    assertThat(order.weightTotal()).isEqualTo(rows);
    assertThat(order.firstRows).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 16})
  void anyNumberOfThreadsGivesTheSameBits(int threads) {
    Dataset data = data(100_003, 5);
    Counting counting = new Counting(-1, new AtomicInteger());
    Order one = new LocalEngine(1).count(data, counting, 0.1);
    for (int repetition = 0; repetition < 20; repetition++) {
      Order many = new LocalEngine(threads).count(data, counting, 0.1);
      assertThat(many.sum).isEqualTo(one.sum);
      assertThat(many.firstRows).isEqualTo(one.firstRows);
    }
  }

  @Test
  void failureOfOneThreadReachesTheCallerAndFreesAllBuffers() {
    AtomicInteger open = new AtomicInteger();
    long before = NativeDoubles.liveBytes();
    Dataset data = data(100_003, 5);
    LocalEngine engine = new LocalEngine(2);
    Counting failing = new Counting(77_777, open);
    assertThatThrownBy(() -> engine.count(data, failing, 1.0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("row 77777");
    assertThat(open).hasValue(0);
    assertThat(NativeDoubles.liveBytes()).isEqualTo(before);
  }

  @Test
  void noThreadsAreRefused() {
    assertThatThrownBy(() -> new LocalEngine(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, got 0");
  }

  @Test
  void largeStatisticsMakeFewerRuns() {
    assertThat(RowRanges.of(1_000_000, 100, 10).count()).isEqualTo(64);
    assertThat(RowRanges.of(1_000_000, 100, 4 << 20).count()).isEqualTo(8);
    assertThat(RowRanges.of(150, 256, 10).count()).isEqualTo(1);
  }
}
