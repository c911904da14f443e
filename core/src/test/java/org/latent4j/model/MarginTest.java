package org.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.linalg.SeededRandom;

class MarginTest {

  private static final Column NUMBER = Column.numeric("x");

  @Test
  void differentNumbersAreSharedAmong64Intervals() {
    double[] values = IntStream.range(0, 6400).mapToDouble(i -> i * 0.5 - 1).toArray();
    Margin margin = Margin.of(NUMBER, values);

    assertThat(margin.intervalCount()).isEqualTo(64);
    assertThat(margin.counts()).containsOnly(100L);
    assertThat(margin.bounds()[0]).isEqualTo(99 * 0.5 - 1);
    assertThat(margin.total()).isEqualTo(6400);
  }

  @Test
  void noExtremeNumberIsKept() {
    SeededRandom random = new SeededRandom(1);
    double[] values = IntStream.range(0, 5000).mapToDouble(i -> random.nextGaussian()).toArray();
    double greatest = Arrays.stream(values).max().orElseThrow();
    double least = Arrays.stream(values).min().orElseThrow();

    assertThat(Margin.of(NUMBER, values).bounds()).doesNotContain(greatest, least);
  }

  /** Half of the values are 0: what is below, 0 itself and what is above are told apart. */
  @Test
  void aCommonNumberHasAnIntervalOfItsOwn() {
    double[] values = new double[2000];
    for (int i = 0; i < 1000; i++) {
      values[i] = i < 500 ? -1 - i : 1 + i;
    }
    Margin margin = Margin.of(NUMBER, values);

    assertThat(margin.counts()[margin.interval(0)]).isEqualTo(1000);
    assertThat(margin.interval(-1e-300)).isEqualTo(margin.interval(0) - 1);
    assertThat(margin.interval(1e-300)).isEqualTo(margin.interval(0) + 1);
  }

  @Test
  void commonExtremesHaveEmptyIntervalsBeyondThem() {
    Margin margin = Margin.of(NUMBER, 1, 1, 1, 2, 2, 5, 5, 5);

    assertThat(margin.counts()).containsExactly(0, 0, 3, 2, 3, 0);
    assertThat(margin.interval(0.5)).isEqualTo(1);
    assertThat(margin.interval(7)).isEqualTo(5);
  }

  @Test
  void theRangeIsKnownWhereItIsNobodysAlone() {
    double[] ages = IntStream.range(0, 500).mapToDouble(i -> 17 + i * 0.1).toArray();
    assertThat(Margin.of(NUMBER, ages).least()).isZero(); // not 17, which is one row's
    assertThat(Margin.of(NUMBER, ages).greatest()).isInfinite().isPositive();
    double[] capped = Arrays.stream(ages).map(a -> Math.min(a, 50)).toArray();
    assertThat(Margin.of(NUMBER, capped).greatest()).isEqualTo(50);
    double[] shifted = Arrays.stream(capped).map(a -> a - 40).toArray();
    assertThat(Margin.of(NUMBER, shifted).least()).isInfinite().isNegative();
    assertThat(Margin.of(NUMBER, shifted).greatest()).isEqualTo(10);
  }

  @Test
  void wordsHaveAnIntervalEachAlsoThoseNotSeen() {
    Column words =
        new Column("w", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b", "c", "d"), 0);
    Margin margin = Margin.of(words, 0, 2, 2, Double.NaN, 0, 0);

    assertThat(margin.counts()).containsExactly(3, 0, 2, 0);
    assertThat(margin.missing()).isEqualTo(1);
    assertThat(margin.total()).isEqualTo(6);
    assertThat(IntStream.range(0, 4).map(margin::interval)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void everyValueIsInTheIntervalOfItsBounds() {
    SeededRandom random = new SeededRandom(7);
    double[] values = IntStream.range(0, 999).mapToDouble(i -> random.nextInt(40)).toArray();
    Margin margin = Margin.of(NUMBER, values);
    double[] bounds = margin.bounds();
    for (double value : values) {
      int b = margin.interval(value);
      assertThat(b == 0 || value > bounds[b - 1]).isTrue();
      assertThat(b == bounds.length || value <= bounds[b]).isTrue();
    }
    assertThat(Arrays.stream(margin.counts()).sum()).isEqualTo(999);
  }

  @Test
  void aColumnWithoutValuesHasOneInterval() {
    Margin margin = Margin.of(NUMBER, Double.NaN, Double.NaN);
    assertThat(margin.counts()).containsExactly(0);
    assertThat(margin.missing()).isEqualTo(2);
  }

  @Test
  void infiniteValuesAreCountedWithoutBounds() {
    Margin margin = Margin.of(NUMBER, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, 2);
    assertThat(Arrays.stream(margin.bounds())).allMatch(Double::isFinite);
    assertThat(margin.total()).isEqualTo(4);
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Margin.of(new double[] {1}, new long[1], 0))
        .withMessage("a margin must have one count more than bounds (1), got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Margin.of(new double[] {1, 1}, new long[3], 0))
        .withMessage("bounds of a margin must be finite and increasing, got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Margin.of(new double[0], new long[] {1}, -1))
        .withMessage("counts of a margin must be at least 0");
  }
}
