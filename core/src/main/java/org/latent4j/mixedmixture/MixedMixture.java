package org.latent4j.mixedmixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.internal.CountPart;
import org.latent4j.mixedmixture.internal.LevelPart;
import org.latent4j.mixedmixture.internal.MixedConditional;
import org.latent4j.mixedmixture.internal.MixedLogJoint;
import org.latent4j.mixedmixture.internal.MixedMixtureFit;
import org.latent4j.mixedmixture.internal.MixedTables;
import org.latent4j.mixedmixture.internal.Part;
import org.latent4j.mixture.internal.JointDensities;
import org.latent4j.mixture.internal.MixtureRows;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;
import org.latent4j.model.ModelTable;
import org.latent4j.model.Tabulated;

/**
 * A mixture over columns of different kinds, p(x) = Σ weight_c · N(numbers; mean_c, covariance_c) ·
 * Π p_c(xⱼ): within a component the numeric columns are one Gaussian, of full or diagonal
 * covariance, and every other column is independent of the rest, categorical, Bernoulli, Poisson or
 * negative binomial. Without numbers it is latent class analysis (Lazarsfeld and Henry 1968);
 * fitted by EM (Dempster, Laird and Rubin 1977; McLachlan and Peel 2000, Finite Mixture Models,
 * section 5.9).
 *
 * <p>A column is what the schema says: {@link ColumnKind#CATEGORICAL} by its levels, {@link
 * ColumnKind#BINARY} 0 or 1, {@link ColumnKind#COUNT} as {@link CountModel} says, {@link
 * ColumnKind#NUMERIC} a number. The density is over the mixed measure, counting for discrete
 * columns and Lebesgue's for numbers, so a log density is in nats and can be compared with those of
 * models that take the same columns for discrete. A value that a discrete column cannot have gets
 * log density −∞.
 *
 * <p>A missing value (NaN) does not enter: what is told of a row is told of what was observed,
 * exactly, in the fit and in every answer, as is right when values are missing at random (Little
 * and Rubin 2002). A row without any value has log density 0, and the weights as responsibilities.
 *
 * <p>The code of a row is its vector of responsibilities; the row of a code has the mean of numbers
 * and counts, the probability of 1 in a binary column and, where a mean has no meaning, the most
 * probable level. Immutable, thread-safe.
 */
public final class MixedMixture implements LatentVariableModel, Clusterer, Conditional, Tabulated {

  private static final int MOST_LEVELS = 1000;

  private final int features;
  private final double[] weights;
  private final double[] logWeights;
  private final List<Part> parts;

  /**
   * For the kernels of this package.
   *
   * @param features d
   * @param weights k numbers, sum 1; kept
   * @param parts which divide the columns among them
   */
  public MixedMixture(int features, double[] weights, List<Part> parts) {
    this.features = features;
    this.weights = weights;
    this.parts = List.copyOf(parts);
    logWeights = Arrays.stream(weights).map(Math::log).toArray();
  }

  /**
   * Fits a mixture.
   *
   * @param data n rows, n at least k; missing values are NaN; where components of rows are known,
   *     they are kept
   * @param options number of components, covariance, smoothing, when to stop
   * @param context seed, threads, listener; a start of the same shape replaces the starts
   * @return the mixture and what happened
   * @throws org.latent4j.data.DataException if a column cannot be taken, a value is not one of its
   *     column's, or n is below k
   * @throws org.latent4j.linalg.NumericalException if a covariance is singular without a floor
   */
  public static FitResult<MixedMixture> fit(
      Dataset data, MixedMixtureOptions options, FitContext context) {
    return MixedMixtureFit.run(data, options, context);
  }

  /**
   * Says why such columns cannot be modelled.
   *
   * @param schema the columns
   * @return one sentence, or nothing when they can
   */
  public static Optional<String> refusal(Schema schema) {
    if (schema.featureCount() == 0) {
      return Optional.of("a mixed mixture needs at least one column, there is none");
    }
    return schema.features().stream()
        .filter(c -> c.kind() == ColumnKind.CATEGORICAL)
        .filter(c -> c.levels().isEmpty() || c.levels().size() > MOST_LEVELS)
        .map(Column::name)
        .findFirst()
        .map(
            name ->
                "a mixed mixture needs the levels of a column of words, but column '"
                    + name
                    + "' has too many; leave it out, or join its rare levels");
  }

  /**
   * The parts, for the kernels of this package.
   *
   * @return all of them
   */
  public List<Part> parts() {
    return parts;
  }

  /**
   * Starts an evaluation of log joint densities, for the kernels of this package.
   *
   * @param capacity the most rows of one call
   * @return to be closed
   */
  public MixedLogJoint evaluator(int capacity) {
    return new MixedLogJoint(features, logWeights, parts, capacity);
  }

  @Override
  public int componentCount() {
    return weights.length;
  }

  @Override
  public int featureCount() {
    return features;
  }

  /** Free parameters of the weights and of all columns. */
  @Override
  public long parameterCount() {
    return weights.length - 1 + parts.stream().mapToLong(Part::parameterCount).sum();
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
   * What each column follows within a component.
   *
   * @return d of them
   */
  public List<Distribution> distributions() {
    Distribution[] all = new Distribution[features];
    for (Part part : parts) {
      for (int feature : part.features()) {
        all[feature] = part.distribution();
      }
    }
    return List.of(all);
  }

  /**
   * Probabilities of the levels of a Bernoulli or categorical column.
   *
   * @param feature from 0
   * @return k×levels, rows sum to 1
   * @throws IllegalArgumentException if the column is of another kind
   */
  public Matrix levelProbabilities(int feature) {
    if (partOf(feature) instanceof LevelPart part) {
      return part.probabilities();
    }
    throw new IllegalArgumentException(wrongKind(feature, "Bernoulli or categorical"));
  }

  /**
   * Parameters of a column of counts.
   *
   * @param feature from 0
   * @return k×1, the means of a Poisson column; k×2, means and sizes of a negative binomial one,
   *     whose variance is mean + mean²/size
   * @throws IllegalArgumentException if the column is of another kind
   */
  public Matrix countParameters(int feature) {
    if (partOf(feature) instanceof CountPart part) {
      return part.parameters();
    }
    throw new IllegalArgumentException(wrongKind(feature, "Poisson or negative binomial"));
  }

  /**
   * Covariance of the numeric columns in a component.
   *
   * @param component from 0 to k − 1
   * @return a row and a column for each Gaussian column, in their order; divisor n
   */
  public Matrix covariance(int component) {
    double[] means = new double[features];
    double[] all = new double[features * features];
    for (Part part : parts) {
      part.moments(component, means, all);
    }
    List<Distribution> kinds = distributions();
    int[] numbers =
        IntStream.range(0, features).filter(j -> kinds.get(j) == Distribution.GAUSSIAN).toArray();
    return Matrix.wrap(features, features, all).selectRows(numbers).selectColumns(numbers);
  }

  private String wrongKind(int feature, String wanted) {
    return String.format(
        Locale.ROOT,
        "feature %d must be %s, but is %s",
        feature,
        wanted,
        partOf(feature).distribution());
  }

  private Part partOf(int feature) {
    return parts.stream()
        .filter(p -> Arrays.stream(p.features()).anyMatch(f -> f == feature))
        .findFirst()
        .orElseThrow(() -> new IndexOutOfBoundsException("there is no feature " + feature));
  }

  /**
   * Means of the components, as {@link #decode} gives them.
   *
   * @return k×d
   */
  public Matrix componentMeans() {
    return decode(Matrix.identity(weights.length));
  }

  /**
   * The same components in order of decreasing weight.
   *
   * @return a permuted copy
   */
  public MixedMixture ordered() {
    int[] order =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -weights[c]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Part> permuted = new ArrayList<>(parts.size());
    parts.forEach(part -> permuted.add(part.permuted(order)));
    return new MixedMixture(
        features, Arrays.stream(order).mapToDouble(c -> weights[c]).toArray(), permuted);
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    return JointDensities.logDensity(observations, features, weights.length, this::evaluator);
  }

  @Override
  public Matrix responsibilities(Matrix observations) {
    return JointDensities.responsibilities(observations, features, weights.length, this::evaluator);
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(weights.length, LatentSpace.Kind.PROBABILITIES);
  }

  @Override
  public Matrix encode(Matrix observations) {
    return responsibilities(observations);
  }

  @Override
  public Matrix decode(Matrix latent) {
    if (latent.columns() != weights.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latent must have %d columns, got %d",
              weights.length,
              latent.columns()));
    }
    double[] rows = new double[Math.multiplyExact(latent.rows(), features)];
    for (int i = 0; i < latent.rows(); i++) {
      for (Part part : parts) {
        part.decode(latent.values(), i * weights.length, rows, i * features);
      }
    }
    return Matrix.wrap(latent.rows(), features, rows);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    double[] rows = new double[Math.multiplyExact(count, features)];
    for (int i = 0; i < count; i++) {
      int component = MixtureRows.draw(weights, random.nextDouble());
      for (Part part : parts) {
        part.draw(component, random, rows, i * features);
      }
    }
    return Matrix.wrap(count, features, rows);
  }

  @Override
  public ConditionalDistribution given(double... observation) {
    if (observation.length != features) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "observations must have %d features, got %d",
              features,
              observation.length));
    }
    int[] places = new int[features];
    int sought = 0;
    for (int j = 0; j < features; j++) {
      if (Double.isInfinite(observation[j])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "observation must be finite, or NaN where sought, got %s for feature %d",
                observation[j],
                j));
      }
      places[j] = Double.isNaN(observation[j]) ? sought++ : -1;
    }
    List<Part> left = new ArrayList<>();
    parts.forEach(part -> part.given(observation, places).ifPresent(left::add));
    double[] given = responsibilities(Matrix.of(1, features, observation)).toArray();
    return new MixedConditional(
        IntStream.range(0, features).filter(j -> places[j] >= 0).toArray(),
        new MixedMixture(sought, given, left));
  }

  @Override
  public MixedMixture marginal(int... columns) {
    int[] places = new int[features];
    Arrays.fill(places, -1);
    for (int c = 0; c < columns.length; c++) {
      if (columns[c] < 0 || columns[c] >= features || places[columns[c]] >= 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "columns must be from 0 to %d, each once, got %d",
                features - 1,
                columns[c]));
      }
      places[columns[c]] = c;
    }
    if (columns.length == 0) {
      throw new IllegalArgumentException("columns must be at least one, got none");
    }
    List<Part> left = new ArrayList<>();
    parts.forEach(part -> part.marginal(places).ifPresent(left::add));
    return new MixedMixture(columns.length, weights, left);
  }

  @Override
  public List<ModelTable> tables() {
    return MixedTables.of(this, Schema.numeric(features));
  }

  /** Probabilities of levels by their words, and parameters of counts by their columns' names. */
  @Override
  public List<ModelTable> tables(Schema schema) {
    return MixedTables.of(this, schema);
  }
}
