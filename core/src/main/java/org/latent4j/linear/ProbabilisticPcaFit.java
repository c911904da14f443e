package org.latent4j.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private final List<String> notes = new ArrayList<>();

  ProbabilisticPcaFit(Dataset data, FitContext context) {
    this.data = data;
    this.context = context;
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
    try {
      return complete(latentDimension);
    } catch (DataException e) {
      if (!data.hasMissing()) { // looked for only where the complete rows' way has failed
        throw e;
      }
    }
    return new ProbabilisticPcaGaps(data, context).fit(latentDimension, most);
  }

  private FitResult<ProbabilisticPca> complete(int latentDimension) {
    PrincipalSpectrum spectrum = spectrum(latentDimension);
    int q = latentDimension == 0 ? automatic(spectrum) : latentDimension;
    spectrum = spectrum.resolving(spectrum.noiseVariance(q), data, context);
    notes.addAll(0, spectrum.notes(spectrum.noiseVariance(q)));
    double noise = new NoiseLevels(spectrum, data.schema()).at(q);
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

  private int automatic(PrincipalSpectrum spectrum) {
    NoiseLevels noise = new NoiseLevels(spectrum, data.schema());
    if (noise.last() == 0) {
      return 1;
    }
    try {
      HeldOutDimensions judged = HeldOutDimensions.of(data, context);
      if (judged.last() > 0) {
        int vote = Math.min(judged.smallestWithinOneStandardError(), noise.last());
        notes.add(
            String.format(
                Locale.ROOT,
                "latent dimension %d chosen: %s (%s)",
                Math.max(vote, 1),
                vote == 0
                    ? "the least there is, since no axis makes new rows more probable"
                    : "the smallest within a standard error of the best of 1 to " + judged.last(),
                judged.way()));
        return Math.max(vote, 1);
      }
    } catch (DataException e) {
      // Too few rows differ to hold some out; BIC needs none.
    }
    return leastBic(noise);
  }

  private int leastBic(NoiseLevels noise) {
    int best = 1;
    for (int q = 2; q <= noise.last(); q++) {
      best = noise.bic(q) < noise.bic(best) ? q : best;
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "latent dimension %d chosen: the least BIC of 1 to %d, since too few rows differ to hold"
                + " some out",
            best,
            noise.last()));
    return best;
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
