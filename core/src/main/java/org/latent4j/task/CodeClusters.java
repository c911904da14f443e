package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Clusterer;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;

/**
 * What clusters of a model's codes have to do with known classes: a mixture is fitted to the codes
 * again with several seeds, none of which sees a class, and each is held against the classes.
 * Dimensions whose codes vary less than a hundredth of what the most varying do are left out. The
 * usual protocol gives the mixture as many components as there are classes, which is more than it
 * would know without them. Immutable.
 */
public final class CodeClusters {

  private static final double LEAST_VARIANCE = 0.01;

  private final int components;
  private final int dimensions;
  private final List<Agreement> bySeed;
  private final int likeliest;

  private CodeClusters(int components, int dimensions, List<Agreement> bySeed, int likeliest) {
    this.components = components;
    this.dimensions = dimensions;
    this.bySeed = List.copyOf(bySeed);
    this.likeliest = likeliest;
  }

  /**
   * A mixture to fit to codes.
   *
   * @param family of models with components
   * @param settings its options
   * @param seeds how many fits, of seeds 0, 1, …; at least 1
   */
  public record Mixture(ModelFamily family, Settings settings, int seeds) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if there is no seed
     */
    public Mixture {
      if (seeds < 1) {
        throw new IllegalArgumentException("seeds must be at least 1, got " + seeds);
      }
    }
  }

  /**
   * Whether a model has codes that are coordinates, and not probabilities of components.
   *
   * @param model any model
   * @return whether its codes can be clustered
   */
  public static boolean isFor(FittedModel model) {
    return model
        .encoder()
        .map(e -> e.latentSpace().kind() == LatentSpace.Kind.CONTINUOUS)
        .orElse(false);
  }

  /**
   * Fits the mixtures.
   *
   * @param model has codes
   * @param training rows that mixtures are fitted to; without them they are the rows themselves
   * @param data rows with classes; those whose class is missing do not count
   * @param mixture what is fitted
   * @param threads how many threads work, at least 1
   * @return how the clusters agree with the classes
   * @throws IllegalArgumentException if the model has no codes, or models of the family have no
   *     components
   * @throws DataException if there are no labels, or the rows do not fit the model
   */
  public static CodeClusters of(
      FittedModel model, Optional<Dataset> training, Dataset data, Mixture mixture, int threads) {
    double[] classes = LabelValues.of(data);
    Matrix codes = Codes.of(model, data, threads);
    Matrix fitted = training.map(rows -> Codes.of(model, rows, threads)).orElse(codes);
    int[] used = varying(fitted);
    Dataset rows = Dataset.of(fitted.selectColumns(used));
    Matrix judged = codes.selectColumns(used);
    List<Agreement> agreements = new ArrayList<>();
    double greatest = Double.NEGATIVE_INFINITY;
    int likeliest = 0;
    int components = 0;
    for (int seed = 0; seed < mixture.seeds(); seed++) {
      FitContext context = FitContext.defaults().withSeed(seed).withThreads(threads);
      FitResult<? extends Model> result = mixture.family().fit(rows, mixture.settings(), context);
      if (!(result.model() instanceof Clusterer clusterer)) {
        throw new IllegalArgumentException(
            "codes are clustered by a model with components, got " + mixture.family().name());
      }
      components = clusterer.componentCount();
      agreements.add(Agreement.of(mostProbable(clusterer.responsibilities(judged)), classes));
      if (result.report().logLikelihood() > greatest) {
        greatest = result.report().logLikelihood();
        likeliest = seed;
      }
    }
    return new CodeClusters(components, used.length, agreements, likeliest);
  }

  private static int[] varying(Matrix codes) {
    double[] variances = new double[codes.columns()];
    for (int j = 0; j < variances.length; j++) {
      double[] column = codes.column(j);
      double mean = Arrays.stream(column).average().orElse(0);
      variances[j] = Arrays.stream(column).map(z -> (z - mean) * (z - mean)).sum();
    }
    double most = Arrays.stream(variances).max().orElse(0);
    return IntStream.range(0, variances.length)
        .filter(j -> variances[j] >= LEAST_VARIANCE * most)
        .toArray();
  }

  private static int[] mostProbable(Matrix responsibilities) {
    int[] clusters = new int[responsibilities.rows()];
    for (int i = 0; i < clusters.length; i++) {
      for (int c = 1; c < responsibilities.columns(); c++) {
        if (responsibilities.get(i, c) > responsibilities.get(i, clusters[i])) {
          clusters[i] = c;
        }
      }
    }
    return clusters;
  }

  /**
   * How many components the mixtures have.
   *
   * @return k
   */
  public int components() {
    return components;
  }

  /**
   * How many latent dimensions were used.
   *
   * @return at most q
   */
  public int dimensions() {
    return dimensions;
  }

  /**
   * How the clusters of each seed agree with the classes.
   *
   * @return in the order of the seeds
   */
  public List<Agreement> bySeed() {
    return bySeed;
  }

  /**
   * The seed whose mixture has the greatest likelihood, which one would take without knowing the
   * classes.
   *
   * @return from 0
   */
  public int likeliestSeed() {
    return likeliest;
  }

  /**
   * A measure of agreement over the seeds.
   *
   * @param measure such as {@link Agreement#accuracy}
   * @return its mean, and the standard error of that mean over the seeds
   */
  public WeightedMean mean(ToDoubleFunction<Agreement> measure) {
    double[] ones = new double[bySeed.size()];
    Arrays.fill(ones, 1);
    return WeightedMean.of(bySeed.stream().mapToDouble(measure).toArray(), ones);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "CodeClusters[k=%d, %d seeds]", components, bySeed.size());
  }
}
