package org.latent4j.factormixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** {@link FactorMixture} for the command line, the search and the model file. */
public final class FactorMixtureFamily implements ModelFamily {

  private static final int[] SEARCH_SIZES = {2, 3, 4, 6, 8, 10, 12, 15, 18, 22, 27, 33, 40};
  private static final int[] SEARCH_FACTORS = {2, 4, 8, 16};
  private static final int MOST_FACTORS = 16;
  private static final int LEAST_FEATURES = 8;
  private static final int ROWS_PER_FACTOR = 10;

  private static final String LATENT = "latent";
  private static final String NOISE_SETTING = "noise";
  private static final String SHARE = "share";
  private static final String FACTORS = "latentDimensions";
  private static final String LOADINGS = "loadings";
  private static final String NOISE = "noiseVariances";

  /** For {@link java.util.ServiceLoader}. */
  public FactorMixtureFamily() {}

  @Override
  public String name() {
    return "mfa";
  }

  @Override
  public String title() {
    return "mixture of factor analysers";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer("k", 2, 1, "number of components"),
        Setting.integer(
            LATENT, 0, 0, "number of factors of every component; 0 chooses that of each by BIC"),
        Setting.choice(
            NOISE_SETTING,
            NoiseStructure.labels(),
            "noise variances: one for each column (factor analysers), or one for all"
                + " (probabilistic PCA)"),
        Setting.choice(SHARE, Sharing.labels(), "what the components have in common"),
        Setting.integer(
            "iterations", FactorMixtureOptions.DEFAULT_ITERATIONS, 0, "most parameter updates"),
        Setting.number(
            "tolerance",
            FactorMixtureOptions.DEFAULT_TOLERANCE,
            0,
            "nats still to be gained in all rows, below which the fit has converged"),
        Setting.number(
            "noise-floor",
            FactorMixtureOptions.DEFAULT_NOISE_FLOOR,
            0,
            "least noise variance, as a share of the column's variance; 0 for none"),
        Setting.integer("starts", 0, 0, "most starts; 0 chooses by the size of the data"));
  }

  @Override
  public Class<FactorMixture> modelType() {
    return FactorMixture.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    if (schema.featureCount() < 2) {
      return Optional.of(
          "a mixture of factor analysers needs at least 2 numeric columns, got "
              + schema.featureCount());
    }
    return schema.features().stream()
        .filter(c -> c.kind() == ColumnKind.CATEGORICAL)
        .map(Column::name)
        .findFirst()
        .map(
            name ->
                "a mixture of factor analysers needs numbers, but column '"
                    + name
                    + "' holds words");
  }

  /**
   * Lines of growing k, from 8 features on, for two numbers of factors that suit their number, as
   * far as each component has ten rows for each factor and its mean. Below 8 features, full
   * covariances have hardly more parameters; one component is factor analysis, a family of its own.
   */
  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    List<List<Candidate>> lines = new ArrayList<>();
    for (int q : factorsFor(schema)) {
      List<Candidate> line = new ArrayList<>();
      for (int k : SEARCH_SIZES) {
        if (canBear(k, q, summary)) {
          line.add(candidate(k, q, NoiseStructure.DIAGONAL, Sharing.NONE));
        }
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /**
   * The seven other kinds of noise and sharing, with as many components and factors; beside one of
   * those, one component more or less.
   */
  @Override
  public List<Candidate> refinements(Schema schema, DataSummary summary, Settings best) {
    int k = best.integer("k");
    int q = best.integer(LATENT);
    NoiseStructure noise = NoiseStructure.named(best.text(NOISE_SETTING));
    Sharing sharing = Sharing.named(best.text(SHARE));
    if (noise == NoiseStructure.DIAGONAL && sharing == Sharing.NONE) {
      List<Candidate> others = variants(k, q);
      others.remove(0);
      return others;
    }
    List<Candidate> found = new ArrayList<>();
    for (int near : new int[] {k - 1, k + 1}) {
      if (near > 1 && canBear(near, q, summary)) {
        found.add(candidate(near, q, noise, sharing));
      }
    }
    return found;
  }

  /**
   * The eight kinds of noise and sharing of McNicholas and Murphy (2008), each with every k from 2
   * and the numbers of factors of the lines.
   */
  @Override
  public List<Candidate> grid(Schema schema, DataSummary summary, int mostComponents) {
    List<Candidate> grid = new ArrayList<>();
    for (int k = 2; k <= mostComponents; k++) {
      for (int q : factorsFor(schema)) {
        if (canBear(k, q, summary)) {
          grid.addAll(variants(k, q));
        }
      }
    }
    return grid;
  }

  private static int[] factorsFor(Schema schema) {
    int d = schema.featureCount();
    return Arrays.stream(SEARCH_FACTORS)
        .filter(q -> d >= LEAST_FEATURES && 4 * q <= d && (d < 16 * q || q == MOST_FACTORS))
        .toArray();
  }

  private static boolean canBear(int k, int q, DataSummary summary) {
    return summary.rowCount() / k >= (long) ROWS_PER_FACTOR * (q + 1);
  }

  /** All kinds of one size, that of the lines first. */
  private List<Candidate> variants(int k, int q) {
    List<Candidate> variants = new ArrayList<>();
    variants.add(candidate(k, q, NoiseStructure.DIAGONAL, Sharing.NONE));
    for (NoiseStructure noise : NoiseStructure.values()) {
      for (Sharing sharing : Sharing.values()) {
        if (noise != NoiseStructure.DIAGONAL || sharing != Sharing.NONE) {
          variants.add(candidate(k, q, noise, sharing));
        }
      }
    }
    return variants;
  }

  private Candidate candidate(int k, int q, NoiseStructure noise, Sharing sharing) {
    Settings settings = Settings.of(settings()).with("k", k).with(LATENT, q);
    String label = "k=" + k + " q=" + q;
    if (noise == NoiseStructure.ISOTROPIC) {
      settings = settings.with(NOISE_SETTING, noise.label());
      label += " " + noise.label();
    }
    if (sharing != Sharing.NONE) {
      settings = settings.with(SHARE, sharing.label());
      label += sharing == Sharing.BOTH ? " all shared" : " " + sharing.label() + " shared";
    }
    return new Candidate(
        settings,
        label,
        k,
        noise == NoiseStructure.ISOTROPIC
            ? Candidate.Scaling.MATTERS
            : Candidate.Scaling.IRRELEVANT);
  }

  @Override
  public FitResult<FactorMixture> fit(Dataset data, Settings settings, FitContext context) {
    return FactorMixture.fit(data, options(settings), context);
  }

  private static FactorMixtureOptions options(Settings settings) {
    return new FactorMixtureOptions(
        settings.integer("k"),
        settings.integer(LATENT),
        NoiseStructure.named(settings.text(NOISE_SETTING)),
        Sharing.named(settings.text(SHARE)),
        settings.integer("iterations"),
        settings.number("tolerance"),
        settings.number("noise-floor"),
        settings.integer("starts"));
  }

  @Override
  public ModelState save(Model model) {
    FactorMixture mixture = (FactorMixture) model;
    int k = mixture.componentCount();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("weights", Tensor.vector(mixture.weights()));
    tensors.put("means", Tensor.of(mixture.means()));
    int matrices = mixture.sharing().ofLoadings() ? 1 : k;
    int[] factors = Arrays.copyOf(mixture.latentDimensions(), matrices);
    tensors.put(FACTORS, Tensor.vector(Arrays.stream(factors).asDoubleStream().toArray()));
    int total = Arrays.stream(factors).sum();
    if (total > 0) {
      tensors.put(LOADINGS, Tensor.of(transposedLoadings(mixture, factors)));
    }
    int noises = mixture.sharing().ofNoise() ? 1 : k;
    int columns = mixture.noise().parameterCount(mixture.featureCount());
    double[] noise = new double[noises * columns];
    for (int c = 0; c < noises; c++) {
      System.arraycopy(mixture.noiseVariances(c), 0, noise, c * columns, columns);
    }
    tensors.put(NOISE, Tensor.of(Matrix.wrap(noises, columns, noise)));
    return new ModelState(
        tensors, Map.of(NOISE_SETTING, mixture.noise().label(), SHARE, mixture.sharing().label()));
  }

  /** A row for each factor, component after component. */
  private static Matrix transposedLoadings(FactorMixture mixture, int[] factors) {
    int d = mixture.featureCount();
    double[] rows = new double[Arrays.stream(factors).sum() * d];
    int at = 0;
    for (int c = 0; c < factors.length; c++) {
      double[] transposed = mixture.loadings(c).transpose().values();
      System.arraycopy(transposed, 0, rows, at, transposed.length);
      at += transposed.length;
    }
    return Matrix.wrap(rows.length / d, d, rows);
  }

  @Override
  public FactorMixture load(ModelState state) {
    try {
      NoiseStructure noise = NoiseStructure.named(state.attribute(NOISE_SETTING));
      Sharing sharing = Sharing.named(state.attribute(SHARE));
      Matrix means = state.matrix("means", -1, -1);
      int k = means.rows();
      int d = means.columns();
      int[] factors = factors(state.vector(FACTORS, sharing.ofLoadings() ? 1 : k), d);
      int total = Arrays.stream(factors).sum();
      Matrix rows = total > 0 ? state.matrix(LOADINGS, total, d) : Matrix.zeros(0, d);
      List<Matrix> loadings = new ArrayList<>(factors.length);
      int from = 0;
      for (int q : factors) {
        loadings.add(rows.rowRange(from, from + q).transpose());
        from += q;
      }
      return FactorMixture.exactly(
          noise,
          sharing,
          state.vector("weights", k),
          means,
          loadings,
          state.matrix(NOISE, sharing.ofNoise() ? 1 : k, noise.parameterCount(d)));
    } catch (ModelFormatException e) {
      throw e;
    } catch (NumericalException | IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + "; the file is damaged", e);
    }
  }

  private static int[] factors(double[] values, int d) {
    int[] factors = new int[values.length];
    for (int c = 0; c < factors.length; c++) {
      factors[c] = (int) values[c];
      if (!(values[c] >= 0 && values[c] < d && factors[c] == values[c])) {
        throw new ModelFormatException(
            String.format(
                Locale.ROOT,
                "'%s' must be whole numbers from 0 to %d, got %s; the file is damaged",
                FACTORS,
                d - 1,
                values[c]));
      }
    }
    return factors;
  }
}
