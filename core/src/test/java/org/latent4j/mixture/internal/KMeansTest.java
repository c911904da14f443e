package org.latent4j.mixture.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.linalg.SeededRandom;

/** Lloyd's fixed point, checked by plain arithmetic on the rows. */
final class KMeansTest {

  private static final int MANY = 10_000;

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 1", "3, 4", "4, 7", "7, 2", "9, 17"})
  void endsWhereEveryRowIsWithTheNearestMean(int d, int k) {
    double[] rows = normal(700, d, 5);
    int[] assignment = new KMeans(rows, d, k).run(MANY, new SeededRandom(1));
    double[][] means = means(rows, d, k, assignment);
    for (int i = 0; i < assignment.length; i++) {
      double own = squaredDistance(rows, i, means[assignment[i]]);
      for (double[] mean : means) {
        assertThat(own).isLessThanOrEqualTo(squaredDistance(rows, i, mean) + 1e-12);
      }
    }
  }

  @Test
  void findsGroupsThatAreFarApart() {
    double[] rows = normal(600, 3, 8);
    for (int i = 0; i < 600; i++) {
      rows[3 * i] += 100 * (i % 6);
    }
    int[] assignment = new KMeans(rows, 3, 6).run(MANY, new SeededRandom(4));
    for (int i = 6; i < 600; i++) {
      assertThat(assignment[i]).isEqualTo(assignment[i % 6]);
    }
    assertThat(Arrays.stream(assignment).distinct().count()).isEqualTo(6);
  }

  @Test
  void leavesKnownRowsWithTheirCentre() {
    double[] rows = normal(300, 2, 9);
    int[] known = new int[300];
    Arrays.fill(known, -1);
    for (int i = 0; i < 40; i++) {
      known[i] = i % 2;
    }
    int[] assignment = new KMeans(rows, 2, 3, known).run(MANY, new SeededRandom(2));
    assertThat(Arrays.copyOf(assignment, 40)).isEqualTo(Arrays.copyOf(known, 40));
    double[][] means = means(rows, 2, 3, assignment);
    for (int i = 40; i < 300; i++) {
      double own = squaredDistance(rows, i, means[assignment[i]]);
      for (double[] mean : means) {
        assertThat(own).isLessThanOrEqualTo(squaredDistance(rows, i, mean) + 1e-12);
      }
    }
  }

  @Test
  void takesTheFirstOfEqualCentres() {
    double[] rows = new double[600];
    Arrays.fill(rows, 2.5);
    assertThat(new KMeans(rows, 2, 4).run(5, new SeededRandom(3))).containsOnly(0);
  }

  private static double[] normal(int n, int d, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] rows = new double[n * d];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextGaussian();
    }
    return rows;
  }

  private static double[][] means(double[] rows, int d, int k, int[] assignment) {
    double[][] means = new double[k][d];
    int[] counts = new int[k];
    for (int i = 0; i < assignment.length; i++) {
      counts[assignment[i]]++;
      for (int j = 0; j < d; j++) {
        means[assignment[i]][j] += rows[i * d + j];
      }
    }
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        means[c][j] /= counts[c];
      }
    }
    return means;
  }

  private static double squaredDistance(double[] rows, int row, double[] point) {
    double sum = 0;
    for (int j = 0; j < point.length; j++) {
      sum += Math.pow(rows[row * point.length + j] - point[j], 2);
    }
    return sum;
  }
}
