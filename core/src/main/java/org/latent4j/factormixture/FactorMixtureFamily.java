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
            "latent", 0, 0, "number of factors of every component; 0 chooses that of each by BIC"),
        Setting.choice(
            "noise",
            NoiseStructure.labels(),
            "noise variances: one for each column (factor analysers), or one for all"
                + " (probabilistic PCA)"),
        Setting.choice("share", Sharing.labels(), "what the components have in common"),
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
    int d = schema.featureCount();
    for (int q : SEARCH_FACTORS) {
      boolean suits = d >= LEAST_FEATURES && 4 * q <= d && (d < 16 * q || q == MOST_FACTORS);
      List<Candidate> line = new ArrayList<>();
      for (int k : SEARCH_SIZES) {
        if (suits && summary.rowCount() / k >= (long) ROWS_PER_FACTOR * (q + 1)) {
          line.add(candidate(k, q));
        }
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private Candidate candidate(int k, int q) {
    return new Candidate(
        Settings.of(settings()).with("k", k).with("latent", q),
        "k=" + k + " q=" + q,
        k,
        Candidate.Scaling.IRRELEVANT);
  }

  @Override
  public FitResult<FactorMixture> fit(Dataset data, Settings settings, FitContext context) {
    return FactorMixture.fit(data, options(settings), context);
  }

  private static FactorMixtureOptions options(Settings settings) {
    return new FactorMixtureOptions(
        settings.integer("k"),
        settings.integer("latent"),
        NoiseStructure.named(settings.text("noise")),
        Sharing.named(settings.text("share")),
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
        tensors, Map.of("noise", mixture.noise().label(), "share", mixture.sharing().label()));
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
      NoiseStructure noise = NoiseStructure.named(state.attribute("noise"));
      Sharing sharing = Sharing.named(state.attribute("share"));
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
