package org.latent4j.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.Dataset;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.internal.Covariances;
import org.latent4j.mixture.internal.GaussianMixtureFit;
import org.latent4j.mixture.internal.GivenParameters;
import org.latent4j.mixture.internal.LogJoint;
import org.latent4j.mixture.internal.MixtureGaps;
import org.latent4j.mixture.internal.MixtureGraphs;
import org.latent4j.mixture.internal.MixtureRows;
import org.latent4j.mixture.internal.NearestCovariances;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;
import org.latent4j.model.Parameter;
import org.latent4j.model.Parameter.Axis;
import org.latent4j.model.Parametric;

/**
 * A mixture of Gaussians, p(x) = Σ weight_c · N(x; mean_c, covariance_c): the latent variable is
 * the component. Fitted by maximum likelihood with EM (Dempster, Laird and Rubin 1977; McLachlan
 * and Peel 2000, Finite Mixture Models, chapter 3). Covariances have divisor n. After the k
 * Gaussians there may be one more component for rows that belong to no cluster, {@link
 * UniformNoise}.
 *
 * <p>The code of a row is its vector of responsibilities p(component|x), and the mean row of a code
 * is the components' means weighted by it, so a reconstruction is E[x|z] averaged over what is
 * known of z.
 *
 * <p>A fit costs about 2nkd² multiply-adds per iteration, 6nkd for diagonal covariances, and what
 * {@link CovarianceStructure} says; it reads the rows once per iteration. Components with fewer
 * rows than features lean on the covariance floor. Immutable, thread-safe.
 */
public final class GaussianMixture
    implements LatentVariableModel, Conditional, Clusterer, Described, Parametric {

  private final CovarianceStructure structure;
  private final ComponentWeights componentWeights;
  private final double[] weights;
  private final double[] logWeights;
  private final Matrix means;
  private final Covariances covariances;
  private final @Nullable UniformNoise noise;

  /**
   * For the kernels of this package; others use {@link #of}.
   *
   * @param structure of the covariances
   * @param componentWeights what the weights may be
   * @param weights k numbers, sum 1; kept
   * @param means k×d
   * @param covariances k of them
   */
  public GaussianMixture(
      CovarianceStructure structure,
      ComponentWeights componentWeights,
      double[] weights,
      Matrix means,
      Covariances covariances) {
    this(structure, componentWeights, weights, means, covariances, null);
  }

  GaussianMixture(
      CovarianceStructure structure,
      ComponentWeights componentWeights,
      double[] weights,
      Matrix means,
      Covariances covariances,
      @Nullable UniformNoise noise) {
    this.structure = structure;
    this.componentWeights = componentWeights;
    this.weights = weights;
    this.means = means;
    this.covariances = covariances;
    this.noise = noise;
    logWeights = Arrays.stream(weights).map(Math::log).toArray();
  }

  /**
   * A mixture of given parameters.
   *
   * @param structure of the covariances; others are replaced by the nearest that have it, which are
   *     the most likely ones of the structure for components of these weights and covariances
   * @param weights k numbers, at least 0, sum 1 within 1e-6; scaled to sum 1
   * @param means k×d
   * @param covariances k symmetric positive definite d×d matrices, or one for all
   * @return the mixture
   * @throws IllegalArgumentException if shapes disagree or weights are no probabilities
   * @throws org.latent4j.linalg.NumericalException if a covariance is not positive definite
   */
  public static GaussianMixture of(
      CovarianceStructure structure, double[] weights, Matrix means, List<Matrix> covariances) {
    return of(structure, weights, means, "covariances", covariances);
  }

  /** A mixture of matrices that go by another name in sentences. */
  static GaussianMixture of(
      CovarianceStructure structure,
      double[] weights,
      Matrix means,
      String name,
      List<Matrix> matrices) {
    GivenParameters.require(weights, means, name, matrices);
    double sum = Arrays.stream(weights).sum();
    return new GaussianMixture(
        structure,
        ComponentWeights.FREE,
        Arrays.stream(weights).map(w -> w / sum).toArray(),
        means,
        NearestCovariances.of(structure, weights, matrices));
  }

  /**
   * Fits a mixture by maximum likelihood.
   *
   * @param data n rows, n at least k; each feature has values. Those that are missing are summed
   *     out: EM fills them with the conditional means and covariances of each component, so that
   *     the likelihood of what was observed rises
   * @param options number of components, structure, when to stop
   * @param context seed, threads, listener; a start of the same shape replaces the starts
   * @return the mixture and what happened
   * @throws org.latent4j.data.DataException if values are infinite, a feature has none, or n is
   *     below k
   * @throws org.latent4j.linalg.NumericalException if a covariance is singular without a floor
   */
  public static FitResult<GaussianMixture> fit(
      Dataset data, GaussianMixtureOptions options, FitContext context) {
    return GaussianMixtureFit.run(data, options, context);
  }

  /**
   * What the covariances look like.
   *
   * @return the structure
   */
  public CovarianceStructure structure() {
    return structure;
  }

  /**
   * The same Gaussians with a noise component after them, in the place of one there may be.
   *
   * @param newNoise over d features
   * @param share weight of the noise, in [0, 1]; the Gaussians share the rest as they do now
   * @return a copy of k + 1 components
   * @throws IllegalArgumentException if the features disagree or the share is out of its range
   */
  public GaussianMixture withNoise(UniformNoise newNoise, double share) {
    GivenParameters.requireNoise(newNoise, featureCount(), share);
    double[] all = Arrays.copyOf(withoutNoise().weights, means.rows() + 1);
    for (int c = 0; c < means.rows(); c++) {
      all[c] *= 1 - share;
    }
    all[means.rows()] = share;
    return new GaussianMixture(structure, componentWeights, all, means, covariances, newNoise);
  }

  /**
   * The Gaussians alone, the model of rows that are no noise.
   *
   * @return a mixture of k components, or this one if it has no noise
   */
  public GaussianMixture withoutNoise() {
    if (noise == null) {
      return this;
    }
    int k = means.rows();
    double rest = Arrays.stream(weights, 0, k).sum();
    return new GaussianMixture(
        structure,
        componentWeights,
        Arrays.stream(weights, 0, k).map(w -> rest > 0 ? w / rest : 1.0 / k).toArray(),
        means,
        covariances);
  }

  /**
   * The noise component.
   *
   * @return nothing when every row belongs to a Gaussian
   */
  public Optional<UniformNoise> noise() {
    return Optional.ofNullable(noise);
  }

  /**
   * Number of Gaussians, all components but the noise.
   *
   * @return k
   */
  public int gaussianCount() {
    return means.rows();
  }

  /** All components: the Gaussians, and the noise in the last place if there is one. */
  @Override
  public int componentCount() {
    return weights.length;
  }

  @Override
  public boolean hasNoiseComponent() {
    return noise != null;
  }

  @Override
  public int featureCount() {
    return means.columns();
  }

  /**
   * Free parameters of weights, means and covariances. A noise component counts as two, its weight
   * and the volume of its box, as in mclust.
   *
   * @return a count
   */
  @Override
  public long parameterCount() {
    int k = gaussianCount();
    int d = featureCount();
    long ofNoise = noise == null ? 0 : 2;
    return componentWeights.parameterCount(k)
        + (long) k * d
        + structure.parameterCount(k, d)
        + ofNoise;
  }

  /**
   * Weights of the components.
   *
   * @return one for each component, that of the noise last; sum 1; a copy
   */
  public double[] weights() {
    return weights.clone();
  }

  /**
   * What the weights of the Gaussians may be.
   *
   * @return free, or equal
   */
  public ComponentWeights componentWeights() {
    return componentWeights;
  }

  /**
   * The same components with weights that are free to move, or held equal.
   *
   * @param newWeights free keeps the weights, equal gives each Gaussian the same
   * @return a copy
   */
  public GaussianMixture weighted(ComponentWeights newWeights) {
    double[] changed = weights.clone();
    int k = gaussianCount();
    if (newWeights == ComponentWeights.EQUAL) {
      Arrays.fill(changed, 0, k, (noise == null ? 1.0 : 1 - weights[k]) / k);
    }
    return new GaussianMixture(structure, newWeights, changed, means, covariances, noise);
  }

  /**
   * The same weights with other means and covariances, for the kernels of this package.
   *
   * @param newMeans k×d
   * @param newCovariances k of them
   * @return a copy
   */
  public GaussianMixture withGaussians(Matrix newMeans, Covariances newCovariances) {
    return new GaussianMixture(
        structure, componentWeights, weights, newMeans, newCovariances, noise);
  }

  /**
   * Means of the Gaussians.
   *
   * @return k×d
   */
  public Matrix means() {
    return means;
  }

  /**
   * Covariance of a Gaussian.
   *
   * @param component from 0 to k − 1
   * @return d×d, divisor n
   */
  public Matrix covariance(int component) {
    return covariances.matrix(component);
  }

  /**
   * The factored covariances, for the kernels of this package.
   *
   * @return all of them
   */
  public Covariances covariances() {
    return covariances;
  }

  /**
   * Starts an evaluation of log joint densities, for the kernels of this package.
   *
   * @param capacity the most rows of one call
   * @return to be closed
   */
  public LogJoint evaluator(int capacity) {
    LogJoint gaussians =
        LogJoint.withGaps(
            covariances.evaluator(logWeights, means, capacity),
            covariances,
            logWeights,
            means,
            capacity);
    return noise == null
        ? gaussians
        : LogJoint.withNoise(gaussians, means.rows(), noise, logWeights[means.rows()], capacity);
  }

  /**
   * The same mixture with its Gaussians in order of decreasing weight, as fits from this project's
   * own starts give them; the noise stays last.
   *
   * @return a permuted copy
   */
  public GaussianMixture ordered() {
    return reordered(byDecreasingWeight(Arrays.copyOf(weights, gaussianCount())));
  }

  /** The same mixture with its Gaussians in another order; the noise stays last. */
  GaussianMixture reordered(int[] order) {
    double[] permuted = weights.clone();
    Arrays.setAll(permuted, c -> weights[c < order.length ? order[c] : c]);
    return new GaussianMixture(
        structure,
        componentWeights,
        permuted,
        means.selectRows(order),
        covariances.permuted(order),
        noise);
  }

  static int[] byDecreasingWeight(double[] weights) {
    return IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -weights[c]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Weights, that of the noise last; means and covariances of the Gaussians, or variances where
   * features do not interact.
   */
  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.vector("weight", Axis.COMPONENT, weights),
        Parameter.matrix("mean", Axis.COMPONENT, Axis.FEATURE, means).asLocation(),
        spread("variance", "covariance"));
  }

  /** The covariances, under the names that diagonal and whole ones go by. */
  Parameter spread(String diagonal, String whole) {
    List<Parameter> parts = new ArrayList<>();
    for (int c = 0; c < means.rows(); c++) {
      Matrix covariance = covariance(c);
      double[] variances = new double[featureCount()];
      Arrays.setAll(variances, j -> covariance.get(j, j));
      parts.add(
          structure.isDiagonal()
              ? Parameter.vector(diagonal, Axis.FEATURE, variances).asVariances()
              : Parameter.matrix(whole, Axis.FEATURE, Axis.FEATURE, covariance));
    }
    return structure == CovarianceStructure.TIED ? parts.get(0) : Parameter.perComponent(parts);
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    return MixtureRows.logDensity(this, observations);
  }

  @Override
  public Matrix responsibilities(Matrix observations) {
    return MixtureRows.responsibilities(this, observations);
  }

  /** {@inheritDoc} A mixture again, of the same number of components. */
  @Override
  public ConditionalDistribution given(double... observation) {
    return MixtureGaps.given(this, observation);
  }

  /**
   * {@inheritDoc} A mixture of the same components. Its structure is this one's where that can be
   * one of some features; else no part of the covariances is told to be common.
   */
  @Override
  public GaussianMixture marginal(int... columns) {
    return MixtureGaps.marginal(this, columns);
  }

  @Override
  public Matrix impute(Matrix observations) {
    return MixtureGaps.impute(this, observations);
  }

  @Override
  public Matrix deviations(Matrix observations) {
    return MixtureGaps.deviations(this, observations);
  }

  @Override
  public Matrix imputeDraws(Matrix observations, SeededRandom random) {
    return MixtureGaps.imputeDraws(this, observations, random);
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(componentCount(), LatentSpace.Kind.PROBABILITIES);
  }

  @Override
  public Matrix encode(Matrix observations) {
    return responsibilities(observations);
  }

  @Override
  public Matrix decode(Matrix latent) {
    if (latent.columns() != componentCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latent must have %d columns, got %d",
              componentCount(),
              latent.columns()));
    }
    return latent.times(componentMeans());
  }

  /**
   * Mean row of each component, E[x|component]; that of the noise is the centre of its box.
   *
   * @return one row for each component, that of the noise last
   */
  public Matrix componentMeans() {
    if (noise == null) {
      return means;
    }
    double[] all = Arrays.copyOf(means.values(), weights.length * featureCount());
    System.arraycopy(noise.centre(), 0, all, means.values().length, featureCount());
    return Matrix.wrap(weights.length, featureCount(), all);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    return MixtureRows.sample(this, count, random);
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    int k = gaussianCount();
    return MixtureGraphs.of(
        componentMeans(),
        function,
        (c, x) ->
            noise != null && c == k
                ? MixtureGraphs.logJoint(noise, x, logWeights[k])
                : covariances.logJoint(c, x, means.row(c), logWeights[c]));
  }
}
