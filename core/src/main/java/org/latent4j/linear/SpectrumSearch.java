package org.latent4j.linear;

import java.util.Arrays;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.em.LocalEngine;
import org.latent4j.em.Moments;
import org.latent4j.linalg.Svd;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.model.FitContext;
import org.latent4j.model.ModelFamily;

/** Finds a {@link PrincipalSpectrum} by one of the routes. */
final class SpectrumSearch {

  private static final double LEAST_SQUARE = 0x1p-600;
  private static final double MOST_SQUARE = 0x1p600;
  private static final int MOST_EXPONENT = 1000; // of an encoding

  private SpectrumSearch() {}

  static PrincipalSpectrum find(Dataset data, int count, Route route, FitContext context) {
    RouteChoice choice = new RouteChoice(data.rowCount(), data.featureCount(), count);
    Route chosen = route == Route.AUTO ? choice.cheapest() : route;
    choice.requireFeasible(chosen);
    return chosen == Route.COVARIANCE
        ? byCovariance(data, count, context)
        : inMemory(data, count, chosen, context);
  }

  private static PrincipalSpectrum byCovariance(Dataset data, int count, FitContext context) {
    LocalEngine engine = new LocalEngine(context.threads());
    Moments moments = Moments.of(data, engine);
    int exponent = 0;
    if (!isWellScaled(moments)) {
      exponent = commonExponent(data);
      int[] exponents = new int[data.featureCount()];
      Arrays.fill(exponents, exponent);
      moments = Moments.of(Encoding.powersOfTwo(exponents).apply(data), engine);
    }
    SymmetricEigen eigen = SymmetricEigen.top(moments.covariance(), count);
    double[] mean = moments.mean();
    for (int j = 0; j < mean.length; j++) {
      mean[j] = Math.scalb(mean[j], exponent);
    }
    double total = Arrays.stream(moments.squares()).sum() / moments.weightTotal();
    return new PrincipalSpectrum(
            data.rowCount(),
            moments.weightTotal(),
            mean,
            eigen.vectors(),
            eigen.values(),
            total,
            Route.COVARIANCE)
        .scaled(exponent);
  }

  private static boolean isWellScaled(Moments moments) {
    double largest = Arrays.stream(moments.squares()).max().orElse(0);
    return moments.isFinite() && largest >= LEAST_SQUARE && largest <= MOST_SQUARE;
  }

  /** The binary exponent of the widest range of a feature; refuses gaps. */
  private static int commonExponent(Dataset data) {
    DataSummary summary = DataSummary.of(data);
    summary.requireComplete("PCA", ModelFamily.takingGaps());
    double[] minima = summary.minima();
    double[] maxima = summary.maxima();
    double widest = 0;
    for (int j = 0; j < minima.length; j++) {
      widest = Math.max(widest, maxima[j] / 2 - minima[j] / 2);
    }
    int exponent = widest == 0 ? 0 : Math.getExponent(widest);
    return Math.max(-MOST_EXPONENT, Math.min(MOST_EXPONENT, exponent));
  }

  private static PrincipalSpectrum inMemory(
      Dataset data, int count, Route route, FitContext context) {
    CentredRows rows = CentredRows.of(data);
    Svd svd =
        switch (route) {
          case GRAM -> rows.gram(count);
          case RANDOMISED -> rows.randomised(count, context.seed());
          default -> rows.svd();
        };
    double[] variances = Arrays.copyOf(svd.singularValues(), count);
    for (int j = 0; j < count; j++) {
      variances[j] = variances[j] * variances[j] / rows.weightTotal();
    }
    return new PrincipalSpectrum(
            data.rowCount(),
            rows.weightTotal(),
            rows.mean(),
            svd.rightVectors().columnRange(0, count),
            variances,
            rows.totalSquares() / rows.weightTotal(),
            route)
        .scaled(rows.exponent());
  }
}
