package org.latent4j.mixedmixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.Distribution;
import org.latent4j.mixedmixture.MixedMixture;
import org.latent4j.mixture.internal.KMeans;

/**
 * Makes the starts of a mixed mixture on some of the rows: partitions by k-means of rows coded so
 * that every column has the same say, in turn with single rows drawn at random, each a component of
 * its own with the spread of all rows. A column is coded with variance 1: a number standardised, a
 * count by its standardised logarithm, levels by indicators; a missing value lies at the mean.
 * Where components of rows are known, all starts are partitions that keep them.
 */
final class MixedStarts {

  private static final int LLOYD_ITERATIONS = 10;

  private final Dataset part;
  private final List<Estimator> estimators;
  private final int k;
  private final int n;
  private final int d;
  private final double[] rows;
  private final double[] rowWeights;
  private final int[] known;
  private final double[] coded;
  private final int width;

  /**
   * Codes the rows.
   *
   * @param part some of the rows, at least k
   * @param distributions of the columns
   * @param levels of the columns of levels
   * @param estimators of the parts
   * @param components k
   */
  MixedStarts(
      Dataset part,
      List<Distribution> distributions,
      int[] levels,
      List<Estimator> estimators,
      int components) {
    this.part = part;
    this.estimators = estimators;
    k = components;
    n = (int) part.rowCount();
    d = part.featureCount();
    rows = part.toMatrix().values();
    rowWeights = new double[n];
    part.readWeights(0, n, rowWeights);
    known = new int[n];
    part.readKnownComponents(0, n, known);
    List<double[]> codes = new ArrayList<>();
    for (int j = 0; j < d; j++) {
      switch (distributions.get(j)) {
        case GAUSSIAN -> codes.add(column(j));
        case POISSON, NEGATIVE_BINOMIAL ->
            codes.add(Arrays.stream(column(j)).map(Math::log1p).toArray());
        case BERNOULLI -> codes.add(column(j));
        case CATEGORICAL -> indicators(j, levels[j], codes);
      }
      int from = distributions.get(j) == Distribution.CATEGORICAL ? codes.size() - levels[j] : -1;
      standardise(codes.subList(from < 0 ? codes.size() - 1 : from, codes.size()));
    }
    width = codes.size();
    coded = new double[n * width];
    for (int w = 0; w < width; w++) {
      for (int i = 0; i < n; i++) {
        coded[i * width + w] = codes.get(w)[i];
      }
    }
  }

  private double[] column(int j) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = rows[i * d + j];
    }
    return values;
  }

  private void indicators(int j, int levels, List<double[]> codes) {
    for (int l = 0; l < levels; l++) {
      double[] code = new double[n];
      for (int i = 0; i < n; i++) {
        double value = rows[i * d + j];
        code[i] = Double.isNaN(value) ? Double.NaN : value == l ? 1 : 0;
      }
      codes.add(code);
    }
  }

  /**
   * Centres the codes of one column and gives them a total variance of 1. Each is divided by its
   * greatest before it is squared, so that nothing overflows or vanishes.
   */
  private static void standardise(List<double[]> codes) {
    double total = 0;
    for (double[] code : codes) {
      centre(code);
      double greatest = Arrays.stream(code).map(Math::abs).max().orElse(0);
      for (int i = 0; i < code.length && codes.size() == 1 && greatest > 0; i++) {
        code[i] /= greatest;
      }
      total += Arrays.stream(code).map(v -> v * v).sum();
    }
    double scale = total > 0 ? Math.sqrt(codes.get(0).length / total) : 0;
    for (double[] code : codes) {
      Arrays.setAll(code, i -> code[i] * scale);
    }
  }

  /** Subtracts the mean; what is missing lies there. */
  private static void centre(double[] code) {
    double[] observed = Arrays.stream(code).filter(v -> !Double.isNaN(v)).toArray();
    double first = observed.length > 0 ? observed[0] : 0;
    double mean = first + Arrays.stream(observed).map(v -> v - first).average().orElse(0);
    Arrays.setAll(code, i -> Double.isNaN(code[i]) ? 0 : code[i] - mean);
  }

  /** Starts by partition and by single rows in turn; the first is by partition. */
  List<Supplier<MixedMixture>> make(int count, SeededRandom random) {
    boolean labelled = Arrays.stream(known).anyMatch(c -> c >= 0);
    List<Supplier<MixedMixture>> starts = new ArrayList<>(count);
    for (int s = 0; s < count; s++) {
      SeededRandom own = random.split(s);
      starts.add(
          s % 2 == 0 || labelled ? () -> byPartition(own) : () -> counted(bySingleRows(own)));
    }
    return starts;
  }

  private MixedMixture byPartition(SeededRandom random) {
    int[] assignment = new KMeans(coded, width, k, known).run(LLOYD_ITERATIONS, random);
    double[] shares = new double[n * k];
    for (int i = 0; i < n; i++) {
      shares[i * k + assignment[i]] = rowWeights[i];
    }
    return counted(shares);
  }

  private double[] bySingleRows(SeededRandom random) {
    int[] chosen = random.sample(n, k);
    double[] shares = new double[n * k];
    for (int c = 0; c < k; c++) {
      shares[chosen[c] * k + c] = 1;
    }
    return shares;
  }

  private MixedMixture counted(double[] shares) {
    List<Part> parts = new ArrayList<>(estimators.size());
    for (Estimator estimator : estimators) {
      Part whole = estimator.whole();
      try (Part.Densities densities = whole.densities(n);
          Estimator.Tally tally = estimator.tally(whole, densities, n)) {
        tally.add(rows, d, n, shares);
        parts.add(estimator.start(tally.take()));
      }
    }
    double[] weights = new double[k];
    double total = 0;
    for (int i = 0; i < shares.length; i++) {
      weights[i % k] += shares[i];
      total += shares[i];
    }
    for (int c = 0; c < k; c++) {
      weights[c] = (weights[c] + 1) / (total + k);
    }
    return new MixedMixture(part.featureCount(), weights, parts);
  }
}
