package org.latent4j.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.Moments;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/** Fits probabilistic PCA to rows with gaps. */
final class ProbabilisticPcaGaps {

  /** Nats still to be gained in all rows together. */
  private static final double TOLERANCE = 1e-8;

  /** For runs that compare latent dimensions. */
  private static final double COARSE = 1e-2;

  /** Least noise, relative to the mean variance of a feature: below lies rounding. */
  private static final double LEAST_NOISE = 1e-10;

  private final GapRows rows;
  private final FitContext context;
  private final double rounding;
  private final double least;
  private final Moments first;

  ProbabilisticPcaGaps(Dataset data, FitContext context) {
    this.context = context;
    rows = GapRows.inOneUnit(data, context);
    rounding = Math.scalb(NoiseLevels.roundingVariance(data.schema()), -2 * rows.exponent());
    double mean = Arrays.stream(rows.summary().variances()).average().orElse(0);
    least = Math.max(rounding, LEAST_NOISE * mean);
    first = rows.firstMoments();
  }

  /**
   * Fits.
   *
   * @param latentDimension q, 0 for the one of least BIC
   * @param most the greatest there can be
   */
  FitResult<ProbabilisticPca> fit(int latentDimension, int most) {
    List<String> notes = new ArrayList<>();
    notes.add(rows.note());
    int q = latentDimension;
    if (q == 0) {
      GapEm.Choice choice = GapEm.leastBic(most, size -> bic(run(size, COARSE)), context);
      q = choice.latentDimension();
      notes.add(choice.note());
    }
    ExpectationMaximization.Run<ProbabilisticPca> run = run(q, TOLERANCE);
    double noise = run.parameters().noiseVariance();
    if (noise <= least && rounding < least) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "probabilistic PCA needs variance for its noise, but %d dimensions explain all that"
                  + " was observed; take fewer, or leave out repeated columns",
              q));
    }
    if (noise <= rounding) {
      notes.add("the noise variance is held at the variance of rounding the columns");
    }
    return new FitResult<>(restored(run.parameters()), rows.report(run, notes));
  }

  private ExpectationMaximization.Run<ProbabilisticPca> run(int q, double tolerance) {
    return new GapEm<ProbabilisticPca>(
            rows, context, ProbabilisticPca::normal, (moments, previous) -> step(moments, q))
        .run(step(first, q), tolerance, String.format(Locale.ROOT, "q=%d", q), this::restored);
  }

  private static double bic(ExpectationMaximization.Run<ProbabilisticPca> run) {
    return -2 * run.logLikelihood()
        + run.parameters().parameterCount() * Math.log(run.weightTotal());
  }

  /** The closed form. */
  private ProbabilisticPca step(Moments moments, int q) {
    SymmetricEigen eigen = SymmetricEigen.of(moments.covariance());
    double[] values = eigen.values();
    double left = 0;
    for (int j = values.length - 1; j >= q; j--) {
      left += values[j];
    }
    double noise = Math.max(least, left / (values.length - q));
    double[] variances = Arrays.copyOf(values, q);
    Arrays.setAll(variances, j -> Math.max(variances[j], noise));
    Matrix axes = eigen.vectors().columnRange(0, q);
    return new ProbabilisticPca(new PrincipalFrame(moments.mean(), axes), variances, noise);
  }

  private ProbabilisticPca restored(ProbabilisticPca model) {
    int exponent = rows.exponent();
    double[] mean = model.mean();
    double[] variances = model.explainedVariance();
    Arrays.setAll(mean, j -> Math.scalb(mean[j], exponent));
    Arrays.setAll(variances, j -> Math.scalb(variances[j], 2 * exponent));
    return new ProbabilisticPca(
        new PrincipalFrame(mean, model.principalAxes()),
        variances,
        Math.scalb(model.noiseVariance(), 2 * exponent));
  }
}
