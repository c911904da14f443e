package org.latent4j.deep.internal;

import java.util.List;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.deep.Coupling;
import org.latent4j.deep.FlowOptions;
import org.latent4j.deep.Likelihood;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Model;

/** Fits a normalizing flow. */
public final class FlowFit {

  private static final String NAME = "a normalizing flow";
  private static final long START_STREAM = 0x5354415254L;

  private final DeepRows rows;
  private final FlowOptions options;
  private final Conditioning conditioning;
  private final TrainingRows training;

  /**
   * What a flow consists of.
   *
   * @param prior the distribution of codes
   */
  public record Parts(Conditioning conditioning, FlowNetwork network, CodePrior prior) {}

  /**
   * A model that a fit goes on from.
   *
   * @param stopped where its training was cancelled, if it was
   */
  public record Start(Parts parts, Optional<TrainingState> stopped) {}

  /**
   * Makes a model of its parts.
   *
   * @param <M> type of the model
   */
  @FunctionalInterface
  public interface Maker<M> {
    M make(Parts parts, int epochs, Optional<TrainingState> stopped);
  }

  private FlowFit(Dataset data, FlowOptions options, Optional<Start> start) {
    this.options = options;
    rows = new DeepRows(data, NAME, Likelihood.GAUSSIAN);
    conditioning = start.map(s -> s.parts().conditioning()).orElseGet(rows::conditioning);
    training =
        TrainingRows.of(rows.conditioned(conditioning), data.featureCount(), rows.weights(), false);
  }

  public static <M extends Model & Density> FitResult<M> fit(
      Dataset data,
      FlowOptions options,
      FitContext context,
      Optional<Start> start,
      Maker<M> maker) {
    FlowFit fit = new FlowFit(data, options, start);
    LibTorch.require();
    SeededRandom random = new SeededRandom(context.seed()).split(START_STREAM);
    try (FlatParameters parameters = new FlatParameters()) {
      TorchFlow flow = fit.network(parameters, random);
      parameters.allocate(LibTorch.device(options.training().device()));
      begin(flow, start);
      Trainer trainer =
          new Trainer(
              flow,
              fit.training,
              options.training(),
              context,
              now -> maker.make(fit.parts(flow, now), now.epoch, Optional.of(now)),
              System::nanoTime);
      TrainingState from = Trainer.start(start.flatMap(Start::stopped), parameters, fit.training);
      Trainer.Outcome outcome = trainer.train(from);
      TrainingState state = outcome.state();
      Optional<TrainingState> stopped =
          outcome.status() == FitStatus.CANCELLED ? Optional.of(state) : Optional.empty();
      M model = maker.make(fit.parts(flow, state), state.epoch, stopped);
      double logLikelihood = Summaries.logLikelihood(fit.rows, model);
      return new FitResult<>(
          model, Summaries.report(fit.rows, fit.conditioning, logLikelihood, outcome, List.of()));
    }
  }

  private TorchFlow network(FlatParameters parameters, SeededRandom random) {
    int d = training.width();
    CouplingMap coupling =
        options.coupling() == Coupling.SPLINE
            ? new SplineCoupling(options.bins())
            : new AffineCoupling();
    TorchCouplings map =
        new TorchCouplings(
            parameters,
            "",
            d,
            new TorchCouplings.Design(
                coupling, options.steps(), options.hidden(), options.activation()),
            random.split(0));
    Optional<TorchPrior> prior =
        options.components() > 1
            ? Optional.of(TorchPrior.mixture(parameters, options.components(), d, random.split(1)))
            : Optional.empty();
    return new TorchFlow(parameters, map, prior);
  }

  private static void begin(TorchFlow flow, Optional<Start> start) {
    start.ifPresent(
        from -> {
          float[] values = flow.parameters().values();
          flow.map().start(from.parts().network(), values);
          flow.prior().ifPresent(prior -> prior.start(from.parts().prior(), values));
          flow.parameters().set(values);
        });
  }

  private Parts parts(TorchFlow flow, TrainingState state) {
    return new Parts(
        conditioning,
        flow.map().network(state.best),
        flow.prior().map(p -> p.prior(state.best)).orElseGet(StandardNormalPrior::new));
  }
}
