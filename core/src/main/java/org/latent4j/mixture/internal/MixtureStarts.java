package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;

/**
 * Makes the starts of a mixture on some of the rows: partitions by k-means on standardised features
 * (on features of a common scale for spherical covariances, which standardising would change), and
 * random rows as means. The same for any units of the data, and start s is the same partition for
 * every structure (spheres have theirs), so that whoever compares structures from one start each
 * compares them from one partition.
 */
final class MixtureStarts {

  private static final int LLOYD_ITERATIONS = 10;
  private static final int ROWS_PER_PARAMETER = 3;

  private final Dataset part;
  private final DataSummary summary;
  private final GaussianMixtureOptions options;
  private final VarianceFloor floor;
  private final double[] standardised;
  private final double[] spread;

  MixtureStarts(
      Dataset part, DataSummary summary, GaussianMixtureOptions options, VarianceFloor floor) {
    this.part = part;
    this.summary = summary;
    this.options = options;
    this.floor = floor;
    spread = spread();
    Encoding encoding =
        Encoding.affine(
            summary.means(), Arrays.stream(spread).map(v -> v > 0 ? Math.sqrt(v) : 1).toArray());
    standardised = encoding.apply(part.toMatrix()).toArray();
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
      starts.add(
          s % 2 == 0 ? () -> byPartition(own) : () -> byRandomRows(options.structure(), own));
    }
    return starts;
  }

  private GaussianMixture byPartition(SeededRandom random) {
    int k = options.components();
    int d = part.featureCount();
    int n = (int) part.rowCount();
    int[] assignment = new KMeans(standardised, d, k).run(LLOYD_ITERATIONS, random);
    double[] weights = new double[n];
    part.readWeights(0, n, weights);
    double[] shares = new double[n * k];
    int[] sizes = new int[k];
    for (int i = 0; i < n; i++) {
      shares[i * k + assignment[i]] = weights[i];
      sizes[assignment[i]]++;
    }
    CovarianceStructure structure = affordable(Arrays.stream(sizes).min().orElse(0), n, d);
    ComponentStatistics statistics = count(structure, shares, Arrays.stream(weights).sum());
    GaussianMixture fitted =
        new GaussianMaximization(structure, options.weights(), startFloor(), 1, 0)
            .parameters(statistics, byRandomRows(structure, random));
    return in(options.structure(), fitted);
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

  private GaussianMixture byRandomRows(CovarianceStructure structure, SeededRandom random) {
    int k = options.components();
    int d = part.featureCount();
    int[] rows = random.sample((int) part.rowCount(), k);
    VarianceFloor least = startFloor();
    double[] variances = new double[d];
    for (int j = 0; j < d; j++) {
      variances[j] = Math.max(least.variance(j), spread[j]);
    }
    double[] weights = new double[k];
    Arrays.fill(weights, 1.0 / k);
    return GaussianMixture.of(
            structure,
            weights,
            part.toMatrix().selectRows(rows),
            List.of(Matrix.diagonal(variances)))
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
