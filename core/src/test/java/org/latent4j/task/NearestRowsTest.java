package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class NearestRowsTest {

  /** Rows about a point far away, where squares of the values cancel. */
  private static Matrix rows(int count, long seed) {
    double[] values = new double[count * 3];
    new SeededRandom(seed).fillGaussian(values);
    for (int i = 0; i < values.length; i++) {
      values[i] += 1e6;
    }
    return Matrix.wrap(count, 3, values);
  }

  private static double distance(Matrix a, int i, Matrix b, int j) {
    double sum = 0;
    for (int c = 0; c < a.columns(); c++) {
      sum += Math.pow(a.get(i, c) - b.get(j, c), 2);
    }
    return Math.sqrt(sum);
  }

  /** More rows than a block holds, and queries of more than one. */
  @Test
  void theyAreThoseOfAllDistances() {
    Matrix reference = rows(2500, 1);
    Matrix queries = rows(700, 2);
    NearestRows one = NearestRows.of(reference, queries, 3, 1);
    NearestRows two = NearestRows.of(reference, queries, 3, 2);
    for (int i = 0; i < 700; i += 7) {
      int query = i;
      int[] expected =
          IntStream.range(0, 2500)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> distance(queries, query, reference, j)))
              .limit(3)
              .mapToInt(Integer::intValue)
              .toArray();
      for (int place = 0; place < 3; place++) {
        assertThat(one.row(i, place)).isEqualTo(expected[place]).isEqualTo(two.row(i, place));
      }
      assertThat(one.distances()[i])
          .isCloseTo(distance(queries, i, reference, expected[0]), within(1e-9));
    }
    assertThat(one.distances()).containsExactly(two.distances());
  }

  @Test
  void equalRowsAreAtNoDistanceAndARowIsNotItsOwnNeighbour() {
    Matrix rows = rows(50, 3);
    assertThat(NearestRows.of(rows, rows, 1, 1).distances()).containsOnly(0);
    NearestRows others = NearestRows.ofOthers(rows, new int[] {4, 9}, 2, 1);
    assertThat(others.row(0, 0)).isNotEqualTo(4);
    assertThat(others.row(1, 0)).isNotEqualTo(9);
    assertThat(others.distances()[0]).isGreaterThan(0);
  }

  /** Of five rows on a line the two nearest of class 1 are outvoted by three of class 0. */
  @Test
  void mostOfTheNeighboursDecide() {
    Matrix learnt = Matrix.of(6, 1, 0, 0.1, 0.2, 10, 10.1, 10.2);
    NeighbourHead head = new NeighbourHead(learnt, new double[] {0, 0, 0, 1, 1, 1}, true, 1);
    assertThat(head.count()).isEqualTo(1);
    assertThat(head.predict(Matrix.of(2, 1, 0.3, 9), 1)).containsExactly(0, 1);

    // a row of the wrong class among the others: three neighbours outvote it
    Matrix noisy = Matrix.of(8, 1, 0, 0.1, 0.21, 0.33, 10, 10.1, 10.21, 10.33);
    double[] labels = {0, 1, 0, 0, 1, 1, 0, 1};
    NeighbourHead voted = new NeighbourHead(noisy, labels, true, 1);
    assertThat(voted.count()).isEqualTo(3);
    assertThat(voted.predict(Matrix.of(2, 1, 0.09, 10.2), 1)).containsExactly(0, 1);
  }

  @Test
  void numbersAreMeansOfNeighbours() {
    Matrix learnt = Matrix.of(4, 1, 0, 1, 2, 3);
    NeighbourHead head = new NeighbourHead(learnt, new double[] {0, 1, 2, 3}, false, 1);
    double[] told = head.predict(Matrix.of(1, 1, 1.1), 1);
    assertThat(told).containsExactly(1);
  }
}
