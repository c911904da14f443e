package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.factormixture.FactorMixtureOptions;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.internal.KMeans;
import org.latent4j.mixture.internal.StartRows;
import org.latent4j.mixture.internal.VarianceFloor;

/**
 * Makes the starts of a factor mixture on some of the rows: partitions by k-means on standardised
 * features (on features of a common scale for isotropic noise, which standardising would change),
 * after ten Lloyd iterations and after one in turn, and in each part probabilistic PCA. The same
 * for any units of the data. Gaps are filled as {@link StartRows} tells.
 */
final class FactorStarts {

  private static final int LLOYD_ITERATIONS = 10;
  private static final int MOST_FACTORS = 32;
  private static final int SPARE_FACTORS = 2;
  private static final double LEAST_NOISE = 1e-4; // of the variance of a feature
  private static final long GUIDE_STREAM = 0x4755494445L;

  private final int n;
  private final int d;
  private final FactorMixtureOptions options;
  private final VarianceFloor floor;
  private final double[] centre;
  private final double[] scales;
  private final double[] standardised;
  private final double[] spread;
  private final double[] weights;

  FactorStarts(
      Dataset part, DataSummary summary, FactorMixtureOptions options, VarianceFloor floor) {
    this.options = options;
    this.floor = floor;
    n = (int) part.rowCount();
    d = part.featureCount();
    centre = summary.means();
    scales = scales(summary, options.noise());
    StartRows rows = StartRows.of(part, summary);
    Encoding units = Encoding.affine(centre, scales);
    standardised = units.apply(rows.central()).toArray();
    spread = units.apply(rows.spread()).toArray();
    weights = new double[n];
    part.readWeights(0, n, weights);
  }

  private static double[] scales(DataSummary summary, NoiseStructure noise) {
    double[] variances = summary.variances();
    if (noise == NoiseStructure.ISOTROPIC) {
      Arrays.fill(variances, Arrays.stream(variances).average().orElse(0));
    }
    return Arrays.stream(variances).map(v -> v > 0 ? Math.sqrt(v) : 1).toArray();
  }

  /** Starts with so many factors in each component; the first is from ten Lloyd iterations. */
  List<Supplier<FactorMixture>> make(int count, int factors, SeededRandom random) {
    List<Supplier<FactorMixture>> starts = new ArrayList<>(count);
    for (int s = 0; s < count; s++) {
      SeededRandom own = random.split(s);
      int iterations = s % 2 == 0 ? LLOYD_ITERATIONS : 1;
      starts.add(() -> byPartition(partition(iterations, own), factors, own));
    }
    return starts;
  }

  private int[] partition(int iterations, SeededRandom random) {
    return new KMeans(standardised, d, options.components()).run(iterations, random);
  }

  /**
   * More factors than any component should need: half as many again, and 2, as probabilistic PCA of
   * least BIC finds in the parts of a partition, at most 32, and at most as many as have more
   * equations than unknowns in factor analysis (Ledermann 1937).
   */
  int enoughFactors(SeededRandom random) {
    SeededRandom own = random.split(GUIDE_STREAM);
    int[] assignment = partition(LLOYD_ITERATIONS, own);
    int most = Math.min(MOST_FACTORS, d - 1);
    if (options.noise() == NoiseStructure.DIAGONAL) {
      most = Math.min(most, Math.max(1, (int) ((2 * d + 1 - Math.sqrt(8 * d + 1)) / 2)));
    }
    int needed = 0;
    if (options.sharing().ofLoadings()) {
      needed = pooled(assignment, most, own).leastBic(LEAST_NOISE);
    } else {
      for (int c = 0; c < options.components(); c++) {
        int[] members = members(assignment, c);
        if (weight(members) > 1) {
          needed = Math.max(needed, principal(members, most, own).leastBic(LEAST_NOISE));
        }
      }
    }
    return Math.min(most, needed + needed / 2 + SPARE_FACTORS);
  }

  private static int[] members(int[] assignment, int c) {
    int[] members = new int[assignment.length];
    int count = 0;
    for (int i = 0; i < assignment.length; i++) {
      if (assignment[i] == c) {
        members[count++] = i;
      }
    }
    return Arrays.copyOf(members, count);
  }

  private double weight(int[] members) {
    return Arrays.stream(members).mapToDouble(i -> weights[i]).sum();
  }

  private double[] mean(int[] members) {
    double[] mean = new double[d];
    double total = weight(members);
    for (int i : members) {
      for (int j = 0; j < d; j++) {
        mean[j] += weights[i] / total * spread[i * d + j];
      }
    }
    return mean;
  }

  private Principal principal(int[] members, int count, SeededRandom random) {
    double[] centred = new double[members.length * d];
    writeCentred(members, centred, 0);
    return Principal.of(Matrix.wrap(members.length, d, centred), weight(members), count, random);
  }

  /** Of all rows, each about the mean of its part. */
  private Principal pooled(int[] assignment, int count, SeededRandom random) {
    double[] centred = new double[n * d];
    int row = 0;
    for (int c = 0; c < options.components(); c++) {
      int[] members = members(assignment, c);
      if (weight(members) > 0) {
        writeCentred(members, centred, row);
      }
      row += members.length;
    }
    return Principal.of(Matrix.wrap(n, d, centred), Arrays.stream(weights).sum(), count, random);
  }

  private void writeCentred(int[] members, double[] target, int firstRow) {
    double[] mean = mean(members);
    int at = firstRow * d;
    for (int i : members) {
      double root = Math.sqrt(weights[i]);
      for (int j = 0; j < d; j++) {
        target[at++] = root * (spread[i * d + j] - mean[j]);
      }
    }
  }

  private FactorMixture byPartition(int[] assignment, int factors, SeededRandom random) {
    int k = options.components();
    double[] shares = new double[k];
    double[] means = new double[k * d];
    Principal all = pooled(assignment, factors, random);
    List<Matrix> loadings = new ArrayList<>(k);
    double[] noises = new double[k * d];
    for (int c = 0; c < k; c++) {
      int[] members = members(assignment, c);
      double weight = weight(members);
      double[] mean = weight > 0 ? mean(members) : row(random.nextInt(n));
      shares[c] = weight;
      for (int j = 0; j < d; j++) {
        means[c * d + j] = centre[j] + scales[j] * mean[j];
      }
      boolean carries = members.length >= 2 * (factors + 1) && weight > 0;
      Principal own = carries ? principal(members, factors, random) : all;
      Principal source = options.sharing().ofLoadings() ? all : own;
      Matrix w = source.loadings(factors, LEAST_NOISE);
      loadings.add(scaled(w));
      double[] residuals = residuals(own.featureVariances(), w);
      System.arraycopy(residuals, 0, noises, c * d, d);
    }
    double total = Arrays.stream(shares).sum();
    double least = 1e-3 * total / k; // an empty part may still win rows
    double[] lifted = Arrays.stream(shares).map(w -> Math.max(w, least)).toArray();
    double sum = Arrays.stream(lifted).sum();
    Arrays.setAll(lifted, c -> lifted[c] / sum);
    return FactorMixture.of(
        options.noise(),
        options.sharing(),
        lifted,
        Matrix.wrap(k, d, means),
        options.sharing().ofLoadings() ? loadings.subList(0, 1) : loadings,
        structured(lifted, noises));
  }

  private double[] row(int i) {
    return Arrays.copyOfRange(standardised, i * d, (i + 1) * d);
  }

  private Matrix scaled(Matrix w) {
    double[] values = w.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= scales[i / w.columns()];
    }
    return Matrix.wrap(d, w.columns(), values);
  }

  /** Noise variances in the units of the data, none below the least of a start. */
  private double[] residuals(double[] variances, Matrix w) {
    double[] residuals = variances.clone();
    double[] values = w.values();
    for (int i = 0; i < values.length; i++) {
      residuals[i / w.columns()] -= values[i] * values[i];
    }
    for (int j = 0; j < d; j++) {
      residuals[j] = Math.max(residuals[j], LEAST_NOISE) * scales[j] * scales[j];
    }
    return residuals;
  }

  /** As the noise and its sharing ask for. */
  private Matrix structured(double[] shares, double[] noises) {
    int k = shares.length;
    int rows = options.sharing().ofNoise() ? 1 : k;
    boolean isotropic = options.noise() == NoiseStructure.ISOTROPIC;
    int columns = isotropic ? 1 : d;
    double[] result = new double[rows * columns];
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        int at = (rows == 1 ? 0 : c) * columns + (isotropic ? 0 : j);
        result[at] += noises[c * d + j] * (rows == 1 ? shares[c] : 1) / (isotropic ? d : 1);
      }
    }
    for (int i = 0; i < result.length; i++) {
      double bound = isotropic ? floor.shared() : floor.variance(i % d);
      result[i] = Math.max(result[i], bound);
    }
    return Matrix.wrap(rows, columns, result);
  }
}
