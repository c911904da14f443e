package org.latent4j.mixedmixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Splits;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.ExpectationMaximization.Run;
import org.latent4j.em.KnownComponents;
import org.latent4j.em.LocalEngine;
import org.latent4j.em.MultiStart;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.Distribution;
import org.latent4j.mixedmixture.MixedMixture;
import org.latent4j.mixedmixture.MixedMixtureOptions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.internal.VarianceFloor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;

/** Fits mixed mixtures: what each column is, starts, EM, report. */
public final class MixedMixtureFit {

  private static final long START_STREAM = 0x4d49584544L;
  private static final int PART_ROWS = 2000;
  private static final double START_FLOPS = 5e8;
  private static final int MOST_STARTS = 12;
  private static final int LEAST_STARTS = 4;
  private static final int SHORT_ITERATIONS = 15;

  private final Dataset data;
  private final DataSummary summary;
  private final MixedMixtureOptions options;
  private final FitContext context;
  private final ColumnStudy study;
  private final int[] numbers;
  private final VarianceFloor floor;
  private final List<Estimator> estimators = new ArrayList<>();

  private MixedMixtureFit(
      Dataset data, DataSummary summary, MixedMixtureOptions options, FitContext context) {
    this.data = data;
    this.summary = summary;
    this.options = options;
    this.context = context;
    study = ColumnStudy.of(data, options.counts());
    numbers =
        IntStream.range(0, data.featureCount())
            .filter(j -> study.distribution(j) == Distribution.GAUSSIAN)
            .toArray();
    floor = VarianceFloor.relative(data, summary, options.covarianceFloor());
    addEstimators();
  }

  /**
   * Fits a mixture.
   *
   * @param data rows, at least k
   * @param options what to fit and when to stop
   * @param context seed, threads, listener, start
   * @return the mixture and what happened
   */
  public static FitResult<MixedMixture> run(
      Dataset data, MixedMixtureOptions options, FitContext context) {
    MixedMixture.refusal(data.schema())
        .ifPresent(
            sentence -> {
              throw new DataException(sentence);
            });
    DataSummary summary = DataSummary.of(data);
    if (data.rowCount() < options.components()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "k must be at most the number of rows (%d), got %d",
              data.rowCount(),
              options.components()));
    }
    KnownComponents.require(data, options.components());
    return new MixedMixtureFit(data, summary, options, context).fit();
  }

  private void addEstimators() {
    int k = options.components();
    double[] means = summary.means();
    double[] variances = summary.variances();
    for (int j : numbers) {
      means[j] = Double.isNaN(means[j]) ? 0 : means[j]; // nothing was observed
      variances[j] = Double.isNaN(variances[j]) ? 1 : variances[j];
    }
    boolean together = options.covariance() == CovarianceStructure.FULL && numbers.length > 1;
    if (together) {
      estimators.add(
          new BlockEstimator(
              numbers,
              k,
              Arrays.stream(numbers).mapToDouble(j -> means[j]).toArray(),
              Arrays.stream(numbers).mapToDouble(j -> variances[j]).toArray(),
              VarianceFloor.of(Arrays.stream(numbers).mapToDouble(floor::variance).toArray())));
    }
    for (int j = 0; j < data.featureCount(); j++) {
      Distribution distribution = study.distribution(j);
      switch (distribution) {
        case GAUSSIAN -> {
          if (!together) {
            estimators.add(new NumberEstimator(j, k, means[j], variances[j], floor.variance(j)));
          }
        }
        case BERNOULLI, CATEGORICAL ->
            estimators.add(
                new LevelEstimator(distribution, j, k, study.levelWeights(j), options.smoothing()));
        case POISSON, NEGATIVE_BINOMIAL ->
            estimators.add(
                new CountEstimator(
                    distribution,
                    j,
                    k,
                    study.counts(j),
                    study.countWeights(j),
                    options.smoothing()));
      }
    }
  }

  private FitResult<MixedMixture> fit() {
    ExpectationMaximization.Limits limits =
        new ExpectationMaximization.Limits(options.iterations(), options.tolerance());
    if (context.start().isPresent()) {
      return result(
          algorithm()
              .run(
                  data,
                  requireStart(context.start().get()),
                  limits,
                  observer("em", options.iterations()),
                  context.cancelled()),
          List.of());
    }
    SeededRandom random = new SeededRandom(context.seed()).split(START_STREAM);
    Dataset part = part(random);
    List<Supplier<MixedMixture>> starts =
        new MixedStarts(
                part,
                IntStream.range(0, data.featureCount()).mapToObj(study::distribution).toList(),
                IntStream.range(0, data.featureCount()).map(study::levels).toArray(),
                estimators,
                options.components())
            .make(startCount(part), random);
    int shortIterations = Math.min(SHORT_ITERATIONS, options.iterations());
    MultiStart.Outcome<MixedMixture> outcome =
        new MultiStart<>(this::algorithm, this::isSound)
            .run(
                starts,
                part,
                data,
                shortIterations,
                limits,
                phase ->
                    observer(phase, phase.equals("em") ? options.iterations() : shortIterations),
                context.cancelled());
    Run<MixedMixture> run = outcome.run();
    return result(
        data.hasKnownComponents() ? run : run.withParameters(run.parameters().ordered()),
        outcome.reached());
  }

  private ExpectationMaximization<MixedMixture, MixedStatistics> algorithm() {
    MixedMaximization maximization = new MixedMaximization(estimators);
    return new ExpectationMaximization<>(
        new LocalEngine(context.threads()),
        new MixedExpectation(estimators, options.components()),
        maximization,
        maximization::logPrior);
  }

  /** Without smoothing a part could rule out what only the other rows hold. */
  private Dataset part(SeededRandom random) {
    int rows = Math.max(PART_ROWS, 20 * options.components());
    return data.rowCount() <= rows || options.smoothing() == 0
        ? data
        : HeapDataset.copyOf(Splits.subsample(data, rows, random.split()));
  }

  /** As many starts as a fixed amount of arithmetic allows. */
  private int startCount(Dataset part) {
    if (options.starts() > 0) {
      return options.starts();
    }
    if (options.components() == 1) {
      return 1;
    }
    double w = numbers.length;
    boolean together = options.covariance() == CovarianceStructure.FULL;
    double perRow = 6 * (data.featureCount() - w) + (together ? 2 * w * w : 6 * w) + 10;
    double flops = part.rowCount() * (double) options.components() * perRow * SHORT_ITERATIONS;
    return (int) Math.max(LEAST_STARTS, Math.min(MOST_STARTS, START_FLOPS / flops));
  }

  private MixedMixture requireStart(Model start) {
    if (start instanceof MixedMixture mixture
        && mixture.featureCount() == data.featureCount()
        && mixture.componentCount() == options.components()
        && fits(mixture)) {
      return mixture;
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "the start must be a mixed mixture of %d components with %s covariances over the same"
                + " %d columns, got another model",
            options.components(),
            options.covariance().label(),
            data.featureCount()));
  }

  private boolean fits(MixedMixture mixture) {
    for (int p = 0; p < estimators.size(); p++) {
      Part expected = estimators.get(p).whole();
      boolean there = p < mixture.parts().size();
      if (!there
          || !Arrays.equals(expected.features(), mixture.parts().get(p).features())
          || expected.distribution() != mixture.parts().get(p).distribution()
          || expected.parameterCount() != mixture.parts().get(p).parameterCount()) {
        return false;
      }
    }
    return mixture.parts().size() == estimators.size();
  }

  /** A component on no more rows than its covariance needs, or on the floor, is spurious. */
  private boolean isSound(MixedMixture mixture) {
    boolean together = options.covariance() == CovarianceStructure.FULL && numbers.length > 1;
    double least = together ? numbers.length + 1.5 : 2.5;
    return Arrays.stream(mixture.weights()).allMatch(w -> w * summary.weightTotal() >= least)
        && onFloor(mixture).length == 0;
  }

  /** Components of numbers none of which varies above the floor. */
  private int[] onFloor(MixedMixture mixture) {
    return IntStream.range(0, numbers.length == 0 ? 0 : options.components())
        .filter(
            c -> {
              for (Part part : mixture.parts()) {
                for (int f = 0; f < part.features().length; f++) {
                  double least = floor.variance(part.features()[f]) * (1 + 1e-9);
                  if (variance(part, c, f) > least) {
                    return false;
                  }
                }
              }
              return true;
            })
        .toArray();
  }

  /** Variance of a number in a component; 0 for what is none. */
  private static double variance(Part part, int c, int f) {
    if (part instanceof NumberPart number) {
      return number.variance(c);
    }
    return part instanceof GaussianPart block ? block.covariances().variance(c, f) : 0;
  }

  private ExpectationMaximization.Observer<MixedMixture> observer(String phase, int limit) {
    return (iteration, mixture, mean, gain) ->
        context
            .listener()
            .progress(new FitProgress(phase, iteration, limit, mean, gain, () -> mixture));
  }

  private FitResult<MixedMixture> result(Run<MixedMixture> run, List<Double> starts) {
    List<String> notes = new ArrayList<>(run.repairs());
    notes.addAll(countNotes());
    double[] weights = run.parameters().weights();
    for (int c = 0; c < weights.length; c++) {
      if (weights[c] * data.rowCount() < 0.5) {
        notes.add(
            String.format(
                Locale.ROOT, "component %d has lost its rows; fewer components would do", c + 1));
      }
    }
    for (int c : onFloor(run.parameters())) {
      notes.add(
          String.format(
              Locale.ROOT,
              "component %d (%.1f rows) has all its variances at the floor",
              c + 1,
              weights[c] * summary.weightTotal()));
    }
    if (options.smoothing() > 0 && numbers.length < data.featureCount()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "discrete columns are smoothed by %s per component; the log likelihood is that"
                  + " of the rows alone",
              options.smoothing() == 1
                  ? "1 row"
                  : Double.toString(options.smoothing()).replaceAll("\\.0$", "") + " rows"));
    }
    notes.addAll(KnownComponents.notes(data));
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

  /** What columns of whole numbers were taken for. */
  private List<String> countNotes() {
    List<String> notes = new ArrayList<>();
    for (Distribution distribution : Distribution.values()) {
      List<String> names = new ArrayList<>();
      for (int j = 0; j < data.featureCount(); j++) {
        Column column = data.schema().features().get(j);
        if (column.kind() == ColumnKind.COUNT && study.distribution(j) == distribution) {
          names.add("'" + column.name() + "'");
        }
      }
      if (!names.isEmpty()) {
        String what = distribution.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        notes.add(
            "whole numbers taken for "
                + (distribution == Distribution.GAUSSIAN
                    ? "measurements"
                    : (distribution == Distribution.POISSON ? "Poisson" : what) + " counts")
                + ": "
                + String.join(", ", names.subList(0, Math.min(names.size(), 12)))
                + (names.size() > 12 ? " … (" + names.size() + " in all)" : ""));
      }
    }
    return notes;
  }
}
