package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.linalg.SeededRandom;

class AssignmentTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void cheapestIsThatOfAllPermutations(long seed) {
    SeededRandom random = new SeededRandom(seed);
    int n = 1 + random.nextInt(7);
    double[][] cost = new double[n][n];
    for (double[] row : cost) {
      Arrays.setAll(row, j -> random.nextInt(20) - 10);
    }
    int[] chosen = Assignment.cheapest(cost);
    assertThat(chosen).doesNotHaveDuplicates();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += cost[i][chosen[i]];
    }
    assertThat(sum).isCloseTo(cheapest(cost, 0, new boolean[n]), within(1e-12));
  }

  private static double cheapest(double[][] cost, int row, boolean[] taken) {
    if (row == cost.length) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < taken.length; j++) {
      if (!taken[j]) {
        taken[j] = true;
        least = Math.min(least, cost[row][j] + cheapest(cost, row + 1, taken));
        taken[j] = false;
      }
    }
    return least;
  }
}
