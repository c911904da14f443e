package org.latent4j.deep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.deep.internal.DeepState;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** {@link VariationalAutoencoder} for the command line and the model file. */
public final class VariationalAutoencoderFamily implements ModelFamily {

  private static final String OBJECTIVE = "objective";
  private static final String BETA = "beta";
  private static final String SAMPLES = "samples";
  private static final String PRIOR = "prior";
  private static final String COMPONENTS = "prior-components";
  private static final String TOP = "top";
  private static final String BINARISE = "binarise";
  private static final String WARM_UP = "warm-up";
  private static final String FREE_BITS = "free-bits";

  /** For {@link java.util.ServiceLoader}. */
  public VariationalAutoencoderFamily() {}

  @Override
  public String name() {
    return "vae";
  }

  @Override
  public String title() {
    return "variational auto-encoder";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(DeepSettings.design());
    settings.add(
        Setting.choice(
            BINARISE,
            List.of("dynamic", "none"),
            "Whether training draws grey values as 0 or 1 anew in each step."));
    settings.add(
        Setting.choice(
            PRIOR,
            List.of("normal", "mixture", "vamp", "flow", "hierarchical"),
            "Distribution of codes: standard normal, a learned mixture, the mean posterior of"
                + " learned rows, a learned flow, or a second level of codes above."));
    settings.add(Setting.integer(COMPONENTS, 50, 1, "Parts of a mixture or vamp prior."));
    settings.add(
        Setting.integer(
            TOP,
            0,
            0,
            "Latent dimensions of the upper level of a hierarchical prior; 0 takes half of those"
                + " of the lower, at least 1."));
    settings.add(
        Setting.choice(
            OBJECTIVE,
            List.of("elbo", "iwae"),
            "What training raises: the evidence lower bound, or the importance-weighted bound of"
                + " several samples."));
    settings.add(
        Setting.number(BETA, 1, Double.MIN_VALUE, "Weight of the divergence in the elbo."));
    settings.add(
        Setting.integer(SAMPLES, 0, 0, "Codes drawn for a row; 0 is 1 for elbo, 5 for iwae."));
    settings.add(
        Setting.integer(
            WARM_UP, 0, 0, "Epochs over which the weight of the divergence grows from 0."));
    settings.add(
        Setting.number(
            FREE_BITS, 0, 0, "Nats per latent dimension that the divergence costs nothing."));
    settings.addAll(DeepSettings.training());
    return settings;
  }

  @Override
  public Class<? extends Model> modelType() {
    return VariationalAutoencoder.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return DeepSettings.refusal("a variational auto-encoder", schema);
  }

  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    return List.of();
  }

  /** A likelihood of 0 and 1 has its own scale, one of variances of columns takes any. */
  @Override
  public boolean dependsOnScaling(Schema schema, DataSummary summary) {
    return false;
  }

  @Override
  public double workingBytes(long rows, int features, Settings settings, int threads) {
    return DeepSettings.workingBytes(rows, features);
  }

  @Override
  public boolean fitsAgain() {
    return false;
  }

  @Override
  public FitResult<VariationalAutoencoder> fit(
      Dataset data, Settings settings, FitContext context) {
    return VariationalAutoencoder.fit(data, options(data.schema(), settings), context);
  }

  private static VariationalAutoencoderOptions options(Schema schema, Settings settings) {
    return new VariationalAutoencoderOptions(
        DeepSettings.design(schema, settings),
        DeepSettings.choice(Prior.values(), settings, PRIOR),
        settings.integer(COMPONENTS),
        settings.integer(TOP),
        objective(settings),
        DeepSettings.choice(
            VariationalAutoencoderOptions.Binarisation.values(), settings, BINARISE),
        DeepSettings.trainingOptions(settings));
  }

  private static ObjectiveOptions objective(Settings settings) {
    Objective objective = DeepSettings.choice(Objective.values(), settings, OBJECTIVE);
    int samples = settings.integer(SAMPLES);
    int automatic = objective == Objective.IWAE ? 5 : 1;
    return new ObjectiveOptions(
        objective,
        settings.number(BETA),
        samples == 0 ? automatic : samples,
        settings.integer(WARM_UP),
        settings.number(FREE_BITS));
  }

  @Override
  public ModelState save(Model model) {
    return ((VariationalAutoencoder) model).state();
  }

  @Override
  public VariationalAutoencoder load(ModelState state) {
    return DeepSettings.load(
        () ->
            new VariationalAutoencoder(
                DeepState.answers(state), DeepState.measures(state), DeepState.stopped(state)));
  }
}
