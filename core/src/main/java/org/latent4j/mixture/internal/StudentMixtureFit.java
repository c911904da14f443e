package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.em.Acceleration;
import org.latent4j.em.Engine;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.MultiStart;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.Freedom;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.StudentMixture;
import org.latent4j.mixture.StudentMixtureOptions;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;

/** Fits mixtures of t distributions: conditioning, starts, EM, report. */
public final class StudentMixtureFit {

  /** Degrees of freedom of a start: heavy tails at first, so that rows far away weigh little. */
  private static final double START_FREEDOM = 4;

  private final Dataset data;
  private final DataSummary summary;
  private final StudentMixtureOptions options;
  private final FitContext context;
  private final VarianceFloor floor;

  private StudentMixtureFit(
      Dataset data, DataSummary summary, StudentMixtureOptions options, FitContext context) {
    this.data = data;
    this.summary = summary;
    this.options = options;
    this.context = context;
    floor = VarianceFloor.relative(data, summary, options.covarianceFloor());
  }

  /**
   * Fits a mixture.
   *
   * @param data complete rows, at least k
   * @param options number of components, structure, degrees of freedom, when to stop
   * @param context seed, threads, listener, start
   * @return the mixture and what happened
   */
  public static FitResult<StudentMixture> run(
      Dataset data, StudentMixtureOptions options, FitContext context) {
    DataSummary summary = DataSummary.of(data);
    summary.requireComplete("a mixture of t distributions", ModelFamily.takingGaps());
    if (data.rowCount() < options.components()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "k must be at most the number of rows (%d), got %d",
              data.rowCount(),
              options.components()));
    }
    Conditioning conditioning = Conditioning.of(summary, options.gaussian());
    if (!conditioning.isNeeded()) {
      return new StudentMixtureFit(data, summary, options, context).fit();
    }
    Dataset conditioned = conditioning.encoding().apply(data);
    FitContext inner = context;
    if (context.start().isPresent()) {
      StudentMixture start = requireStart(context, data, options);
      inner = context.withStart(with(start, conditioning.condition(start.gaussian())));
    }
    FitResult<StudentMixture> result = run(conditioned, options, inner);
    FitResult<GaussianMixture> restored =
        conditioning.restore(new FitResult<>(result.model().gaussian(), result.report()), summary);
    return new FitResult<>(with(result.model(), restored.model()), restored.report());
  }

  private static StudentMixture with(StudentMixture mixture, GaussianMixture parts) {
    return new StudentMixture(parts, mixture.freedom(), mixture.degreesOfFreedom());
  }

  private FitResult<StudentMixture> fit() {
    ExpectationMaximization.Limits limits =
        new ExpectationMaximization.Limits(options.iterations(), options.tolerance());
    if (context.start().isPresent()) {
      ExpectationMaximization.Run<StudentMixture> run =
          algorithm(options.components())
              .run(
                  data,
                  requireStart(context, data, options),
                  limits,
                  observer("em", options.iterations()),
                  context.cancelled());
      return result(run, List.of());
    }
    Dataset part = GaussianMixtureFit.part(data, options.components(), context.seed());
    int shortIterations = Math.min(GaussianMixtureFit.SHORT_ITERATIONS, options.iterations());
    MultiStart.Outcome<StudentMixture> outcome =
        new MultiStart<>(
                () -> algorithm(options.components()),
                m -> GaussianMixtureFit.isSound(m.gaussian(), summary.weightTotal(), floor))
            .run(
                starts(part),
                part,
                data,
                shortIterations,
                limits,
                phase ->
                    observer(phase, phase.equals("em") ? options.iterations() : shortIterations),
                context.cancelled());
    ExpectationMaximization.Run<StudentMixture> run = outcome.run();
    return result(run.withParameters(run.parameters().ordered()), outcome.reached());
  }

  /** The starts of a Gaussian mixture on rows between fences, with heavy tails. */
  private List<Supplier<StudentMixture>> starts(Dataset part) {
    Dataset fenced = Fences.between(part);
    double nu = options.freedom() == Freedom.FIXED ? options.degreesOfFreedom() : START_FREEDOM;
    double[] degrees = new double[options.components()];
    Arrays.fill(degrees, nu);
    int count = GaussianMixtureFit.startCount(options.gaussian(), part);
    List<Supplier<StudentMixture>> starts = new ArrayList<>(count);
    for (Supplier<GaussianMixture> start :
        new MixtureStarts(fenced, DataSummary.of(fenced), options.gaussian(), floor, null)
            .make(count, new SeededRandom(context.seed()).split(GaussianMixtureFit.START_STREAM))) {
      starts.add(() -> new StudentMixture(start.get(), options.freedom(), degrees));
    }
    return starts;
  }

  private static StudentMixture requireStart(
      FitContext context, Dataset data, StudentMixtureOptions options) {
    Model start = context.start().orElseThrow();
    if (!(start instanceof StudentMixture mixture)
        || mixture.structure() != options.structure()
        || mixture.componentCount() != options.components()
        || mixture.featureCount() != data.featureCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the start must be a %s mixture of %d t distributions over %d features, got %s",
              options.structure().label(),
              options.components(),
              data.featureCount(),
              start instanceof StudentMixture other
                  ? String.format(
                      Locale.ROOT,
                      "a %s one of %d over %d",
                      other.structure().label(),
                      other.componentCount(),
                      other.featureCount())
                  : "another kind of model"));
    }
    return new StudentMixture(
        mixture.gaussian(), options.freedom(), startFreedom(mixture, options));
  }

  /** What a start's degrees of freedom are under other options than its own. */
  private static double[] startFreedom(StudentMixture start, StudentMixtureOptions options) {
    double[] degrees = start.degreesOfFreedom();
    switch (options.freedom()) {
      case FIXED -> Arrays.fill(degrees, options.degreesOfFreedom());
      case SHARED -> Arrays.fill(degrees, Arrays.stream(degrees).average().orElseThrow());
      case EACH -> {}
    }
    return degrees;
  }

  private ExpectationMaximization<StudentMixture, StudentStatistics> algorithm(int repairs) {
    ExpectationMaximization<StudentMixture, StudentStatistics> plain =
        new ExpectationMaximization<>(
            Engine.of(context),
            new StudentExpectation(
                GaussianMaximization.shapeFor(options.structure()), options.components()),
            new StudentMaximization(
                options, floor, summary.weightTotal() / data.rowCount(), repairs));
    return options.acceleration() == Acceleration.NONE
        ? plain
        : plain.accelerated(new StudentCoordinates(summary));
  }

  private ExpectationMaximization.Observer<StudentMixture> observer(String phase, int limit) {
    return (iteration, mixture, mean, gain) ->
        context
            .listener()
            .progress(new FitProgress(phase, iteration, limit, mean, gain, () -> mixture));
  }

  private FitResult<StudentMixture> result(
      ExpectationMaximization.Run<StudentMixture> run, List<Double> starts) {
    StudentMixture mixture = run.parameters();
    List<String> notes = new ArrayList<>(run.repairs());
    notes.addAll(new FloorContact(mixture.gaussian(), floor).notes(summary.weightTotal()));
    if (options.freedom() != Freedom.FIXED) {
      notes.addAll(boundNotes(mixture));
    }
    return new FitResult<>(
        mixture,
        new FitReport(
            run.status(),
            run.trace().size(),
            run.logLikelihood(),
            run.weightTotal(),
            run.trace(),
            starts,
            notes));
  }

  private static List<String> boundNotes(StudentMixture mixture) {
    List<String> notes = new ArrayList<>();
    double[] degrees = mixture.degreesOfFreedom();
    boolean shared = mixture.freedom() == Freedom.SHARED;
    for (int c = 0; c < (shared ? 1 : degrees.length); c++) {
      String who =
          shared ? "the components share" : String.format(Locale.ROOT, "component %d has", c + 1);
      if (degrees[c] >= StudentMixtureOptions.MOST_FREEDOM) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s %s degrees of freedom, the most that are estimated: as good as Gaussian",
                who,
                degrees[c]));
      } else if (degrees[c] <= StudentMixtureOptions.LEAST_FREEDOM) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s %s degrees of freedom, the fewest that are estimated: the tails would be"
                    + " heavier still",
                who,
                degrees[c]));
      }
    }
    return notes;
  }
}
