package org.latent4j.select;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Density;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/**
 * A family of one line of sizes whose held-out log likelihood is written in a script: a model of
 * size s gives each row x the log density quality(s) + 0.01·x₁, whatever it was fitted to. It
 * remembers the fits that were asked for.
 */
final class ScriptedFamily implements ModelFamily {

  /** What happens in a fit, besides its result. */
  interface Incident {
    void happen(int size, FitContext context);
  }

  private final String name;
  private final int[] sizes;
  private final IntToDoubleFunction quality;
  private final IntToDoubleFunction noise;
  private final Incident incident;
  private final List<Integer> fitted = Collections.synchronizedList(new ArrayList<>());
  private final List<Boolean> warm = Collections.synchronizedList(new ArrayList<>());

  ScriptedFamily(String name, int largest, IntToDoubleFunction quality, Incident incident) {
    this(name, largest, quality, size -> 0, incident);
  }

  private ScriptedFamily(
      String name,
      int largest,
      IntToDoubleFunction quality,
      IntToDoubleFunction noise,
      Incident incident) {
    this.name = name;
    this.sizes = IntStream.rangeClosed(1, largest).toArray();
    this.quality = quality;
    this.noise = noise;
    this.incident = incident;
  }

  /** The same, with another noise. */
  ScriptedFamily withNoise(IntToDoubleFunction newNoise) {
    return new ScriptedFamily(name, sizes.length, quality, newNoise, incident);
  }

  static ScriptedFamily of(String name, double... qualities) {
    return new ScriptedFamily(name, qualities.length, s -> qualities[s - 1], (size, context) -> {});
  }

  /** Sizes in the order they were fitted. */
  List<Integer> fitted() {
    return List.copyOf(fitted);
  }

  /** Whether each fit was given a start. */
  List<Boolean> warm() {
    return List.copyOf(warm);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return "scripted model";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.integer("size", 1, 1, "Size."));
  }

  @Override
  public Class<ScriptedModel> modelType() {
    return ScriptedModel.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return schema.featureCount() > 1
        ? Optional.empty()
        : Optional.of(name + " needs two columns, got " + schema.featureCount());
  }

  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    return List.of(
        IntStream.of(sizes)
            .mapToObj(
                s ->
                    new Candidate(
                        Settings.of(settings()).with("size", s),
                        "size=" + s,
                        s,
                        Candidate.Scaling.IRRELEVANT))
            .toList());
  }

  @Override
  public FitResult<ScriptedModel> fit(Dataset data, Settings settings, FitContext context) {
    int size = settings.integer("size");
    fitted.add(size);
    warm.add(context.start().isPresent());
    incident.happen(size, context);
    ScriptedModel model =
        new ScriptedModel(
            data.featureCount(), size, quality.applyAsDouble(size), noise.applyAsDouble(size));
    context.listener().progress(new FitProgress("script", 1, 1, 0, Double.NaN, () -> model));
    double sum = 0;
    for (double value : model.logDensity(data.toMatrix())) {
      sum += value;
    }
    FitStatus status =
        context.cancelled().getAsBoolean() ? FitStatus.CANCELLED : FitStatus.CONVERGED;
    return new FitResult<>(
        model, new FitReport(status, 1, sum, data.rowCount(), List.of(), List.of(), List.of()));
  }

  @Override
  public ModelState save(Model model) {
    return new ModelState(Map.of(), Map.of("size", "" + ((ScriptedModel) model).size()));
  }

  @Override
  public Model load(ModelState state) {
    throw new UnsupportedOperationException();
  }

  /** A model of a given quality. */
  record ScriptedModel(int featureCount, int size, double quality, double noise)
      implements Model, Density {

    @Override
    public long parameterCount() {
      return size;
    }

    @Override
    public DensityKind densityKind() {
      return DensityKind.ESTIMATE;
    }

    @Override
    public double[] logDensity(Matrix observations) {
      return IntStream.range(0, observations.rows())
          .mapToDouble(
              i -> quality + 0.01 * observations.get(i, 0) + noise * observations.get(i, 1))
          .toArray();
    }
  }
}
