package org.latent4j.linear;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Tensor;
import org.latent4j.linear.PcaOptions.Whitening;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/**
 * {@link Pca} for the command line and the model file. It has no density, so it is not compared
 * with other families: the search does not try it.
 */
public final class PcaFamily implements ModelFamily {

  private static final String WHITEN = "whiten";
  private static final String ROUTE = "route";
  private static final String TOTAL = "totalVariance";
  private static final String WEIGHT = "weightTotal";

  /** For {@link java.util.ServiceLoader}. */
  public PcaFamily() {}

  @Override
  public String name() {
    return "pca";
  }

  @Override
  public String title() {
    return "principal component analysis";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer(
            LinearFamilies.LATENT,
            0,
            0,
            "Number of principal axes; 0 takes the fewest that hold 95 % of the variance."),
        Setting.choice(
            WHITEN,
            List.of("no", "yes"),
            "Whether codes are scaled to variance 1 along each axis."),
        Setting.choice(
            ROUTE,
            List.of("auto", "covariance", "gram", "svd", "randomised"),
            "How the axes are found; auto takes the cheapest way."));
  }

  @Override
  public Class<Pca> modelType() {
    return Pca.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return LinearFamilies.refusal("PCA", 1, schema);
  }

  /** Nothing: without a density there is no held-out likelihood to search by. */
  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    return List.of();
  }

  @Override
  public FitResult<Pca> fit(Dataset data, Settings settings, FitContext context) {
    PcaOptions options =
        new PcaOptions(
            settings.integer(LinearFamilies.LATENT),
            Whitening.valueOf(settings.text(WHITEN).toUpperCase(Locale.ROOT)),
            Route.valueOf(settings.text(ROUTE).toUpperCase(Locale.ROOT)));
    return Pca.fit(data, options, context);
  }

  @Override
  public double workingBytes(long rows, int features, Settings settings, int threads) {
    int axes = settings.integer(LinearFamilies.LATENT);
    return new RouteChoice(rows, features, axes == 0 ? features : axes)
        .bytes(Route.valueOf(settings.text(ROUTE).toUpperCase(Locale.ROOT)), threads);
  }

  @Override
  public List<String> remarks(Dataset data, Settings settings, FitContext context) {
    return LinearFamilies.remarks(data, settings, context);
  }

  @Override
  public ModelState save(Model model) {
    Pca pca = (Pca) model;
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(LinearFamilies.MEAN, Tensor.vector(pca.mean()));
    tensors.put(LinearFamilies.AXES, Tensor.of(pca.principalAxes()));
    tensors.put(LinearFamilies.VARIANCES, Tensor.vector(pca.explainedVariance()));
    tensors.put(TOTAL, Tensor.vector(pca.totalVariance()));
    tensors.put(WEIGHT, Tensor.vector(pca.weightTotal()));
    return new ModelState(tensors, Map.of(WHITEN, pca.whitening().name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public Pca load(ModelState state) {
    return LinearFamilies.load(
        () -> {
          PrincipalFrame frame = LinearFamilies.frame(state);
          return new Pca(
              frame,
              state.vector(LinearFamilies.VARIANCES, frame.latentDimension()),
              state.vector(TOTAL, 1)[0],
              state.vector(WEIGHT, 1)[0],
              whitening(state.attribute(WHITEN)));
        });
  }

  private static Whitening whitening(String word) {
    return switch (word) {
      case "no" -> Whitening.NO;
      case "yes" -> Whitening.YES;
      default ->
          throw new ModelFormatException(
              "whiten must be no or yes, got '" + word + "'; the file is damaged");
    };
  }
}
