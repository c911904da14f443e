package org.latent4j.factormixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.Dataset;
import org.latent4j.factormixture.internal.FactorAnswers;
import org.latent4j.factormixture.internal.FactorCovariance;
import org.latent4j.factormixture.internal.FactorEvaluator;
import org.latent4j.factormixture.internal.FactorGraphs;
import org.latent4j.factormixture.internal.FactorMixtureFit;
import org.latent4j.factormixture.internal.FactorParameters;
import org.latent4j.factormixture.internal.Order;
import org.latent4j.factormixture.internal.Shapes;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.internal.GivenParameters;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;
import org.latent4j.model.Model;
import org.latent4j.model.Parameter;
import org.latent4j.model.Parametric;

/**
 * A mixture of factor analysers (Ghahramani and Hinton 1996, "The EM algorithm for mixtures of
 * factor analyzers"; McLachlan and Peel 2000, Finite Mixture Models, chapter 8) or, with isotropic
 * noise, of probabilistic PCA (Tipping and Bishop 1999b, doi:10.1162/089976699300016728): a row
 * belongs to component c with probability weight_c, and is x = W_c·z + μ_c + ε with q_c factors z ~
 * N(0, I) and noise ε ~ N(0, Ψ_c), Ψ diagonal, so that p(x) = Σ weight_c · N(x; μ_c, W_c·W_cᵀ +
 * Ψ_c). It describes correlations with d·q numbers where a full covariance takes d²/2, which is
 * what many features ask for. Covariances have divisor n.
 *
 * <p>The latent variables are the component and its factors: u with u_c = 1 for the component and 0
 * else, and u_c·z for each component. The code of a row is their posterior mean: k responsibilities
 * r_c = p(c|x), then r_c·E[z|x, c], component after component, k + Σ q_c numbers. The mean row of a
 * code is linear in it, Σ r_c·μ_c + W_c·(r_c·z_c), so a reconstruction is Σ r_c·(μ_c + W_c·E[z|x,
 * c]).
 *
 * <p>No d×d matrix is formed where d is large and no value is missing: a density takes 2·d·q + q²
 * multiply-adds per row and component, an iteration of the fit 3·d·q, and the fit reads the rows
 * once an iteration. A matrix of loadings is free up to a rotation of z; those of a fit have
 * columns that are orthogonal in the metric Ψ⁻¹ and of decreasing length there, the entry of
 * largest magnitude of each positive (with loadings that components of different noise share, in
 * the metric of their mean noise). Immutable, thread-safe.
 */
public final class FactorMixture
    implements LatentVariableModel, Conditional, Clusterer, Described, Parametric {

  private final NoiseStructure noise;
  private final Sharing sharing;
  private final double[] weights;
  private final double[] logWeights;
  private final Matrix means;
  private final List<FactorCovariance> covariances;
  private volatile @Nullable GaussianMixture gaussians;

  /**
   * For the kernels of this package; others use {@link #of}.
   *
   * @param noise of a component
   * @param sharing what components have in common
   * @param weights k numbers, sum 1; kept
   * @param means k×d
   * @param covariances k of them
   */
  public FactorMixture(
      NoiseStructure noise,
      Sharing sharing,
      double[] weights,
      Matrix means,
      List<FactorCovariance> covariances) {
    this.noise = noise;
    this.sharing = sharing;
    this.weights = weights;
    this.means = means;
    this.covariances = List.copyOf(covariances);
    logWeights = Arrays.stream(weights).map(Math::log).toArray();
  }

  /**
   * A mixture of given parameters.
   *
   * @param noise of a component
   * @param sharing what components have in common; loadings or noise in common are given once
   * @param weights k numbers, at least 0, sum 1 within 1e-6; scaled to sum 1
   * @param means k×d
   * @param loadings k matrices W, d×q with q from 0 to d − 1, or one if shared
   * @param noiseVariances k×d, or k×1 if isotropic; one row if shared
   * @return the mixture
   * @throws IllegalArgumentException if shapes disagree or weights are no probabilities
   * @throws org.latent4j.linalg.NumericalException if a noise variance is not above 0
   */
  public static FactorMixture of(
      NoiseStructure noise,
      Sharing sharing,
      double[] weights,
      Matrix means,
      List<Matrix> loadings,
      Matrix noiseVariances) {
    double sum = Arrays.stream(weights).sum();
    GivenParameters.requireProbabilities(weights);
    double[] scaled = Arrays.stream(weights).map(w -> w / sum).toArray();
    return exactly(noise, sharing, scaled, means, loadings, noiseVariances);
  }

  /** As {@link #of}, with the weights as they are. */
  static FactorMixture exactly(
      NoiseStructure noise,
      Sharing sharing,
      double[] weights,
      Matrix means,
      List<Matrix> loadings,
      Matrix noiseVariances) {
    return new FactorMixture(
        noise,
        sharing,
        weights.clone(),
        means,
        Shapes.covariances(noise, sharing, weights, means, loadings, noiseVariances));
  }

  /**
   * Fits a mixture by maximum likelihood with EM.
   *
   * <p>With latent dimension 0, all components start with as many factors as the spectra of a first
   * partition can use (at most 32), and once EM has converged, factors are taken away as long as
   * the Bayesian information criterion of the whole mixture falls; the report's notes tell what is
   * left. With shared loadings there is one dimension for all components.
   *
   * @param data n rows, n at least k, of at least 2 features, each of which has values. Those that
   *     are missing are summed out, as in {@link GaussianMixture#fit}, with d×d matrices
   * @param options number of components, factors, noise, sharing, when to stop
   * @param context seed, threads, listener; a start of the same shape replaces the starts
   * @return the mixture and what happened
   * @throws org.latent4j.data.DataException if values are infinite, a feature has none, or n is
   *     below k
   * @throws IllegalArgumentException if there are not more features than factors
   * @throws org.latent4j.linalg.NumericalException if a noise variance is 0 without a floor
   */
  public static FitResult<FactorMixture> fit(
      Dataset data, FactorMixtureOptions options, FitContext context) {
    return FactorMixtureFit.run(data, options, context);
  }

  /**
   * Of a component.
   *
   * @return what its noise looks like
   */
  public NoiseStructure noise() {
    return noise;
  }

  /**
   * What components have in common.
   *
   * @return the sharing
   */
  public Sharing sharing() {
    return sharing;
  }

  @Override
  public int componentCount() {
    return weights.length;
  }

  @Override
  public int featureCount() {
    return means.columns();
  }

  /**
   * k − 1 weights, k·d means, d·q − q·(q − 1)/2 for loadings up to rotation and d or 1 for noise,
   * the latter two for each component or once if shared (McNicholas and Murphy 2008, table 1).
   *
   * @return the number of free parameters
   */
  @Override
  public long parameterCount() {
    long k = componentCount();
    long d = featureCount();
    long count = k - 1 + k * d + noise.parameterCount(featureCount()) * (sharing.ofNoise() ? 1 : k);
    for (int c = 0; c < (sharing.ofLoadings() ? 1 : k); c++) {
      long q = covariances.get(c).latentDimension();
      count += d * q - q * (q - 1) / 2;
    }
    return count;
  }

  /**
   * Weights of the components.
   *
   * @return k numbers, sum 1; a copy
   */
  public double[] weights() {
    return weights.clone();
  }

  /**
   * Means of the components.
   *
   * @return k×d
   */
  public Matrix means() {
    return means;
  }

  /**
   * Number of factors of each component.
   *
   * @return k numbers q_c
   */
  public int[] latentDimensions() {
    return covariances.stream().mapToInt(FactorCovariance::latentDimension).toArray();
  }

  /**
   * Loadings of a component.
   *
   * @param component from 0
   * @return W, d×q
   */
  public Matrix loadings(int component) {
    return covariances.get(component).loadings();
  }

  /**
   * Noise variances.
   *
   * @param component from 0
   * @return ψ, d numbers, divisor n; equal if isotropic; a copy
   */
  public double[] noiseVariances(int component) {
    return covariances.get(component).noise().clone();
  }

  /**
   * Covariance of a component.
   *
   * @param component from 0
   * @return W·Wᵀ + Ψ, d×d, divisor n
   */
  public Matrix covariance(int component) {
    Matrix w = loadings(component);
    return w.timesTransposed(w).plus(Matrix.diagonal(noiseVariances(component)));
  }

  /**
   * For the kernels of this package.
   *
   * @return k decomposed covariances
   */
  public List<FactorCovariance> covariances() {
    return covariances;
  }

  /**
   * For the kernels of this package.
   *
   * @param capacity the most rows of one call
   * @return evaluates log joint densities; to be closed
   */
  public FactorEvaluator evaluator(int capacity) {
    return new FactorEvaluator(logWeights, means, covariances, capacity);
  }

  /**
   * As fits give it.
   *
   * @return a copy with components of decreasing weight and loadings in the rotation told above
   */
  public FactorMixture ordered() {
    int[] order = Order.decreasing(weights);
    return new FactorMixture(
        noise,
        sharing,
        Arrays.stream(order).mapToDouble(c -> weights[c]).toArray(),
        means.selectRows(order),
        Order.canonical(sharing, weights, covariances, order));
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    return new FactorAnswers(this).logDensity(observations);
  }

  @Override
  public Matrix responsibilities(Matrix observations) {
    return new FactorAnswers(this).responsibilities(observations);
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(
        componentCount() + IntStream.of(latentDimensions()).sum(), LatentSpace.Kind.CONTINUOUS);
  }

  /** {@inheritDoc} k responsibilities r_c, then r_c·E[z|x, c] of each component. */
  @Override
  public Matrix encode(Matrix observations) {
    return new FactorAnswers(this).encode(observations);
  }

  @Override
  public Matrix decode(Matrix latent) {
    int width = latentSpace().dimension();
    if (latent.columns() != width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "latent must have %d columns, got %d", width, latent.columns()));
    }
    return latent.times(new FactorAnswers(this).decoder());
  }

  @Override
  public ConditionalDistribution given(double... observation) {
    return gaussians().given(observation);
  }

  /** {@inheritDoc} A Gaussian mixture where a component has as many factors as features. */
  @Override
  public Model marginal(int... columns) {
    Conditional.requireColumns(columns, featureCount());
    return Arrays.stream(latentDimensions()).allMatch(q -> q < columns.length)
        ? new FactorMixture(
            noise,
            sharing,
            weights,
            means.selectColumns(columns),
            FactorCovariance.of(covariances, columns))
        : gaussians().marginal(columns);
  }

  @Override
  public Matrix impute(Matrix observations) {
    return gaussians().impute(observations);
  }

  @Override
  public Matrix deviations(Matrix observations) {
    return gaussians().deviations(observations);
  }

  @Override
  public Matrix imputeDraws(Matrix observations, SeededRandom random) {
    return gaussians().imputeDraws(observations, random);
  }

  /**
   * The same distribution, by which rows with gaps are answered; made when first asked for.
   *
   * @return of k d×d matrices
   */
  public GaussianMixture gaussians() {
    GaussianMixture known = gaussians;
    if (known == null) {
      List<Matrix> full = IntStream.range(0, weights.length).mapToObj(this::covariance).toList();
      known = GaussianMixture.of(CovarianceStructure.FULL, weights, means, full);
      gaussians = known;
    }
    return known;
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    return new FactorAnswers(this).sample(count, random);
  }

  /** {@inheritDoc} Loadings of fewer factors than another's are filled up with columns of 0. */
  @Override
  public List<Parameter> parameters() {
    return FactorParameters.of(this);
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    return FactorGraphs.of(this, logWeights, function);
  }
}
