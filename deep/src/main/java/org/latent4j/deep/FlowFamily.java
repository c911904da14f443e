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

/** {@link Flow} for the command line and the model file. */
public final class FlowFamily implements ModelFamily {

  private static final String COUPLING = "coupling";
  private static final String BINS = "bins";
  private static final String STEPS = "steps";
  private static final String COMPONENTS = "prior-components";

  /** For {@link java.util.ServiceLoader}. */
  public FlowFamily() {}

  @Override
  public String name() {
    return "flow";
  }

  @Override
  public String title() {
    return "normalizing flow";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    settings.add(
        Setting.choice(
            COUPLING,
            List.of("spline", "affine"),
            "What a step makes of the columns it moves: a monotone spline, or a stretch and a"
                + " shift."));
    settings.add(Setting.integer(BINS, 8, 2, "Bins of a spline."));
    settings.add(Setting.integer(STEPS, 8, 2, "Coupling steps."));
    settings.addAll(DeepSettings.layers());
    settings.add(
        Setting.integer(
            COMPONENTS,
            1,
            1,
            "Parts of the distribution of codes: 1 for the standard normal, more for a learned"
                + " mixture."));
    settings.addAll(DeepSettings.training());
    return settings;
  }

  @Override
  public Class<? extends Model> modelType() {
    return Flow.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return schema.featureCount() < 2
        ? Optional.of(
            "a normalizing flow needs at least 2 numeric columns, got " + schema.featureCount())
        : DeepSettings.refusal("a normalizing flow", schema);
  }

  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    return List.of();
  }

  /** Columns are conditioned one by one, and steps stretch them one by one. */
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
  public FitResult<Flow> fit(Dataset data, Settings settings, FitContext context) {
    FlowOptions options =
        new FlowOptions(
            DeepSettings.choice(Coupling.values(), settings, COUPLING),
            settings.integer(BINS),
            settings.integer(STEPS),
            DeepSettings.hidden(data.schema(), settings),
            DeepSettings.choice(Activation.values(), settings, DeepSettings.ACTIVATION),
            settings.integer(COMPONENTS),
            DeepSettings.trainingOptions(settings));
    return Flow.fit(data, options, context);
  }

  @Override
  public ModelState save(Model model) {
    Flow flow = (Flow) model;
    return new DeepState().put(flow.parts(), flow.epochs()).put(flow.stopped()).state();
  }

  @Override
  public Flow load(ModelState state) {
    return DeepSettings.load(
        () -> new Flow(DeepState.flow(state), DeepState.epochs(state), DeepState.stopped(state)));
  }
}
