package org.latent4j.mixture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * Mixtures of t distributions for the command line, the search and the model file. A state is that
 * of the Gaussian mixture at u = 1, whose covariances are the scale matrices, with the degrees of
 * freedom beside it.
 */
public final class StudentMixtureFamily implements ModelFamily {

  private static final int MOST_SEARCHED_FEATURES = 16;
  private static final List<String> SHARED =
      List.of(
          "k",
          "covariance",
          "component-weights",
          "iterations",
          "tolerance",
          "covariance-floor",
          "acceleration",
          "starts",
          "start-weights",
          "start-means",
          "start-covariances");
  private static final Set<String> SEARCHED =
      Set.of(CovarianceStructure.FULL.label(), CovarianceStructure.TIED.label());
  private static final String DEGREES = "degreesOfFreedom";
  private static final String FREEDOM = "freedom";
  private static final double START_FREEDOM = 4;

  private final GaussianMixtureFamily gaussian = new GaussianMixtureFamily();

  /** For {@link java.util.ServiceLoader}. */
  public StudentMixtureFamily() {}

  @Override
  public String name() {
    return "tmm";
  }

  @Override
  public String title() {
    return "mixture of t distributions";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings =
        new ArrayList<>(
            gaussian.settings().stream().filter(g -> SHARED.contains(g.name())).toList());
    int place = 2;
    settings.add(
        place,
        Setting.number(
            "degrees-of-freedom",
            0,
            0,
            "degrees of freedom of all components, from "
                + StudentMixtureOptions.LEAST_FREEDOM
                + "; 0 estimates them"));
    settings.add(
        place + 1,
        Setting.choice(
            FREEDOM,
            List.of(Freedom.EACH.label(), Freedom.SHARED.label()),
            "whether each component's degrees of freedom are estimated, or one number for all"));
    return settings;
  }

  /** What a Gaussian mixture is told of these settings. */
  private Settings shared(Settings settings) {
    Map<String, String> given = settings.given();
    given.keySet().retainAll(SHARED);
    return Settings.of(gaussian.settings()).withAll(given);
  }

  @Override
  public Class<StudentMixture> modelType() {
    return StudentMixture.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return gaussian
        .refusal(schema)
        .map(sentence -> sentence.replace("a Gaussian mixture", "a " + title()));
  }

  /**
   * The lines of Gaussian mixtures with full and with tied covariances: the two between which heavy
   * tails decide most often, so that a search stays quick. Of many columns some are often nearly
   * constant; the one number of degrees of freedom that all columns share then falls to its least,
   * and the density becomes spikes. Such a model has to be asked for.
   */
  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    if (schema.featureCount() > MOST_SEARCHED_FEATURES) {
      return List.of();
    }
    return gaussian.candidates(schema, summary).stream()
        .filter(line -> SEARCHED.contains(line.get(0).settings().text("covariance")))
        .map(line -> line.stream().map(this::candidate).toList())
        .toList();
  }

  @Override
  public List<Candidate> refinements(Schema schema, DataSummary summary, Settings best) {
    return gaussian.refinements(schema, summary, shared(best)).stream()
        .map(this::candidate)
        .toList();
  }

  private Candidate candidate(Candidate of) {
    return new Candidate(
        Settings.of(settings()).withAll(of.settings().given()),
        of.label(),
        of.size(),
        of.scaling());
  }

  @Override
  public FitResult<StudentMixture> fit(Dataset data, Settings settings, FitContext context) {
    return StudentMixture.fit(data, options(settings, data.featureCount()), context);
  }

  private StudentMixtureOptions options(Settings settings, int features) {
    double degrees = settings.number("degrees-of-freedom");
    GaussianMixtureOptions parts = GaussianMixtureFamily.options(shared(settings), features);
    return new StudentMixtureOptions(
        parts.components(),
        parts.structure(),
        degrees == 0 ? Freedom.named(settings.text(FREEDOM)) : Freedom.FIXED,
        degrees,
        parts.iterations(),
        parts.tolerance(),
        parts.covarianceFloor(),
        parts.starts(),
        parts.weights(),
        parts.acceleration());
  }

  @Override
  public Model startFrom(Dataset data, Settings settings, Map<String, Tensor> arrays) {
    GaussianMixture parts = (GaussianMixture) gaussian.startFrom(data, shared(settings), arrays);
    double given = settings.number("degrees-of-freedom");
    return new StudentMixture(
        parts,
        Freedom.FIXED,
        StudentMixture.requireFreedom(
            new double[] {given == 0 ? START_FREEDOM : given}, parts.componentCount()));
  }

  @Override
  public ModelState save(Model model) {
    StudentMixture mixture = (StudentMixture) model;
    ModelState parts = gaussian.save(mixture.gaussian());
    Map<String, Tensor> tensors = new LinkedHashMap<>(parts.tensors());
    tensors.put(DEGREES, Tensor.vector(mixture.degreesOfFreedom()));
    Map<String, String> attributes = new LinkedHashMap<>(parts.attributes());
    attributes.put(FREEDOM, mixture.freedom().label());
    return new ModelState(tensors, attributes);
  }

  @Override
  public StudentMixture load(ModelState state) {
    GaussianMixture parts = gaussian.load(state);
    try {
      return new StudentMixture(
          parts,
          Freedom.named(state.attribute(FREEDOM)),
          StudentMixture.requireFreedom(
              state.vector(DEGREES, parts.componentCount()), parts.componentCount()));
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + "; the file is damaged", e);
    }
  }
}
