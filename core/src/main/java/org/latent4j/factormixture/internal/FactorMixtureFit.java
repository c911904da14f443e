package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Splits;
import org.latent4j.em.Engine;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.ExpectationMaximization.Run;
import org.latent4j.em.MultiStart;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.factormixture.FactorMixtureOptions;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.internal.VarianceFloor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Model;

/** Fits factor mixtures: conditioning, starts, EM, choice of dimensions, report. */
public final class FactorMixtureFit {

  private static final long START_STREAM = 0x464143544f52L;
  private static final int PART_ROWS = 2000;
  private static final double START_FLOPS = 2e9;
  private static final int MOST_STARTS = 6;
  private static final int LEAST_STARTS = 2;
  private static final int SHORT_ITERATIONS = 10;

  private static final int TRIAL_ITERATIONS = 30;
  private static final double ROUGH = 0.01; // of what one factor saves

  /** Up to so many features, scatters are counted whole: EM needs fewer iterations then. */
  private static final int DENSE_FEATURES = 64;

  private final Dataset data;
  private final DataSummary summary;
  private final FactorMixtureOptions options;
  private final FitContext context;
  private final VarianceFloor floor;

  private FactorMixtureFit(
      Dataset data, DataSummary summary, FactorMixtureOptions options, FitContext context) {
    this.data = data;
    this.summary = summary;
    this.options = options;
    this.context = context;
    floor = VarianceFloor.relative(data, summary, options.noiseFloor());
  }

  /**
   * Fits a mixture.
   *
   * @param data rows, at least k, of at least 2 features, each of which has values
   * @param options what to fit and when to stop
   * @param context seed, threads, listener, start
   * @return the mixture and what happened
   */
  public static FitResult<FactorMixture> run(
      Dataset data, FactorMixtureOptions options, FitContext context) {
    DataSummary summary = DataSummary.of(data);
    summary.requireObserved();
    int d = data.featureCount();
    if (d < 2) {
      throw new DataException("a mixture of factor analysers needs at least 2 features, got " + d);
    }
    if (options.latentDimension() >= d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latent must be between 0 and %d (features - 1), got %d",
              d - 1,
              options.latentDimension()));
    }
    if (data.rowCount() < options.components()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "k must be at most the number of rows (%d), got %d",
              data.rowCount(),
              options.components()));
    }
    if (context.start().isPresent()) {
      requireStart(context.start().get(), d, options);
    }
    PowersOfTwo powers = PowersOfTwo.of(summary, options.noise());
    if (powers.areNeeded()) {
      FitContext inner =
          context.start().isPresent()
              ? context.withStart(powers.condition((FactorMixture) context.start().get()))
              : context;
      return powers.restore(run(powers.apply(data), options, inner), summary);
    }
    return new FactorMixtureFit(data, summary, options, context).fit();
  }

  private static void requireStart(Model start, int d, FactorMixtureOptions options) {
    int q = options.latentDimension();
    boolean fits =
        start instanceof FactorMixture mixture
            && mixture.noise() == options.noise()
            && mixture.sharing() == options.sharing()
            && mixture.componentCount() == options.components()
            && mixture.featureCount() == d
            && (q == 0 || Arrays.stream(mixture.latentDimensions()).allMatch(l -> l == q));
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the start must be a mixture of %d components with %s factors, %s noise and share"
                  + " %s over %d features, got another model",
              options.components(),
              q == 0 ? "any" : Integer.toString(q),
              options.noise().label(),
              options.sharing().label(),
              d));
    }
  }

  private FitResult<FactorMixture> fit() {
    List<Double> reached = List.of();
    List<String> notes = new ArrayList<>();
    boolean chooses = options.latentDimension() == 0;
    Run<FactorMixture> run;
    if (context.start().isPresent()) {
      run = em("em", (FactorMixture) context.start().get(), chooses ? roughly() : limits());
    } else {
      MultiStart.Outcome<FactorMixture> outcome = fromStarts(chooses ? roughly() : limits());
      reached = outcome.reached();
      run = outcome.run();
    }
    if (chooses) {
      run = chosen(run, notes);
    }
    boolean reorder = context.start().isEmpty();
    return result(reorder ? run.withParameters(run.parameters().ordered()) : run, reached, notes);
  }

  /** Fewer factors while BIC falls, then EM to the end. */
  private Run<FactorMixture> chosen(Run<FactorMixture> run, List<String> notes) {
    int most = Arrays.stream(run.parameters().latentDimensions()).max().orElse(0);
    ExpectationMaximization.Limits trial =
        new ExpectationMaximization.Limits(
            Math.min(TRIAL_ITERATIONS, options.iterations()), roughly().tolerance());
    Run<FactorMixture> reduced =
        new LatentChoice(from -> em("fewer factors", from.parameters(), trial)).reduce(run);
    Run<FactorMixture> end =
        reduced.status() == FitStatus.CANCELLED
            ? reduced
            : em("em", reduced.parameters(), limits());
    notes.addAll(reduced.repairs());
    int[] factors = end.parameters().ordered().latentDimensions();
    boolean reached =
        context.start().isEmpty() && Arrays.stream(factors).anyMatch(factor -> factor == most);
    notes.add(
        "factors of the components, chosen by BIC: "
            + Arrays.stream(factors).mapToObj(Integer::toString).collect(Collectors.joining(", "))
            + (reached ? " (more than " + most + " were not tried)" : ""));
    return end;
  }

  /** Near enough to the end for a comparison by BIC, whose steps are d·ln n nats. */
  private ExpectationMaximization.Limits roughly() {
    double step = data.featureCount() * Math.log(Math.max(2, summary.weightTotal()));
    return new ExpectationMaximization.Limits(
        options.iterations(), Math.max(options.tolerance(), ROUGH * step));
  }

  private MultiStart.Outcome<FactorMixture> fromStarts(ExpectationMaximization.Limits limits) {
    SeededRandom random = new SeededRandom(context.seed()).split(START_STREAM);
    Dataset part = part(random);
    DataSummary known = summary.missingTotal() == 0 ? DataSummary.of(part) : summary;
    FactorStarts starts = new FactorStarts(part, known, options, floor);
    int q =
        options.latentDimension() > 0 ? options.latentDimension() : starts.enoughFactors(random);
    List<Supplier<FactorMixture>> made = starts.make(startCount(part.rowCount(), q), q, random);
    int shortIterations = Math.min(SHORT_ITERATIONS, options.iterations());
    return new MultiStart<>(() -> algorithm(q), this::isSound)
        .run(
            made,
            part,
            data,
            shortIterations,
            limits,
            phase -> observer(phase, phase.equals("em") ? options.iterations() : shortIterations),
            context.cancelled());
  }

  private Run<FactorMixture> em(
      String phase, FactorMixture start, ExpectationMaximization.Limits limits) {
    int most = Arrays.stream(start.latentDimensions()).max().orElse(0);
    return algorithm(most)
        .run(data, start, limits, observer(phase, limits.iterationLimit()), context.cancelled());
  }

  private ExpectationMaximization.Limits limits() {
    return new ExpectationMaximization.Limits(options.iterations(), options.tolerance());
  }

  private ExpectationMaximization<FactorMixture, FactorStatistics> algorithm(int factors) {
    int k = options.components();
    double meanRowWeight = summary.weightTotal() / data.rowCount();
    boolean dense = data.featureCount() <= DENSE_FEATURES;
    return new ExpectationMaximization<>(
        Engine.of(context),
        summary.missingTotal() > 0
            ? new ObservedFactorExpectation(k)
            : new FactorExpectation(k, Math.multiplyExact(k, factors), dense),
        new FactorMaximization(options.noise(), options.sharing(), floor, meanRowWeight, k));
  }

  private Dataset part(SeededRandom random) {
    int rows = Math.max(PART_ROWS, 20 * options.components());
    return data.rowCount() <= rows
        ? data
        : HeapDataset.copyOf(Splits.subsample(data, rows, random.split()));
  }

  /** As many starts as a fixed amount of arithmetic allows. */
  private int startCount(long partRows, int factors) {
    if (options.starts() > 0) {
      return options.starts();
    }
    if (options.components() == 1) {
      return 1;
    }
    double perFeature = 6.0 * factors + 12;
    double flops =
        partRows
            * (double) options.components()
            * data.featureCount()
            * perFeature
            * SHORT_ITERATIONS;
    return (int) Math.max(LEAST_STARTS, Math.min(MOST_STARTS, START_FLOPS / flops));
  }

  /** A component on no more rows than its factors need, or on the floor, is spurious. */
  private boolean isSound(FactorMixture mixture) {
    double[] weights = mixture.weights();
    int[] factors = mixture.latentDimensions();
    for (int c = 0; c < weights.length; c++) {
      double least = FactorMaximization.soundRows(options.sharing(), factors[c]);
      if (weights[c] * summary.weightTotal() < least) {
        return false;
      }
    }
    return onFloor(mixture).isEmpty();
  }

  /** Components whose noise lies at the floor in every feature. */
  private List<Integer> onFloor(FactorMixture mixture) {
    List<Integer> found = new ArrayList<>();
    for (int c = 0; c < mixture.componentCount(); c++) {
      double[] noise = mixture.covariances().get(c).noise();
      boolean all = true;
      for (int j = 0; j < noise.length && all; j++) {
        double least =
            options.noise() == NoiseStructure.ISOTROPIC ? floor.shared() : floor.variance(j);
        all = noise[j] <= least * (1 + 1e-9);
      }
      if (all) {
        found.add(c);
      }
    }
    return found;
  }

  private ExpectationMaximization.Observer<FactorMixture> observer(String phase, int limit) {
    return (iteration, mixture, mean, gain) ->
        context
            .listener()
            .progress(new FitProgress(phase, iteration, limit, mean, gain, () -> mixture));
  }

  private FitResult<FactorMixture> result(
      Run<FactorMixture> run, List<Double> starts, List<String> dimensions) {
    List<String> notes = new ArrayList<>(run.repairs());
    notes.addAll(dimensions);
    for (int c : onFloor(run.parameters())) {
      notes.add(
          String.format(
              Locale.ROOT,
              "component %d (%.1f rows) has noise at the floor in every feature:"
                  + " its factors describe its rows wholly",
              c + 1,
              run.parameters().weights()[c] * summary.weightTotal()));
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
