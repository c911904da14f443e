package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Splits;
import org.latent4j.em.Engine;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.KnownComponents;
import org.latent4j.em.Moments;
import org.latent4j.em.MultiStart;
import org.latent4j.em.StepwisePasses;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.mixture.MixturePrior;
import org.latent4j.mixture.NoiseComponent;
import org.latent4j.mixture.UniformNoise;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;

/** Fits Gaussian mixtures: conditioning, starts, EM, report. */
public final class GaussianMixtureFit {

  static final long START_STREAM = 0x535441525453L;
  private static final long STEPWISE_STREAM = 0x53544550L;
  private static final int PART_ROWS = 2000;
  private static final double START_FLOPS = 2e9;
  private static final int MOST_STARTS = 24;
  private static final int LEAST_STARTS = 4;
  static final int SHORT_ITERATIONS = 15;

  private final Dataset data;
  private final DataSummary summary;
  private final GaussianMixtureOptions options;
  private final FitContext context;
  private final VarianceFloor floor;
  private final Engine engine;
  private final @Nullable UniformNoise noise;
  private final ParameterPrior prior;

  private GaussianMixtureFit(
      Dataset data,
      DataSummary summary,
      GaussianMixtureOptions options,
      FitContext context,
      Conditioning conditioning) {
    this.data = data;
    this.summary = summary;
    this.options = options;
    this.context = context;
    floor = VarianceFloor.relative(data, summary, options.covarianceFloor());
    engine = Engine.of(context);
    prior = prior(data, summary, options, engine);
    if (options.noise() == NoiseComponent.NONE) {
      noise = null;
    } else {
      NoiseBoxes boxes = new NoiseBoxes(data, floor, engine);
      noise = conditioning.keepsAngles() ? boxes.smallest() : boxes.alongFeatures();
    }
  }

  private static ParameterPrior prior(
      Dataset data, DataSummary summary, GaussianMixtureOptions options, Engine engine) {
    MixturePrior prior = options.prior();
    if (!prior.isConjugate()) {
      return ParameterPrior.ofWeights(prior.weightConcentration());
    }
    double n = summary.weightTotal();
    boolean whole = !options.structure().isDiagonal() && n > data.featureCount();
    Matrix covariance =
        whole ? Moments.of(data, engine).covariance() : Matrix.diagonal(summary.variances());
    return ParameterPrior.of(
        prior,
        options.structure(),
        options.components(),
        summary.means(),
        covariance.scaled(n > 1 ? n / (n - 1) : 1));
  }

  /**
   * Fits a mixture.
   *
   * @param data complete rows, at least k
   * @param options number of components, structure, when to stop
   * @param context seed, threads, listener, start
   * @return the mixture and what happened
   */
  public static FitResult<GaussianMixture> run(
      Dataset data, GaussianMixtureOptions options, FitContext context) {
    DataSummary summary = DataSummary.of(data);
    summary.requireComplete("a Gaussian mixture");
    if (data.rowCount() < options.components()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "k must be at most the number of rows (%d), got %d",
              data.rowCount(),
              options.components()));
    }
    KnownComponents.require(data, options.components());
    Conditioning conditioning = Conditioning.of(summary, options);
    if (!conditioning.isNeeded()) {
      return new GaussianMixtureFit(data, summary, options, context, conditioning).fit();
    }
    Dataset conditioned = conditioning.encoding().apply(data);
    FitContext inner =
        context.start().isPresent()
            ? context.withStart(conditioning.condition(requireStart(context, data, options)))
            : context;
    return conditioning.restore(
        new GaussianMixtureFit(
                conditioned, DataSummary.of(conditioned), options, inner, conditioning)
            .fit());
  }

  private FitResult<GaussianMixture> fit() {
    ExpectationMaximization.Limits limits =
        new ExpectationMaximization.Limits(options.iterations(), options.tolerance());
    if (context.start().isPresent()) {
      ExpectationMaximization.Run<GaussianMixture> run =
          algorithm(options.components())
              .run(
                  data, start(), limits, observer("em", options.iterations()), context.cancelled());
      return result(run, List.of());
    }
    Dataset part = part(data, options.components(), context.seed());
    int starts = startCount(options, part);
    List<Supplier<GaussianMixture>> made =
        new MixtureStarts(part, DataSummary.of(part), options, floor, noise)
            .make(starts, new SeededRandom(context.seed()).split(START_STREAM));
    int shortIterations = Math.min(SHORT_ITERATIONS, options.iterations());
    MultiStart.Outcome<GaussianMixture> outcome =
        new MultiStart<>(() -> algorithm(options.components()), this::isSound)
            .run(
                made,
                part,
                data,
                shortIterations,
                limits,
                phase ->
                    observer(phase, phase.equals("em") ? options.iterations() : shortIterations),
                context.cancelled());
    ExpectationMaximization.Run<GaussianMixture> run = outcome.run();
    boolean named = data.hasKnownComponents();
    return result(named ? run : run.withParameters(run.parameters().ordered()), outcome.reached());
  }

  /** The given start, with the box of these rows. */
  private GaussianMixture start() {
    GaussianMixture start = requireStart(context, data, options);
    return noise == null ? start : start.withNoise(noise, start.weights()[start.gaussianCount()]);
  }

  private static GaussianMixture requireStart(
      FitContext context, Dataset data, GaussianMixtureOptions options) {
    Model start = context.start().orElseThrow();
    if (!(start instanceof GaussianMixture mixture)
        || mixture.structure() != options.structure()
        || mixture.gaussianCount() != options.components()
        || mixture.hasNoiseComponent() != (options.noise() != NoiseComponent.NONE)
        || mixture.featureCount() != data.featureCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the start must be a %s mixture of %d components%s over %d features, got %s",
              options.structure().label(),
              options.components(),
              options.noise() == NoiseComponent.NONE ? "" : " and noise",
              data.featureCount(),
              start instanceof GaussianMixture other
                  ? String.format(
                      Locale.ROOT,
                      "a %s one of %d%s over %d",
                      other.structure().label(),
                      other.gaussianCount(),
                      other.hasNoiseComponent() ? " and noise" : "",
                      other.featureCount())
                  : "another kind of model"));
    }
    return mixture.weighted(options.weights());
  }

  private ExpectationMaximization<GaussianMixture, ComponentStatistics> algorithm(int repairs) {
    double meanRowWeight = summary.weightTotal() / data.rowCount();
    GaussianExpectation expectation =
        new GaussianExpectation(
            GaussianMaximization.shapeFor(options.structure()), options.components());
    GaussianMaximization maximization =
        new GaussianMaximization(
            options.structure(), options.weights(), floor, prior, meanRowWeight, repairs);
    ExpectationMaximization<GaussianMixture, ComponentStatistics> plain =
        new ExpectationMaximization<>(engine, expectation, maximization, prior::logDensity);
    return switch (options.acceleration()) {
      case NONE -> plain;
      case ANDERSON -> plain.accelerated(new ComponentCoordinates(summary));
      case STEPWISE ->
          plain
              .accelerated(new ComponentCoordinates(summary))
              .opened(
                  new StepwisePasses<>(
                      engine,
                      expectation,
                      maximization,
                      data.featureCount(),
                      meanRowWeight,
                      new SeededRandom(context.seed()).split(STEPWISE_STREAM).nextLong()));
    };
  }

  /** Some of the rows, for short runs. */
  static Dataset part(Dataset data, int components, long seed) {
    int rows = Math.max(PART_ROWS, 20 * components);
    return data.rowCount() <= rows
        ? data
        : HeapDataset.copyOf(
            Splits.subsample(data, rows, new SeededRandom(seed).split(START_STREAM)));
  }

  /** As many starts as a fixed amount of arithmetic allows. */
  static int startCount(GaussianMixtureOptions options, Dataset part) {
    if (options.starts() > 0) {
      return options.starts();
    }
    if (options.components() == 1) {
      return 1;
    }
    double d = part.featureCount();
    double perFeature = options.structure().isDiagonal() ? 6 : 2 * d;
    double flops =
        part.rowCount() * (double) options.components() * d * perFeature * SHORT_ITERATIONS;
    return (int) Math.max(LEAST_STARTS, Math.min(MOST_STARTS, START_FLOPS / flops));
  }

  /** A prior makes up for rows. */
  private boolean isSound(GaussianMixture mixture) {
    return options.prior().isConjugate() || isSound(mixture, summary.weightTotal(), floor);
  }

  /** A component on no more rows than its covariance needs, or on the floor, is spurious. */
  static boolean isSound(GaussianMixture mixture, double rows, VarianceFloor floor) {
    double least =
        mixture.structure().needsRowsForEachComponent() ? mixture.featureCount() + 1.5 : 2.5;
    for (int c = 0; c < mixture.gaussianCount(); c++) {
      if (mixture.weights()[c] * rows < least) {
        return false;
      }
    }
    FloorContact contact = new FloorContact(mixture, floor);
    return contact.collapsed().isEmpty() && !contact.holdsUpFewRows();
  }

  private ExpectationMaximization.Observer<GaussianMixture> observer(String phase, int limit) {
    return (iteration, mixture, mean, gain) ->
        context
            .listener()
            .progress(new FitProgress(phase, iteration, limit, mean, gain, () -> mixture));
  }

  private FitResult<GaussianMixture> result(
      ExpectationMaximization.Run<GaussianMixture> run, List<Double> starts) {
    List<String> notes = new ArrayList<>(run.repairs());
    notes.addAll(new FloorContact(run.parameters(), floor).notes(summary.weightTotal()));
    notes.addAll(KnownComponents.notes(data));
    if (options.prior().isPresent()) {
      notes.add(
          "the parameters are the mode of their posterior; the log likelihood is without prior");
    }
    if (run.parameters().hasNoiseComponent()) {
      double share = run.parameters().weights()[options.components()];
      notes.add(
          String.format(
              Locale.ROOT,
              "%.1f rows (%.1f %%) belong to no cluster: the noise component",
              share * summary.weightTotal(),
              100 * share));
    }
    return new FitResult<>(
        run.parameters(),
        new FitReport(
            run.status(),
            run.trace().size(),
            run.logLikelihood(),
            run.weightTotal(),
            run.trace(),
            starts,
            notes));
  }
}
