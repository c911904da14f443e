package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.linalg.Matrix;

/**
 * Features by which a linear head can tell two tables of n rows apart: ranks of numbers in both
 * together, from −1 to 1, their squares, words one column each, and products of these in pairs.
 */
final class TellTales {

  private final int rows;
  private final int most;
  private final List<double[]> base = new ArrayList<>();
  private final List<Integer> owners = new ArrayList<>();
  private final List<double[]> squares = new ArrayList<>();

  /**
   * A product of two features.
   *
   * @param first place of the one
   * @param second place of the other
   * @param tells squared difference of its means, in variances
   */
  private record Product(int first, int second, double tells) {}

  /** Features of the rows of the first table, then of the second, which has as many. */
  TellTales(List<Column> columns, Matrix first, Matrix second, int most) {
    rows = first.rows() + second.rows();
    this.most = most;
    for (int j = 0; j < columns.size() && base.size() + squares.size() < most; j++) {
      double[] both = Arrays.copyOf(first.column(j), rows);
      System.arraycopy(second.column(j), 0, both, first.rows(), second.rows());
      add(j, columns.get(j).levels().size(), both);
    }
  }

  private void add(int column, int levels, double[] values) {
    if (levels == 0) {
      MidRanks ranks = MidRanks.of(values);
      double[] own =
          Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : 2 * ranks.at(v) - 1).toArray();
      base.add(own);
      owners.add(column);
      squares.add(Arrays.stream(own).map(v -> v * v).toArray());
    }
    for (int level = levels == 2 ? 1 : 0; level < levels; level++) {
      int word = level;
      base.add(Arrays.stream(values).map(v -> v == word ? 1 : 0).toArray());
      owners.add(column);
    }
  }

  /** The features of all rows; products are those that tell most of the given rows. */
  Matrix by(int[] training) {
    List<double[]> all = new ArrayList<>(base);
    all.addAll(squares);
    List<Product> products = new ArrayList<>();
    for (int a = 0; a < base.size(); a++) {
      for (int b = a + 1; b < base.size(); b++) {
        if (!owners.get(a).equals(owners.get(b))) {
          products.add(new Product(a, b, tells(base.get(a), base.get(b), training)));
        }
      }
    }
    products.sort(Comparator.comparingDouble(Product::tells).reversed());
    for (Product product : products.subList(0, room(all.size(), products.size()))) {
      double[] values = new double[rows];
      Arrays.setAll(values, i -> base.get(product.first())[i] * base.get(product.second())[i]);
      all.add(values);
    }
    double[] values = new double[Math.multiplyExact(rows, all.size())];
    for (int c = 0; c < all.size(); c++) {
      for (int i = 0; i < rows; i++) {
        values[i * all.size() + c] = all.get(c)[i];
      }
    }
    return Matrix.wrap(rows, all.size(), values);
  }

  private int room(int taken, int products) {
    return Math.max(0, Math.min(products, most - taken));
  }

  private double tells(double[] first, double[] second, int[] training) {
    double[] sums = new double[2];
    double[] counts = new double[2];
    double squared = 0;
    for (int i : training) {
      double value = first[i] * second[i];
      int table = i < rows / 2 ? 0 : 1;
      sums[table] += value;
      counts[table]++;
      squared += value * value;
    }
    double mean = (sums[0] + sums[1]) / training.length;
    double variance = squared / training.length - mean * mean;
    double difference = sums[0] / counts[0] - sums[1] / counts[1];
    return variance > 1e-12 ? difference * difference / variance : 0;
  }
}
