package org.latent4j.mixedmixture.internal;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.mixture.internal.LogJoint;

/** Evaluates log weight + Σ over parts of their log densities, for the rows of a block. */
public final class MixedLogJoint extends LogJoint {

  private final int d;
  private final double[] logWeights;
  private final List<Part.Densities> densities = new ArrayList<>();

  /**
   * Starts an evaluation.
   *
   * @param d features of a row
   * @param logWeights k natural logarithms
   * @param parts of the columns
   * @param capacity the most rows of one call
   */
  public MixedLogJoint(int d, double[] logWeights, List<Part> parts, int capacity) {
    this.d = d;
    this.logWeights = logWeights;
    parts.forEach(part -> densities.add(part.densities(capacity)));
  }

  /** The evaluations of the parts, in their order. */
  List<Part.Densities> densities() {
    return densities;
  }

  @Override
  public void evaluate(double[] rows, int rowCount, double[] logJoint) {
    for (int i = 0; i < rowCount; i++) {
      System.arraycopy(logWeights, 0, logJoint, i * logWeights.length, logWeights.length);
    }
    for (Part.Densities part : densities) {
      part.addTo(rows, d, rowCount, logJoint);
    }
  }

  @Override
  public void close() {
    densities.forEach(Part.Densities::close);
  }
}
