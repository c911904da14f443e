package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.deep.Likelihood;
import org.latent4j.deep.VariationalAutoencoderOptions;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Model;

/** Fits a variational auto-encoder. */
public final class VaeFit {

  private static final String NAME = "a variational auto-encoder";
  private static final long START_STREAM = 0x5354415254L;
  private static final double MOST_COLLAPSED = 0.01;

  private final DeepRows rows;
  private final VariationalAutoencoderOptions options;
  private final Conditioning conditioning;
  private final TrainingRows training;

  /**
   * A model that a fit goes on from.
   *
   * @param stopped where its training was cancelled, if it was
   */
  public record Start(DeepModel parts, CodePrior prior, Optional<TrainingState> stopped) {}

  /**
   * Makes a model of its parts.
   *
   * @param <M> type of the model
   */
  @FunctionalInterface
  public interface Maker<M> {
    M make(DeepModel parts, CodePrior prior, VaeMeasures measures, Optional<TrainingState> stopped);
  }

  private VaeFit(Dataset data, VariationalAutoencoderOptions options, Optional<Start> start) {
    this.options = options;
    rows = new DeepRows(data, NAME, options.likelihood());
    conditioning = start.map(s -> s.parts().conditioning()).orElseGet(rows::conditioning);
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
    VaeFit fit = new VaeFit(data, options, start);
    LibTorch.require();
    try (Networks networks = fit.networks(new SeededRandom(context.seed()).split(START_STREAM))) {
      start.ifPresent(networks::start);
      TrainingState state =
          Trainer.start(start.flatMap(Start::stopped), networks.parameters(), fit.training);
      Trainer trainer =
          new Trainer(
              networks.vae(),
              fit.training,
              options.training(),
              context,
              now -> fit.checkpoint(networks, now, maker),
              System::nanoTime);
      Trainer.Outcome outcome = trainer.train(state);
      return fit.result(networks, outcome, maker);
    }
  }

  /** The networks in training. */
  private record Networks(
      FlatParameters parameters, TorchVae vae, TorchVae.Parts parts, Conditioning conditioning)
      implements AutoCloseable {

    DeepModel model(float[] values) {
      return new DeepModel(
          conditioning,
          parts.encoder().network(values),
          parts.decoder().network(values),
          parts.output().distribution(values));
    }

    CodePrior prior(float[] values) {
      return parts.prior().map(p -> p.prior(values)).orElseGet(StandardNormalPrior::new);
    }

    /** Goes on from a model instead. */
    void start(Start from) {
      float[] values = parameters.values();
      parts.encoder().start(from.parts().encoder(), values);
      parts.decoder().start(from.parts().decoder(), values);
      parts.output().start(from.parts().output(), values);
      parts.prior().ifPresent(p -> p.start(from.prior(), values));
      parameters.set(values);
    }

    @Override
    public void close() {
      parameters.close();
    }
  }

  private Networks networks(SeededRandom random) {
    int d = training.width();
    int q = options.latentDimension();
    List<Integer> hidden = options.hidden();
    int[] widths = new int[hidden.size() + 2];
    int[] back = new int[widths.length];
    widths[0] = d;
    back[0] = q;
    for (int i = 0; i < hidden.size(); i++) {
      widths[i + 1] = hidden.get(i);
      back[back.length - 2 - i] = hidden.get(i);
    }
    widths[widths.length - 1] = 2 * q;
    back[back.length - 1] = d;
    FlatParameters parameters = new FlatParameters();
    TorchDense encoder =
        new TorchDense(parameters, "encoder", widths, options.activation(), random.split(0));
    TorchDense decoder =
        new TorchDense(parameters, "decoder", back, options.activation(), random.split(1));
    TorchOutput output = output(parameters);
    Optional<TorchPrior> prior = prior(parameters, encoder, random.split(2));
    parameters.allocate();
    TorchVae.Parts parts = new TorchVae.Parts(encoder, decoder, output, prior, q);
    TorchVae.Goal goal =
        new TorchVae.Goal(
            options.objective(), options.beta(), options.samples(), options.training().freeBits());
    return new Networks(parameters, new TorchVae(parameters, parts, goal), parts, conditioning);
  }

  private TorchOutput output(FlatParameters parameters) {
    if (rows.likelihood() == Likelihood.BERNOULLI) {
      return TorchOutput.bernoulli();
    }
    double[] deviations = new double[training.width()];
    if (rows.likelihood() == Likelihood.GAUSSIAN) {
      Arrays.fill(deviations, 1);
      return TorchOutput.gaussian(parameters, TorchOutput.Noise.COLUMNS, deviations);
    }
    boolean fixed = options.deviation() > 0;
    Arrays.fill(deviations, fixed ? options.deviation() / conditioning.scales()[0] : 1);
    return TorchOutput.gaussian(
        parameters, fixed ? TorchOutput.Noise.FIXED : TorchOutput.Noise.SHARED, deviations);
  }

  private Optional<TorchPrior> prior(
      FlatParameters parameters, TorchDense encoder, SeededRandom random) {
    return switch (options.prior()) {
      case NORMAL -> Optional.empty();
      case MIXTURE ->
          Optional.of(
              TorchPrior.mixture(
                  parameters, options.components(), options.latentDimension(), random));
      case VAMP -> {
        int[] places = new int[options.components()];
        Arrays.setAll(places, k -> random.nextInt(training.count()));
        yield Optional.of(
            TorchPrior.vamp(
                parameters,
                training.rows(places),
                rows.likelihood() == Likelihood.BERNOULLI,
                encoder));
      }
    };
  }

  private <M> M checkpoint(Networks networks, TrainingState state, Maker<M> maker) {
    DeepModel parts = networks.model(state.best);
    CodePrior prior = networks.prior(state.best);
    return maker.make(parts, prior, measures(parts, prior, state.epoch), Optional.of(state));
  }

  private VaeMeasures measures(DeepModel parts, CodePrior prior, int epochs) {
    Evaluator evaluator = new Evaluator(parts.encoder(), parts.decoder(), parts.output(), prior);
    int q = parts.latentDimension();
    double[] weights = rows.weights();
    double total = rows.summary().weightTotal();
    double[] divergence = new double[1];
    double[] divergences = new double[q];
    double[] means = new double[q];
    double[] squares = new double[q];
    rows.visit(
        (from, block) -> {
          Matrix inner = conditioning.apply(block);
          double[] totals = evaluator.totalDivergences(inner);
          Matrix perDimension = evaluator.divergences(inner);
          Matrix codes = evaluator.encode(inner);
          for (int i = 0; i < totals.length; i++) {
            double share = weights[from + i] / total;
            divergence[0] += share * totals[i];
            for (int j = 0; j < q; j++) {
              divergences[j] += share * perDimension.get(i, j);
              means[j] += share * codes.get(i, j);
              squares[j] += share * codes.get(i, j) * codes.get(i, j);
            }
          }
        });
    Arrays.setAll(squares, j -> Math.max(0, squares[j] - means[j] * means[j]));
    return new VaeMeasures(divergence[0], divergences, squares, epochs);
  }

  private <M extends Model & Density> FitResult<M> result(
      Networks networks, Trainer.Outcome outcome, Maker<M> maker) {
    TrainingState state = outcome.state();
    boolean cancelled = outcome.status() == FitStatus.CANCELLED;
    DeepModel parts = networks.model(state.best);
    CodePrior prior = networks.prior(state.best);
    VaeMeasures measures = measures(parts, prior, state.epoch);
    M model = maker.make(parts, prior, measures, cancelled ? Optional.of(state) : Optional.empty());
    double total = rows.summary().weightTotal();
    double logJacobian = conditioning.logJacobian();
    List<String> notes = new ArrayList<>(notes(measures));
    notes.addAll(outcome.notes());
    FitReport report =
        new FitReport(
            outcome.status(),
            Math.max(1, state.epoch),
            logLikelihood(model),
            total,
            Arrays.stream(state.trace).map(b -> (b + logJacobian) * total).boxed().toList(),
            List.of(),
            notes);
    return new FitResult<>(model, report);
  }

  private double logLikelihood(Density model) {
    double[] weights = rows.weights();
    double[] sum = new double[1];
    rows.visit(
        (from, block) -> {
          double[] values = model.logDensity(block);
          for (int i = 0; i < values.length; i++) {
            sum[0] += weights[from + i] * values[i];
          }
        });
    return sum[0];
  }

  /** What the likelihood takes the rows for, and dimensions that tell nothing of them. */
  private List<String> notes(VaeMeasures measures) {
    List<String> notes = new ArrayList<>();
    if (rows.likelihood() == Likelihood.BERNOULLI) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the likelihood is of 0 and 1; values from 0 to %s are read as probabilities of 1, so"
                  + " log densities are of black-and-white rows",
              Double.toString(conditioning.scales()[0]).replaceAll("\\.0$", "")));
    }
    long collapsed =
        Arrays.stream(measures.divergences()).filter(kl -> kl < MOST_COLLAPSED).count();
    if (collapsed > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%d of %d latent dimensions tell less than %s nats of a row; take fewer, or add"
                  + " --warm-up or --free-bits",
              collapsed,
              measures.divergences().length,
              MOST_COLLAPSED));
    }
    return notes;
  }
}
