package org.latent4j.mixture.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latent4j.gaussian.internal.RowPatterns;

/**
 * Log joint densities of Gaussian components, by the kernels of complete rows for a block without
 * missing values, and by what is observed for one with.
 */
final class GapLogJoint extends LogJoint {

  private final LogJoint complete;
  private final Supplier<FilledRows> maker;
  private final double[] logWeights;
  private final int k;
  private final int d;
  private @Nullable FilledRows made;
  private boolean lastHadGaps;

  /**
   * Joins the parts.
   *
   * @param complete for blocks without missing values; closed with this
   * @param maker asked once, at the first missing value
   * @param logWeights at least k
   * @param k components
   * @param d features
   */
  GapLogJoint(LogJoint complete, Supplier<FilledRows> maker, double[] logWeights, int k, int d) {
    this.complete = complete;
    this.maker = maker;
    this.logWeights = logWeights;
    this.k = k;
    this.d = d;
  }

  @Override
  public void evaluate(double[] rows, int rowCount, double[] logJoint) {
    lastHadGaps = RowPatterns.hasGap(rows, rowCount * d);
    if (!lastHadGaps) {
      complete.evaluate(rows, rowCount, logJoint);
      return;
    }
    made = made == null ? maker.get() : made;
    made.evaluate(rows, rowCount, logJoint);
    for (int i = 0; i < rowCount; i++) {
      for (int c = 0; c < k; c++) {
        logJoint[i * k + c] += logWeights[c];
      }
    }
  }

  @Override
  @Nullable FilledRows filled() {
    return lastHadGaps ? made : null;
  }

  @Override
  public void close() {
    complete.close();
    if (made != null) {
      made.close();
    }
  }
}
