package org.latent4j.task;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Clusterer;
import org.latent4j.model.FittedModel;

/**
 * Which component each row belongs to: the probabilities p(component|x), and the most probable
 * component, the first among equals. Needs a model with components.
 */
public final class Clustering {

  private static final String NAME = "cluster";

  private final int[] clusters;
  private final Matrix responsibilities;
  private final double[] weights;

  private Clustering(int[] clusters, Matrix responsibilities, double[] weights) {
    this.clusters = clusters;
    this.responsibilities = responsibilities;
    this.weights = weights;
  }

  /**
   * Cluster and probabilities of each row as a task. Rows that most probably belong to no cluster
   * have number 0, where the model has a noise component.
   *
   * @param model has components
   * @return gives k + 1 columns: {@code cluster}, a whole number from 1, and {@code p1}, …, {@code
   *     pk}; the last is {@code noise} where that is what the last component stands for, and they
   *     are {@code p(name)} where the fit knew components by name
   * @throws IllegalArgumentException if the model has no components
   */
  public static RowTask task(FittedModel model) {
    Clusterer clusterer = Capabilities.clusterer(model, NAME);
    int k = clusterer.componentCount();
    List<String> columns = new ArrayList<>(k + 1);
    columns.add("cluster");
    boolean named = model.schema().first(ColumnRole.COMPONENT).isPresent();
    List<String> names = model.schema().componentNames(k);
    for (int c = 1; c <= k; c++) {
      String own = named ? "p(" + names.get(c - 1) + ")" : "p" + c;
      columns.add(c == k && clusterer.hasNoiseComponent() ? "noise" : own);
    }
    int noise = clusterer.hasNoiseComponent() ? k - 1 : -1;
    return new RowTask(
        NAME, model, columns, rows -> withCluster(clusterer.responsibilities(rows), noise));
  }

  private static Matrix withCluster(Matrix responsibilities, int noise) {
    int k = responsibilities.columns();
    double[] values = new double[responsibilities.rows() * (k + 1)];
    for (int i = 0; i < responsibilities.rows(); i++) {
      int best = 0;
      for (int c = 0; c < k; c++) {
        values[i * (k + 1) + c + 1] = responsibilities.get(i, c);
        best = responsibilities.get(i, c) > responsibilities.get(i, best) ? c : best;
      }
      values[i * (k + 1)] = best == noise ? 0 : best + 1;
    }
    return Matrix.wrap(responsibilities.rows(), k + 1, values);
  }

  /**
   * Clusters rows.
   *
   * @param model has components
   * @param data n complete rows
   * @param threads how many threads work, at least 1
   * @return their clusters
   * @throws IllegalArgumentException if the model has no components
   * @throws org.latent4j.data.DataException if the rows do not fit the model, or values are missing
   */
  public static Clustering of(FittedModel model, Dataset data, int threads) {
    Matrix all = task(model).run(data, threads);
    int[] clusters = new int[all.rows()];
    for (int i = 0; i < clusters.length; i++) {
      int number = (int) all.get(i, 0);
      clusters[i] = number == 0 ? all.columns() - 2 : number - 1;
    }
    return new Clustering(clusters, all.columnRange(1, all.columns()), Weights.of(data));
  }

  /**
   * The most probable component of each row.
   *
   * @return n numbers from 0, a copy
   */
  public int[] clusters() {
    return clusters.clone();
  }

  /**
   * Probabilities of the components given each row.
   *
   * @return n×k, rows sum to 1
   */
  public Matrix responsibilities() {
    return responsibilities;
  }

  /**
   * How many rows have each component as their most probable.
   *
   * @return k counts
   */
  public long[] sizes() {
    long[] sizes = new long[responsibilities.columns()];
    for (int cluster : clusters) {
      sizes[cluster]++;
    }
    return sizes;
  }

  /**
   * Share of the rows that each component explains: the weighted mean of its probabilities.
   *
   * @return k numbers that sum to 1; NaN without rows
   */
  public double[] shares() {
    double[] shares = new double[responsibilities.columns()];
    double total = 0;
    for (int i = 0; i < clusters.length; i++) {
      total += weights[i];
      for (int c = 0; c < shares.length; c++) {
        shares[c] += weights[i] * responsibilities.get(i, c);
      }
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= total;
    }
    return shares;
  }
}
