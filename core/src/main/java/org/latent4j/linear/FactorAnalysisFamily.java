package org.latent4j.linear;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.NotPositiveDefiniteException;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** {@link FactorAnalysis} for the command line, the search and the model file. */
public final class FactorAnalysisFamily implements ModelFamily {

  private static final String LOADINGS = "loadings";
  private static final String NOISE = "noiseVariances";
  private static final String CORRELATIONS = "factorCorrelations";
  private static final String ROTATION = "rotation";
  private static final int[] SEARCH_SIZES = {
    1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192
  };

  /** For {@link java.util.ServiceLoader}. */
  public FactorAnalysisFamily() {}

  @Override
  public String name() {
    return "fa";
  }

  @Override
  public String title() {
    return "factor analysis";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer(
            LinearFamilies.LATENT,
            0,
            0,
            "Number of latent dimensions, less than the number of columns; 0 takes that of least"
                + " BIC."),
        Setting.choice(ROTATION, Rotation.labels(), "How factors are turned to be easier to name."),
        Setting.integer("starts", 0, 0, "number of starts; 0 chooses by the size of the data"),
        Setting.integer(
            "iterations", FactorAnalysisOptions.DEFAULT_ITERATIONS, 0, "most parameter updates"),
        Setting.number(
            "tolerance",
            FactorAnalysisOptions.DEFAULT_TOLERANCE,
            0,
            "nats still to be gained in all rows, below which the fit has converged"),
        Setting.number(
            "noise-floor",
            FactorAnalysisOptions.DEFAULT_NOISE_FLOOR,
            FactorAnalysisOptions.LEAST_NOISE_FLOOR,
            "Least noise variance of a column, as a share of its variance."));
  }

  @Override
  public Class<FactorAnalysis> modelType() {
    return FactorAnalysis.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return LinearFamilies.refusal(title(), 2, schema);
  }

  /**
   * One line of growing q, as far as the loadings are identified and half of the rows are more than
   * the factors. Scaled columns give the scaled model.
   */
  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    int d = schema.featureCount();
    long most = summary.rowCount() / 2 - 2;
    List<Candidate> line =
        Arrays.stream(SEARCH_SIZES)
            .filter(q -> q < d && TestOfFit.degreesOfFreedom(d, q) >= 0)
            .filter(q -> q == 1 || q <= most)
            .mapToObj(this::candidate)
            .toList();
    return line.isEmpty() ? List.of() : List.of(line);
  }

  private Candidate candidate(int q) {
    return new Candidate(
        Settings.of(settings()).with(LinearFamilies.LATENT, q),
        "q=" + q,
        q,
        Candidate.Scaling.IRRELEVANT);
  }

  @Override
  public FitResult<FactorAnalysis> fit(Dataset data, Settings settings, FitContext context) {
    FactorAnalysisOptions options =
        new FactorAnalysisOptions(
            settings.integer(LinearFamilies.LATENT),
            Rotation.named(settings.text(ROTATION)),
            settings.integer("starts"),
            settings.integer("iterations"),
            settings.number("tolerance"),
            settings.number("noise-floor"));
    return FactorAnalysis.fit(data, options, context);
  }

  @Override
  public ModelState save(Model model) {
    FactorAnalysis fa = (FactorAnalysis) model;
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(LinearFamilies.MEAN, Tensor.vector(fa.mean()));
    tensors.put(LOADINGS, Tensor.of(fa.loadings()));
    tensors.put(NOISE, Tensor.vector(fa.noiseVariances()));
    tensors.put(CORRELATIONS, Tensor.of(fa.factorCorrelations()));
    return new ModelState(tensors, Map.of(ROTATION, fa.rotation().label()));
  }

  @Override
  public FactorAnalysis load(ModelState state) {
    return LinearFamilies.load(
        () -> {
          double[] mean = state.vector(LinearFamilies.MEAN, -1);
          int d = mean.length;
          Tensor loadings = state.tensor(LOADINGS, d, -1);
          int q = loadings.size(1);
          try {
            return new FactorAnalysis(
                mean,
                state.matrix(LOADINGS, d, q),
                state.matrix(CORRELATIONS, q, q),
                state.vector(NOISE, d),
                Rotation.named(state.attribute(ROTATION)));
          } catch (NotPositiveDefiniteException e) {
            throw new ModelFormatException(
                "'" + CORRELATIONS + "' must be positive definite; the file is damaged", e);
          }
        });
  }
}
