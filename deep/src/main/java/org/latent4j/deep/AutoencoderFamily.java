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

/** {@link Autoencoder} for the command line and the model file. */
public final class AutoencoderFamily implements ModelFamily {

  private static final String NOISE = "noise";
  private static final String MASKING = "masking";
  private static final String CONTRACTION = "contraction";
  private static final String SPARSE = "sparse";
  private static final String COMPONENTS = "k";

  /** For {@link java.util.ServiceLoader}. */
  public AutoencoderFamily() {}

  @Override
  public String name() {
    return "ae";
  }

  @Override
  public String title() {
    return "auto-encoder";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(DeepSettings.design());
    settings.add(
        Setting.number(
            NOISE,
            0,
            0,
            "Standard deviation of noise added to rows before they are encoded, in units of a"
                + " column's spread."));
    settings.add(
        Setting.number(
            MASKING, 0, 0, "Share of features set to 0 before a row is encoded; below 1."));
    settings.add(
        Setting.number(
            CONTRACTION, 0, 0, "Nats that codes cost for each unit of their squared slope."));
    settings.add(
        Setting.integer(
            SPARSE,
            0,
            0,
            "Latent dimensions that a code uses, those of the greatest values; 0 for all."));
    settings.add(
        Setting.integer(COMPONENTS, 10, 1, "Components of the mixture fitted to the codes."));
    settings.addAll(DeepSettings.training());
    return settings;
  }

  @Override
  public Class<? extends Model> modelType() {
    return Autoencoder.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return DeepSettings.refusal("an auto-encoder", schema);
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
  public FitResult<Autoencoder> fit(Dataset data, Settings settings, FitContext context) {
    Schema schema = data.schema();
    AutoencoderOptions options =
        new AutoencoderOptions(
            DeepSettings.design(schema, settings),
            settings.number(NOISE),
            settings.number(MASKING),
            settings.number(CONTRACTION),
            settings.integer(SPARSE),
            settings.integer(COMPONENTS),
            DeepSettings.trainingOptions(settings));
    return Autoencoder.fit(data, options, context);
  }

  @Override
  public ModelState save(Model model) {
    return ((Autoencoder) model).state();
  }

  @Override
  public Autoencoder load(ModelState state) {
    return DeepSettings.load(
        () ->
            new Autoencoder(
                DeepState.answers(state), DeepState.measures(state), DeepState.stopped(state)));
  }
}
