package org.latent4j.mixture.internal;

import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;

/**
 * The search for axes D that all components share. For given variances v along the axes, what is to
 * be made small is Σ_c Σ_q (DᵀW_cD)_qq / v_cq. Turning two axes p and q in their plane leaves all
 * other terms as they are, and the best angle has a closed form: the new p is the eigenvector of
 * the lesser eigenvalue of the 2×2 part of Σ_c (1/v_cp − 1/v_cq)·W_c in that plane. A round turns
 * every pair and then sets the variances to their best, so that the cost never grows.
 *
 * <p>Turning pairs is how Flury and Gautschi (1986, doi:10.1137/0907013) find the common axes of
 * several matrices; the majorisation of Browne and McNicholas (2014, doi:10.1007/s11634-013-0139-1)
 * moves all axes at once by a smaller step.
 */
final class CommonAxes {

  private static final double SETTLED = 1e-14; // of the cost, in nats per unit of weight

  private final CovarianceStructure structure;
  private final double[] counts;
  private final double[] floors;
  private final int k;
  private final int d;
  private final double[] turned;
  private final double[] axes;
  private final double total;
  private double[] variances;
  private double cost;

  /**
   * Starts at given axes.
   *
   * @param structure EVE or VVE
   * @param scatters dense
   * @param start d×d, orthonormal columns
   * @param floors d variances along any axes
   */
  CommonAxes(CovarianceStructure structure, Scatters scatters, Matrix start, double[] floors) {
    this.structure = structure;
    this.floors = floors;
    counts = scatters.counts();
    total = scatters.total();
    k = scatters.components();
    d = scatters.features();
    axes = start.toArray();
    turned = new double[k * d * d];
    for (int c = 0; c < k; c++) {
      Matrix along = start.transposedTimes(scatters.matrix(c, 1).times(start));
      System.arraycopy(along.values(), 0, turned, c * d * d, d * d);
    }
    variances = bestVariances();
    cost = costNow();
  }

  /** At most so many rounds; fewer when they no longer help. */
  void improve(int rounds) {
    for (int t = 0; t < rounds; t++) {
      double before = cost;
      double[] axesBefore = axes.clone();
      double[] variancesBefore = variances.clone();
      turnAll();
      variances = bestVariances();
      cost = costNow();
      if (!(cost <= before)) {
        System.arraycopy(axesBefore, 0, axes, 0, axes.length);
        variances = variancesBefore;
        cost = before;
        return;
      }
      if (!(before - cost > SETTLED * total)) {
        return;
      }
    }
  }

  /** D, d×d. */
  Matrix vectors() {
    return Matrix.of(d, d, axes);
  }

  /** Variances along the axes, k×d. */
  double[] variances() {
    return variances;
  }

  /** Σ_c Σ_q (n_c·log v_cq + w_cq/v_cq), to be made small. */
  double cost() {
    return cost;
  }

  private double[] bestVariances() {
    double[] sums = new double[k * d];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.max(0, turned[i * d + i % d]);
    }
    AxisVariances along = new AxisVariances(counts, sums, floors);
    return structure == CovarianceStructure.EVE ? along.equalVolumes() : along.allVarying();
  }

  private double costNow() {
    double sum = 0;
    for (int i = 0; i < variances.length; i++) {
      sum += counts[i / d] * Math.log(variances[i]) + turned[i * d + i % d] / variances[i];
    }
    return sum;
  }

  private void turnAll() {
    for (int p = 0; p < d - 1; p++) {
      for (int q = p + 1; q < d; q++) {
        turn(p, q);
      }
    }
  }

  private void turn(int p, int q) {
    double difference = 0;
    double product = 0;
    for (int c = 0; c < k; c++) {
      int base = c * d * d;
      double gap = 1 / variances[c * d + p] - 1 / variances[c * d + q];
      difference += gap * (turned[base + p * d + p] - turned[base + q * d + q]);
      product += gap * turned[base + p * d + q];
    }
    if (product != 0 || difference > 0) {
      double angle = 0.5 * Math.atan2(-2 * product, -difference);
      rotate(p, q, Math.cos(angle), Math.sin(angle));
      if (structure == CovarianceStructure.VVE) {
        refresh(p);
        refresh(q);
      }
    }
  }

  /** In VVE the best variances along an axis do not depend on the other axes. */
  private void refresh(int q) {
    for (int c = 0; c < k; c++) {
      double sum = Math.max(0, turned[(c * d + q) * d + q]);
      variances[c * d + q] = Math.max(sum / counts[c], floors[q]);
    }
  }

  private void rotate(int p, int q, double cosine, double sine) {
    rotateColumns(axes, 0, p, q, cosine, sine);
    for (int c = 0; c < k; c++) {
      int base = c * d * d;
      rotateColumns(turned, base, p, q, cosine, sine);
      for (int i = 0; i < d; i++) {
        double ip = turned[base + p * d + i];
        double iq = turned[base + q * d + i];
        turned[base + p * d + i] = cosine * ip + sine * iq;
        turned[base + q * d + i] = cosine * iq - sine * ip;
      }
    }
  }

  private void rotateColumns(
      double[] matrices, int base, int p, int q, double cosine, double sine) {
    for (int i = 0; i < d; i++) {
      double ip = matrices[base + i * d + p];
      double iq = matrices[base + i * d + q];
      matrices[base + i * d + p] = cosine * ip + sine * iq;
      matrices[base + i * d + q] = cosine * iq - sine * ip;
    }
  }
}
