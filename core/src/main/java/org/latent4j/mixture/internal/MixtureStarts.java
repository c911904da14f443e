package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.mixture.UniformNoise;

/**
 * Makes the starts of a mixture on some of the rows: partitions by k-means on standardised features
 * (on features of a common scale for spherical covariances, which standardising would change), and
 * random rows as means. Where components of rows are known, all starts are partitions that keep
 * them. Before a noise component, the loneliest rows are left to the noise. The same for any units
 * of the data, and start s is the same partition for every structure (spheres have theirs), so that
 * whoever compares structures from one start each compares them from one partition.
 */
final class MixtureStarts {

  private static final int LLOYD_ITERATIONS = 10;
  private static final int ROWS_PER_PARAMETER = 3;

  /** What share of the rows starts as noise, in turn: it is not known beforehand. */
  private static final double[] NOISE_SHARES = {0.1, 0.3, 0.02, 0.5, 0.7};

  private final Dataset part;
  private final DataSummary summary;
  private final GaussianMixtureOptions options;
  private final VarianceFloor floor;
  private final double[] standardised;
  private final double[] spread;
  private final @Nullable UniformNoise noise;
  private final double[] loneliness;
  private final int[] known;

  MixtureStarts(
      Dataset part,
      DataSummary summary,
      GaussianMixtureOptions options,
      VarianceFloor floor,
      @Nullable UniformNoise noise) {
    this.part = part;
    this.summary = summary;
    this.options = options;
    this.floor = floor;
    spread = spread();
    Encoding encoding =
        Encoding.affine(
            summary.means(), Arrays.stream(spread).map(v -> v > 0 ? Math.sqrt(v) : 1).toArray());
    standardised = encoding.apply(part.toMatrix()).toArray();
    this.noise = noise;
    known = new int[part.hasKnownComponents() ? (int) part.rowCount() : 0];
    part.readKnownComponents(0, known.length, known);
    loneliness = noise == null ? new double[0] : Loneliness.of(standardised, part.featureCount());
  }

  private double[] spread() {
    double[] variances = summary.variances();
    if (options.structure().isSpherical()) {
      Arrays.fill(variances, Arrays.stream(variances).average().orElse(0));
    }
    return variances;
  }

  /** Starts in turn by partition and by random rows; the first is by partition. */
  List<Supplier<GaussianMixture>> make(int count, SeededRandom random) {
    List<Supplier<GaussianMixture>> starts = new ArrayList<>(count);
    for (int s = 0; s < count; s++) {
      SeededRandom own = random.split(s);
      int[] clustered = clustered(NOISE_SHARES[(s / 2) % NOISE_SHARES.length]);
      starts.add(
          s % 2 == 0 || known.length > 0
              ? () -> byPartition(own, clustered)
              : () -> byRandomRows(options.structure(), own, clustered));
    }
    return starts;
  }

  /** The rows that do not start as noise, in order: all but the loneliest. */
  private int[] clustered(double noiseShare) {
    int n = (int) part.rowCount();
    if (noise == null) {
      return IntStream.range(0, n).toArray();
    }
    int kept = Math.max(options.components(), n - (int) Math.round(noiseShare * n));
    return IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> loneliness[i]))
        .limit(kept)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private GaussianMixture byPartition(SeededRandom random, int[] clustered) {
    int k = options.components();
    int d = part.featureCount();
    int n = (int) part.rowCount();
    double[] rows = Matrix.wrap(n, d, standardised).selectRows(clustered).values();
    int[] assignment = new KMeans(rows, d, k, knownOf(clustered)).run(LLOYD_ITERATIONS, random);
    double[] weights = new double[n];
    part.readWeights(0, n, weights);
    double[] shares = new double[n * k];
    int[] sizes = new int[k];
    double clusteredWeight = 0;
    for (int i = 0; i < clustered.length; i++) {
      shares[clustered[i] * k + assignment[i]] = weights[clustered[i]];
      clusteredWeight += weights[clustered[i]];
      sizes[assignment[i]]++;
    }
    CovarianceStructure structure =
        affordable(Arrays.stream(sizes).min().orElse(0), clustered.length, d);
    ComponentStatistics statistics = count(structure, shares, clusteredWeight);
    GaussianMixture gaussians =
        new GaussianMaximization(
                structure, options.weights(), startFloor(), ParameterPrior.NONE, 1, 0)
            .parameters(statistics, byRandomRows(structure, random, clustered).withoutNoise());
    double noiseShare = 1 - clusteredWeight / Arrays.stream(weights).sum();
    return noisy(in(options.structure(), gaussians), noiseShare);
  }

  /** Known components of some rows. */
  private int[] knownOf(int[] clustered) {
    return known.length == 0 ? known : Arrays.stream(clustered).map(i -> known[i]).toArray();
  }

  private GaussianMixture noisy(GaussianMixture gaussians, double noiseShare) {
    return noise == null ? gaussians : gaussians.withNoise(noise, Math.max(0, noiseShare));
  }

  /** The richest structure whose covariances a partition of such sizes can carry. */
  private CovarianceStructure affordable(int smallest, int n, int d) {
    CovarianceStructure wanted = options.structure();
    int needed = ROWS_PER_PARAMETER * (d + 1);
    if (wanted.orientation() == CovarianceStructure.Part.VARYING
        || wanted.needsRowsForEachComponent()) {
      wanted = smallest < needed ? CovarianceStructure.TIED : wanted;
    }
    boolean isShared = wanted == CovarianceStructure.TIED || wanted == CovarianceStructure.VEE;
    return isShared && n - options.components() < needed ? CovarianceStructure.DIAGONAL : wanted;
  }

  private ComponentStatistics count(
      CovarianceStructure structure, double[] shares, double weightTotal) {
    int d = part.featureCount();
    int n = (int) part.rowCount();
    ComponentStatistics.Shape shape = GaussianMaximization.shapeFor(structure);
    ComponentStatistics statistics = new ComponentStatistics(shape, options.components(), d);
    double[] means = summary.means();
    double[] references = new double[options.components() * d];
    for (int i = 0; i < references.length; i++) {
      references[i] = means[i % d];
    }
    try (ScatterAccumulator scatter =
        ScatterAccumulator.of(shape, options.components(), d, references, n)) {
      scatter.add(part.toMatrix().values(), n, shares);
      scatter.drainInto(statistics);
    }
    statistics.addRows(0, weightTotal);
    return statistics;
  }

  /** No component starts narrower than a thousandth of a feature's standard deviation. */
  private VarianceFloor startFloor() {
    double[] variances = new double[spread.length];
    for (int j = 0; j < variances.length; j++) {
      variances[j] = Math.max(floor.variance(j), spread[j] > 0 ? 1e-6 * spread[j] : 1e-6);
    }
    return VarianceFloor.of(variances);
  }

  private GaussianMixture byRandomRows(
      CovarianceStructure structure, SeededRandom random, int[] clustered) {
    int k = options.components();
    int[] rows = random.sample(clustered.length, k);
    Matrix means = part.toMatrix().selectRows(Arrays.stream(rows).map(i -> clustered[i]).toArray());
    double noiseShare = 1 - clustered.length / (double) part.rowCount();
    return noisy(around(structure, means), noiseShare);
  }

  /** Equal weights and the variances of all rows. */
  private GaussianMixture around(CovarianceStructure structure, Matrix means) {
    int k = options.components();
    int d = part.featureCount();
    VarianceFloor least = startFloor();
    double[] variances = new double[d];
    for (int j = 0; j < d; j++) {
      variances[j] = Math.max(least.variance(j), spread[j]);
    }
    double[] weights = new double[k];
    Arrays.fill(weights, 1.0 / k);
    return GaussianMixture.of(structure, weights, means, List.of(Matrix.diagonal(variances)))
        .weighted(options.weights());
  }

  private static GaussianMixture in(CovarianceStructure structure, GaussianMixture mixture) {
    if (mixture.structure() == structure) {
      return mixture;
    }
    List<Matrix> covariances = new ArrayList<>();
    for (int c = 0; c < mixture.componentCount(); c++) {
      covariances.add(mixture.covariance(c));
    }
    return GaussianMixture.of(structure, mixture.weights(), mixture.means(), covariances)
        .weighted(mixture.componentWeights());
  }
}
