package org.latent4j.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.StudentTerms;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.internal.Covariances;
import org.latent4j.mixture.internal.JointDensities;
import org.latent4j.mixture.internal.MixtureGraphs;
import org.latent4j.mixture.internal.MixtureRows;
import org.latent4j.mixture.internal.StudentLogJoint;
import org.latent4j.mixture.internal.StudentMixtureFit;
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
 * A mixture of multivariate t distributions, p(x) = Σ weight_c · t(x; mean_c, scale_c, ν_c): a
 * mixture whose means and scales are not moved by a few rows far from all others. Each component is
 * a Gaussian whose precision differs from row to row, x = μ + L·z/√u with Σ = L·Lᵀ, z standard
 * normal and u ~ Gamma(ν/2, ν/2); as ν grows it becomes a Gaussian.
 *
 * <p>Fitted by maximum likelihood with EM over component and precision (Peel and McLachlan 2000,
 * "Robust mixture modelling using the t distribution", Statistics and Computing 10, 339–348,
 * doi:10.1023/A:1008981510081). Where the structure leaves each component its own volume, the
 * expansion of Liu, Rubin and Wu (1998, "Parameter expansion to accelerate EM: the PX-EM
 * algorithm", Biometrika 85, 755–770, doi:10.1093/biomet/85.4.755) is used: scales are divided by
 * the sum of the expected precisions instead of the number of rows, and ν follows from precisions
 * of mean 1; the likelihood still never falls, and far fewer iterations are needed.
 *
 * <p>Scale matrices have divisor n; the covariance of a component is scale · ν/(ν − 2), which
 * exists for ν above 2 only. Its mean exists for ν above 1; at 1 and below, what is called mean is
 * the centre of symmetry. The code of a row is its vector of responsibilities. A fit costs per
 * iteration what one of {@link GaussianMixture} does and a logarithm per row and component more.
 * The log density is finite for rows up to 1e154 deviations away. Immutable, thread-safe.
 */
public final class StudentMixture implements LatentVariableModel, Clusterer, Described, Parametric {

  private final GaussianMixture gaussian;
  private final Freedom freedom;
  private final double[] degreesOfFreedom;

  /**
   * For the kernels of this package; others use {@link #of}.
   *
   * @param gaussian weights, means and, as covariances, scale matrices
   * @param freedom how the degrees of freedom were found
   * @param degreesOfFreedom k numbers above 0; kept
   */
  public StudentMixture(GaussianMixture gaussian, Freedom freedom, double[] degreesOfFreedom) {
    this.gaussian = gaussian;
    this.freedom = freedom;
    this.degreesOfFreedom = degreesOfFreedom;
  }

  /**
   * A mixture of given parameters, its degrees of freedom counted as given, not estimated.
   *
   * @param structure of the scale matrices; others are replaced by the nearest that have it
   * @param weights k numbers, at least 0, sum 1 within 1e-6; scaled to sum 1
   * @param means k×d
   * @param scales k symmetric positive definite d×d matrices, or one for all
   * @param degreesOfFreedom k numbers, or one for all, above 0 and finite
   * @return the mixture
   * @throws IllegalArgumentException if shapes disagree, weights are no probabilities or a degree
   *     of freedom is not above 0 and finite
   * @throws org.latent4j.linalg.NumericalException if a scale matrix is not positive definite
   */
  public static StudentMixture of(
      CovarianceStructure structure,
      double[] weights,
      Matrix means,
      List<Matrix> scales,
      double... degreesOfFreedom) {
    return new StudentMixture(
        GaussianMixture.of(structure, weights, means, "scales", scales),
        Freedom.FIXED,
        requireFreedom(degreesOfFreedom, weights.length));
  }

  static double[] requireFreedom(double[] degreesOfFreedom, int k) {
    if (degreesOfFreedom.length != k && degreesOfFreedom.length != 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "degreesOfFreedom must be 1 or %d numbers, got %d",
              k,
              degreesOfFreedom.length));
    }
    double[] all = new double[k];
    for (int c = 0; c < k; c++) {
      all[c] = degreesOfFreedom[degreesOfFreedom.length == 1 ? 0 : c];
      if (!(all[c] > 0 && all[c] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "degreesOfFreedom must be above 0 and finite, got %s at %d",
                all[c],
                c + 1));
      }
    }
    return all;
  }

  /**
   * Fits a mixture by maximum likelihood.
   *
   * @param data n rows without missing values, n at least k
   * @param options number of components, structure, degrees of freedom, when to stop
   * @param context seed, threads, listener; a start of the same shape replaces the starts
   * @return the mixture and what happened
   * @throws org.latent4j.data.DataException if values are missing or infinite, or n is below k
   * @throws org.latent4j.linalg.NumericalException if a scale matrix is singular without a floor
   */
  public static FitResult<StudentMixture> fit(
      Dataset data, StudentMixtureOptions options, FitContext context) {
    return StudentMixtureFit.run(data, options, context);
  }

  /**
   * What the scale matrices look like.
   *
   * @return the structure
   */
  public CovarianceStructure structure() {
    return gaussian.structure();
  }

  /**
   * How the degrees of freedom were found.
   *
   * @return the way
   */
  public Freedom freedom() {
    return freedom;
  }

  @Override
  public int componentCount() {
    return gaussian.componentCount();
  }

  @Override
  public int featureCount() {
    return gaussian.featureCount();
  }

  @Override
  public long parameterCount() {
    return gaussian.parameterCount() + freedom.parameterCount(componentCount());
  }

  /**
   * Weights of the components.
   *
   * @return k numbers, sum 1; a copy
   */
  public double[] weights() {
    return gaussian.weights();
  }

  /**
   * Means of the components, or their centres of symmetry where a mean does not exist.
   *
   * @return k×d
   */
  public Matrix means() {
    return gaussian.means();
  }

  /**
   * Scale matrix of a component.
   *
   * @param component from 0
   * @return d×d
   */
  public Matrix scale(int component) {
    return gaussian.covariance(component);
  }

  /**
   * Degrees of freedom of the components.
   *
   * @return k numbers above 0; a copy
   */
  public double[] degreesOfFreedom() {
    return degreesOfFreedom.clone();
  }

  /**
   * Covariance of a component.
   *
   * @param component from 0
   * @return d×d, scale · ν/(ν − 2); nothing when ν is at most 2
   */
  public Optional<Matrix> covariance(int component) {
    double nu = degreesOfFreedom[component];
    return nu > 2 ? Optional.of(scale(component).scaled(nu / (nu - 2))) : Optional.empty();
  }

  /**
   * The Gaussian mixture of the same weights, means and, as covariances, scale matrices: what this
   * mixture would become if its degrees of freedom grew without bound.
   *
   * @return the Gaussian mixture
   */
  public GaussianMixture gaussian() {
    return gaussian;
  }

  /**
   * Starts an evaluation of log joint densities, for the kernels of this package.
   *
   * @param capacity the most rows of one call
   * @return to be closed
   */
  public StudentLogJoint evaluator(int capacity) {
    Covariances scales = gaussian.covariances();
    double[] ones = new double[componentCount()];
    Arrays.fill(ones, 1);
    return new StudentLogJoint(
        scales.distances(gaussian.means(), capacity),
        featureCount(),
        logWeights(),
        scales.logDeterminants(componentCount()),
        ones,
        degreesOfFreedom,
        capacity);
  }

  private double[] logWeights() {
    return Arrays.stream(gaussian.weights()).map(Math::log).toArray();
  }

  /**
   * The same mixture with its components in order of decreasing weight, as fits from this project's
   * own starts give them.
   *
   * @return a permuted copy
   */
  public StudentMixture ordered() {
    return reordered(GaussianMixture.byDecreasingWeight(gaussian.weights()));
  }

  private StudentMixture reordered(int[] order) {
    return new StudentMixture(
        gaussian.reordered(order),
        freedom,
        Arrays.stream(order).mapToDouble(c -> degreesOfFreedom[c]).toArray());
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(gaussian.parameters().subList(0, 2));
    parameters.add(gaussian.spread("squared scale", "scale"));
    switch (freedom) {
      case EACH ->
          parameters.add(
              Parameter.vector("degrees of freedom", Parameter.Axis.COMPONENT, degreesOfFreedom));
      case SHARED -> parameters.add(Parameter.scalar("degrees of freedom", degreesOfFreedom[0]));
      case FIXED -> {}
    }
    return parameters;
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
    double[] noise = new double[d];
    for (int i = 0; i < count; i++) {
      int component = MixtureRows.draw(weights, random.nextDouble());
      random.fillGaussian(noise);
      double half = 0.5 * degreesOfFreedom[component];
      double spread = Math.sqrt(half / random.nextGamma(half));
      double[] deviation = gaussian.covariances().colour(component, noise);
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = means().get(component, j) + spread * deviation[j];
      }
    }
    return Matrix.wrap(count, d, rows);
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    Covariances scales = gaussian.covariances();
    double[] logWeights = logWeights();
    return MixtureGraphs.of(
        means(),
        function,
        (c, x) ->
            StudentTerms.term(
                scales.squaredDistance(c, x, means().row(c)),
                featureCount(),
                scales.logDeterminant(c),
                degreesOfFreedom[c],
                logWeights[c]));
  }
}
