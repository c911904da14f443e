package org.latent4j.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;

/** Chooses latent dimension and noise variance of a probabilistic PCA. */
final class ProbabilisticPcaFit {

  /** Up to this size all axes are found as fast as a few. */
  private static final int SMALL = 500;

  /** Below this share of the total, variance that is left over is a difference of near equals. */
  private static final double CANCELLED = 1e-9;

  private final Dataset data;
  private final FitContext context;
  private final double roundingVariance;
  private final List<String> notes = new ArrayList<>();

  ProbabilisticPcaFit(Dataset data, FitContext context) {
    this.data = data;
    this.context = context;
    roundingVariance =
        data.schema().features().stream()
            .mapToDouble(Column::resolution)
            .map(r -> r * r / 12)
            .average()
            .orElse(0);
  }

  FitResult<ProbabilisticPca> fit(int latentDimension) {
    PrincipalSpectrum.requireRows(data);
    int d = data.featureCount();
    if (d < 2) {
      throw new DataException("probabilistic PCA needs at least 2 features, got " + d);
    }
    int most = (int) Math.min(d - 1, data.rowCount() - 1);
    PrincipalSpectrum.requireLatentDimension(
        latentDimension, most, most == d - 1 ? "features - 1" : "rows - 1");
    PrincipalSpectrum spectrum = spectrum(latentDimension);
    int q = latentDimension == 0 ? leastBic(spectrum, most) : latentDimension;
    spectrum = spectrum.resolving(spectrum.noiseVariance(q), data, context);
    notes.addAll(0, spectrum.notes(spectrum.noiseVariance(q)));
    double noise = noiseVariance(spectrum, q);
    requireNoise(spectrum, q, noise);
    if (noise > spectrum.noiseVariance(q)) {
      notes.add(
          String.format(
              Locale.ROOT,
              "noise variance raised from %.3g to %.3g, the variance of rounding the columns",
              spectrum.noiseVariance(q),
              noise));
    }
    return new FitResult<>(
        ProbabilisticPca.of(spectrum, q, noise),
        FitReport.closedForm(spectrum.logLikelihood(q, noise), spectrum.weightTotal(), notes));
  }

  private PrincipalSpectrum spectrum(int latentDimension) {
    int all = PrincipalSpectrum.mostAxes(data);
    if (latentDimension > 0 && all > SMALL && RouteChoice.isFew(latentDimension, all)) {
      PrincipalSpectrum few = PrincipalSpectrum.of(data, latentDimension, Route.AUTO, context);
      double left = few.noiseVariance(latentDimension) * data.featureCount();
      if (left > CANCELLED * few.totalVariance()) {
        return few;
      }
    }
    return PrincipalSpectrum.of(data, all, Route.AUTO, context);
  }

  /**
   * 0 if nothing but rounding is left over and the schema does not tell how the rows were rounded.
   */
  private double noiseVariance(PrincipalSpectrum spectrum, int q) {
    double left = spectrum.noiseVariance(q);
    return Math.max(left > spectrum.resolution() ? left : 0, roundingVariance);
  }

  private int leastBic(PrincipalSpectrum spectrum, int most) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    int last = 0;
    for (int q = 1; q <= most; q++) {
      double noise = noiseVariance(spectrum, q);
      if (noise > 0) {
        last = q;
        double bic =
            -2 * spectrum.logLikelihood(q, noise)
                + ProbabilisticPca.parameterCount(data.featureCount(), q)
                    * Math.log(spectrum.weightTotal());
        if (bic < least) {
          least = bic;
          best = q;
        }
      }
    }
    if (best > 0) {
      notes.add(
          String.format(
              Locale.ROOT, "latent dimension %d chosen: the least BIC of 1 to %d", best, last));
    }
    return Math.max(best, 1);
  }

  private static void requireNoise(PrincipalSpectrum spectrum, int q, double noise) {
    if (noise > 0) {
      return;
    }
    int rank = spectrum.rank();
    if (rank < 2) {
      throw new DataException(
          "probabilistic PCA needs rows that vary along at least 2 axes, but they lie on a line;"
              + " leave out repeated columns");
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "latentDimension must be at most %d, since rows vary along %d axes only and one must be"
                + " left for the noise, got %d",
            rank - 1,
            rank,
            q));
  }
}
