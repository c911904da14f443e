package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Workers;
import org.latent4j.model.FittedModel;

/**
 * Clusters made of several components, for a density may need two components where the eye sees one
 * cluster. From k clusters, one for each component, the pair is joined whose joining lowers the
 * entropy −Σᵢ Σ_c t_ic·log t_ic of the clusters' probabilities most, step by step down to one
 * cluster (Baudry, Raftery, Celeux, Lo and Gottardo 2010, doi:10.1198/jcgs.2010.08111, sections 2
 * and 3). The density stays what it was; only the meaning of "cluster" changes.
 *
 * <p>A joining that lowers the entropy much joins components that overlap. So the number of
 * clusters is suggested by the elbow of the entropy against the number of clusters, or against the
 * cumulative number of rows in what was joined: where two straight lines fit best. In deviation
 * from the paper nothing is joined when the components leave less than 0.01 nats of doubt per row,
 * where an elbow would be one of rounding, nor for fewer than three components, which have no
 * elbow.
 *
 * <p>Costs O(n·k²) logarithms and n·k numbers of memory. Immutable, thread-safe.
 */
public final class ComponentMerging {

  private static final String NAME = "merge";
  private static final double LEAST_DOUBT = 0.01;

  private final Matrix responsibilities;
  private final double weightTotal;
  private final double[] entropies;
  private final List<Merge> merges;

  /**
   * One step.
   *
   * @param clusters how many there are after it
   * @param first components of the one cluster, from 0, ascending
   * @param second components of the other; its first component comes later
   * @param entropy of all rows after the step, in nats
   * @param rows weight of the rows whose most probable cluster is the joined one
   */
  public record Merge(
      int clusters, List<Integer> first, List<Integer> second, double entropy, double rows) {

    /** Copies the lists. */
    public Merge {
      first = List.copyOf(first);
      second = List.copyOf(second);
    }
  }

  private ComponentMerging(
      Matrix responsibilities, double weightTotal, double[] entropies, List<Merge> merges) {
    this.responsibilities = responsibilities;
    this.weightTotal = weightTotal;
    this.entropies = entropies;
    this.merges = List.copyOf(merges);
  }

  /**
   * Merges the components of a model by what it says of some rows.
   *
   * @param model has components
   * @param data n complete rows, weighted or not
   * @param threads how many threads work, at least 1; any number gives the same bits
   * @return the steps
   * @throws IllegalArgumentException if the model has no components, or one for rows of no cluster
   * @throws org.latent4j.data.DataException if the rows do not fit the model, or values are missing
   */
  public static ComponentMerging of(FittedModel model, Dataset data, int threads) {
    if (Capabilities.clusterer(model, NAME).hasNoiseComponent()) {
      throw new IllegalArgumentException(
          "the model has a component for rows of no cluster, which cannot be joined with one; merge"
              + " needs a model without it");
    }
    return merge(Clustering.of(model, data, threads).responsibilities(), Weights.of(data), threads);
  }

  /**
   * Merges components by their probabilities.
   *
   * @param responsibilities n×k, rows sum to 1
   * @param weights n numbers, 1 for rows without weights
   * @return the steps
   * @throws IllegalArgumentException if there are not as many weights as rows
   */
  public static ComponentMerging of(Matrix responsibilities, double... weights) {
    if (weights.length != responsibilities.rows()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "weights must be as many as rows (%d), got %d",
              responsibilities.rows(),
              weights.length));
    }
    return merge(responsibilities, weights, 1);
  }

  private static ComponentMerging merge(Matrix responsibilities, double[] weights, int threads) {
    Clusters clusters = new Clusters(responsibilities, weights, threads);
    double[] entropies = new double[responsibilities.columns()];
    List<Merge> merges = new ArrayList<>();
    entropies[entropies.length - 1] = clusters.entropy();
    for (int left = entropies.length - 1; left >= 1; left--) {
      Merge merge = clusters.joinBest();
      entropies[left - 1] = merge.entropy();
      merges.add(merge);
    }
    return new ComponentMerging(responsibilities, Arrays.stream(weights).sum(), entropies, merges);
  }

  /**
   * Number of components.
   *
   * @return k
   */
  public int componentCount() {
    return entropies.length;
  }

  /**
   * The steps from k − 1 clusters down to one.
   *
   * @return k − 1 steps
   */
  public List<Merge> merges() {
    return merges;
  }

  /**
   * Entropy of the clusters' probabilities, summed over the rows: 0 where no row is in doubt.
   *
   * @param clusters how many, from 1 to k
   * @return nats
   * @throws IllegalArgumentException if there is no such number
   */
  public double entropy(int clusters) {
    return entropies[require(clusters) - 1];
  }

  /**
   * Doubt per row.
   *
   * @param clusters how many, from 1 to k
   * @return nats, the entropy divided by the weight of all rows
   * @throws IllegalArgumentException if there is no such number
   */
  public double meanEntropy(int clusters) {
    return entropy(clusters) / weightTotal;
  }

  /**
   * Which components make up each cluster.
   *
   * @param clusters how many, from 1 to k
   * @return components from 0, ascending; clusters in the order of their first
   * @throws IllegalArgumentException if there is no such number
   */
  public List<List<Integer>> groups(int clusters) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int c = 0; c < componentCount(); c++) {
      groups.add(List.of(c));
    }
    for (Merge merge : merges.subList(0, componentCount() - require(clusters))) {
      int place = groups.indexOf(merge.first());
      groups.set(place, joined(merge.first(), merge.second()));
      groups.remove(merge.second());
    }
    return groups;
  }

  /**
   * Probabilities of the clusters given each row.
   *
   * @param clusters G, from 1 to k
   * @return n×G, rows sum to 1
   * @throws IllegalArgumentException if there is no such number
   */
  public Matrix responsibilities(int clusters) {
    List<List<Integer>> groups = groups(clusters);
    double[] values = new double[responsibilities.rows() * clusters];
    for (int i = 0; i < responsibilities.rows(); i++) {
      for (int g = 0; g < clusters; g++) {
        for (int c : groups.get(g)) {
          values[i * clusters + g] += responsibilities.get(i, c);
        }
      }
    }
    return Matrix.wrap(responsibilities.rows(), clusters, values);
  }

  /**
   * The most probable cluster of each row; the first among equals.
   *
   * @param clusters how many, from 1 to k
   * @return n numbers from 0
   * @throws IllegalArgumentException if there is no such number
   */
  public int[] clusters(int clusters) {
    Matrix all = responsibilities(clusters);
    int[] labels = new int[all.rows()];
    for (int i = 0; i < labels.length; i++) {
      for (int g = 1; g < clusters; g++) {
        labels[i] = all.get(i, g) > all.get(i, labels[i]) ? g : labels[i];
      }
    }
    return labels;
  }

  /**
   * The number of clusters at the elbow of the entropy.
   *
   * @return from 1 to k; k when there is next to no doubt, or no elbow
   */
  public int suggested() {
    double[] numbers = new double[entropies.length];
    Arrays.setAll(numbers, c -> c + 1);
    return elbow(numbers);
  }

  /**
   * The number of clusters at the elbow of the entropy against the cumulative number of rows in
   * what was joined, which takes a joining of few rows for the small thing it is.
   *
   * @return from 1 to k; k when there is next to no doubt, or no elbow
   */
  public int suggestedByRows() {
    double[] rows = new double[entropies.length];
    for (int c = 1; c < rows.length; c++) {
      rows[c] = rows[c - 1] + merges.get(merges.size() - c).rows();
    }
    return elbow(rows);
  }

  private int elbow(double[] x) {
    int k = entropies.length;
    boolean certain = !(meanEntropy(k) >= LEAST_DOUBT);
    return k < 3 || certain ? k : Elbow.of(x, entropies) + 1;
  }

  private int require(int clusters) {
    if (clusters < 1 || clusters > componentCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "clusters must be between 1 and %d (the number of components), got %d",
              componentCount(),
              clusters));
    }
    return clusters;
  }

  private static List<Integer> joined(List<Integer> one, List<Integer> other) {
    List<Integer> all = new ArrayList<>(one);
    all.addAll(other);
    all.sort(null);
    return List.copyOf(all);
  }

  /** The clusters as they are, and what joining each pair would bring. */
  private static final class Clusters {
    private final double[] weights;
    private final int threads;
    private final List<double[]> probabilities = new ArrayList<>();
    private final List<List<Integer>> members = new ArrayList<>();
    private final List<Double> terms = new ArrayList<>();
    private final List<List<Double>> gains =
        new ArrayList<>(); // of a pair, at the later of the two

    Clusters(Matrix responsibilities, double[] weights, int threads) {
      this.weights = weights;
      this.threads = threads;
      for (int c = 0; c < responsibilities.columns(); c++) {
        double[] column = responsibilities.column(c);
        probabilities.add(column);
        members.add(List.of(c));
        terms.add(term(column));
      }
      for (int c = 0; c < probabilities.size(); c++) {
        gains.add(gains(c, c));
      }
    }

    double entropy() {
      return Math.max(0, -terms.stream().mapToDouble(Double::doubleValue).sum());
    }

    /** Joins the pair that lowers the entropy most; the first among equals. */
    Merge joinBest() {
      int first = 0;
      int second = 1;
      for (int b = 1; b < gains.size(); b++) {
        for (int a = 0; a < b; a++) {
          boolean better = gains.get(b).get(a) > gains.get(second).get(first);
          second = better ? b : second;
          first = better ? a : first;
        }
      }
      List<Integer> one = members.get(first);
      List<Integer> other = members.get(second);
      join(first, second);
      return new Merge(members.size(), one, other, entropy(), rowsOf(first));
    }

    private void join(int first, int second) {
      double[] sum = sum(probabilities.get(first), probabilities.get(second));
      probabilities.set(first, sum);
      terms.set(first, term(sum));
      members.set(first, joined(members.get(first), members.get(second)));
      probabilities.remove(second);
      terms.remove(second);
      members.remove(second);
      gains.remove(second);
      for (int b = second; b < gains.size(); b++) {
        gains.get(b).remove(second);
      }
      List<Double> fresh = gains(first, members.size());
      gains.set(first, new ArrayList<>(fresh.subList(0, first)));
      for (int b = first + 1; b < gains.size(); b++) {
        gains.get(b).set(first, fresh.get(b));
      }
    }

    /** What joining a cluster with each of the first others would lower the entropy by. */
    private List<Double> gains(int cluster, int others) {
      double[] found = new double[others];
      Workers.forEach(
          threads,
          others,
          o -> {
            found[o] =
                term(sum(probabilities.get(cluster), probabilities.get(o)))
                    - terms.get(cluster)
                    - terms.get(o);
          });
      return new ArrayList<>(Arrays.stream(found).boxed().toList());
    }

    /** Σ w·t·log t. */
    private double term(double[] values) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        if (values[i] > 0) {
          sum += weights[i] * values[i] * Math.log(values[i]);
        }
      }
      return sum;
    }

    private static double[] sum(double[] one, double[] other) {
      double[] sum = new double[one.length];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = one[i] + other[i];
      }
      return sum;
    }

    private double rowsOf(int cluster) {
      double rows = 0;
      for (int i = 0; i < weights.length; i++) {
        boolean most = true;
        for (int c = 0; c < probabilities.size() && most; c++) {
          double mine = probabilities.get(cluster)[i];
          double other = probabilities.get(c)[i];
          most = c < cluster ? mine > other : mine >= other;
        }
        rows += most ? weights[i] : 0;
      }
      return rows;
    }
  }
}
