package org.latent4j.linear;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** {@link ProbabilisticPca} for the command line, the search and the model file. */
public final class ProbabilisticPcaFamily implements ModelFamily {

  private static final String NOISE = "noiseVariance";
  private static final int[] SEARCH_SIZES = {
    1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192
  };

  /** For {@link java.util.ServiceLoader}. */
  public ProbabilisticPcaFamily() {}

  @Override
  public String name() {
    return "ppca";
  }

  @Override
  public String title() {
    return "probabilistic PCA";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer(
            LinearFamilies.LATENT,
            0,
            0,
            "Number of latent dimensions, less than the number of columns; 0 takes what held-out"
                + " rows say."));
  }

  @Override
  public Class<ProbabilisticPca> modelType() {
    return ProbabilisticPca.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return LinearFamilies.refusal("probabilistic PCA", 2, schema);
  }

  /**
   * One line of growing q, as far as a fit on half of the rows still leaves variance for the noise.
   * q = d − 1 is the full Gaussian.
   */
  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    long most = Math.min(schema.featureCount() - 1, summary.rowCount() / 2 - 2);
    List<Candidate> line =
        Arrays.stream(SEARCH_SIZES)
            .filter(q -> q == 1 || q <= most)
            .mapToObj(this::candidate)
            .toList();
    return List.of(line);
  }

  private Candidate candidate(int q) {
    return new Candidate(
        Settings.of(settings()).with(LinearFamilies.LATENT, q),
        "q=" + q,
        q,
        Candidate.Scaling.MATTERS);
  }

  @Override
  public FitResult<ProbabilisticPca> fit(Dataset data, Settings settings, FitContext context) {
    return ProbabilisticPca.fit(
        data, new ProbabilisticPcaOptions(settings.integer(LinearFamilies.LATENT)), context);
  }

  @Override
  public double workingBytes(long rows, int features, Settings settings, int threads) {
    int axes = settings.integer(LinearFamilies.LATENT);
    return new RouteChoice(rows, features, axes == 0 ? features : axes).bytes(Route.AUTO, threads);
  }

  @Override
  public List<String> remarks(Dataset data, Settings settings, FitContext context) {
    return LinearFamilies.remarks(data, settings, context);
  }

  @Override
  public ModelState save(Model model) {
    ProbabilisticPca ppca = (ProbabilisticPca) model;
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(LinearFamilies.MEAN, Tensor.vector(ppca.mean()));
    tensors.put(LinearFamilies.AXES, Tensor.of(ppca.principalAxes()));
    tensors.put(LinearFamilies.VARIANCES, Tensor.vector(ppca.explainedVariance()));
    tensors.put(NOISE, Tensor.vector(ppca.noiseVariance()));
    return new ModelState(tensors, Map.of());
  }

  @Override
  public ProbabilisticPca load(ModelState state) {
    return LinearFamilies.load(
        () -> {
          PrincipalFrame frame = LinearFamilies.frame(state);
          return new ProbabilisticPca(
              frame,
              state.vector(LinearFamilies.VARIANCES, frame.latentDimension()),
              state.vector(NOISE, 1)[0]);
        });
  }
}
