package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Workers;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Encoder;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitListener;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitResult;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Parameter;
import org.latent4j.model.Sampler;
import org.latent4j.model.Settings;

/**
 * How well the parameters of a model are known, by fitting it again to rows that could as well have
 * been there (Efron 1979, doi:10.1214/aos/1176344552; for mixtures O'Hagan, Murphy, Scrucca and
 * Gormley 2019, doi:10.1007/s00180-019-00897-9). The rows are drawn with replacement from the given
 * ones, or from the model. Each refit goes on from the model, with its settings and its scaling of
 * the columns; its components are matched to those of the model by the rows they share, its
 * loadings by the rotation that brings them nearest (Milan and Whittaker 1995,
 * doi:10.2307/2986196).
 *
 * <p>The standard error of a number is its standard deviation over the refits (divisor one less
 * than their count), the interval lies between its percentiles, interpolated between neighbours.
 * Both are in the user's units, but for numbers that belong to no feature, such as the noise
 * variance of probabilistic PCA, which are those of the scaled columns. What matching cannot tell,
 * such as two components that change places where they overlap, widens them, as it should.
 *
 * <p>With weights, as many rows are drawn as the weights sum to, each with a probability in
 * proportion to its own. Costs one fit for each replicate, from a start that is near. The answer
 * does not depend on the number of threads.
 */
public final class ParameterBootstrap {

  private static final String NAME = "bootstrap";
  private static final long STREAM = 0x50424F4F54L;
  private static final long MATCHING = -1;
  private static final int MATCHING_ROWS = 2000;
  private static final String LATENT = "latent";

  /** Where the rows of a replicate come from. */
  public enum Source {
    /** From the given rows, with replacement; nothing is taken for granted but them. */
    ROWS,
    /** From the model, which is taken for true. */
    MODEL
  }

  /**
   * How it is done.
   *
   * @param replicates how many refits, at least 2
   * @param level probability of an interval, in (0, 1)
   * @param source where the rows of a replicate come from
   */
  public record Options(int replicates, double level, Source source) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Options {
      if (replicates < 2) {
        throw new IllegalArgumentException("replicates must be at least 2, got " + replicates);
      }
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException("level must be between 0 and 1, got " + level);
      }
    }

    /**
     * 200 refits to the rows, intervals of 95 %.
     *
     * @return the defaults
     */
    public static Options defaults() {
      return new Options(200, 0.95, Source.ROWS);
    }
  }

  /**
   * What is known of one number.
   *
   * @param parameter it belongs to
   * @param places along the axes of the parameter, from 0
   * @param estimate of the model
   * @param standardError standard deviation over the refits
   * @param bias mean over the refits − estimate
   * @param low lower end of the interval
   * @param high upper end of the interval
   */
  public record Interval(
      Parameter parameter,
      List<Integer> places,
      double estimate,
      double standardError,
      double bias,
      double low,
      double high) {

    /** Copies the places. */
    public Interval {
      places = List.copyOf(places);
    }

    /**
     * Where it stands along an axis.
     *
     * @param axis a kind of axis
     * @param nth which of the axes of that kind, from 0
     * @return the place from 0, or nothing if there is no such axis
     */
    public Optional<Integer> place(Parameter.Axis axis, int nth) {
      int seen = 0;
      for (int a = 0; a < places.size(); a++) {
        if (parameter.axes().get(a) == axis && seen++ == nth) {
          return Optional.of(places.get(a));
        }
      }
      return Optional.empty();
    }
  }

  /**
   * The answer.
   *
   * @param intervals of each number; of symmetric matrices the lower triangle
   * @param replicates refits that count
   * @param failed refits that could not be done
   * @param unconverged refits among those that count that stopped at a limit of iterations
   * @param failure why the first of them failed; empty when none did
   */
  public record Result(
      List<Interval> intervals, int replicates, int failed, int unconverged, String failure) {

    /** Copies the list. */
    public Result {
      intervals = List.copyOf(intervals);
    }
  }

  private final Model model;
  private final ModelFamily family;
  private final Settings settings;
  private final Dataset data;
  private final double[] cumulative;
  private final double weightTotal;
  private final Options options;
  private final FitContext context;
  private final ParameterAlignment alignment;
  private final double[] offsets;
  private final double[] scales;

  private ParameterBootstrap(
      FittedModel fitted, Dataset data, Options options, FitContext context) {
    model = fitted.model();
    family = ModelFamily.named(fitted.family());
    settings = settings(fitted, family);
    offsets = fitted.encoding().offsets();
    scales = fitted.encoding().scales();
    this.data = data;
    this.options = options;
    this.context = context;
    double[] weights = Weights.of(data);
    double[] sums = weights.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    weightTotal = sums.length == 0 ? 0 : sums[sums.length - 1];
    cumulative = data.isWeighted() ? sums : new double[0];
    if (!(weightTotal >= 2)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s needs at least 2 rows, or weights that sum to as many, got %s",
              NAME,
              data.isWeighted() ? Double.toString(weightTotal) : Integer.toString(weights.length)));
    }
    SeededRandom random = new SeededRandom(context.seed()).split(STREAM).split(MATCHING);
    Dataset some = Splits.subsample(data, MATCHING_ROWS, random);
    alignment = new ParameterAlignment(model, some.toMatrix(), Weights.of(some));
  }

  /**
   * The settings of the fit, with the latent dimension that was chosen if there was a choice. The
   * factors of a mixture are not the code; each refit chooses theirs as the fit did.
   */
  private static Settings settings(FittedModel fitted, ModelFamily family) {
    Settings given = Settings.of(family.settings()).withAll(fitted.provenance().settings());
    boolean sized =
        !(fitted.model() instanceof Clusterer)
            && family.settings().stream().anyMatch(s -> s.name().equals(LATENT));
    Optional<LatentSpace> space = fitted.encoder().map(Encoder::latentSpace);
    return sized && space.isPresent() && space.get().kind() == LatentSpace.Kind.CONTINUOUS
        ? given.with(LATENT, space.get().dimension())
        : given;
  }

  /**
   * Fits again and again.
   *
   * @param fitted a model that tells its parameters, and draws rows if they are drawn from it
   * @param data the rows it was fitted to
   * @param options how
   * @param context seed and threads; the listener is told of each refit; a start is not looked at
   * @return standard errors and intervals
   * @throws IllegalArgumentException if the model lacks what is needed
   * @throws DataException if columns are missing, or there are fewer than 2 rows
   * @throws NumericalException if fewer than 2 refits could be done
   * @throws CancellationException if it was cancelled
   */
  public static Result of(FittedModel fitted, Dataset data, Options options, FitContext context) {
    Capabilities.parametric(fitted, NAME);
    if (options.source() == Source.MODEL) {
      Capabilities.sampler(fitted, NAME + " of drawn rows");
    }
    Dataset rows = fitted.encoding().apply(AlignedDataset.of(fitted.schema(), data));
    return new ParameterBootstrap(fitted, rows, options, context).run();
  }

  /** One refit: its numbers, or why there are none. */
  private record Refit(List<double[]> values, boolean converged, String failure) {}

  private Result run() {
    Refit[] refits = refits();
    List<Refit> kept = new ArrayList<>();
    String failure = "";
    for (Refit refit : refits) {
      if (refit.failure().isEmpty()) {
        kept.add(refit);
      } else if (failure.isEmpty()) {
        failure = refit.failure();
      }
    }
    if (kept.size() < 2) {
      throw new NumericalException(
          String.format(
              Locale.ROOT,
              "%d of %d refits failed, so nothing can be said: %s",
              refits.length - kept.size(),
              refits.length,
              failure));
    }
    int unconverged = (int) kept.stream().filter(r -> !r.converged()).count();
    return new Result(
        intervals(kept), kept.size(), refits.length - kept.size(), unconverged, failure);
  }

  private Refit[] refits() {
    SeededRandom random = new SeededRandom(context.seed()).split(STREAM);
    FitContext quiet =
        new FitContext(
            context.seed(), 1, FitListener.NONE, context.cancelled(), Optional.of(model));
    @Nullable Refit[] refits = new Refit[options.replicates()];
    AtomicInteger done = new AtomicInteger();
    Workers.forEach(
        context.threads(),
        refits.length,
        b -> {
          if (context.cancelled().getAsBoolean()) {
            return;
          }
          refits[b] = refit(random.split(b), quiet);
          tell(done.incrementAndGet());
        });
    if (context.cancelled().getAsBoolean()) {
      throw new CancellationException("bootstrap was cancelled");
    }
    return Arrays.stream(refits).toArray(Refit[]::new);
  }

  private void tell(int done) {
    context
        .listener()
        .progress(
            new FitProgress(
                "refits", done, options.replicates(), Double.NaN, Double.NaN, () -> model));
  }

  private Refit refit(SeededRandom random, FitContext quiet) {
    try {
      FitResult<? extends Model> result = family.fit(rows(random), settings, quiet);
      return new Refit(alignment.align(result.model()), result.report().converged(), "");
    } catch (IllegalArgumentException | NumericalException e) {
      return new Refit(List.of(), false, String.valueOf(e.getMessage()));
    }
  }

  private Dataset rows(SeededRandom random) {
    if (options.source() == Source.ROWS) {
      return Resample.draw(data, cumulative, random);
    }
    Matrix drawn = ((Sampler) model).sample(Math.toIntExact(Math.round(weightTotal)), random);
    return HeapDataset.builder(data.schema(), drawn).build();
  }

  private List<Interval> intervals(List<Refit> refits) {
    List<Interval> intervals = new ArrayList<>();
    List<Parameter> parameters = alignment.parameters();
    for (int p = 0; p < parameters.size(); p++) {
      Parameter parameter = parameters.get(p);
      double[] estimates = parameter.values();
      for (int i = 0; i < estimates.length; i++) {
        int[] places = parameter.places(i);
        int rank = places.length;
        if (!parameter.isSymmetric() || places[rank - 2] >= places[rank - 1]) {
          double[] drawn = new double[refits.size()];
          for (int b = 0; b < drawn.length; b++) {
            drawn[b] = refits.get(b).values().get(p)[i];
          }
          intervals.add(interval(parameter, places, estimates[i], drawn));
        }
      }
    }
    return intervals;
  }

  private Interval interval(Parameter parameter, int[] places, double estimate, double[] drawn) {
    Arrays.sort(drawn);
    double sum = 0;
    for (double value : drawn) {
      sum += value - estimate; // about the estimate, so that an offset costs no digits
    }
    double bias = sum / drawn.length;
    double squares = 0;
    for (double value : drawn) {
      double difference = value - estimate - bias;
      squares += difference * difference;
    }
    double tail = (1 - options.level()) / 2;
    double scale = parameter.inUnits(1, places, new double[scales.length], scales);
    return new Interval(
        parameter,
        Arrays.stream(places).boxed().toList(),
        parameter.inUnits(estimate, places, offsets, scales),
        scale * Math.sqrt(squares / (drawn.length - 1)),
        scale * bias,
        parameter.inUnits(percentile(drawn, tail), places, offsets, scales),
        parameter.inUnits(percentile(drawn, 1 - tail), places, offsets, scales));
  }

  /** Between the neighbours of place (count − 1)·p, counted from 0. */
  private static double percentile(double[] sorted, double p) {
    double place = (sorted.length - 1) * p;
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
