package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.deep.AutoencoderOptions;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Model;

/**
 * Fits an auto-encoder, and then what makes it generative. The posterior of a code is taken as
 * normal about e(x) with the same variances s² for all rows: for a decoder that is linear near e(x)
 * the bound is greatest at 1/sⱼ² = 1/Var(zⱼ) + E[Σ (∂oᵢ/∂zⱼ)²·I(oᵢ)], with I the Fisher information
 * of the outputs o. Codes with that noise are what the mixture is fitted to, so that it too raises
 * the bound.
 */
public final class AutoencoderFit {

  private static final String NAME = "an auto-encoder";
  private static final long START_STREAM = 0x5354415254L;
  private static final long CODES_STREAM = 0x434F444553L;
  private static final int PROBED_ROWS = 1000;
  private static final double PROBE = 1e-4;
  private static final double LEAST_VARIANCE = 1e-12;
  private static final int LEAST_ROWS_PER_COMPONENT = 5;

  private final DeepRows rows;
  private final AutoencoderOptions options;
  private final FitContext context;
  private final Conditioning conditioning;
  private final TrainingRows training;
  private final Optional<Start> start;

  /**
   * A model that a fit goes on from.
   *
   * @param parts whose encoder gives means and variances
   * @param stopped where its training was cancelled, if it was
   */
  public record Start(DeepModel parts, FittedPrior prior, Optional<TrainingState> stopped) {}

  /**
   * Makes a model of its parts.
   *
   * @param <M> type of the model
   */
  @FunctionalInterface
  public interface Maker<M> {
    M make(DeepAnswers answers, VaeMeasures measures, Optional<TrainingState> stopped);
  }

  private AutoencoderFit(
      Dataset data, AutoencoderOptions options, FitContext context, Optional<Start> start) {
    this.options = options;
    this.context = context;
    this.start = start;
    rows = new DeepRows(data, NAME, options.design().likelihood());
    conditioning = start.map(s -> s.parts().conditioning()).orElseGet(rows::conditioning);
    training =
        TrainingRows.of(rows.conditioned(conditioning), data.featureCount(), rows.weights(), false);
  }

  public static <M extends Model & Density> FitResult<M> fit(
      Dataset data,
      AutoencoderOptions options,
      FitContext context,
      Optional<Start> start,
      Maker<M> maker) {
    AutoencoderFit fit = new AutoencoderFit(data, options, context, start);
    LibTorch.require();
    SeededRandom random = new SeededRandom(context.seed()).split(START_STREAM);
    try (Assembly assembly =
        new Assembly(fit.rows, fit.conditioning, options.design(), 1, options.sparsity(), random)) {
      assembly.allocate(options.training().device());
      start.ifPresent(from -> begin(assembly, from.parts()));
      TorchAutoencoder network =
          new TorchAutoencoder(
              assembly,
              data.featureCount(),
              new TorchAutoencoder.Damage(options.noise(), options.masking()),
              options.contraction());
      Trainer trainer =
          new Trainer(
              network,
              fit.training,
              options.training(),
              context,
              state -> fit.model(assembly, state, maker),
              System::nanoTime);
      TrainingState from =
          Trainer.start(start.flatMap(Start::stopped), assembly.parameters(), fit.training);
      return fit.result(assembly, trainer.train(from), maker);
    }
  }

  private static void begin(Assembly assembly, DeepModel from) {
    float[] values = assembly.parameters().values();
    assembly.start(from.withEncoder(from.encoder().withOutputs(0, assembly.latent())), values);
    assembly.parameters().set(values);
  }

  private <M extends Model & Density> FitResult<M> result(
      Assembly assembly, Trainer.Outcome outcome, Maker<M> maker) {
    TrainingState state = outcome.state();
    List<String> notes = new ArrayList<>(assembly.notes());
    Summaries.greyNote(rows, conditioning).ifPresent(notes::add);
    Optional<TrainingState> stopped =
        outcome.status() == FitStatus.CANCELLED ? Optional.of(state) : Optional.empty();
    DeepAnswers answers = answers(assembly, state, notes);
    RowMeans means = RowMeans.of(rows, answers, context.threads());
    M model = maker.make(answers, means.measures(state.epoch), stopped);
    return new FitResult<>(model, Summaries.report(rows, conditioning, means, outcome, notes));
  }

  /** The model as it stands. */
  private <M> M model(Assembly assembly, TrainingState state, Maker<M> maker) {
    DeepAnswers answers = answers(assembly, state, new ArrayList<>());
    RowMeans means = RowMeans.of(rows, answers, context.threads());
    return maker.make(answers, means.measures(state.epoch), Optional.of(state));
  }

  private DeepAnswers answers(Assembly assembly, TrainingState state, List<String> notes) {
    DeepModel plain = assembly.model(state.best);
    double[] weights = rows.weights();
    Matrix codes = codes(plain);
    double[] deviations = deviations(plain, codes, weights);
    GaussianMixture mixture = mixture(codes, deviations, weights, notes);
    DeepModel parts = plain.withEncoder(plain.encoder().withConstants(logVariances(deviations)));
    return new DeepAnswers(parts, new FittedPrior(mixture));
  }

  private static double[] logVariances(double[] deviations) {
    // Weights are of single precision, and so are these.
    return Arrays.stream(deviations).map(s -> (float) (2 * Math.log(s))).toArray();
  }

  private Matrix codes(DeepModel plain) {
    int q = plain.latentDimension();
    double[] values = new double[rows.weights().length * q];
    rows.visit(
        (from, block) -> {
          double[] part = plain.encoder().apply(conditioning.apply(block)).values();
          System.arraycopy(part, 0, values, from * q, part.length);
        });
    return Matrix.wrap(values.length / q, q, values);
  }

  private double[] deviations(DeepModel plain, Matrix codes, double[] weights) {
    int q = codes.columns();
    double[] variances = variances(codes, weights);
    int[] probed = rows.evenly(PROBED_ROWS);
    Matrix some = codes.selectRows(probed);
    Matrix information = plain.output().information(plain.decoder().apply(some));
    double total = Arrays.stream(probed).mapToDouble(i -> weights[i]).sum();
    double[] deviations = new double[q];
    for (int j = 0; j < q; j++) {
      double step = PROBE * Math.sqrt(variances[j]);
      double[] after = plain.decoder().apply(moved(some, j, step)).values();
      double[] before = plain.decoder().apply(moved(some, j, -step)).values();
      int d = information.columns();
      double sum = 0;
      for (int p = 0; p < after.length; p++) {
        double slope = (after[p] - before[p]) / (2 * step);
        sum += weights[probed[p / d]] * slope * slope * information.values()[p];
      }
      deviations[j] = Math.sqrt(1 / (1 / variances[j] + sum / total));
    }
    return deviations;
  }

  private static double[] variances(Matrix codes, double[] weights) {
    int q = codes.columns();
    double total = Arrays.stream(weights).sum();
    double[] variances = new double[q];
    for (int j = 0; j < q; j++) {
      double mean = 0;
      for (int i = 0; i < codes.rows(); i++) {
        mean += weights[i] / total * codes.get(i, j);
      }
      for (int i = 0; i < codes.rows(); i++) {
        double r = codes.get(i, j) - mean;
        variances[j] += weights[i] / total * r * r;
      }
      variances[j] = Math.max(variances[j], LEAST_VARIANCE);
    }
    return variances;
  }

  private static Matrix moved(Matrix codes, int column, double step) {
    double[] values = codes.toArray();
    for (int i = column; i < values.length; i += codes.columns()) {
      values[i] += step;
    }
    return Matrix.wrap(codes.rows(), codes.columns(), values);
  }

  /** Fits to codes with noise, which for a row depends on its code alone. */
  private GaussianMixture mixture(
      Matrix codes, double[] deviations, double[] weights, List<String> notes) {
    int q = codes.columns();
    SeededRandom random = new SeededRandom(context.seed()).split(CODES_STREAM);
    double[] noisy = codes.toArray();
    for (int i = 0; i < codes.rows(); i++) {
      SeededRandom ofRow = random.split(Arrays.hashCode(codes.row(i)));
      for (int j = 0; j < q; j++) {
        noisy[i * q + j] += deviations[j] * ofRow.nextGaussian();
      }
    }
    Dataset data =
        HeapDataset.builder(Schema.numeric(q), Matrix.wrap(codes.rows(), q, noisy))
            .weights(weights)
            .build();
    int most =
        (int) Math.max(1, rows.summary().weightTotal() / (LEAST_ROWS_PER_COMPONENT * (q + 1)));
    int k = Math.min(options.components(), most);
    if (k < options.components()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the mixture of the codes has %d components, not %d: there are not enough rows",
              k,
              options.components()));
    }
    FitContext mixtureContext =
        FitContext.defaults().withSeed(context.seed()).withThreads(context.threads());
    Optional<GaussianMixture> from =
        start.map(s -> s.prior().mixture()).filter(m -> m.componentCount() == k);
    FitResult<GaussianMixture> fitted =
        GaussianMixture.fit(
            data,
            mixtureOptions(k),
            from.isPresent() ? mixtureContext.withStart(from.get()) : mixtureContext);
    fitted.report().notes().forEach(note -> notes.add("mixture of the codes: " + note));
    return fitted.model();
  }

  /** Sparse codes have many dimensions, and each dimension has its own spike at 0. */
  private GaussianMixtureOptions mixtureOptions(int k) {
    GaussianMixtureOptions full = GaussianMixtureOptions.defaults(k);
    return options.sparsity() > 0 ? full.withStructure(CovarianceStructure.DIAGONAL) : full;
  }
}
