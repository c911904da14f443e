package org.latent4j.mixture.internal;

import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.LocalEngine;
import org.latent4j.gaussian.Gaps;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.gaussian.internal.NormalFit;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * The rows that starts are made from. Gaps are filled under one Gaussian that is fitted to them:
 * with means where distances between rows are asked for, so that a row lies where it most probably
 * does, and with draws where scatters are counted, which would be too flat without the spread of
 * what is missing. Many features are filled as if they were independent.
 */
public final class StartRows {

  private static final long FILL_STREAM = 0x46494C4CL;
  private static final int MOST_FEATURES = 300;
  private static final ExpectationMaximization.Limits LIMITS =
      new ExpectationMaximization.Limits(20, 1);

  private final Matrix central;
  private final Matrix spread;

  private StartRows(Matrix central, Matrix spread) {
    this.central = central;
    this.spread = spread;
  }

  /**
   * Fills the gaps of some rows.
   *
   * @param part the rows
   * @param summary of all rows, whose means stand for features that the part does not know
   * @return the rows filled
   */
  public static StartRows of(Dataset part, DataSummary summary) {
    Matrix rows = part.toMatrix();
    if (!Gaps.in(rows)) {
      return new StartRows(rows, rows);
    }
    int iterations = part.featureCount() > MOST_FEATURES ? 0 : LIMITS.iterationLimit();
    MultivariateNormal normal =
        NormalFit.of(
            part,
            summary,
            new LocalEngine(1),
            new ExpectationMaximization.Limits(iterations, LIMITS.tolerance()));
    SeededRandom random = new SeededRandom(FILL_STREAM);
    return new StartRows(normal.impute(rows), normal.imputeDraws(rows, random));
  }

  /**
   * Gaps at their means.
   *
   * @return n×d
   */
  public Matrix central() {
    return central;
  }

  /**
   * Gaps at draws.
   *
   * @return n×d
   */
  public Matrix spread() {
    return spread;
  }
}
