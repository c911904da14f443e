package org.latent4j.mixedmixture.internal;

import java.util.Arrays;
import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.Distribution;
import org.latent4j.mixture.internal.MixtureRows;

/** A column of levels: categorical, or Bernoulli, whose two levels are 0 and 1. */
public final class LevelPart implements Part {

  private final Distribution distribution;
  private final int[] features;
  private final int k;
  private final int levels;
  private final double[] probabilities;
  private final double[] logs;

  /**
   * Takes probabilities.
   *
   * @param distribution Bernoulli or categorical
   * @param feature place of the column in a row
   * @param probabilities k×levels, rows sum to 1
   */
  public LevelPart(Distribution distribution, int feature, Matrix probabilities) {
    this.distribution = distribution;
    features = new int[] {feature};
    k = probabilities.rows();
    levels = probabilities.columns();
    this.probabilities = probabilities.toArray();
    logs = new double[levels * k]; // level by level, so that a row reads k neighbours
    for (int c = 0; c < k; c++) {
      for (int l = 0; l < levels; l++) {
        logs[l * k + c] = Math.log(this.probabilities[c * levels + l]);
      }
    }
  }

  /**
   * Probabilities of the levels.
   *
   * @return k×levels, rows sum to 1
   */
  public Matrix probabilities() {
    return Matrix.wrap(k, levels, probabilities.clone());
  }

  double probability(int component, int level) {
    return probabilities[component * levels + level];
  }

  double logProbability(int component, int level) {
    return logs[level * k + component];
  }

  int levels() {
    return levels;
  }

  /** The level that a value stands for; -1 if it stands for none. */
  static int level(double value, int levels) {
    int level = (int) value;
    return level == value && level >= 0 && level < levels ? level : -1;
  }

  @Override
  public int[] features() {
    return features;
  }

  @Override
  public Distribution distribution() {
    return distribution;
  }

  @Override
  public long parameterCount() {
    return (long) k * (levels - 1);
  }

  @Override
  public Densities densities(int capacity) {
    return this::addTo;
  }

  private void addTo(double[] rows, int d, int rowCount, double[] logJoint) {
    for (int i = 0, at = features[0]; i < rowCount; i++, at += d) {
      double value = rows[at];
      if (Double.isNaN(value)) {
        continue;
      }
      int level = level(value, levels);
      if (level < 0) {
        Arrays.fill(logJoint, i * k, (i + 1) * k, Double.NEGATIVE_INFINITY);
        continue;
      }
      for (int c = 0, from = level * k, to = i * k; c < k; c++) {
        logJoint[to + c] += logs[from + c];
      }
    }
  }

  @Override
  public void draw(int component, SeededRandom random, double[] rows, int at) {
    double[] own = new double[levels];
    System.arraycopy(probabilities, component * levels, own, 0, levels);
    rows[at + features[0]] = MixtureRows.draw(own, random.nextDouble());
  }

  @Override
  public void decode(double[] code, int from, double[] rows, int at) {
    int best = 0;
    double[] mixed = new double[levels];
    for (int l = 0; l < levels; l++) {
      for (int c = 0; c < k; c++) {
        mixed[l] += code[from + c] * probabilities[c * levels + l];
      }
      best = mixed[l] > mixed[best] ? l : best;
    }
    rows[at + features[0]] = distribution == Distribution.BERNOULLI ? mixed[1] : best;
  }

  @Override
  public Optional<Part> marginal(int[] places) {
    int place = places[features[0]];
    return place < 0
        ? Optional.empty()
        : Optional.of(new LevelPart(distribution, place, probabilities()));
  }

  @Override
  public void moments(int component, double[] means, double[] covariance) {
    double mean = 0;
    double square = 0;
    for (int l = 0; l < levels; l++) {
      mean += probability(component, l) * l;
    }
    for (int l = 0; l < levels; l++) {
      square += probability(component, l) * (l - mean) * (l - mean);
    }
    means[features[0]] = mean;
    covariance[features[0] * (means.length + 1)] = square;
  }

  @Override
  public Part permuted(int[] order) {
    return new LevelPart(distribution, features[0], probabilities().selectRows(order));
  }
}
