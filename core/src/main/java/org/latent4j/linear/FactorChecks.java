package org.latent4j.linear;

import java.util.Locale;
import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;

/** Checks of the parameters of a factor analysis, and of the model that a fit starts from. */
final class FactorChecks {

  private static final double CORRELATION_WITHIN = 1e-8;

  private FactorChecks() {}

  static void requireShapes(double[] mean, Matrix loadings, double[] noiseVariances) {
    int d = mean.length;
    if (loadings.rows() != d || loadings.columns() < 1 || loadings.columns() >= d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "loadings must have %d rows (features) and from 1 to %d columns, got %d x %d",
              d,
              d - 1,
              loadings.rows(),
              loadings.columns()));
    }
    if (noiseVariances.length != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "noiseVariances must have %d numbers (features), got %d",
              d,
              noiseVariances.length));
    }
    for (double variance : noiseVariances) {
      if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "noiseVariances must be finite and above 0, got " + variance);
      }
    }
  }

  static void requireCorrelations(Matrix correlations, int q) {
    boolean fits = correlations.rows() == q && correlations.columns() == q;
    for (int k = 0; fits && k < q; k++) {
      fits = Math.abs(correlations.get(k, k) - 1) <= CORRELATION_WITHIN;
      for (int l = 0; fits && l < k; l++) {
        double asymmetry = correlations.get(k, l) - correlations.get(l, k);
        fits = Math.abs(asymmetry) <= CORRELATION_WITHIN;
      }
    }
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "factorCorrelations must be symmetric %d x %d with a diagonal of 1, got %s",
              q,
              q,
              correlations));
    }
  }

  /**
   * The start of a fit.
   *
   * @param features of the rows
   * @return nothing where none is given
   */
  static Optional<FactorAnalysis> start(
      FitContext context, int features, FactorAnalysisOptions options) {
    if (context.start().isEmpty()) {
      return Optional.empty();
    }
    if (!(context.start().get() instanceof FactorAnalysis start)
        || start.featureCount() != features) {
      throw new IllegalArgumentException(
          "the start must be a factor analysis of " + features + " features (those of the rows)");
    }
    int q = start.latentSpace().dimension();
    if (options.latentDimension() != 0 && options.latentDimension() != q) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latentDimension must be %d (that of the start), got %d",
              q,
              options.latentDimension()));
    }
    return Optional.of(start);
  }
}
