package org.latent4j.report.internal.study;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Clusterer;

/**
 * The clusters as they are found in the rows. Each row counts for each cluster by its probability
 * of belonging there, p(c|x), times its weight; so for a mixture that has converged on these rows
 * the shares, means and deviations are its weights, means and, where its covariances are free, its
 * standard deviations. One pass over the rows.
 */
public final class Clusters {

  private final double[] totals;
  private final long[] rows;
  private final double[] certainty;
  private final Matrix means;
  private final Matrix variances;
  private final double[] grandMeans;
  private final boolean lastIsNoise;
  private final List<String> names;

  private Clusters(Sums sums, boolean lastIsNoise, List<String> names) {
    this.lastIsNoise = lastIsNoise;
    this.names = names;
    int k = sums.totals.length;
    int d = sums.shift.length;
    totals = sums.totals;
    rows = sums.rows;
    certainty = sums.certainty;
    means = Matrix.zeros(k, d);
    variances = Matrix.zeros(k, d);
    grandMeans = sums.shift;
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        double mean = sums.first.get(c, j) / totals[c];
        double square = sums.second.get(c, j) / totals[c];
        means.values()[c * d + j] = sums.shift[j] + mean;
        variances.values()[c * d + j] = Math.max(0, square - mean * mean);
      }
    }
  }

  /** Running sums of rows less the mean of all rows, which keeps the digits. */
  private static final class Sums {
    private final double[] shift;
    private final double[] totals;
    private final long[] rows;
    private final double[] certainty;
    private Matrix first;
    private Matrix second;

    Sums(int k, double[] shift) {
      this.shift = shift;
      totals = new double[k];
      rows = new long[k];
      certainty = new double[k];
      first = Matrix.zeros(k, shift.length);
      second = Matrix.zeros(k, shift.length);
    }

    void add(Matrix block, Matrix responsibilities, double[] weights) {
      int k = totals.length;
      int d = shift.length;
      double[] shared = responsibilities.toArray();
      double[] centred = block.toArray();
      double[] squared = new double[centred.length];
      for (int i = 0; i < block.rows(); i++) {
        int likeliest = 0;
        for (int c = 0; c < k; c++) {
          likeliest = shared[i * k + c] > shared[i * k + likeliest] ? c : likeliest;
        }
        rows[likeliest]++;
        certainty[likeliest] += shared[i * k + likeliest];
        for (int c = 0; c < k; c++) {
          shared[i * k + c] *= weights[i];
          totals[c] += shared[i * k + c];
        }
        for (int j = 0; j < d; j++) {
          centred[i * d + j] -= shift[j];
          squared[i * d + j] = centred[i * d + j] * centred[i * d + j];
        }
      }
      Matrix counted = Matrix.wrap(block.rows(), k, shared);
      first = first.plus(counted.transposedTimes(Matrix.wrap(block.rows(), d, centred)));
      second = second.plus(counted.transposedTimes(Matrix.wrap(block.rows(), d, squared)));
    }
  }

  /**
   * Looks at all rows.
   *
   * @param clusterer takes rows in the user's units
   * @param data complete rows, at least one
   * @param means of the features over the rows
   * @return the clusters
   */
  static Clusters of(Clusterer clusterer, Dataset data, double[] means) {
    Sums sums = new Sums(clusterer.componentCount(), means);
    Blocks.forEach(
        data,
        (firstRow, block) -> {
          double[] weights = new double[block.rows()];
          data.readWeights(firstRow, block.rows(), weights);
          sums.add(block, clusterer.responsibilities(block), weights);
        });
    List<String> names = data.schema().componentNames(clusterer.componentCount());
    return new Clusters(sums, clusterer.hasNoiseComponent(), names);
  }

  /**
   * Number of clusters.
   *
   * @return k
   */
  public int count() {
    return totals.length;
  }

  /**
   * Whether one stands for the rows that belong to no cluster.
   *
   * @param cluster from 0
   * @return true of the last one of a model with a noise component
   */
  public boolean isNoise(int cluster) {
    return lastIsNoise && cluster == count() - 1;
  }

  /**
   * What a cluster is called.
   *
   * @param cluster from 0
   * @return its number from 1, its name where the fit knew it by one, or "noise"
   */
  public String name(int cluster) {
    return isNoise(cluster) ? "noise" : names.get(cluster);
  }

  /**
   * Share of all rows that belongs to a cluster.
   *
   * @param cluster from 0
   * @return in [0, 1]; shares add to 1
   */
  public double share(int cluster) {
    double all = 0;
    for (double total : totals) {
      all += total;
    }
    return totals[cluster] / all;
  }

  /**
   * How many rows belong to a cluster rather than to another.
   *
   * @param cluster from 0
   * @return a count
   */
  public long rows(int cluster) {
    return rows[cluster];
  }

  /**
   * How sure it is that its rows belong to a cluster.
   *
   * @param cluster from 0
   * @return mean of their probabilities of belonging to it; NaN where it has no rows
   */
  public double certainty(int cluster) {
    return certainty[cluster] / rows[cluster];
  }

  /**
   * Means of the clusters.
   *
   * @return k×d; NaN where a cluster has no share
   */
  public Matrix means() {
    return means;
  }

  /**
   * Standard deviation of a feature inside a cluster.
   *
   * @param cluster from 0
   * @param feature from 0
   * @return divisor n
   */
  public double deviation(int cluster, int feature) {
    return Math.sqrt(variances.get(cluster, feature));
  }

  /**
   * Share of a feature's variance that lies between the clusters, η².
   *
   * @param feature from 0
   * @return in [0, 1]; 0 for a constant
   */
  public double separation(int feature) {
    double between = 0;
    double within = 0;
    for (int c = 0; c < count(); c++) {
      if (totals[c] > 0) {
        double difference = means.get(c, feature) - grandMeans[feature];
        between += totals[c] * difference * difference;
        within += totals[c] * variances.get(c, feature);
      }
    }
    return between > 0 ? between / (between + within) : 0;
  }

  /**
   * The features that tell the clusters apart best.
   *
   * @param most how many at most
   * @return their indices, increasing
   */
  public int[] telling(int most) {
    return IntStream.range(0, means.columns())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -separation(j)))
        .limit(most)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }
}
