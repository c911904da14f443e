package org.latent4j.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.em.LocalEngine;
import org.latent4j.em.Moments;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;

/**
 * Chooses latent dimension and noise variances of a factor analysis, given moments. Works in units
 * in which each feature has variance 1, so that the units of the data do not matter.
 */
final class FactorAnalysisFit {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Sizes of rising BIC in a row, after which larger ones are not tried. */
  private static final int RISES = 3;

  private final Moments moments;
  private final FactorAnalysisOptions options;
  private final FitContext context;
  private final List<String> names;
  private final int d;
  private final double[] mean;
  private final double[] units;
  private final double[] variances;
  private final double[] floor;
  private final Matrix covariance;
  private final NoiseProfile profile;
  private final List<String> notes = new ArrayList<>();

  /** The best run of one latent dimension, and what all starts reached. */
  private record Best(int latentDimension, NoiseSearch.Run run, List<Double> reached) {}

  /**
   * Takes moments.
   *
   * @param names of the features
   * @param rounding variance of rounding of each feature, 0 where it is not known
   */
  private FactorAnalysisFit(
      Moments moments,
      List<String> names,
      double[] rounding,
      FactorAnalysisOptions options,
      FitContext context) {
    this.moments = moments;
    this.names = names;
    this.options = options;
    this.context = context;
    d = moments.featureCount();
    mean = moments.mean();
    double[] squares = moments.squares();
    units = new double[d];
    variances = new double[d];
    floor = new double[d];
    for (int j = 0; j < d; j++) {
      double variance = squares[j] / moments.weightTotal();
      double unit = Math.max(variance, rounding[j]);
      if (!(unit > 0)) {
        throw new DataException(
            "factor analysis needs columns that vary, but '"
                + names.get(j)
                + "' is constant; leave it out");
      }
      units[j] = Math.sqrt(unit);
      variances[j] = variance / unit;
      double least = Math.max(options.noiseFloor() * variances[j], rounding[j] / unit);
      floor[j] = Math.log(Math.min(1, least));
    }
    double[] scaled = moments.covariance().toArray();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        scaled[i * d + j] = scaled[i * d + j] / units[i] / units[j];
      }
    }
    covariance = Matrix.wrap(d, d, scaled);
    profile = new NoiseProfile(covariance, 1);
  }

  /** One pass over rows, then as from their moments. */
  static FitResult<FactorAnalysis> of(
      Dataset data, FactorAnalysisOptions options, FitContext context) {
    if (data.rowCount() == 0) {
      throw new DataException("the data set has no rows; at least one is needed");
    }
    requireSizes(data.rowCount(), data.featureCount());
    Moments moments = Moments.of(data, new LocalEngine(context.threads()));
    if (!moments.isFinite()) {
      DataSummary summary = DataSummary.of(data);
      if (summary.missingTotal() > 0) {
        int most = mostLatent(options, data.featureCount(), data.rowCount());
        return new FactorAnalysisGaps(data, options, context).fit(most);
      }
    }
    Schema schema = data.schema();
    double[] rounding =
        schema.features().stream().mapToDouble(Column::resolution).map(r -> r * r / 12).toArray();
    return of(moments, data.rowCount(), options, context, schema, rounding);
  }

  /** From moments, of which nothing more is known. */
  static FitResult<FactorAnalysis> of(
      Moments moments, FactorAnalysisOptions options, FitContext context) {
    int d = moments.featureCount();
    long rows = (long) Math.ceil(moments.weightTotal());
    requireSizes(rows, d);
    return of(moments, rows, options, context, Schema.numeric(d), new double[d]);
  }

  private static void requireSizes(long rows, int features) {
    if (rows < 2 || features < 2) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "factor analysis needs at least 2 rows of at least 2 features, got %d x %d",
              rows,
              features));
    }
  }

  private static FitResult<FactorAnalysis> of(
      Moments moments,
      long rows,
      FactorAnalysisOptions options,
      FitContext context,
      Schema schema,
      double[] rounding) {
    if (!moments.isFinite()) {
      throw new DataException(
          "factor analysis needs variances within the range of doubles, but they overflow; scale"
              + " the columns");
    }
    int most = mostLatent(options, moments.featureCount(), rows);
    return new FactorAnalysisFit(moments, schema.featureNames(), rounding, options, context)
        .fit(most);
  }

  /** The greatest latent dimension there can be; refuses a greater one. */
  private static int mostLatent(FactorAnalysisOptions options, int d, long rows) {
    int most = (int) Math.min(d - 1, rows - 1);
    if (options.latentDimension() > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latentDimension must be between 1 and %d (%s), got %d",
              most,
              most == d - 1 ? "features - 1" : "rows - 1",
              options.latentDimension()));
    }
    return most;
  }

  /**
   * One M step of a fit to rows with gaps: noise and loadings from expected moments.
   *
   * @param least least noise variance of each feature
   * @param start previous noise variances, nothing for the first step, which has several starts
   */
  static FactorAnalysis step(
      Moments moments,
      double[] least,
      FactorAnalysisOptions options,
      FitContext context,
      Optional<FactorAnalysis> start) {
    FactorAnalysisFit fit =
        new FactorAnalysisFit(
            moments,
            Schema.numeric(moments.featureCount()).featureNames(),
            least,
            options,
            context);
    int q = options.latentDimension();
    Best best =
        fit.best(
            q,
            start
                .map(model -> List.of(fit.inUnits(model.noiseVariances())))
                .orElseGet(() -> fit.starts(q)));
    return fit.model(best.run().point(), q);
  }

  private FitResult<FactorAnalysis> fit(int mostLatent) {
    Optional<FactorAnalysis> start = FactorChecks.start(context, d, options);
    Best best;
    if (start.isPresent()) {
      best =
          best(
              start.get().latentSpace().dimension(),
              List.of(inUnits(start.get().noiseVariances())));
    } else if (options.latentDimension() > 0) {
      best = best(options.latentDimension(), starts(options.latentDimension()));
    } else {
      best = leastBic(mostLatent);
    }
    FactorAnalysis model = model(best.run().point(), best.latentDimension());
    NoiseProfile.Point optimum = best.run().point();
    notes.addAll(FactorNotes.atFloor(optimum.logNoise(), floor, variances, names));
    notes.addAll(FactorNotes.ofFit(model, moments));
    List<Double> trace = best.run().trace().stream().map(this::logLikelihood).toList();
    return new FitResult<>(
        model,
        new FitReport(
            best.run().status(),
            trace.size(),
            logLikelihood(best.run().point().value()),
            moments.weightTotal(),
            trace,
            best.reached().size() > 1 ? best.reached() : List.of(),
            notes));
  }

  private double[] inUnits(double[] noise) {
    double[] logs = new double[d];
    Arrays.setAll(logs, j -> Math.log(noise[j] / units[j] / units[j]));
    return logs;
  }

  /** Among the sizes whose loadings are identified, as far as BIC still falls now and then. */
  private Best leastBic(int mostLatent) {
    Best best = null;
    double least = Double.POSITIVE_INFINITY;
    int last = 1;
    int rises = 0;
    for (int q = 1; q <= mostLatent && rises < RISES; q++) {
      if (best != null && (TestOfFit.degreesOfFreedom(d, q) < 0 || isCancelled(best))) {
        break;
      }
      List<double[]> starts = starts(q);
      if (best != null) {
        starts.add(best.run().point().logNoise());
      }
      Best next = best(q, starts);
      last = q;
      double bic =
          -2 * logLikelihood(next.run().point().value())
              + FactorAnalysis.parameterCount(d, q) * Math.log(moments.weightTotal());
      rises = bic < least ? 0 : rises + 1;
      if (best == null || bic < least) {
        least = bic;
        best = next;
      }
    }
    if (best == null) {
      throw new IllegalStateException("at least one latent dimension is tried");
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "latent dimension %d chosen: the least BIC of 1 to %d",
            best.latentDimension(),
            last));
    return best;
  }

  private static boolean isCancelled(Best best) {
    return best.run().status() == FitStatus.CANCELLED;
  }

  private Best best(int q, List<double[]> starts) {
    NoiseSearch search =
        new NoiseSearch(
            profile.withLatentDimension(q), floor, variances, moments.weightTotal() / 2);
    List<NoiseSearch.Run> runs = new ArrayList<>();
    for (int s = 0; s < starts.size(); s++) {
      String phase = String.format(Locale.ROOT, "q=%d, start %d of %d", q, s + 1, starts.size());
      NoiseSearch.Run run =
          search.run(
              starts.get(s),
              options.iterations(),
              options.tolerance(),
              (iteration, point, gain) -> tell(phase, q, iteration, point, gain),
              context.cancelled());
      runs.add(run);
      if (run.status() == FitStatus.CANCELLED) {
        break;
      }
    }
    NoiseSearch.Run best = runs.get(0);
    for (NoiseSearch.Run run : runs) {
      // Starts that meet in one optimum differ by rounding: then the first is kept.
      if (run.point().value() < best.point().value() - 1e-10 * d) {
        best = run;
      }
    }
    if (best.status() == FitStatus.CONVERGED) {
      best = new NoiseSearch.Run(search.polished(best.point()), best.status(), best.trace());
    }
    List<Double> reached =
        runs.stream()
            .map(run -> logLikelihood(run.point().value()))
            .sorted(Comparator.reverseOrder())
            .toList();
    return new Best(q, best, reached);
  }

  private void tell(String phase, int q, int iteration, NoiseProfile.Point point, double gain) {
    context
        .listener()
        .progress(
            new FitProgress(
                phase,
                iteration,
                options.iterations(),
                logLikelihood(point.value()) / moments.weightTotal(),
                gain / 2,
                () -> model(point, q)));
  }

  private List<double[]> starts(int q) {
    return NoiseStarts.of(covariance, variances, q, options.starts(), context.seed());
  }

  /** −½·n·(F + d·log 2π), in the units of the data. */
  private double logLikelihood(double value) {
    double logUnits = Arrays.stream(units).map(Math::log).sum();
    return -0.5 * moments.weightTotal() * (value + d * LOG_TWO_PI + 2 * logUnits);
  }

  private FactorAnalysis model(NoiseProfile.Point point, int q) {
    Matrix loadings = point.loadings(q);
    double[] deviations = new double[d];
    for (int j = 0; j < d; j++) {
      double variance = Math.exp(point.logNoise()[j]);
      for (double w : loadings.row(j)) {
        variance += w * w;
      }
      deviations[j] = Math.sqrt(variance);
    }
    Rotation.Rotated rotated =
        options.rotation().rotate(rows(loadings, deviations, -1), point.factors());
    Matrix turned = rows(rows(rotated.loadings(), deviations, 1), units, 1);
    double[] noise = new double[d];
    Arrays.setAll(noise, j -> Math.exp(point.logNoise()[j]) * units[j] * units[j]);
    return new FactorAnalysis(mean, turned, rotated.correlations(), noise, options.rotation());
  }

  /** Rows multiplied by factors (power 1) or divided by them (−1). */
  private static Matrix rows(Matrix matrix, double[] factors, int power) {
    double[] values = matrix.toArray();
    int q = matrix.columns();
    for (int i = 0; i < values.length; i++) {
      double factor = factors[i / q];
      values[i] = power > 0 ? values[i] * factor : values[i] / factor;
    }
    return Matrix.wrap(matrix.rows(), q, values);
  }
}
