package org.latent4j.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.Moments;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/**
 * Fits a factor analysis to rows with gaps. The M step is Newton's method on the expected moments,
 * from the noise variances before: the factors are summed out there, not filled in, so that EM
 * takes the few iterations that the gaps alone ask for.
 */
final class FactorAnalysisGaps {

  /** For runs that compare latent dimensions. */
  private static final double COARSE = 1e-2;

  private final Dataset data;
  private final GapRows rows;
  private final FactorAnalysisOptions options;
  private final FitContext context;
  private final Moments first;
  private final double[] least;

  FactorAnalysisGaps(Dataset data, FactorAnalysisOptions options, FitContext context) {
    this.data = data;
    this.options = options;
    this.context = context;
    rows = GapRows.inUnits(data, context);
    double[] variances = rows.summary().variances();
    for (int j = 0; j < variances.length; j++) {
      if (!(variances[j] > 0)) {
        throw new DataException(
            "factor analysis needs columns that vary, but '"
                + data.schema().features().get(j).name()
                + "' is constant; leave it out");
      }
    }
    first = rows.firstMoments();
    least = least();
  }

  /** Fixed from the first moments, so that every update is held by the same bound. */
  private double[] least() {
    double[] squares = first.squares();
    double[] bound = new double[squares.length];
    List<Column> columns = data.schema().features();
    for (int j = 0; j < bound.length; j++) {
      double resolution = rows.scaled(columns.get(j).resolution(), j);
      double share = options.noiseFloor() * squares[j] / first.weightTotal();
      bound[j] = Math.max(share, resolution * resolution / 12);
    }
    return bound;
  }

  FitResult<FactorAnalysis> fit(int most) {
    List<String> notes = new ArrayList<>();
    notes.add(rows.note());
    Optional<FactorAnalysis> start = FactorChecks.start(context, data.featureCount(), options);
    int q = start.map(model -> model.latentSpace().dimension()).orElse(options.latentDimension());
    if (q == 0) {
      GapEm.Choice choice =
          GapEm.leastBic(
              identified(most), size -> bic(run(size, COARSE, Optional.empty())), context);
      q = choice.latentDimension();
      notes.add(choice.note());
    }
    ExpectationMaximization.Run<FactorAnalysis> run =
        run(q, options.tolerance(), start.map(this::scaled));
    FactorAnalysis model = run.parameters();
    notes.addAll(atFloor(model));
    return new FitResult<>(restored(rotated(model)), rows.report(run, notes));
  }

  private int identified(int most) {
    int q = 1;
    while (q < most && TestOfFit.degreesOfFreedom(data.featureCount(), q + 1) >= 0) {
      q++;
    }
    return q;
  }

  private static double bic(ExpectationMaximization.Run<FactorAnalysis> run) {
    return -2 * run.logLikelihood()
        + run.parameters().parameterCount() * Math.log(run.weightTotal());
  }

  private ExpectationMaximization.Run<FactorAnalysis> run(
      int q, double tolerance, Optional<FactorAnalysis> start) {
    FactorAnalysisOptions plain =
        options
            .withLatentDimension(q)
            .withRotation(Rotation.NONE)
            .withNoiseFloor(FactorAnalysisOptions.LEAST_NOISE_FLOOR); // ours is fixed
    FactorAnalysis from =
        start.orElseGet(
            () -> FactorAnalysisFit.step(first, least, plain, context, Optional.empty()));
    return new GapEm<FactorAnalysis>(
            rows,
            context,
            FactorAnalysis::normal,
            (moments, previous) ->
                FactorAnalysisFit.step(moments, least, plain, context, Optional.of(previous)))
        .run(from, tolerance, String.format(Locale.ROOT, "q=%d", q), this::restored);
  }

  private List<String> atFloor(FactorAnalysis model) {
    double[] noise = model.noiseVariances();
    Matrix covariance = model.covariance();
    double[] variances = new double[noise.length];
    Arrays.setAll(variances, j -> covariance.get(j, j));
    return FactorNotes.atFloor(
        Arrays.stream(noise).map(Math::log).toArray(),
        Arrays.stream(least).map(Math::log).toArray(),
        variances,
        data.schema().featureNames());
  }

  /** Turns the factors that bear on anything, as they stand for features of variance 1. */
  private FactorAnalysis rotated(FactorAnalysis model) {
    if (options.rotation() == Rotation.NONE) {
      return model;
    }
    Matrix standardised = model.standardisedLoadings();
    int factors = standardised.columns();
    while (factors > 0 && isZero(standardised.column(factors - 1))) {
      factors--;
    }
    Rotation.Rotated turned = options.rotation().rotate(standardised, factors);
    Matrix covariance = model.covariance();
    double[] values = turned.loadings().toArray();
    int q = turned.loadings().columns();
    for (int i = 0; i < values.length; i++) {
      values[i] *= Math.sqrt(covariance.get(i / q, i / q));
    }
    return new FactorAnalysis(
        model.mean(),
        Matrix.wrap(data.featureCount(), q, values),
        turned.correlations(),
        model.noiseVariances(),
        options.rotation());
  }

  private static boolean isZero(double[] column) {
    return Arrays.stream(column).allMatch(v -> v == 0);
  }

  private FactorAnalysis restored(FactorAnalysis model) {
    return changed(model, rows::restored);
  }

  private FactorAnalysis scaled(FactorAnalysis model) {
    return changed(model, rows::scaled);
  }

  private interface Units {
    double of(double value, int feature);
  }

  private static FactorAnalysis changed(FactorAnalysis model, Units units) {
    double[] mean = model.mean();
    double[] noise = model.noiseVariances();
    double[] loadings = model.loadings().toArray();
    int q = model.loadings().columns();
    Arrays.setAll(mean, j -> units.of(mean[j], j));
    Arrays.setAll(noise, j -> units.of(units.of(noise[j], j), j));
    Arrays.setAll(loadings, i -> units.of(loadings[i], i / q));
    return new FactorAnalysis(
        mean,
        Matrix.wrap(mean.length, q, loadings),
        model.factorCorrelations(),
        noise,
        model.rotation());
  }
}
