package org.latent4j.deep.internal;

import java.util.Arrays;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * The map between rows as they are given and rows as networks see them, y = (x − offset) / scale.
 * Immutable.
 *
 * <p>For the arithmetic's sake alone: offsets and scales of normal features are chosen so that the
 * map is exact. A scale is a power of two, an offset lies on a grid of a sixteenth of it from a
 * value of the data. Rows that are shifted or scaled by powers of two are then trained on as the
 * very same bits.
 */
public final class Conditioning {

  private final double[] offsets;
  private final double[] scales;
  private final double logJacobian;

  private Conditioning(double[] offsets, double[] scales, double logJacobian) {
    this.offsets = offsets;
    this.scales = scales;
    this.logJacobian = logJacobian;
  }

  /** The map of a density, whose log-Jacobian −Σ log scale belongs to log p(x); arrays are kept. */
  public static Conditioning ofDensity(double[] offsets, double[] scales) {
    double logJacobian = 0;
    for (double scale : scales) {
      requirePositive(scale);
      logJacobian -= Math.log(scale);
    }
    return new Conditioning(offsets, scales, logJacobian);
  }

  /** Divides by one number values that stand for probabilities, and have no Jacobian. */
  public static Conditioning ofProbabilities(int featureCount, double white) {
    requirePositive(white);
    double[] scales = new double[featureCount];
    Arrays.fill(scales, white);
    return new Conditioning(new double[featureCount], scales, 0);
  }

  private static void requirePositive(double scale) {
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("scale must be finite and above 0, got " + scale);
    }
  }

  /** The live array, not to be changed. */
  public double[] offsets() {
    return offsets;
  }

  /** The live array, not to be changed. */
  public double[] scales() {
    return scales;
  }

  public double logJacobian() {
    return logJacobian;
  }

  public Matrix apply(Matrix rows) {
    double[] values = rows.toArray();
    for (int i = 0; i < values.length; i += offsets.length) {
      for (int j = 0; j < offsets.length; j++) {
        values[i + j] = (values[i + j] - offsets[j]) / scales[j];
      }
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }

  public Matrix invert(Matrix rows) {
    double[] values = rows.toArray();
    for (int i = 0; i < values.length; i += offsets.length) {
      for (int j = 0; j < offsets.length; j++) {
        values[i + j] = values[i + j] * scales[j] + offsets[j];
      }
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }

  public GraphValue apply(GraphValue rows) {
    return rows.minus(offsets).dividedBy(scales);
  }

  public GraphValue invert(GraphValue rows) {
    return rows.times(scales).plus(offsets);
  }
}
