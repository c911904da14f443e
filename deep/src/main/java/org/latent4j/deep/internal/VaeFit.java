package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.deep.Activation;
import org.latent4j.deep.Likelihood;
import org.latent4j.deep.VariationalAutoencoderOptions;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Model;

/** Fits a variational auto-encoder. */
public final class VaeFit {

  private static final String NAME = "a variational auto-encoder";
  private static final long START_STREAM = 0x5354415254L;
  private static final int PRIOR_STEPS = 4;
  private static final int PRIOR_BINS = 8;
  private static final int PRIOR_HIDDEN = 64;
  private static final List<Integer> LEVEL_HIDDEN = List.of(100, 100);

  private final DeepRows rows;
  private final VariationalAutoencoderOptions options;
  private final FitContext context;
  private final Conditioning conditioning;
  private final TrainingRows training;

  /**
   * A model that a fit goes on from.
   *
   * @param stopped where its training was cancelled, if it was
   */
  public record Start(DeepAnswers answers, Optional<TrainingState> stopped) {}

  /**
   * Makes a model of its parts.
   *
   * @param <M> type of the model
   */
  @FunctionalInterface
  public interface Maker<M> {
    M make(DeepAnswers answers, VaeMeasures measures, Optional<TrainingState> stopped);
  }

  private VaeFit(
      Dataset data,
      VariationalAutoencoderOptions options,
      FitContext context,
      Optional<Start> start) {
    this.options = options;
    this.context = context;
    rows = new DeepRows(data, NAME, options.design().likelihood());
    conditioning = start.map(s -> s.answers().parts().conditioning()).orElseGet(rows::conditioning);
    boolean binarised =
        rows.likelihood() == Likelihood.BERNOULLI
            && options.binarisation() == VariationalAutoencoderOptions.Binarisation.DYNAMIC;
    training =
        TrainingRows.of(
            rows.conditioned(conditioning), data.featureCount(), rows.weights(), binarised);
  }

  public static <M extends Model & Density> FitResult<M> fit(
      Dataset data,
      VariationalAutoencoderOptions options,
      FitContext context,
      Optional<Start> start,
      Maker<M> maker) {
    VaeFit fit = new VaeFit(data, options, context, start);
    LibTorch.require();
    try (Networks networks = fit.networks(new SeededRandom(context.seed()).split(START_STREAM))) {
      start.ifPresent(from -> networks.start(from.answers()));
      Trainer trainer =
          new Trainer(
              fit.vae(networks),
              fit.training,
              options.training(),
              context,
              now -> fit.model(networks, now, maker),
              System::nanoTime);
      TrainingState state =
          Trainer.start(
              start.flatMap(Start::stopped), networks.assembly().parameters(), fit.training);
      return fit.result(networks, trainer.train(state), maker);
    }
  }

  /**
   * The networks in training.
   *
   * @param prior nothing for the standard normal
   */
  private record Networks(Assembly assembly, Optional<TorchPrior> prior) implements AutoCloseable {

    DeepAnswers answers(float[] values) {
      return new DeepAnswers(
          assembly.model(values),
          prior.map(p -> p.prior(values)).orElseGet(StandardNormalPrior::new));
    }

    /** Goes on from a model instead. */
    void start(DeepAnswers from) {
      float[] values = assembly.parameters().values();
      assembly.start(from.parts(), values);
      prior.ifPresent(p -> p.start(from.prior(), values));
      assembly.parameters().set(values);
    }

    @Override
    public void close() {
      assembly.close();
    }
  }

  private Networks networks(SeededRandom random) {
    Assembly assembly = new Assembly(rows, conditioning, options.design(), 2, 0, random);
    Optional<TorchPrior> prior = prior(assembly, random.split(2));
    assembly.allocate(options.training().device());
    return new Networks(assembly, prior);
  }

  private TorchVae vae(Networks networks) {
    Assembly assembly = networks.assembly();
    TorchVae.Parts parts =
        new TorchVae.Parts(
            assembly.encoder(),
            assembly.decoder(),
            assembly.output(),
            networks.prior(),
            options.design().latentDimension());
    return new TorchVae(assembly.parameters(), parts, options.objective());
  }

  private Optional<TorchPrior> prior(Assembly assembly, SeededRandom random) {
    return switch (options.prior()) {
      case NORMAL -> Optional.empty();
      case MIXTURE ->
          Optional.of(
              TorchPrior.mixture(
                  assembly.parameters(),
                  options.components(),
                  options.design().latentDimension(),
                  random));
      case FLOW -> Optional.of(TorchPrior.flow(couplings(assembly, random)));
      case HIERARCHICAL ->
          Optional.of(TorchPrior.hierarchical(assembly.parameters(), levels(random)));
      case VAMP -> {
        int[] places = new int[options.components()];
        Arrays.setAll(places, k -> random.nextInt(training.count()));
        yield Optional.of(
            TorchPrior.vamp(
                assembly.parameters(),
                training.rows(places),
                rows.likelihood() == Likelihood.BERNOULLI,
                assembly.encoder()));
      }
    };
  }

  private TorchCouplings couplings(Assembly assembly, SeededRandom random) {
    return new TorchCouplings(
        assembly.parameters(),
        "prior.",
        options.design().latentDimension(),
        new TorchCouplings.Design(
            new SplineCoupling(PRIOR_BINS), PRIOR_STEPS, List.of(PRIOR_HIDDEN), Activation.RELU),
        random);
  }

  /**
   * Widths as in Burda et al. 2016, section 5.1. Outputs start near 0, and so p(z₁|z₂) near N(0,
   * I), but not at 0 itself: there z₂ has no say in z₁, and upper levels were lost more often.
   */
  private HierarchicalPrior levels(SeededRandom random) {
    int lower = options.design().latentDimension();
    int upper = options.upperDimension();
    Activation activation = options.design().network().activation();
    Network decoder =
        Architecture.dense(upper, LEVEL_HIDDEN, 2 * lower, activation, random.split(0));
    Network encoder =
        Architecture.dense(lower, LEVEL_HIDDEN, 2 * upper, activation, random.split(1));
    return new HierarchicalPrior(decoder, encoder);
  }

  private <M> M model(Networks networks, TrainingState state, Maker<M> maker) {
    DeepAnswers answers = networks.answers(state.best);
    RowMeans means = RowMeans.of(rows, answers, context.threads());
    return maker.make(answers, means.measures(state.epoch), Optional.of(state));
  }

  private <M extends Model & Density> FitResult<M> result(
      Networks networks, Trainer.Outcome outcome, Maker<M> maker) {
    TrainingState state = outcome.state();
    Optional<TrainingState> stopped =
        outcome.status() == FitStatus.CANCELLED ? Optional.of(state) : Optional.empty();
    DeepAnswers answers = networks.answers(state.best);
    RowMeans means = RowMeans.of(rows, answers, context.threads());
    VaeMeasures measures = means.measures(state.epoch);
    M model = maker.make(answers, measures, stopped);
    List<String> notes = new ArrayList<>(networks.assembly().notes());
    Summaries.greyNote(rows, conditioning).ifPresent(notes::add);
    Summaries.collapseNote(measures).ifPresent(notes::add);
    Summaries.upperCollapseNote(means).ifPresent(notes::add);
    return new FitResult<>(model, Summaries.report(rows, conditioning, means, outcome, notes));
  }
}
