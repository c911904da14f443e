package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latent4j.linalg.Tensor;
import org.latent4j.mixture.GaussianMixtureFamily;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;

/** Deep models as tensors and words, and back. */
public final class DeepState {

  private static final String LIKELIHOOD = "likelihood";
  private static final String PRIOR = "prior";
  private static final String OFFSETS = "offsets";
  private static final String SCALES = "scales";
  private static final String DEVIATIONS = "output.deviations";
  private static final String DIVERGENCE = "measures.divergence";
  private static final String DIVERGENCES = "measures.divergences";
  private static final String VARIANCES = "measures.variances";
  private static final String EPOCHS = "measures.epochs";
  private static final String STEPS = "steps";
  private static final String COUPLING = "coupling";
  private static final int MOST_STEPS = 1000;
  private static final String PARTS = "prior.";
  private static final GaussianMixtureFamily MIXTURES = new GaussianMixtureFamily();

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();

  public ModelState state() {
    return new ModelState(tensors, attributes);
  }

  public DeepState put(DeepModel model) {
    attributes.put(LIKELIHOOD, likelihood(model.output()));
    tensors.put(OFFSETS, Tensor.vector(model.conditioning().offsets().clone()));
    tensors.put(SCALES, Tensor.vector(model.conditioning().scales().clone()));
    if (model.output() instanceof GaussianOutput gaussian) {
      tensors.put(DEVIATIONS, Tensor.vector(gaussian.deviations().clone()));
    } else if (model.output() instanceof LogisticOutput logistic) {
      tensors.put("output.scales", Tensor.vector(logistic.scales().clone()));
      tensors.put("output.steps", Tensor.vector(logistic.grid().steps().clone()));
      tensors.put("output.lows", Tensor.vector(logistic.grid().lows().clone()));
      tensors.put("output.highs", Tensor.vector(logistic.grid().highs().clone()));
    }
    put("encoder", model.encoder());
    put("decoder", model.decoder());
    return this;
  }

  /** The kind of a likelihood, which tells how many of its deviations were learned. */
  private static String likelihood(OutputDistribution output) {
    if (!(output instanceof GaussianOutput gaussian)) {
      return output instanceof LogisticOutput ? "logistic" : "bernoulli";
    }
    int d = gaussian.deviations().length;
    return gaussian.parameterCount() == 0
        ? "fixed"
        : gaussian.parameterCount() == d && d > 1 ? "gaussian" : "isotropic";
  }

  private void put(String name, Network network) {
    NetworkText.put(name, network, tensors, attributes);
  }

  public DeepState put(CodePrior prior) {
    attributes.put(PRIOR, "normal");
    if (prior instanceof MixturePrior mixture) {
      attributes.put(PRIOR, mixture.rows().isPresent() ? "vamp" : "mixture");
      tensors.put("prior.logWeights", Tensor.vector(mixture.logWeights().clone()));
      tensors.put("prior.means", Tensor.of(mixture.components().means()));
      tensors.put("prior.logVariances", Tensor.of(mixture.components().logVariances()));
      mixture.rows().ifPresent(rows -> tensors.put("prior.rows", Tensor.of(rows)));
    } else if (prior instanceof FlowPrior flow) {
      attributes.put(PRIOR, "flow");
      put(PARTS, flow.network());
    } else if (prior instanceof HierarchicalPrior levels) {
      attributes.put(PRIOR, "hierarchical");
      put("prior.decoder", levels.decoder());
      put("prior.encoder", levels.encoder());
    } else if (prior instanceof FittedPrior fitted) {
      attributes.put(PRIOR, "fitted");
      ModelState mixture = MIXTURES.save(fitted.mixture());
      mixture.tensors().forEach((name, tensor) -> tensors.put(PARTS + name, tensor));
      mixture.attributes().forEach((name, text) -> attributes.put(PARTS + name, text));
    }
    return this;
  }

  public DeepState put(FlowFit.Parts flow, int epochs) {
    tensors.put(OFFSETS, Tensor.vector(flow.conditioning().offsets().clone()));
    tensors.put(SCALES, Tensor.vector(flow.conditioning().scales().clone()));
    put("", flow.network());
    put(flow.prior());
    tensors.put(EPOCHS, Tensor.vector(epochs));
    return this;
  }

  private void put(String prefix, FlowNetwork flow) {
    boolean spline = flow.coupling() instanceof SplineCoupling;
    attributes.put(prefix + COUPLING, spline ? "spline" : "affine");
    tensors.put(prefix + STEPS, Tensor.vector(flow.steps().size()));
    for (int l = 0; l < flow.steps().size(); l++) {
      put(prefix + "step" + l, flow.steps().get(l));
    }
  }

  private static FlowNetwork flow(ModelState state, String prefix, int width) {
    List<Network> steps = new ArrayList<>();
    double count = state.vector(prefix + STEPS, 1)[0];
    if (!(count >= 1 && count <= MOST_STEPS && count == Math.rint(count))) {
      throw new ModelFormatException(
          "a flow must have 1 to " + MOST_STEPS + " steps, got " + count + "; the file is damaged");
    }
    for (int l = 0; l < count; l++) {
      steps.add(NetworkText.read(state, prefix + "step" + l));
    }
    return new FlowNetwork(width, coupling(state, prefix, steps.get(0), width), steps);
  }

  /** The bins of a spline are told by how many numbers there are for each feature. */
  private static CouplingMap coupling(ModelState state, String prefix, Network first, int width) {
    String word = state.attribute(prefix + COUPLING);
    int numbers = first.outputs() / Math.max(1, width - first.inputs());
    return switch (word) {
      case "affine" -> new AffineCoupling();
      case "spline" -> new SplineCoupling((numbers + 1) / 3);
      default -> throw unknown(prefix + COUPLING, word);
    };
  }

  /** The parts of a flow. */
  public static FlowFit.Parts flow(ModelState state) {
    double[] offsets = state.vector(OFFSETS, -1);
    double[] scales = state.vector(SCALES, offsets.length);
    return new FlowFit.Parts(
        Conditioning.ofDensity(offsets, scales),
        flow(state, "", offsets.length),
        prior(state, offsets.length));
  }

  /** Passes over the rows. */
  public static int epochs(ModelState state) {
    return (int) state.vector(EPOCHS, 1)[0];
  }

  public DeepState put(VaeMeasures measures) {
    tensors.put(DIVERGENCE, Tensor.vector(measures.divergence()));
    tensors.put(DIVERGENCES, Tensor.vector(measures.divergences().clone()));
    tensors.put(VARIANCES, Tensor.vector(measures.variances().clone()));
    tensors.put(EPOCHS, Tensor.vector(measures.epochs()));
    return this;
  }

  public DeepState put(Optional<TrainingState> stopped) {
    stopped.ifPresent(state -> tensors.putAll(state.tensors()));
    return this;
  }

  private static DeepModel model(ModelState state) {
    double[] offsets = state.vector(OFFSETS, -1);
    double[] scales = state.vector(SCALES, offsets.length);
    String likelihood = state.attribute(LIKELIHOOD);
    OutputDistribution output =
        switch (likelihood) {
          case "bernoulli" -> new BernoulliOutput();
          case "gaussian", "isotropic", "fixed" ->
              new GaussianOutput(
                  state.vector(DEVIATIONS, offsets.length),
                  likelihood.equals("gaussian")
                      ? offsets.length
                      : likelihood.equals("isotropic") ? 1 : 0);
          case "logistic" -> logistic(state, offsets.length);
          default -> throw unknown(LIKELIHOOD, likelihood);
        };
    Conditioning conditioning =
        output instanceof BernoulliOutput
            ? white(offsets, scales)
            : Conditioning.ofDensity(offsets, scales);
    return new DeepModel(
        conditioning,
        NetworkText.read(state, "encoder"),
        NetworkText.read(state, "decoder"),
        output);
  }

  private static LogisticOutput logistic(ModelState state, int d) {
    return new LogisticOutput(
        state.vector("output.scales", d),
        new LogisticOutput.Grid(
            state.vector("output.steps", d),
            state.vector("output.lows", d),
            state.vector("output.highs", d)));
  }

  private static Conditioning white(double[] offsets, double[] scales) {
    for (int j = 0; j < offsets.length; j++) {
      if (offsets[j] != 0 || scales[j] != scales[0]) {
        throw new ModelFormatException(
            "a Bernoulli likelihood has offsets of 0 and one scale; the file is damaged");
      }
    }
    return Conditioning.ofProbabilities(offsets.length, scales[0]);
  }

  private static ModelFormatException unknown(String name, String word) {
    return new ModelFormatException(
        "there is no " + name + " '" + word + "'; the file is damaged or newer");
  }

  /** The model and its prior. */
  public static DeepAnswers answers(ModelState state) {
    DeepModel model = model(state);
    return new DeepAnswers(model, prior(state, model.latentDimension()));
  }

  private static FittedPrior fitted(ModelState state) {
    Map<String, Tensor> parts = new LinkedHashMap<>();
    Map<String, String> words = new LinkedHashMap<>();
    state.tensors().forEach((name, tensor) -> unprefix(name).ifPresent(n -> parts.put(n, tensor)));
    state.attributes().forEach((name, text) -> unprefix(name).ifPresent(n -> words.put(n, text)));
    return new FittedPrior(MIXTURES.load(new ModelState(parts, words)));
  }

  private static Optional<String> unprefix(String name) {
    return name.startsWith(PARTS) ? Optional.of(name.substring(PARTS.length())) : Optional.empty();
  }

  private static CodePrior prior(ModelState state, int latentDimension) {
    String word = state.attribute(PRIOR);
    if (word.equals("normal")) {
      return new StandardNormalPrior();
    }
    if (word.equals("fitted")) {
      return fitted(state);
    }
    if (word.equals("flow")) {
      return new FlowPrior(flow(state, PARTS, latentDimension));
    }
    if (word.equals("hierarchical")) {
      return hierarchical(state, latentDimension);
    }
    if (!word.equals("mixture") && !word.equals("vamp")) {
      throw unknown(PRIOR, word);
    }
    double[] logWeights = state.vector("prior.logWeights", -1);
    int k = logWeights.length;
    MixturePrior.Components components =
        new MixturePrior.Components(
            state.matrix("prior.means", k, latentDimension),
            state.matrix("prior.logVariances", k, latentDimension));
    return new MixturePrior(
        logWeights,
        components,
        word.equals("vamp")
            ? Optional.of(state.matrix("prior.rows", k, state.vector(OFFSETS, -1).length))
            : Optional.empty());
  }

  private static HierarchicalPrior hierarchical(ModelState state, int latentDimension) {
    HierarchicalPrior prior =
        new HierarchicalPrior(
            NetworkText.read(state, "prior.decoder"), NetworkText.read(state, "prior.encoder"));
    if (prior.lower() != latentDimension) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "the prior must be of %d latent dimensions, got %d; the file is damaged",
              latentDimension,
              prior.lower()));
    }
    return prior;
  }

  public static VaeMeasures measures(ModelState state) {
    int latentDimension = state.vector(DIVERGENCES, -1).length;
    return new VaeMeasures(
        state.vector(DIVERGENCE, 1)[0],
        state.vector(DIVERGENCES, latentDimension),
        state.vector(VARIANCES, latentDimension),
        (int) state.vector(EPOCHS, 1)[0]);
  }

  public static Optional<TrainingState> stopped(ModelState state) {
    return TrainingState.isIn(state) ? Optional.of(TrainingState.of(state)) : Optional.empty();
  }
}
