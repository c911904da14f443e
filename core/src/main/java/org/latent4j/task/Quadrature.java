package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.Density;

/**
 * The cumulative distribution of a number by integration of its density over panels that are as
 * narrow as the density asks for.
 */
final class Quadrature implements MarginalDistribution.Cumulative {

  static final int DRAWS = 4096;

  private static final int DRAWS_PER_PANEL = 16;
  private static final double NEGLIGIBLE = 1e-13;
  private static final int MOST_STEPS = 400;
  private static final double ENOUGH = 1e-8;
  private static final double CLOSE = 1e-12;
  private static final int MOST_HALVINGS = 40;
  private static final int BISECTIONS = 60;

  /** Positive nodes of Gauss and Legendre's rule of ten points on [−1, 1], and their weights. */
  private static final double[] NODES = {
    0.14887433898163122,
    0.4333953941292472,
    0.6794095682990244,
    0.8650633666889845,
    0.9739065285171717
  };

  private static final double[] WEIGHTS = {
    0.29552422471475287,
    0.26926671930999635,
    0.21908636251598204,
    0.1494513491505806,
    0.06667134430868814
  };

  private final Density density;
  private final double[] bounds;
  private final double[] sums;

  private Quadrature(Density density, double[] bounds, double[] masses) {
    this.density = density;
    this.bounds = bounds;
    sums = new double[masses.length + 1];
    for (int i = 0; i < masses.length; i++) {
      sums[i + 1] = sums[i] + masses[i];
    }
  }

  /**
   * Integrates a density.
   *
   * @param density of one number
   * @param sorted draws of it, increasing
   * @throws NumericalException if the integral does not come to 1
   */
  static Quadrature of(Density density, double[] sorted) {
    double[] bounds = extended(density, graded(panels(sorted)));
    List<double[]> panels = new ArrayList<>();
    for (int i = 0; i + 1 < bounds.length; i++) {
      double whole = masses(density, bounds[i], bounds[i + 1])[0];
      refine(density, bounds[i], bounds[i + 1], whole, MOST_HALVINGS, panels);
    }
    double[] fine = new double[panels.size() + 1];
    double[] masses = new double[panels.size()];
    for (int i = 0; i < masses.length; i++) {
      fine[i + 1] = panels.get(i)[0];
      masses[i] = panels.get(i)[1];
    }
    fine[0] = bounds[0];
    double total = Arrays.stream(masses).sum();
    if (!(Math.abs(total - 1) < ENOUGH)) {
      throw new NumericalException(
          "the density of the column does not integrate to 1, but to " + total);
    }
    return new Quadrature(density, fine, masses);
  }

  /** Halves a panel until its mass does not change; adds upper bound and mass of each part. */
  private static void refine(
      Density density, double low, double high, double whole, int left, List<double[]> panels) {
    double middle = low + (high - low) / 2;
    if (left == 0 || !(middle > low && middle < high)) {
      panels.add(new double[] {high, whole});
      return;
    }
    double[] halves = masses(density, low, middle, high);
    if (Math.abs(halves[0] + halves[1] - whole) <= CLOSE) {
      panels.add(new double[] {middle, halves[0]});
      panels.add(new double[] {high, halves[1]});
      return;
    }
    refine(density, low, middle, halves[0], left - 1, panels);
    refine(density, middle, high, halves[1], left - 1, panels);
  }

  /**
   * Divides a panel beside a far narrower one in steps that double from there, so that what reaches
   * over from the narrow one is not overlooked.
   */
  private static double[] graded(double[] bounds) {
    List<Double> graded = new ArrayList<>(List.of(bounds[0]));
    for (int i = 0; i + 1 < bounds.length; i++) {
      double low = bounds[i];
      double high = bounds[i + 1];
      double middle = low + (high - low) / 2;
      double before = i == 0 ? high - low : low - bounds[i - 1];
      double after = i + 2 == bounds.length ? high - low : bounds[i + 2] - high;
      for (double at = low + before; at > low && at < middle; at += at - low) {
        graded.add(at);
      }
      List<Double> fromAbove = new ArrayList<>();
      for (double at = high - after; at < high && at > middle; at -= high - at) {
        fromAbove.add(at);
      }
      Collections.reverse(fromAbove);
      graded.addAll(fromAbove);
      graded.add(high);
    }
    return graded.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] panels(double[] sorted) {
    double[] bounds = new double[sorted.length / DRAWS_PER_PANEL + 1];
    int count = 0;
    for (int i = 0; i < sorted.length; i += DRAWS_PER_PANEL) {
      if (count == 0 || sorted[i] > bounds[count - 1]) {
        bounds[count++] = sorted[i];
      }
    }
    double last = sorted[sorted.length - 1];
    if (last > bounds[count - 1]) {
      bounds[count++] = last;
    }
    if (count == 1) {
      bounds[count++] = bounds[0] + Math.max(1e-9, Math.abs(bounds[0]) * 1e-9);
    }
    return Arrays.copyOf(bounds, count);
  }

  /** Adds panels of growing width on both sides, until they hold nothing. */
  private static double[] extended(Density density, double[] bounds) {
    int last = bounds.length - 1;
    double[] left = tail(density, bounds[0], bounds[0] - bounds[1]);
    double[] right = tail(density, bounds[last], bounds[last] - bounds[last - 1]);
    double[] all = new double[left.length + bounds.length + right.length];
    for (int i = 0; i < left.length; i++) {
      all[left.length - 1 - i] = left[i];
    }
    System.arraycopy(bounds, 0, all, left.length, bounds.length);
    System.arraycopy(right, 0, all, left.length + bounds.length, right.length);
    return all;
  }

  private static double[] tail(Density density, double from, double step) {
    double[] bounds = new double[MOST_STEPS];
    int count = 0;
    double at = from;
    double width = step;
    double mass = 1;
    while (count < MOST_STEPS && (mass > NEGLIGIBLE || count < 8)) {
      double next = at + width;
      if (!Double.isFinite(next) || next == at) {
        break;
      }
      mass = masses(density, Math.min(at, next), Math.max(at, next))[0];
      bounds[count++] = next;
      at = next;
      width *= 1.25;
    }
    return Arrays.copyOf(bounds, count);
  }

  /** Mass between each pair of neighbours. */
  private static double[] masses(Density density, double... bounds) {
    int panels = bounds.length - 1;
    int points = 2 * NODES.length;
    double[] at = new double[panels * points];
    for (int p = 0; p < panels; p++) {
      double half = (bounds[p + 1] - bounds[p]) / 2;
      double middle = bounds[p] + half;
      for (int i = 0; i < NODES.length; i++) {
        at[p * points + 2 * i] = middle - half * NODES[i];
        at[p * points + 2 * i + 1] = middle + half * NODES[i];
      }
    }
    double[] logs = density.logDensity(Matrix.wrap(at.length, 1, at));
    double[] masses = new double[panels];
    for (int p = 0; p < panels; p++) {
      double sum = 0;
      for (int i = 0; i < points; i++) {
        sum += WEIGHTS[i / 2] * Math.exp(logs[p * points + i]);
      }
      masses[p] = sum * (bounds[p + 1] - bounds[p]) / 2;
    }
    return masses;
  }

  @Override
  public double quantile(double p) {
    double wanted = p * sums[sums.length - 1];
    int panel = 0;
    while (panel < sums.length - 2 && sums[panel + 1] < wanted) {
      panel++;
    }
    double low = bounds[panel];
    double high = bounds[panel + 1];
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = low + (high - low) / 2;
      if (!(middle > low && middle < high)) {
        break;
      }
      if (sums[panel] + masses(density, bounds[panel], middle)[0] < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  @Override
  public double probability(int level) {
    return 0;
  }
}
