package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.em.Engine;
import org.latent4j.em.Expectation;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.Moments;
import org.latent4j.em.MultiStart;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.BayesianGaussianMixture;
import org.latent4j.mixture.BayesianGaussianMixtureOptions;
import org.latent4j.mixture.ComponentWeights;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;

/** Fits Bayesian Gaussian mixtures: conditioning, prior, starts, variational Bayes, report. */
public final class BayesianMixtureFit {

  /** A component with less weight than this many average rows is dropped. */
  private static final double LEAST_ROWS = 0.5;

  private final Dataset data;
  private final DataSummary summary;
  private final BayesianGaussianMixtureOptions options;
  private final FitContext context;
  private final Engine engine;
  private final VarianceFloor floor;
  private final BayesianPrior prior;
  private final int components;

  private BayesianMixtureFit(
      Dataset data,
      DataSummary summary,
      BayesianGaussianMixtureOptions options,
      FitContext context) {
    this.data = data;
    this.summary = summary;
    this.options = options;
    this.context = context;
    engine = Engine.of(context);
    floor = VarianceFloor.relative(data, summary, GaussianMixtureOptions.DEFAULT_COVARIANCE_FLOOR);
    components = (int) Math.min(options.components(), data.rowCount());
    prior = prior();
  }

  /**
   * Fits a mixture.
   *
   * @param data complete rows
   * @param options most components, structure, priors, when to stop
   * @param context seed, threads, listener, start
   * @return the mixture and what happened
   */
  public static FitResult<BayesianGaussianMixture> run(
      Dataset data, BayesianGaussianMixtureOptions options, FitContext context) {
    FitResult<BayesianGaussianMixture> result = conditioned(data, options, context);
    FitReport report = result.report();
    List<Double> trace = report.trace();
    String kept =
        String.format(
            Locale.ROOT,
            "%d of %d components hold rows",
            result.model().componentCount(),
            options.components());
    String bound =
        trace.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "; evidence lower bound %.6f nats in the units that were fitted",
                trace.get(trace.size() - 1));
    return new FitResult<>(
        result.model(),
        new FitReport(
            report.status(),
            report.iterations(),
            report.logLikelihood(),
            report.weightTotal(),
            trace,
            report.starts(),
            List.of(kept + bound)));
  }

  private static FitResult<BayesianGaussianMixture> conditioned(
      Dataset data, BayesianGaussianMixtureOptions options, FitContext context) {
    DataSummary summary = DataSummary.of(data);
    summary.requireComplete("a variational Bayesian Gaussian mixture", ModelFamily.takingGaps());
    Conditioning conditioning = Conditioning.of(summary, gaussianOptions(options, 1));
    if (!conditioning.isNeeded()) {
      return new BayesianMixtureFit(data, summary, options, context).fit();
    }
    FitContext inner = context;
    if (context.start().isPresent()) {
      BayesianGaussianMixture start = requireStart(context, data, options);
      inner = context.withStart(with(start, conditioning.condition(start.gaussian())));
    }
    FitResult<BayesianGaussianMixture> result =
        conditioned(conditioning.encoding().apply(data), options, inner);
    FitResult<GaussianMixture> restored =
        conditioning.restore(new FitResult<>(result.model().gaussian(), result.report()), summary);
    return new FitResult<>(with(result.model(), restored.model()), restored.report());
  }

  private static BayesianGaussianMixture with(
      BayesianGaussianMixture mixture, GaussianMixture gaussian) {
    return new BayesianGaussianMixture(
        mixture.weightsPrior(),
        gaussian,
        mixture.counts(),
        mixture.meanPrecisions(),
        mixture.degreesOfFreedom());
  }

  private BayesianPrior prior() {
    CovarianceStructure structure = options.structure();
    int d = data.featureCount();
    boolean dense = !structure.isDiagonal();
    double degrees = options.degreesOfFreedomPrior();
    if (degrees == 0) {
      degrees = dense ? d : 1;
    }
    if (dense && !(degrees > d - 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "degrees-of-freedom-prior must be 0 (the default) or above %d (features - 1), got %s",
              d - 1,
              degrees));
    }
    double concentration =
        options.concentration() == 0 ? 1.0 / options.components() : options.concentration();
    return new BayesianPrior(
        structure,
        options.weightsPrior(),
        concentration,
        options.meanPrecision(),
        degrees,
        summary.means(),
        dense ? denseScale() : diagonalScale());
  }

  private Covariances denseScale() {
    Matrix covariance = floor.lift(Moments.of(data, engine).covariance());
    return new DenseCovariances(List.of(covariance.scaled(options.covariancePrior())));
  }

  private Covariances diagonalScale() {
    double[] variances = summary.variances();
    for (int j = 0; j < variances.length; j++) {
      variances[j] = Math.max(variances[j], floor.variance(j)) * options.covariancePrior();
    }
    if (options.structure().isSpherical()) {
      Arrays.fill(variances, Arrays.stream(variances).average().orElseThrow());
    }
    return new DiagonalCovariances(Matrix.wrap(1, variances.length, variances));
  }

  private FitResult<BayesianGaussianMixture> fit() {
    ExpectationMaximization.Limits limits =
        new ExpectationMaximization.Limits(options.iterations(), options.tolerance());
    if (context.start().isPresent()) {
      BayesianGaussianMixture start = requireStart(context, data, options);
      ExpectationMaximization.Run<BayesianPosterior> run =
          algorithm(start.componentCount())
              .run(
                  data,
                  new BayesianPosterior(prior, start.counts(), start.means(), start.covariances()),
                  limits,
                  observer("em", options.iterations()),
                  context.cancelled());
      return result(run, model(run.parameters()), List.of());
    }
    Dataset part = GaussianMixtureFit.part(data, components, context.seed());
    int shortIterations = Math.min(GaussianMixtureFit.SHORT_ITERATIONS, options.iterations());
    MultiStart.Outcome<BayesianPosterior> outcome =
        new MultiStart<>(() -> algorithm(components), posterior -> true)
            .run(
                starts(part),
                part,
                data,
                shortIterations,
                limits,
                phase ->
                    observer(phase, phase.equals("em") ? options.iterations() : shortIterations),
                context.cancelled());
    BayesianPosterior posterior = outcome.run().parameters();
    return result(outcome.run(), model(posterior).ordered(), outcome.reached());
  }

  private ExpectationMaximization<BayesianPosterior, ComponentStatistics> algorithm(int k) {
    return new ExpectationMaximization<>(
        engine,
        new BayesianExpectation(GaussianMaximization.shapeFor(options.structure()), k),
        new BayesianMaximization(),
        BayesianPosterior::parameterTerm);
  }

  /**
   * Partitions by k-means into k down to one groups: variational Bayes empties components but
   * hardly ever fills one again, so it is offered every number of them.
   */
  private List<Supplier<BayesianPosterior>> starts(Dataset part) {
    DataSummary partSummary = DataSummary.of(part);
    int count = GaussianMixtureFit.startCount(gaussianOptions(options, components), part);
    SeededRandom random = new SeededRandom(context.seed()).split(GaussianMixtureFit.START_STREAM);
    List<Supplier<BayesianPosterior>> starts = new ArrayList<>(count);
    for (int s = 0; s < count; s++) {
      int size = components - (int) Math.round((components - 1.0) * s / Math.max(1, count - 1));
      SeededRandom own = random.split(s);
      starts.add(
          () ->
              start(
                  part,
                  new MixtureStarts(part, partSummary, gaussianOptions(options, size), floor, null)
                      .make(1, own)
                      .get(0)
                      .get()
                      .ordered()));
    }
    return starts;
  }

  private static GaussianMixtureOptions gaussianOptions(
      BayesianGaussianMixtureOptions options, int k) {
    GaussianMixtureOptions defaults = GaussianMixtureOptions.defaults(k);
    return defaults.withStructure(options.structure()).withStarts(options.starts());
  }

  /** The posterior that a partition gives, the components that it lacks left at their prior. */
  private BayesianPosterior start(Dataset part, GaussianMixture partition) {
    ComponentStatistics.Shape shape = GaussianMaximization.shapeFor(options.structure());
    ComponentStatistics counted =
        engine.count(part, new GaussianExpectation(shape, partition.componentCount()), partition);
    ComponentStatistics all = new ComponentStatistics(shape, components, data.featureCount());
    System.arraycopy(counted.counts, 0, all.counts, 0, counted.counts.length);
    System.arraycopy(counted.means, 0, all.means, 0, counted.means.length);
    System.arraycopy(counted.scatters, 0, all.scatters, 0, counted.scatters.length);
    return BayesianMaximization.posterior(all, prior);
  }

  private static BayesianGaussianMixture requireStart(
      FitContext context, Dataset data, BayesianGaussianMixtureOptions options) {
    Model start = context.start().orElseThrow();
    if (!(start instanceof BayesianGaussianMixture mixture)
        || mixture.structure() != options.structure()
        || mixture.componentCount() > options.components()
        || mixture.featureCount() != data.featureCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the start must be a %s Bayesian mixture of at most %d components over %d features,"
                  + " got %s",
              options.structure().label(),
              options.components(),
              data.featureCount(),
              start instanceof BayesianGaussianMixture other
                  ? String.format(
                      Locale.ROOT,
                      "a %s one of %d over %d",
                      other.structure().label(),
                      other.componentCount(),
                      other.featureCount())
                  : "another kind of model"));
    }
    return mixture;
  }

  /** The components that hold rows; all of them while none does. */
  private BayesianGaussianMixture model(BayesianPosterior posterior) {
    double least = LEAST_ROWS * summary.weightTotal() / data.rowCount();
    double[] counts = posterior.counts();
    int[] kept = IntStream.range(0, counts.length).filter(c -> counts[c] >= least).toArray();
    if (kept.length == 0) {
      kept = IntStream.range(0, counts.length).toArray();
    }
    double[] weights = chosen(posterior.weights(), kept);
    double sum = Arrays.stream(weights).sum();
    GaussianMixture gaussian =
        new GaussianMixture(
            options.structure(),
            ComponentWeights.FREE,
            Arrays.stream(weights).map(w -> w / sum).toArray(),
            posterior.means().selectRows(kept),
            posterior.expected().permuted(kept));
    return new BayesianGaussianMixture(
        options.weightsPrior(),
        gaussian,
        chosen(counts, kept),
        chosen(posterior.meanPrecisions(), kept),
        chosen(posterior.degreesOfFreedom(), kept));
  }

  private static double[] chosen(double[] values, int[] kept) {
    return Arrays.stream(kept).mapToDouble(c -> values[c]).toArray();
  }

  private ExpectationMaximization.Observer<BayesianPosterior> observer(String phase, int limit) {
    return (iteration, posterior, mean, gain) ->
        context
            .listener()
            .progress(new FitProgress(phase, iteration, limit, mean, gain, () -> model(posterior)));
  }

  private FitResult<BayesianGaussianMixture> result(
      ExpectationMaximization.Run<BayesianPosterior> run,
      BayesianGaussianMixture model,
      List<Double> starts) {
    return new FitResult<>(
        model,
        new FitReport(
            run.status(),
            run.trace().size(),
            engine
                .count(data, new PredictiveExpectation(model.componentCount()), model)
                .logLikelihood(),
            run.weightTotal(),
            run.trace(),
            starts,
            List.of()));
  }

  /** Adds up the log predictive densities of rows. */
  private record PredictiveExpectation(int components)
      implements Expectation<BayesianGaussianMixture, ComponentStatistics> {

    @Override
    public long statisticsSize(int features) {
      return new GaussianExpectation(ComponentStatistics.Shape.DIAGONAL, components)
          .statisticsSize(features);
    }

    @Override
    public Counter<ComponentStatistics> begin(BayesianGaussianMixture model, int blockRows) {
      return new ComponentCounter(
          ComponentStatistics.Shape.DIAGONAL,
          model.evaluator(blockRows),
          components,
          model.means(),
          blockRows);
    }
  }
}
