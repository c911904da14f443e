package org.latent4j.mixture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;
import org.latent4j.testing.SharedFiles;

/** Mixtures made from hard partitions: counts, means and scatters by the textbook, for tests. */
final class Partitions {

  private Partitions() {}

  /** Weights, means and covariances of labelled rows. */
  static GaussianMixture firstStep(CovarianceStructure structure, Matrix x, int[] labels, int k) {
    int n = x.rows();
    int d = x.columns();
    double[] counts = new double[k];
    double[][] means = new double[k][d];
    for (int i = 0; i < n; i++) {
      counts[labels[i]]++;
      for (int j = 0; j < d; j++) {
        means[labels[i]][j] += x.get(i, j);
      }
    }
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        means[c][j] /= counts[c];
      }
    }
    List<Matrix> covariances = new ArrayList<>();
    for (int c = 0; c < k; c++) {
      Matrix scatter = Matrix.zeros(d, d);
      for (int i = 0; i < n; i++) {
        if (labels[i] == c) {
          Matrix row = Matrix.of(1, d, x.row(i)).minus(Matrix.of(1, d, means[c]));
          scatter = scatter.plus(row.transposedTimes(row));
        }
      }
      covariances.add(scatter.scaled(1 / counts[c]));
      counts[c] /= n;
    }
    return GaussianMixture.of(structure, counts, Matrix.ofRows(means), covariances);
  }

  /** Labels by rank of the sum of the columns, ties in file order, cut into equal slices. */
  static int[] equalSlices(Matrix x, int k) {
    int n = x.rows();
    Matrix sums = x.times(Matrix.wrap(x.columns(), 1, ones(x.columns())));
    int[] labels = new int[n];
    List<Integer> order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> sums.get(i, 0)))
            .toList();
    for (int rank = 0; rank < n; rank++) {
      labels[order.get(rank)] = rank * k / n;
    }
    return labels;
  }

  /** One column of a reference set, such as {@code faithful_waiting} or {@code iris_3}. */
  static Matrix series(String name) {
    String set = name.substring(0, name.indexOf('_'));
    String column = name.substring(name.indexOf('_') + 1);
    int index =
        switch (column) {
          case "eruptions" -> 0;
          case "waiting" -> 1;
          default -> Integer.parseInt(column) - 1;
        };
    return SharedFiles.matrix(set + ".csv").columnRange(index, index + 1);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }
}
