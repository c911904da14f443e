package org.latent4j.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.em.Acceleration;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;
import org.latent4j.mixture.internal.GivenParameters;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** Gaussian mixtures for the command line, the search and the model file. */
public final class GaussianMixtureFamily implements ModelFamily {

  private static final int[] SEARCH_SIZES = {
    1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 22, 27, 33, 40
  };
  private static final int LEAST_ROWS_PER_COMPONENT = 10;

  private static final List<CovarianceStructure> SEARCHED =
      List.of(
          CovarianceStructure.FULL,
          CovarianceStructure.TIED,
          CovarianceStructure.DIAGONAL,
          CovarianceStructure.SPHERICAL);

  private static final String NOISE = "noise-component";
  private static final String PRIOR = "prior";
  private static final String PRIOR_SHRINKAGE = "prior-shrinkage";
  private static final String PRIOR_FREEDOM = "prior-degrees-of-freedom";
  private static final String PRIOR_SCALE = "prior-scale";
  private static final String WEIGHT_CONCENTRATION = "weight-concentration";
  private static final String START_WEIGHTS = "start-weights";
  private static final String START_MEANS = "start-means";
  private static final String START_COVARIANCES = "start-covariances";

  /** For {@link java.util.ServiceLoader}. */
  public GaussianMixtureFamily() {}

  @Override
  public String name() {
    return "gmm";
  }

  @Override
  public String title() {
    return "Gaussian mixture";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer("k", 2, 1, "number of components"),
        Setting.choice(
            "covariance",
            CovarianceStructure.labels(),
            "structure of the covariances, by name or by volume, shape and orientation"
                + " (equal, varying, identity)"),
        Setting.choice(
            GaussianMixtureState.COMPONENT_WEIGHTS,
            Arrays.stream(ComponentWeights.values()).map(ComponentWeights::label).toList(),
            "whether components have weights of their own"),
        Setting.choice(
            NOISE,
            NoiseComponent.labels(),
            "a component more for rows of no cluster: uniform on a box that holds all rows"),
        Setting.choice(
            PRIOR,
            Arrays.stream(MixturePrior.Kind.values()).map(MixturePrior.Kind::label).toList(),
            "prior of means and covariances, whose mode given the rows is fitted; conjugate:"
                + " normal and inverse Wishart"),
        Setting.number(
            PRIOR_SHRINKAGE,
            MixturePrior.DEFAULT_SHRINKAGE,
            0,
            "as how many rows the prior counts in the mean of a component"),
        Setting.number(
            PRIOR_FREEDOM, 0, 0, "degrees of freedom of the prior; 0 for 2 more than columns"),
        Setting.number(
            PRIOR_SCALE,
            1,
            0,
            "factor of the prior's scale, the covariance of the rows over k^(2/columns)"),
        Setting.number(
            WEIGHT_CONCENTRATION,
            1,
            1,
            "parameter of a Dirichlet prior of the weights: rows added to each, plus 1"),
        Setting.integer(
            "iterations", GaussianMixtureOptions.DEFAULT_ITERATIONS, 0, "most parameter updates"),
        Setting.number(
            "tolerance",
            GaussianMixtureOptions.DEFAULT_TOLERANCE,
            0,
            "nats still to be gained in all rows, below which the fit has converged"),
        Setting.number(
            "covariance-floor",
            GaussianMixtureOptions.DEFAULT_COVARIANCE_FLOOR,
            0,
            "least variance of a component, as a share of the column's; 0 for none"),
        Acceleration.SETTING_WITH_STEPWISE,
        Setting.integer("starts", 0, 0, "most starts; 0 chooses by the size of the data"),
        Setting.arrayFile(
            START_WEIGHTS, "weights to start from, k values, then that of a noise component"),
        Setting.arrayFile(START_MEANS, "means to start from, k x d"),
        Setting.arrayFile(START_COVARIANCES, "covariances to start from, k x d x d"));
  }

  @Override
  public Class<GaussianMixture> modelType() {
    return GaussianMixture.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    if (schema.featureCount() == 0) {
      return Optional.of("a Gaussian mixture needs at least one numeric column, there is none");
    }
    return schema.features().stream()
        .filter(c -> c.kind() == ColumnKind.CATEGORICAL)
        .map(Column::name)
        .findFirst()
        .map(name -> "a Gaussian mixture needs numbers, but column '" + name + "' holds words");
  }

  @Override
  public boolean keepsKnownComponents() {
    return true;
  }

  /**
   * A line of growing k for each structure, as far as each component has ten rows. Where a
   * covariance is not diagonal, at least as many rows as features must bear on it, because with
   * fewer it would be singular but for its floor.
   */
  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    List<List<Candidate>> lines = new ArrayList<>();
    for (CovarianceStructure structure : SEARCHED) {
      List<Candidate> line = new ArrayList<>();
      for (int k : SEARCH_SIZES) {
        boolean sameAsFull = k == 1 && structure == CovarianceStructure.TIED;
        if (!sameAsFull && canBear(structure, k, schema, summary)) {
          line.add(candidate(structure, k));
        }
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /**
   * The structures that have no line of their own, with as many components; beside one of those,
   * one component more or less.
   */
  @Override
  public List<Candidate> refinements(Schema schema, DataSummary summary, Settings best) {
    int k = best.integer("k");
    CovarianceStructure structure = structure(best, schema.featureCount());
    List<Candidate> found = new ArrayList<>();
    if (SEARCHED.contains(structure)) {
      grid(schema, summary, k).stream()
          .filter(c -> c.size() == k)
          .filter(c -> !SEARCHED.contains(structure(c.settings(), schema.featureCount())))
          .forEach(found::add);
      return found;
    }
    for (int near = Math.max(2, k - 1); near <= k + 1; near++) {
      if (near != k && canBear(structure, near, schema, summary)) {
        found.add(candidate(structure, near));
      }
    }
    return found;
  }

  /**
   * Every structure with every k from 1, as far as each component has ten rows and covariances that
   * are not diagonal have as many rows as features to bear on them. Structures that mean the same
   * for one component or one feature are tried once.
   */
  @Override
  public List<Candidate> grid(Schema schema, DataSummary summary, int mostComponents) {
    List<Candidate> grid = new ArrayList<>();
    for (int k = 1; k <= mostComponents; k++) {
      Set<String> seen = new HashSet<>();
      for (CovarianceStructure structure : CovarianceStructure.values()) {
        if (canBear(structure, k, schema, summary)
            && seen.add(meaning(structure, k, schema.featureCount()))) {
          grid.add(candidate(structure, k));
        }
      }
    }
    return grid;
  }

  private static boolean canBear(
      CovarianceStructure structure, int k, Schema schema, DataSummary summary) {
    long rows = summary.rowCount();
    boolean populated = k == 1 || rows / k >= LEAST_ROWS_PER_COMPONENT;
    long sharing = structure.needsRowsForEachComponent() ? rows / k : rows;
    return populated && (structure.isDiagonal() || sharing >= schema.featureCount());
  }

  /** The letters that still tell structures apart: nothing varies over one component. */
  private static String meaning(CovarianceStructure structure, int k, int features) {
    String letters = k == 1 ? structure.letters().replace('V', 'E') : structure.letters();
    return features == 1 ? letters.substring(0, 1) : letters;
  }

  private Candidate candidate(CovarianceStructure structure, int k) {
    return new Candidate(
        Settings.of(settings()).with("k", k).with("covariance", structure.label()),
        "k=" + k + " " + structure.label(),
        k,
        structure.isUnitFree() ? Candidate.Scaling.IRRELEVANT : Candidate.Scaling.MATTERS);
  }

  @Override
  public FitResult<GaussianMixture> fit(Dataset data, Settings settings, FitContext context) {
    return GaussianMixture.fit(data, options(settings, data.featureCount()), context);
  }

  static GaussianMixtureOptions options(Settings settings, int features) {
    return new GaussianMixtureOptions(
        settings.integer("k"),
        structure(settings, features),
        settings.integer("iterations"),
        settings.number("tolerance"),
        settings.number("covariance-floor"),
        settings.integer("starts"),
        GaussianMixtureState.weights(settings.text(GaussianMixtureState.COMPONENT_WEIGHTS)),
        NoiseComponent.named(settings.text(NOISE)),
        prior(settings),
        Acceleration.of(settings));
  }

  private static MixturePrior prior(Settings settings) {
    MixturePrior.Kind kind = MixturePrior.kind(settings.text(PRIOR));
    for (String name : List.of(PRIOR_SHRINKAGE, PRIOR_FREEDOM, PRIOR_SCALE)) {
      if (kind == MixturePrior.Kind.NONE && settings.given().containsKey(name)) {
        throw new IllegalArgumentException(
            name + " needs prior conjugate, got prior " + kind.label());
      }
    }
    return new MixturePrior(
        kind,
        settings.number(PRIOR_SHRINKAGE),
        settings.number(PRIOR_FREEDOM),
        settings.number(PRIOR_SCALE),
        settings.number(WEIGHT_CONCENTRATION));
  }

  private static CovarianceStructure structure(Settings settings, int features) {
    String name = settings.text("covariance");
    CovarianceStructure structure = CovarianceStructure.named(name);
    if (name.length() == 1 && features != 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "covariance %s is for one column, got %d; name a structure such as %s",
              name,
              features,
              structure.label()));
    }
    return structure;
  }

  @Override
  public Model startFrom(Dataset data, Settings settings, Map<String, Tensor> arrays) {
    int k = settings.integer("k");
    int d = data.featureCount();
    Tensor meansArray = arrays.get(START_MEANS);
    if (meansArray == null) {
      throw new IllegalArgumentException(
          "a start needs at least start-means, got only " + String.join(", ", arrays.keySet()));
    }
    Matrix means = Matrix.wrap(k, d, require(START_MEANS, meansArray, k, d));
    NoiseComponent noise = NoiseComponent.named(settings.text(NOISE));
    int components = noise == NoiseComponent.NONE ? k : k + 1;
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    if (arrays.containsKey(START_WEIGHTS)) {
      weights = require(START_WEIGHTS, arrays.get(START_WEIGHTS), components);
    }
    List<Matrix> covariances =
        arrays.containsKey(START_COVARIANCES)
            ? GaussianMixtureState.matrices(
                require(START_COVARIANCES, arrays.get(START_COVARIANCES), k, d, d), k, d)
            : List.of(Matrix.diagonal(DataSummary.of(data).variances()));
    CovarianceStructure structure = structure(settings, d);
    GaussianMixture start =
        noise == NoiseComponent.NONE
            ? GaussianMixture.of(structure, weights, means, covariances)
            : noisy(structure, weights, means, covariances, data);
    return start.weighted(
        GaussianMixtureState.weights(settings.text(GaussianMixtureState.COMPONENT_WEIGHTS)));
  }

  /** The box is that of the features' ranges; a fit measures its own. */
  private static GaussianMixture noisy(
      CovarianceStructure structure,
      double[] weights,
      Matrix means,
      List<Matrix> covariances,
      Dataset data) {
    GivenParameters.requireProbabilities(weights);
    int k = means.rows();
    double[] least = DataSummary.of(data).minima();
    double[] greatest = DataSummary.of(data).maxima();
    double[] centre = new double[least.length];
    double[] halfWidths = new double[least.length];
    for (int j = 0; j < least.length; j++) {
      centre[j] = least[j] / 2 + greatest[j] / 2;
      halfWidths[j] = greatest[j] > least[j] ? greatest[j] - centre[j] : 1;
    }
    double rest = Arrays.stream(weights, 0, k).sum();
    double[] shares = Arrays.stream(weights, 0, k).map(w -> w / rest).toArray();
    return GaussianMixture.of(structure, shares, means, covariances)
        .withNoise(UniformNoise.alongFeatures(centre, halfWidths), weights[k]);
  }

  private static double[] require(String name, Tensor tensor, int... shape) {
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have shape %s, got %s",
              name,
              Arrays.toString(shape),
              tensor.shapeText()));
    }
    return tensor.values();
  }

  @Override
  public ModelState save(Model model) {
    return GaussianMixtureState.save((GaussianMixture) model);
  }

  @Override
  public GaussianMixture load(ModelState state) {
    return GaussianMixtureState.load(state);
  }
}
