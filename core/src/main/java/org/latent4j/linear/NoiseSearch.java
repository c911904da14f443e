package org.latent4j.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NotPositiveDefiniteException;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.model.FitStatus;

/**
 * Finds the noise variances of greatest likelihood above a floor, by Newton's method on their
 * logarithms, projected to the floor (Bertsekas 1982, doi:10.1137/0320018). Where the second
 * derivatives are not positive definite, their eigenvalues are taken by magnitude, so that every
 * step goes downhill and saddle points are left. Steps are halved until F falls.
 *
 * <p>A noise variance that wants to be 0 (a Heywood case) would go there by a factor of e a step,
 * since its gradient falls as fast as itself; it is set to the floor at once where F is less there
 * and still falls towards it. One that wants to leave 0 is set free in the same way.
 */
final class NoiseSearch {

  /** The most a logarithm may move in a step. */
  private static final double LONGEST_STEP = 3;

  private static final int MOST_HALVINGS = 40;
  private static final int MOST_POLISHING = 5;

  /** Share of the fall that the gradient promises (Armijo 1966). */
  private static final double SUFFICIENT = 1e-4;

  /** Curvatures below this share of the greatest are rounding. */
  private static final double FLAT = 1e-10;

  /** Multiples of rounding, within which a search that finds nothing lower has ended. */
  private static final double STALLED = 1e3;

  /** Noise below this share of a feature's variance, falling by this much, may be bound for 0. */
  private static final double SMALL_NOISE = 0.05;

  private static final double FAST = 0.5;

  private final NoiseProfile profile;
  private final double[] floor;
  private final double[] variances;
  private final double nats;

  /** Is told of each update. */
  interface Observer {
    void updated(int iteration, NoiseProfile.Point point, double gain);
  }

  /**
   * Where a search ended.
   *
   * @param point the last
   * @param status why it ended
   * @param trace F after each update, never rising
   */
  record Run(NoiseProfile.Point point, FitStatus status, List<Double> trace) {}

  /**
   * Joins the parts.
   *
   * @param floor least log noise variances
   * @param variances of the features
   * @param nats how many nats of all rows together F counts
   */
  NoiseSearch(NoiseProfile profile, double[] floor, double[] variances, double nats) {
    this.profile = profile;
    this.floor = floor;
    this.variances = variances;
    this.nats = nats;
  }

  Run run(
      double[] start, int iterations, double tolerance, Observer observer, BooleanSupplier stop) {
    NoiseProfile.Point point = profile.at(projected(start, new double[start.length], 0));
    List<Double> trace = new ArrayList<>();
    for (int t = 1; t <= iterations; t++) {
      if (stop.getAsBoolean()) {
        return new Run(point, FitStatus.CANCELLED, trace);
      }
      double[] step = step(point);
      double promised = promised(point, step);
      if (!(promised > roundingAt(point))) {
        return new Run(point, FitStatus.CONVERGED, trace);
      }
      NoiseProfile.Point next = next(point, step, promised);
      if (next == point) {
        // Nothing lower is in sight, which within rounding is the optimum.
        boolean within = promised * nats <= tolerance || promised <= STALLED * roundingAt(point);
        return new Run(point, within ? FitStatus.CONVERGED : FitStatus.ITERATION_LIMIT, trace);
      }
      double gain = point.value() - next.value();
      point = next;
      trace.add(point.value());
      observer.updated(t, point, gain);
      if (promised * nats < tolerance) {
        return new Run(point, FitStatus.CONVERGED, trace);
      }
    }
    return new Run(point, FitStatus.ITERATION_LIMIT, trace);
  }

  /**
   * Goes on to where the gradient is least, below what F can tell: F is flat at its minimum, so
   * that half of its digits are lost on the way to the noise variances, which the gradient still
   * has.
   */
  NoiseProfile.Point polished(NoiseProfile.Point from) {
    NoiseProfile.Point point = from;
    for (int pass = 0; pass < MOST_POLISHING; pass++) {
      NoiseProfile.Point next = profile.at(projected(point.logNoise(), step(point), 1));
      boolean level = next.value() <= from.value() + roundingAt(from);
      if (!level || !(slope(next) < slope(point) / 2)) {
        return point;
      }
      point = next;
    }
    return point;
  }

  /** The greatest slope that a move above the floor could follow. */
  private double slope(NoiseProfile.Point point) {
    double greatest = 0;
    for (int i = 0; i < floor.length; i++) {
      double slope = point.gradient()[i];
      if (point.logNoise()[i] > floor[i] || slope < 0) {
        greatest = Math.max(greatest, Math.abs(slope));
      }
    }
    return greatest;
  }

  /** Roots are exact to rounding of that of the greatest, and F is a sum of d of them. */
  private static double roundingAt(NoiseProfile.Point point) {
    return 1e-15 * point.logNoise().length * Math.sqrt(Math.max(1, point.values()[0]));
  }

  /** What a step would bring if F were the quadratic it was taken from. */
  private static double promised(NoiseProfile.Point point, double[] step) {
    double sum = 0;
    for (int i = 0; i < step.length; i++) {
      sum -= step[i] * point.gradient()[i];
    }
    return sum / 2;
  }

  private NoiseProfile.Point next(NoiseProfile.Point point, double[] step, double promised) {
    NoiseProfile.Point jumped = jump(point, step);
    if (jumped != point) {
      return jumped;
    }
    double share = 1;
    for (int halving = 0; halving <= MOST_HALVINGS; halving++, share /= 2) {
      NoiseProfile.Point next = profile.at(projected(point.logNoise(), step, share));
      if (next.value() <= point.value() - SUFFICIENT * share * 2 * promised) {
        return next;
      }
    }
    return point;
  }

  /**
   * Sets noise that falls towards 0 to the floor, if that is downhill all the way, and noise that
   * rises from there out of the range where its gradient is small because it is itself.
   */
  private NoiseProfile.Point jump(NoiseProfile.Point point, double[] step) {
    double[] x = point.logNoise();
    int[] moving =
        IntStream.range(0, x.length)
            .filter(i -> Math.exp(x[i]) < SMALL_NOISE * variances[i])
            .filter(i -> x[i] > floor[i] ? Math.abs(step[i]) > FAST : step[i] > FAST)
            .toArray();
    if (moving.length == 0) {
      return point;
    }
    double[] there = projected(x, step, 1);
    for (int i : moving) {
      double high = Math.max(there[i], Math.log(SMALL_NOISE * variances[i]));
      there[i] = step[i] < 0 ? floor[i] : high;
    }
    NoiseProfile.Point next = profile.at(there);
    boolean downhill = Arrays.stream(moving).allMatch(i -> step[i] > 0 || next.gradient()[i] > 0);
    return downhill && next.value() < point.value() ? next : point;
  }

  private double[] projected(double[] from, double[] step, double share) {
    double[] x = new double[from.length];
    Arrays.setAll(x, i -> Math.max(floor[i], from[i] + share * step[i]));
    return x;
  }

  /** Newton's step in the features that are free to move; 0 in those that are held at the floor. */
  private double[] step(NoiseProfile.Point point) {
    double[] x = point.logNoise();
    double[] gradient = point.gradient();
    Matrix hessian = profile.hessian(point);
    boolean[] held = new boolean[x.length];
    for (int i = 0; i < x.length; i++) {
      held[i] = x[i] <= floor[i] && gradient[i] >= 0;
    }
    while (true) {
      int[] free = IntStream.range(0, x.length).filter(i -> !held[i]).toArray();
      double[] step = new double[x.length];
      if (free.length == 0) {
        return step;
      }
      double[] slope = Arrays.stream(free).mapToDouble(i -> -gradient[i]).toArray();
      double[] among = solve(hessian.selectColumns(free).selectRows(free), slope);
      double longest = Arrays.stream(among).map(Math::abs).max().orElse(0);
      double share = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
      boolean outward = false;
      for (int f = 0; f < free.length; f++) {
        int i = free[f];
        step[i] = share * among[f];
        if (x[i] <= floor[i] && step[i] < 0) {
          held[i] = true;
          outward = true;
        }
      }
      if (!outward) {
        return step;
      }
    }
  }

  private static double[] solve(Matrix hessian, double[] slope) {
    try {
      double[] step = Cholesky.of(hessian).solve(slope);
      double along = 0;
      for (int i = 0; i < step.length; i++) {
        along += step[i] * slope[i];
      }
      if (along > 0 && along < Double.POSITIVE_INFINITY) {
        return step;
      }
    } catch (NotPositiveDefiniteException e) {
      // By magnitude, below.
    }
    SymmetricEigen eigen = SymmetricEigen.of(hessian);
    double[] curvatures = eigen.values();
    double greatest = Arrays.stream(curvatures).map(Math::abs).max().orElse(0);
    double[] along = eigen.vectors().transpose().times(slope);
    for (int i = 0; i < along.length; i++) {
      along[i] /= Math.max(Math.abs(curvatures[i]), Math.max(FLAT * greatest, Double.MIN_NORMAL));
    }
    return eigen.vectors().times(along);
  }
}
