package org.latent4j.mixture;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.data.Dataset;
import org.latent4j.em.RowBlock;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.internal.Covariances;
import org.latent4j.mixture.internal.GaussianMixtureFit;
import org.latent4j.mixture.internal.LogJoint;
import org.latent4j.mixture.internal.MixtureGraphs;
import org.latent4j.mixture.internal.NearestCovariances;
import org.latent4j.model.Clusterer;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;

/**
 * A mixture of Gaussians, p(x) = Σ weight_c · N(x; mean_c, covariance_c): the latent variable is
 * the component. Fitted by maximum likelihood with EM (Dempster, Laird and Rubin 1977; McLachlan
 * and Peel 2000, Finite Mixture Models, chapter 3). Covariances have divisor n.
 *
 * <p>The code of a row is its vector of responsibilities p(component|x), and the mean row of a code
 * is the components' means weighted by it, so a reconstruction is E[x|z] averaged over what is
 * known of z.
 *
 * <p>A fit costs about 2nkd² multiply-adds per iteration, 6nkd for diagonal covariances, and what
 * {@link CovarianceStructure} says; it reads the rows once per iteration. Components with fewer
 * rows than features lean on the covariance floor. Immutable, thread-safe.
 */
public final class GaussianMixture implements LatentVariableModel, Clusterer, Described {

  private final CovarianceStructure structure;
  private final ComponentWeights componentWeights;
  private final double[] weights;
  private final double[] logWeights;
  private final Matrix means;
  private final Covariances covariances;

  /**
   * For the kernels of this package; others use {@link #of}.
   *
   * @param structure of the covariances
   * @param weights k numbers, sum 1; kept
   * @param means k×d
   * @param covariances k of them
   */
  public GaussianMixture(
      CovarianceStructure structure, double[] weights, Matrix means, Covariances covariances) {
    this(structure, ComponentWeights.FREE, weights, means, covariances);
  }

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
    this.structure = structure;
    this.componentWeights = componentWeights;
    this.weights = weights;
    this.means = means;
    this.covariances = covariances;
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
    int k = weights.length;
    int d = means.columns();
    requireProbabilities(weights);
    if (means.rows() != k) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "means must have one row per weight (%d), got %d", k, means.rows()));
    }
    if (covariances.size() != 1 && covariances.size() != k) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "covariances must be 1 or %d matrices, got %d", k, covariances.size()));
    }
    for (Matrix covariance : covariances) {
      if (covariance.rows() != d || covariance.columns() != d) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "covariances must be %d x %d, got %d x %d",
                d,
                d,
                covariance.rows(),
                covariance.columns()));
      }
    }
    double sum = Arrays.stream(weights).sum();
    return new GaussianMixture(
        structure,
        Arrays.stream(weights).map(w -> w / sum).toArray(),
        means,
        NearestCovariances.of(structure, weights, covariances));
  }

  static void requireProbabilities(double[] weights) {
    double sum = 0;
    for (int c = 0; c < weights.length; c++) {
      if (!(weights[c] >= 0)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "weights must be at least 0, got %s at %d", weights[c], c + 1));
      }
      sum += weights[c];
    }
    if (!(Math.abs(sum - 1) <= 1e-6)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "weights must sum to 1, got %s", sum));
    }
  }

  /**
   * Fits a mixture by maximum likelihood.
   *
   * @param data n rows without missing values, n at least k
   * @param options number of components, structure, when to stop
   * @param context seed, threads, listener; a start of the same shape replaces the starts
   * @return the mixture and what happened
   * @throws org.latent4j.data.DataException if values are missing or infinite, or n is below k
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

  @Override
  public int componentCount() {
    return weights.length;
  }

  @Override
  public int featureCount() {
    return means.columns();
  }

  @Override
  public long parameterCount() {
    int k = componentCount();
    int d = featureCount();
    return componentWeights.parameterCount(k) + (long) k * d + structure.parameterCount(k, d);
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
   * What the weights may be.
   *
   * @return free, or equal
   */
  public ComponentWeights componentWeights() {
    return componentWeights;
  }

  /**
   * The same components with weights that are free to move, or held equal.
   *
   * @param newWeights free keeps the weights, equal makes each 1/k
   * @return a copy
   */
  public GaussianMixture weighted(ComponentWeights newWeights) {
    double[] changed = weights.clone();
    if (newWeights == ComponentWeights.EQUAL) {
      Arrays.fill(changed, 1.0 / changed.length);
    }
    return new GaussianMixture(structure, newWeights, changed, means, covariances);
  }

  /**
   * The same weights with other means and covariances, for the kernels of this package.
   *
   * @param newMeans k×d
   * @param newCovariances k of them
   * @return a copy
   */
  public GaussianMixture withGaussians(Matrix newMeans, Covariances newCovariances) {
    return new GaussianMixture(structure, componentWeights, weights, newMeans, newCovariances);
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
   * Covariance of a component.
   *
   * @param component from 0
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
    return covariances.evaluator(logWeights, means, capacity);
  }

  /**
   * The same mixture with its components in order of decreasing weight, as fits from this project's
   * own starts give them.
   *
   * @return a permuted copy
   */
  public GaussianMixture ordered() {
    int[] order =
        IntStream.range(0, componentCount())
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -weights[c]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new GaussianMixture(
        structure,
        componentWeights,
        Arrays.stream(order).mapToDouble(c -> weights[c]).toArray(),
        means.selectRows(order),
        covariances.permuted(order));
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    double[] logDensities = new double[observations.rows()];
    visit(
        observations,
        (from, count, logJoint) -> {
          double[] part = new double[count];
          ArrayMath.logSumExpRows(logJoint, count, componentCount(), part);
          System.arraycopy(part, 0, logDensities, from, count);
        });
    return logDensities;
  }

  @Override
  public Matrix responsibilities(Matrix observations) {
    int k = componentCount();
    double[] all = new double[Math.multiplyExact(observations.rows(), k)];
    visit(
        observations,
        (from, count, logJoint) -> {
          ArrayMath.softmaxRows(logJoint, count, k, new double[count]);
          System.arraycopy(logJoint, 0, all, from * k, count * k);
        });
    return Matrix.wrap(observations.rows(), k, all);
  }

  /** Takes in log joint densities of consecutive rows. */
  private interface LogJointVisitor {
    void visit(int firstRow, int rowCount, double[] logJoint);
  }

  private void visit(Matrix observations, LogJointVisitor visitor) {
    int d = featureCount();
    if (observations.columns() != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "observations must have %d features, got %d",
              d,
              observations.columns()));
    }
    int capacity = Math.min(RowBlock.defaultCapacity(d), Math.max(1, observations.rows()));
    double[] rows = new double[capacity * d];
    double[] logJoint = new double[capacity * componentCount()];
    try (LogJoint evaluator = evaluator(capacity)) {
      for (int from = 0; from < observations.rows(); from += capacity) {
        int count = Math.min(capacity, observations.rows() - from);
        System.arraycopy(observations.values(), from * d, rows, 0, count * d);
        evaluator.evaluate(rows, count, logJoint);
        visitor.visit(from, count, logJoint);
      }
    }
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
    return latent.times(means);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    int d = featureCount();
    double[] rows = new double[Math.multiplyExact(count, d)];
    double[] noise = new double[d];
    for (int i = 0; i < count; i++) {
      int component = draw(random.nextDouble());
      random.fillGaussian(noise);
      double[] deviation = covariances.colour(component, noise);
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = means.get(component, j) + deviation[j];
      }
    }
    return Matrix.wrap(count, d, rows);
  }

  private int draw(double uniform) {
    double sum = 0;
    int last = 0;
    for (int c = 0; c < weights.length; c++) {
      sum += weights[c];
      last = weights[c] > 0 ? c : last;
      if (uniform < sum) {
        return c;
      }
    }
    return last; // the weights' sum is 1 but for rounding
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    return MixtureGraphs.of(this, logWeights, function);
  }
}
