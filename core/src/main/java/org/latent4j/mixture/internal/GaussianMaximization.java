package org.latent4j.mixture.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.em.Maximization;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.mixture.ComponentWeights;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;

/**
 * The M step of a Gaussian mixture: weights, means and covariances of a structure from weights,
 * means and scatters (see {@link CovarianceUpdate}). A component that has lost its rows is mended
 * by halving the heaviest one; how often is limited. Belongs to one run of EM.
 */
public final class GaussianMaximization
    implements Maximization<GaussianMixture, ComponentStatistics> {

  /** A component with less weight than this many average rows has collapsed. */
  static final double LEAST_ROWS = 0.5;

  private final CovarianceStructure structure;
  private final ComponentWeights weights;
  private final CovarianceUpdate covariances;
  private final VarianceFloor floor;
  private final ParameterPrior prior;
  private final double leastWeight;
  private int repairsLeft;

  /**
   * Makes an M step.
   *
   * @param structure of the covariances
   * @param weights whether components have weights of their own
   * @param floor below which no variance falls
   * @param prior of the parameters
   * @param meanRowWeight average weight of a row
   * @param repairs how many collapsed components may be mended
   */
  public GaussianMaximization(
      CovarianceStructure structure,
      ComponentWeights weights,
      VarianceFloor floor,
      ParameterPrior prior,
      double meanRowWeight,
      int repairs) {
    this.structure = structure;
    this.weights = weights;
    this.covariances = CovarianceUpdate.of(structure);
    this.floor = floor;
    this.prior = prior;
    this.leastWeight = LEAST_ROWS * meanRowWeight;
    this.repairsLeft = repairs;
  }

  /**
   * What this structure needs to know of the scatters.
   *
   * @param structure of the covariances
   * @return the shape to count
   */
  public static ComponentStatistics.Shape shapeFor(CovarianceStructure structure) {
    return CovarianceUpdate.of(structure).shape();
  }

  @Override
  public Update<GaussianMixture> maximize(
      ComponentStatistics statistics, GaussianMixture previous) {
    int collapsed = collapsed(statistics);
    GaussianMixture fitted = parameters(statistics, previous);
    boolean allIsNoise = fitted.hasNoiseComponent() && !(greatest(statistics) >= leastWeight);
    if (collapsed < 0 || repairsLeft == 0 || allIsNoise) {
      return Update.of(fitted);
    }
    repairsLeft--;
    Update<GaussianMixture> mended = split(fitted.withoutNoise(), statistics.counts, collapsed);
    return new Update<>(withNoise(mended.parameters(), fitted), mended.repair());
  }

  private static GaussianMixture withNoise(GaussianMixture gaussians, GaussianMixture noisy) {
    return noisy
        .noise()
        .map(noise -> gaussians.withNoise(noise, noisy.weights()[noisy.gaussianCount()]))
        .orElse(gaussians);
  }

  /** Parameters without repair; a component without any weight keeps its place. */
  public GaussianMixture parameters(ComponentStatistics statistics, GaussianMixture previous) {
    int k = statistics.components();
    int all = previous.componentCount();
    double[] shares = new double[k];
    for (int c = 0; c < k; c++) {
      shares[c] = prior.share(statistics.counts[c], statistics.weightTotal(), all);
    }
    GaussianMixture gaussians =
        new GaussianMixture(
            structure,
            weights,
            shared(shares),
            prior.means(statistics),
            covariances.update(prior.scatters(statistics), previous.covariances(), floor));
    double share = prior.share(statistics.noiseCount(), statistics.weightTotal(), all);
    return previous.noise().map(noise -> gaussians.withNoise(noise, share)).orElse(gaussians);
  }

  /** Weights of sum 1 by the shares of the rows, or the same for all. */
  double[] shared(double[] shares) {
    double sum = Arrays.stream(shares).sum();
    boolean free = weights == ComponentWeights.FREE && sum > 0;
    return Arrays.stream(shares).map(share -> free ? share / sum : 1.0 / shares.length).toArray();
  }

  private static double greatest(ComponentStatistics statistics) {
    return Arrays.stream(statistics.counts).max().orElse(0);
  }

  private int collapsed(ComponentStatistics statistics) {
    for (int c = 0; c < statistics.components(); c++) {
      if (!(statistics.counts[c] >= leastWeight)) {
        return c;
      }
    }
    return -1;
  }

  /** Halves the heaviest component along its longest axis and gives one half to the empty one. */
  Update<GaussianMixture> split(GaussianMixture mixture, double[] counts, int empty) {
    int heaviest = 0;
    for (int c = 1; c < counts.length; c++) {
      heaviest = counts[c] > counts[heaviest] ? c : heaviest;
    }
    if (heaviest == empty) {
      throw new NumericalException(
          "all components have lost their rows; use fewer components or other starts");
    }
    SymmetricEigen axis = SymmetricEigen.top(mixture.covariance(heaviest), 1);
    double reach = Math.sqrt(axis.values()[0]);
    double[] means = mixture.means().toArray();
    int d = mixture.featureCount();
    for (int j = 0; j < d; j++) {
      double step = reach * axis.vectors().get(j, 0);
      double centre = means[heaviest * d + j];
      means[heaviest * d + j] = centre + step;
      means[empty * d + j] = centre - step;
    }
    double[] shares = mixture.weights();
    shares[heaviest] = (shares[heaviest] + shares[empty]) / 2;
    shares[empty] = shares[heaviest];
    GaussianMixture mended =
        new GaussianMixture(
            structure,
            weights,
            shared(shares),
            Matrix.wrap(shares.length, d, means),
            copied(mixture, heaviest, empty));
    return new Update<>(
        mended,
        Optional.of(
            String.format(
                Locale.ROOT,
                "component %d had lost its rows and was started again as a half of component %d",
                empty + 1,
                heaviest + 1)));
  }

  private static Covariances copied(GaussianMixture mixture, int from, int to) {
    int[] sources = IntStream.range(0, mixture.componentCount()).toArray();
    sources[to] = from;
    return mixture.covariances().permuted(sources);
  }
}
