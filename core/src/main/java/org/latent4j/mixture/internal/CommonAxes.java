package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.ArrayMath;
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
 * moves all axes at once by a smaller step. What is turned are the images G_c·D of the axes under
 * roots of the scatters, W_c = G_cᵀG_c: products of these images are the entries of DᵀW_cD.
 */
final class CommonAxes {

  private static final double SETTLED = 1e-11; // of the cost, in nats per unit of weight

  private final CovarianceStructure structure;
  private final double[] counts;
  private final double[] floors;
  private final int k;
  private final int d;
  private final double[][] axes;
  private final double[][] images; // of axis q in component c at c·d + q
  private final double[] squares;
  private final double[] products; // of the images of a pair of axes
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
    axes = new double[d][];
    images = new double[k * d][];
    for (int q = 0; q < d; q++) {
      axes[q] = start.column(q);
    }
    for (int c = 0; c < k; c++) {
      double[][] root = PivotedRoot.of(scatters.matrix(c, 1));
      for (int q = 0; q < d; q++) {
        double[] axis = axes[q];
        images[c * d + q] = Arrays.stream(root).mapToDouble(row -> dot(row, axis)).toArray();
      }
    }
    squares = new double[k * d];
    products = new double[k];
    square();
    variances = bestVariances();
    cost = costNow();
  }

  /** At most so many rounds; fewer when they no longer help. */
  void improve(int rounds) {
    for (int t = 0; t < rounds; t++) {
      double before = cost;
      double[][] axesBefore = Arrays.stream(axes).map(double[]::clone).toArray(double[][]::new);
      double[] variancesBefore = variances.clone();
      turnAll();
      variances = bestVariances();
      cost = costNow();
      if (!(cost <= before)) {
        System.arraycopy(axesBefore, 0, axes, 0, d);
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
    double[] columns = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      columns[i] = axes[i % d][i / d];
    }
    return Matrix.wrap(d, d, columns);
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
    AxisVariances along = new AxisVariances(counts, squares, floors);
    return structure == CovarianceStructure.EVE ? along.equalVolumes() : along.allVarying();
  }

  private double costNow() {
    double sum = 0;
    for (int i = 0; i < variances.length; i++) {
      sum += counts[i / d] * Math.log(variances[i]) + squares[i] / variances[i];
    }
    return sum;
  }

  private void turnAll() {
    for (int p = 0; p < d - 1; p++) {
      for (int q = p + 1; q < d; q++) {
        turn(p, q);
      }
    }
    square();
  }

  /** Finds the squares afresh: what they were updated by in a round has rounding in it. */
  private void square() {
    for (int i = 0; i < squares.length; i++) {
      squares[i] = dot(images[i], images[i]);
    }
  }

  private void turn(int p, int q) {
    double difference = 0;
    double product = 0;
    for (int c = 0, ip = p, iq = q; c < k; c++, ip += d, iq += d) {
      double gap = 1 / variances[ip] - 1 / variances[iq];
      difference += gap * (squares[ip] - squares[iq]);
      products[c] = dot(images[ip], images[iq]);
      product += gap * products[c];
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
      variances[c * d + q] = Math.max(squares[c * d + q] / counts[c], floors[q]);
    }
  }

  private void rotate(int p, int q, double cosine, double sine) {
    rotate(axes[p], axes[q], cosine, sine);
    for (int c = 0, ip = p, iq = q; c < k; c++, ip += d, iq += d) {
      rotate(images[ip], images[iq], cosine, sine);
      double cross = 2 * cosine * sine * products[c];
      double before = squares[ip];
      squares[ip] = cosine * cosine * before + cross + sine * sine * squares[iq];
      squares[iq] = sine * sine * before - cross + cosine * cosine * squares[iq];
    }
  }

  private static void rotate(double[] first, double[] second, double cosine, double sine) {
    for (int i = 0; i < first.length; i++) {
      double a = first[i];
      double b = second[i];
      first[i] = cosine * a + sine * b;
      second[i] = cosine * b - sine * a;
    }
  }

  private static double dot(double[] a, double[] b) {
    return ArrayMath.dot(a, 0, b, 0, a.length);
  }
}
