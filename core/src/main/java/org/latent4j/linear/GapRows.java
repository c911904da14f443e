package org.latent4j.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.em.Engine;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.LocalEngine;
import org.latent4j.em.Moments;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.gaussian.internal.NormalFit;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitStatus;

/**
 * Rows with gaps as a fit sees them: where squares would overflow or vanish, features are divided
 * by powers of two, which is exact.
 */
final class GapRows {

  private static final int SAFE_EXPONENT = 200;

  /** The first moments need not be exact, as EM goes on from them. */
  private static final ExpectationMaximization.Limits ROUGH =
      new ExpectationMaximization.Limits(30, 0.1);

  private final Dataset data;
  private final DataSummary summary;
  private final int[] exponents;
  private final Encoding encoding;
  private final Engine engine;

  private GapRows(Dataset data, DataSummary given, int[] exponents, FitContext context) {
    this.exponents = exponents;
    encoding = Encoding.powersOfTwo(exponents);
    this.data = encoding.apply(data);
    summary = encoding.isIdentity() ? given : DataSummary.of(this.data);
    engine = new LocalEngine(context.threads());
  }

  /** Each feature by its own power of two, for models that do not mind the units. */
  static GapRows inUnits(Dataset data, FitContext context) {
    DataSummary summary = DataSummary.of(data);
    return new GapRows(data, summary, exponents(summary), context);
  }

  /** All features by the same power of two, which keeps angles. */
  static GapRows inOneUnit(Dataset data, FitContext context) {
    DataSummary summary = DataSummary.of(data);
    int[] exponents = exponents(summary);
    Arrays.fill(exponents, Arrays.stream(exponents).max().orElse(0));
    return new GapRows(data, summary, exponents, context);
  }

  private static int[] exponents(DataSummary summary) {
    summary.requireObserved();
    double[] minima = summary.minima();
    double[] maxima = summary.maxima();
    double widest = 0;
    int[] exponents = new int[minima.length];
    for (int j = 0; j < exponents.length; j++) {
      double width = maxima[j] / 2 - minima[j] / 2;
      int exponent = width > 0 ? Math.getExponent(width) : 0;
      exponents[j] = Math.abs(exponent) > SAFE_EXPONENT ? Math.min(900, exponent) : 0;
      widest = Math.max(widest, width);
    }
    if (widest == 0) {
      throw new DataException("all rows are equal where they are observed; rows must differ");
    }
    return exponents;
  }

  Dataset data() {
    return data;
  }

  DataSummary summary() {
    return summary;
  }

  Engine engine() {
    return engine;
  }

  /** A value of a feature in the units of the user. */
  double restored(double value, int feature) {
    return Math.scalb(value, exponents[feature]);
  }

  /** A value of a feature in the units of the fit. */
  double scaled(double value, int feature) {
    return Math.scalb(value, -exponents[feature]);
  }

  /** The exponent of all features, where they share it. */
  int exponent() {
    return exponents[0];
  }

  /** The moments of one Gaussian that the rows make nearly most likely. */
  Moments firstMoments() {
    MultivariateNormal normal = NormalFit.of(data, summary, engine, ROUGH);
    return Moments.of(summary.weightTotal(), normal.mean(), normal.covariance());
  }

  /** Tells of a run in the units of the user. */
  <M> FitReport report(ExpectationMaximization.Run<M> run, List<String> notes) {
    FitStatus status = run.status();
    return new FitReport(
            status,
            run.trace().size(),
            run.logLikelihood(),
            run.weightTotal(),
            run.trace(),
            List.of(),
            notes)
        .shifted(encoding.logJacobian(summary));
  }

  /** How much is missing, as a note. */
  String note() {
    double cells = (double) summary.rowCount() * data.featureCount();
    return String.format(
        Locale.ROOT,
        "%.1f %% of the values are missing; what was observed is most likely under the model",
        100 * summary.missingTotal() / cells);
  }
}
