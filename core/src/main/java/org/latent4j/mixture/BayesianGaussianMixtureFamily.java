package org.latent4j.mixture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/**
 * Variational Bayesian Gaussian mixtures for the command line and the model file. They are not for
 * the search: they choose their size themselves, by evidence instead of held-out rows.
 */
public final class BayesianGaussianMixtureFamily implements ModelFamily {

  private static final String WEIGHTS_PRIOR = "weights-prior";
  private static final String COUNTS = "counts";
  private static final String PRECISIONS = "meanPrecisions";
  private static final String DEGREES = "degreesOfFreedom";

  private final GaussianMixtureFamily gaussian = new GaussianMixtureFamily();

  /** For {@link java.util.ServiceLoader}. */
  public BayesianGaussianMixtureFamily() {}

  @Override
  public String name() {
    return "vbgmm";
  }

  @Override
  public String title() {
    return "variational Bayesian Gaussian mixture";
  }

  @Override
  public List<Setting> settings() {
    BayesianGaussianMixtureOptions defaults =
        BayesianGaussianMixtureOptions.defaults(BayesianGaussianMixtureOptions.DEFAULT_COMPONENTS);
    return List.of(
        Setting.integer(
            "k",
            defaults.components(),
            1,
            "most components there may be; those that no row needs are dropped"),
        Setting.choice(
            "covariance",
            BayesianGaussianMixtureOptions.STRUCTURES.stream()
                .map(CovarianceStructure::label)
                .toList(),
            "structure of the covariances"),
        Setting.choice(WEIGHTS_PRIOR, WeightsPrior.labels(), "prior of the weights"),
        Setting.number(
            "concentration", 0, 0, "of the weights' prior; the less, the fewer components; 0: 1/k"),
        Setting.number(
            "mean-precision", defaults.meanPrecision(), 0, "rows that the prior mean counts for"),
        Setting.number(
            "degrees-of-freedom-prior",
            0,
            0,
            "of the precisions' prior; 0: the number of columns, or 1 where they are independent"),
        Setting.number(
            "covariance-prior",
            defaults.covariancePrior(),
            0,
            "scale of the precisions' prior, as a multiple of the columns' covariance"),
        Setting.integer("iterations", defaults.iterations(), 0, "most parameter updates"),
        Setting.number(
            "tolerance",
            defaults.tolerance(),
            0,
            "nats still to be gained in all rows, below which the fit has converged"),
        Setting.integer("starts", 0, 0, "most starts; 0 chooses by the size of the data"));
  }

  @Override
  public Class<BayesianGaussianMixture> modelType() {
    return BayesianGaussianMixture.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return gaussian
        .refusal(schema)
        .map(sentence -> sentence.replace("a Gaussian mixture", "a " + title()));
  }

  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    return List.of();
  }

  @Override
  public FitResult<BayesianGaussianMixture> fit(
      Dataset data, Settings settings, FitContext context) {
    BayesianGaussianMixtureOptions options =
        new BayesianGaussianMixtureOptions(
            settings.integer("k"),
            CovarianceStructure.named(settings.text("covariance")),
            WeightsPrior.named(settings.text(WEIGHTS_PRIOR)),
            settings.number("concentration"),
            settings.number("mean-precision"),
            settings.number("degrees-of-freedom-prior"),
            settings.number("covariance-prior"),
            settings.integer("iterations"),
            settings.number("tolerance"),
            settings.integer("starts"));
    return BayesianGaussianMixture.fit(data, options, context);
  }

  @Override
  public ModelState save(Model model) {
    BayesianGaussianMixture mixture = (BayesianGaussianMixture) model;
    ModelState parts = gaussian.save(mixture.gaussian());
    Map<String, Tensor> tensors = new LinkedHashMap<>(parts.tensors());
    tensors.put(COUNTS, Tensor.vector(mixture.counts()));
    tensors.put(PRECISIONS, Tensor.vector(mixture.meanPrecisions()));
    tensors.put(DEGREES, Tensor.vector(mixture.degreesOfFreedom()));
    Map<String, String> attributes = new LinkedHashMap<>(parts.attributes());
    attributes.put(WEIGHTS_PRIOR, mixture.weightsPrior().label());
    return new ModelState(tensors, attributes);
  }

  @Override
  public BayesianGaussianMixture load(ModelState state) {
    GaussianMixture parts = gaussian.load(state);
    int k = parts.componentCount();
    double least = parts.structure().isDiagonal() ? 0 : parts.featureCount() - 1.0;
    try {
      if (!BayesianGaussianMixtureOptions.STRUCTURES.contains(parts.structure())) {
        throw new IllegalArgumentException(
            "covariance must be one of full, tied, diagonal, spherical, got '"
                + parts.structure().label()
                + "'");
      }
      return new BayesianGaussianMixture(
          WeightsPrior.named(state.attribute(WEIGHTS_PRIOR)),
          parts,
          requireAbove(COUNTS, state.vector(COUNTS, k), -Double.MIN_VALUE),
          requireAbove(PRECISIONS, state.vector(PRECISIONS, k), 0),
          requireAbove(DEGREES, state.vector(DEGREES, k), least));
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + "; the file is damaged", e);
    }
  }

  private static double[] requireAbove(String name, double[] values, double least) {
    double smallest = Arrays.stream(values).min().orElse(Double.NaN);
    if (!(smallest > least)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be above %s, got %s", name, least, smallest));
    }
    return values;
  }
}
