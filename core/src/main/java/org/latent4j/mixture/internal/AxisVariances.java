package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.CovarianceStructure.Part;

/**
 * The most likely variances along given axes, v ≥ f, of k components with volumes and shapes that
 * are equal or vary: the least of Σ_c Σ_q (n_c·log v_cq + w_cq/v_cq). In log v it is a convex
 * problem under every one of the four ties, also with the floor, so there is one answer.
 */
final class AxisVariances {

  private static final int ROUNDS = 300;
  private static final double SETTLED = 1e-14; // relative change of a volume
  private static final int NEWTON_STEPS = 500;

  private final double[] counts;
  private final double[] sums;
  private final double[] floors;
  private final int k;
  private final int d;
  private final double total;

  /**
   * Takes the sums of squares.
   *
   * @param counts n_c, k numbers above 0
   * @param sums w_cq of components along axes, k×d
   * @param floors f_q, d numbers at least 0
   */
  AxisVariances(double[] counts, double[] sums, double[] floors) {
    this.counts = counts;
    this.sums = sums;
    this.floors = floors;
    k = counts.length;
    d = floors.length;
    total = Arrays.stream(counts).sum();
  }

  /** Variances of a structure, k×d; the volumes of the previous covariances start VE rounds. */
  double[] of(CovarianceStructure structure, Covariances previous) {
    if (structure.volume() == Part.EQUAL) {
      return structure.shape() == Part.VARYING ? equalVolumes() : allEqual();
    }
    return structure.shape() == Part.EQUAL ? equalShapes(volumes(previous)) : allVarying();
  }

  private double[] volumes(Covariances previous) {
    double[] volumes = new double[k];
    for (int c = 0; c < k; c++) {
      volumes[c] = Math.exp(previous.logDeterminant(c) / d);
    }
    return volumes;
  }

  /** v_q = Σ_c w_cq / n. */
  double[] allEqual() {
    double[] variances = new double[k * d];
    for (int q = 0; q < d; q++) {
      double sum = 0;
      for (int c = 0; c < k; c++) {
        sum += sums[c * d + q];
      }
      double variance = Math.max(sum / total, floors[q]);
      for (int c = 0; c < k; c++) {
        variances[c * d + q] = variance;
      }
    }
    return variances;
  }

  /** v_cq = w_cq / n_c. */
  double[] allVarying() {
    double[] variances = new double[k * d];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = Math.max(sums[i] / counts[i / d], floors[i % d]);
    }
    return variances;
  }

  /**
   * v_cq = λ_c·b_q: in turn the shape for given volumes and the volumes for a given shape, each
   * exactly and above the floor, until the volumes stay.
   */
  double[] equalShapes(double[] startVolumes) {
    double[] volumes = startVolumes.clone();
    double[] shape = new double[d];
    for (int t = 0; t < ROUNDS; t++) {
      double least = Arrays.stream(volumes).min().orElseThrow();
      for (int q = 0; q < d; q++) {
        double sum = 0;
        for (int c = 0; c < k; c++) {
          sum += sums[c * d + q] / volumes[c];
        }
        shape[q] = Math.max(sum / total, floors[q] / least);
      }
      double change = 0;
      for (int c = 0; c < k; c++) {
        double volume = volumeFor(c, shape);
        change = Math.max(change, Math.abs(volume / volumes[c] - 1));
        volumes[c] = volume;
        least = Math.min(least, volume);
      }
      if (!(change > SETTLED && least > 0)) {
        break; // a variance of 0 is explained by whoever factors the result
      }
    }
    double[] variances = new double[k * d];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = Math.max(volumes[i / d] * shape[i % d], floors[i % d]);
    }
    return variances;
  }

  private double volumeFor(int c, double[] shape) {
    double sum = 0;
    double bound = 0;
    for (int q = 0; q < d; q++) {
      sum += shape[q] > 0 ? sums[c * d + q] / shape[q] : 0;
      bound = floors[q] > 0 ? Math.max(bound, floors[q] / shape[q]) : bound;
    }
    return Math.max(sum / (counts[c] * d), bound);
  }

  /**
   * Variances with one product e^L in all components: v_cq = max(w_cq/μ_c, f_q), where μ_c makes
   * the product right and L is where Σ_c μ_c = n. Without a floor μ_c is the geometric mean of w_c
   * over e^(L/d), and the equation for L is solved by hand.
   */
  double[] equalVolumes() {
    double[] means = new double[k];
    double sum = 0;
    for (int c = 0; c < k; c++) {
      double logs = 0;
      for (int q = 0; q < d; q++) {
        logs += Math.log(sums[c * d + q]);
      }
      means[c] = Math.exp(logs / d);
      sum += means[c];
    }
    double volume = sum / total;
    double[] variances = new double[k * d];
    boolean above = true;
    for (int i = 0; i < variances.length; i++) {
      double mean = means[i / d];
      variances[i] = mean > 0 ? sums[i] * (volume / mean) : sums[i] / total;
      above &= variances[i] >= floors[i % d];
    }
    return above || !hasFloor() ? variances : equalVolumesAboveFloor();
  }

  private boolean hasFloor() {
    return Arrays.stream(floors).allMatch(f -> f > 0);
  }

  /** Newton's steps from the left on the convex, decreasing Σ_c μ_c(L) − n. */
  private double[] equalVolumesAboveFloor() {
    double lowest = Arrays.stream(floors).map(Math::log).sum();
    WaterLine[] lines = new WaterLine[k];
    for (int c = 0; c < k; c++) {
      lines[c] = new WaterLine(Arrays.copyOfRange(sums, c * d, (c + 1) * d), floors);
    }
    double logProduct = lowest;
    for (int t = 0; t < NEWTON_STEPS; t++) {
      double value = -total;
      double slope = 0;
      for (WaterLine line : lines) {
        line.moveTo(logProduct);
        value += line.multiplier();
        slope += line.multiplier() / line.active();
      }
      if (!(value > 1e-14 * total)) {
        break;
      }
      logProduct += value / slope;
    }
    double[] variances = new double[k * d];
    for (int c = 0; c < k; c++) {
      System.arraycopy(lines[c].variances(logProduct), 0, variances, c * d, d);
    }
    return variances;
  }
}
