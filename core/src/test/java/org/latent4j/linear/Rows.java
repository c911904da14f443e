package org.latent4j.linear;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.testing.SharedFiles;

/** Rows for the tests of this package, and what plain loops say of them. */
final class Rows {

  private Rows() {}

  /** 50 seeds, or the one that the system property {@code seed} names. */
  static IntStream seeds() {
    String only = System.getProperty("seed");
    return only == null ? IntStream.range(0, 50) : IntStream.of(Integer.parseInt(only));
  }

  /** Numbers of a CSV of the data folder, from one column to another. */
  static Matrix csv(String name, int fromColumn, int toColumn) {
    try {
      List<String> lines = Files.readAllLines(SharedFiles.path("data/" + name));
      return Matrix.ofRows(
          lines.subList(1, lines.size()).stream()
              .map(line -> line.split(","))
              .map(cells -> Arrays.copyOfRange(cells, fromColumn, toColumn))
              .map(cells -> Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Matrix iris() {
    return SharedFiles.matrix("iris.csv");
  }

  static Matrix reference(String dataset) {
    Matrix all = SharedFiles.matrix(dataset + ".csv");
    return dataset.equals("digits") ? all.columnRange(0, 64) : all;
  }

  /** Centred, and divided by the standard deviation with divisor n. */
  static Matrix standardised(Matrix rows) {
    return Encoding.standardise(DataSummary.of(Dataset.of(rows))).apply(rows);
  }

  static Matrix gaussian(int rows, int columns, long seed) {
    double[] values = new double[rows * columns];
    new SeededRandom(seed).fillGaussian(values);
    return Matrix.wrap(rows, columns, values);
  }

  /** Rows whose columns are correlated and of standard deviations around 1. */
  static Matrix correlated(int rows, int columns, long seed) {
    Matrix mix = gaussian(columns, columns, seed + 1000);
    return gaussian(rows, columns, seed).times(mix).scaled(1 / Math.sqrt(columns));
  }

  /** Some orthogonal matrix: the Q of Gram–Schmidt, twice over. */
  static Matrix rotation(int size, long seed) {
    double[][] rows = gaussian(size, size, seed).toRows();
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < i; j++) {
          double overlap = dot(rows[i], rows[j]);
          for (int l = 0; l < size; l++) {
            rows[i][l] -= overlap * rows[j][l];
          }
        }
        double norm = Math.sqrt(dot(rows[i], rows[i]));
        for (int l = 0; l < size; l++) {
          rows[i][l] /= norm;
        }
      }
    }
    return Matrix.ofRows(rows);
  }

  static Matrix shifted(Matrix rows, double offset) {
    return Matrix.of(
        rows.rows(), rows.columns(), Arrays.stream(rows.values()).map(v -> v + offset).toArray());
  }

  static double[] mean(Matrix rows) {
    double[] sums = new double[rows.columns()];
    for (double[] row : rows.toRows()) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += row[j] / rows.rows();
      }
    }
    return sums;
  }

  /** Covariance about the mean with a divisor, in two passes. */
  static Matrix covariance(Matrix rows, double divisor) {
    double[] mean = mean(rows);
    int d = mean.length;
    double[][] sums = new double[d][d];
    for (double[] row : rows.toRows()) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          sums[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / divisor;
        }
      }
    }
    return Matrix.ofRows(sums);
  }

  static double trace(Matrix square) {
    double sum = 0;
    for (int i = 0; i < square.rows(); i++) {
      sum += square.get(i, i);
    }
    return sum;
  }

  static double largest(Matrix matrix) {
    return Arrays.stream(matrix.values()).map(Math::abs).max().orElse(0);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
