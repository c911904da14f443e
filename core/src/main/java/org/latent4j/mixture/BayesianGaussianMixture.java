package org.latent4j.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.internal.BayesianMixtureFit;
import org.latent4j.mixture.internal.Covariances;
import org.latent4j.mixture.internal.JointDensities;
import org.latent4j.mixture.internal.LogJoint;
import org.latent4j.mixture.internal.MixtureGraphs;
import org.latent4j.mixture.internal.MixtureRows;
import org.latent4j.mixture.internal.Predictive;
import org.latent4j.model.Clusterer;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;
import org.latent4j.model.Parameter;
import org.latent4j.model.Parametric;

/**
 * A Gaussian mixture that finds its number of components: weights, means and precisions have
 * conjugate priors, and their posterior is approximated by variational Bayes (Attias 2000, "A
 * variational Bayesian framework for graphical models", Advances in Neural Information Processing
 * Systems 12; Bishop 2006, Pattern Recognition and Machine Learning, section 10.2), with a
 * Dirichlet prior or a Dirichlet process over the weights (Blei and Jordan 2006,
 * doi:10.1214/06-BA104). A fit raises the evidence lower bound, which never falls; components whose
 * expected weight ends below half a row are dropped.
 *
 * <p>Each component has a Wishart posterior of ν degrees of freedom and scale B⁻¹ for its precision
 * Λ, and for its mean given that N(m, (βΛ)⁻¹); tied components share one Λ; diagonal ones have a
 * gamma posterior for each feature, spheres one for all. scikit-learn's BayesianGaussianMixture is
 * the same for full covariances; for the other structures it gives diagonal and spherical
 * precisions the expected logarithms of a Wishart, and shared ones n/k rows, which is not the
 * posterior of these models.
 *
 * <p>The density is the predictive one, with the parameters integrated out: a mixture of t
 * distributions, exact for that posterior. So are responsibilities, which are the codes of rows.
 * {@link #parameterCount} counts what a Gaussian mixture of these components would have free. An
 * iteration costs what one of {@link GaussianMixture} does. Immutable, thread-safe.
 */
public final class BayesianGaussianMixture
    implements LatentVariableModel, Clusterer, Described, Parametric {

  private final WeightsPrior weightsPrior;
  private final GaussianMixture gaussian;
  private final double[] counts;
  private final double[] meanPrecisions;
  private final double[] degreesOfFreedom;
  private final Predictive predictive;

  /**
   * For the kernels of this package.
   *
   * @param weightsPrior of the weights
   * @param gaussian expected weights, means m and, as covariances, B/ν
   * @param counts k expected weights of rows; kept
   * @param meanPrecisions β, k numbers above 0; kept
   * @param degreesOfFreedom ν, k numbers above d − 1, or above 0 for diagonal structures; kept
   */
  public BayesianGaussianMixture(
      WeightsPrior weightsPrior,
      GaussianMixture gaussian,
      double[] counts,
      double[] meanPrecisions,
      double[] degreesOfFreedom) {
    this.weightsPrior = weightsPrior;
    this.gaussian = gaussian;
    this.counts = counts;
    this.meanPrecisions = meanPrecisions;
    this.degreesOfFreedom = degreesOfFreedom;
    predictive =
        Predictive.of(
            gaussian.structure(),
            gaussian.weights(),
            gaussian.means(),
            gaussian.covariances(),
            meanPrecisions,
            degreesOfFreedom);
  }

  /**
   * Fits a mixture by variational Bayes.
   *
   * @param data n rows without missing values
   * @param options most components, structure, priors, when to stop
   * @param context seed, threads, listener; a start of the same structure with at most as many
   *     components replaces the starts
   * @return the mixture of the components that hold rows, and what happened
   * @throws org.latent4j.data.DataException if values are missing or infinite
   * @throws IllegalArgumentException if the prior's degrees of freedom are too few
   */
  public static FitResult<BayesianGaussianMixture> fit(
      Dataset data, BayesianGaussianMixtureOptions options, FitContext context) {
    return BayesianMixtureFit.run(data, options, context);
  }

  /**
   * What the precisions look like.
   *
   * @return the structure
   */
  public CovarianceStructure structure() {
    return gaussian.structure();
  }

  /**
   * The prior of the weights.
   *
   * @return the prior
   */
  public WeightsPrior weightsPrior() {
    return weightsPrior;
  }

  @Override
  public int componentCount() {
    return counts.length;
  }

  @Override
  public int featureCount() {
    return gaussian.featureCount();
  }

  @Override
  public long parameterCount() {
    return gaussian.parameterCount();
  }

  /**
   * Expected weights of the components.
   *
   * @return k numbers, sum 1; a copy
   */
  public double[] weights() {
    return gaussian.weights();
  }

  /**
   * Expected weights of the rows of the components.
   *
   * @return k numbers, at least half a row each when fitted; a copy
   */
  public double[] counts() {
    return counts.clone();
  }

  /**
   * Expected means of the components, m.
   *
   * @return k×d
   */
  public Matrix means() {
    return gaussian.means();
  }

  /**
   * The inverse of a component's expected precision, B/ν.
   *
   * @param component from 0
   * @return d×d
   */
  public Matrix covariance(int component) {
    return gaussian.covariance(component);
  }

  /**
   * The factored inverses of the expected precisions, for the kernels of this package.
   *
   * @return all of them
   */
  public Covariances covariances() {
    return gaussian.covariances();
  }

  /**
   * How many rows the posterior means count for, β.
   *
   * @return k numbers above 0; a copy
   */
  public double[] meanPrecisions() {
    return meanPrecisions.clone();
  }

  /**
   * Degrees of freedom of the precisions' posteriors, ν.
   *
   * @return k numbers above 0; a copy
   */
  public double[] degreesOfFreedom() {
    return degreesOfFreedom.clone();
  }

  /**
   * The Gaussian mixture of the expected weights and means, with the inverse expected precisions as
   * covariances.
   *
   * @return the Gaussian mixture
   */
  public GaussianMixture gaussian() {
    return gaussian;
  }

  /**
   * The same mixture with its components in order of decreasing weight, as fits from this project's
   * own starts give them.
   *
   * @return a permuted copy
   */
  public BayesianGaussianMixture ordered() {
    int[] order = GaussianMixture.byDecreasingWeight(gaussian.weights());
    return new BayesianGaussianMixture(
        weightsPrior,
        gaussian.reordered(order),
        chosen(counts, order),
        chosen(meanPrecisions, order),
        chosen(degreesOfFreedom, order));
  }

  private static double[] chosen(double[] values, int[] order) {
    return Arrays.stream(order).mapToDouble(c -> values[c]).toArray();
  }

  /**
   * Starts an evaluation of log joint densities, for the kernels of this package.
   *
   * @param capacity the most rows of one call
   * @return to be closed
   */
  public LogJoint evaluator(int capacity) {
    return predictive.evaluator(capacity);
  }

  @Override
  public List<Parameter> parameters() {
    return gaussian.parameters();
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    return JointDensities.logDensity(
        observations, featureCount(), componentCount(), this::evaluator);
  }

  @Override
  public Matrix responsibilities(Matrix observations) {
    return JointDensities.responsibilities(
        observations, featureCount(), componentCount(), this::evaluator);
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
    return gaussian.decode(latent);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    int d = featureCount();
    double[] weights = gaussian.weights();
    double[] rows = new double[Math.multiplyExact(count, d)];
    for (int i = 0; i < count; i++) {
      int component = MixtureRows.draw(weights, random.nextDouble());
      double[] deviation = predictive.deviation(component, random);
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = means().get(component, j) + deviation[j];
      }
    }
    return Matrix.wrap(count, d, rows);
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    return MixtureGraphs.of(means(), function, predictive::term);
  }
}
