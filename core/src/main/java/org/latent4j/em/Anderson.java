package org.latent4j.em;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NotPositiveDefiniteException;

/**
 * Anderson acceleration of EM (Walker and Ni 2011, doi:10.1137/10078356X; for EM, Henderson and
 * Varadhan 2019, doi:10.1080/10618600.2019.1594835). EM is the iteration s ← G(s) of statistics; a
 * leap goes to the point at which the last few residuals G(s) − s, were they linear in s, would
 * cancel best. It costs no visit of the rows beyond that of an EM step.
 *
 * <p>Leaps begin when the gains of EM have shrunk at a steady rate, which says that the run is in
 * the basin of its optimum, and slowly enough to be worth it. Whoever drives takes back a leap that
 * lowers the objective; plain steps follow, twice as many as after the last such leap. When a leap
 * has gained so little that, at the slowest rate seen, less than the tolerance is left, plain steps
 * follow that confirm or deny convergence.
 *
 * @param <S> statistics
 */
final class Anderson<S extends Statistics<S>> {

  private static final int WINDOW = 5;

  /** A run whose gains shrink faster than this ends soon by itself. */
  private static final double SLOW = 0.6;

  /** How much a steady rate may move, relative to its distance from 1. */
  private static final double STEADY = 0.1;

  /** So many steady steps in a row before the first leap. */
  private static final int PATIENCE = 5;

  private static final int CONFIRMING_STEPS = 4;
  private static final int MOST_PAUSE = 32;
  private static final double RIDGE = 1e-12; // relative to the greatest squared change

  /** Points of more numbers are not kept: the window would take more memory than it saves time. */
  private static final int MOST_NUMBERS = 500_000;

  private final Coordinates<S> coordinates;
  private final double tolerance;
  private final Deque<double[]> inputChanges = new ArrayDeque<>();
  private final Deque<double[]> residualChanges = new ArrayDeque<>();
  private double[] lastInput = {};
  private double[] input = {};
  private double[] residual = {};
  private double lastGain = Double.NaN;
  private double lastRate = Double.NaN;
  private double slowest;
  private int steadySteps;
  private boolean leaping;
  private int plainSteps;
  private int pause = 1;

  /**
   * Starts without leaps.
   *
   * @param tolerance nats of a gain below which leaps pause
   */
  Anderson(Coordinates<S> coordinates, double tolerance) {
    this.coordinates = coordinates;
    this.tolerance = tolerance;
  }

  /** The greatest steady rate at which gains of EM were seen to shrink; 0 if none was. */
  double slowestRate() {
    return slowest;
  }

  /** Takes in the statistics that followed the last step or leap; gives those to leap to. */
  Optional<S> next(S statistics) {
    Optional<double[]> output = coordinates.of(statistics);
    if (output.isEmpty() || output.get().length > MOST_NUMBERS) {
      forget();
      return Optional.empty();
    }
    remember(output.get());
    if (!leaping || plainSteps > 0 || inputChanges.isEmpty()) {
      input = output.get();
      return Optional.empty();
    }
    double[] target = withinReach(extrapolated(output.get()), output.get());
    Optional<S> leap = coordinates.at(target, statistics);
    input = leap.isPresent() ? target : output.get();
    return leap;
  }

  /** Notes the change of input and residual since the last time. */
  private void remember(double[] output) {
    if (input.length == output.length) {
      double[] newResidual = difference(output, input);
      if (residual.length == output.length) {
        residualChanges.addLast(difference(newResidual, residual));
        inputChanges.addLast(difference(input, lastInput));
        if (inputChanges.size() > WINDOW) {
          inputChanges.removeFirst();
          residualChanges.removeFirst();
        }
      }
      residual = newResidual;
      lastInput = input;
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = a[i] - b[i];
    }
    return result;
  }

  /** The output, less what the changes say is left of the residual and where it leads. */
  private double[] extrapolated(double[] output) {
    double[][] df = residualChanges.toArray(double[][]::new);
    double[][] dx = inputChanges.toArray(double[][]::new);
    int m = df.length;
    double[] gram = new double[m * m];
    double[] right = new double[m];
    double greatest = 0;
    for (int i = 0; i < m; i++) {
      right[i] = ArrayMath.dot(df[i], 0, residual, 0, residual.length);
      for (int j = 0; j <= i; j++) {
        gram[i * m + j] = ArrayMath.dot(df[i], 0, df[j], 0, residual.length);
        gram[j * m + i] = gram[i * m + j];
      }
      greatest = Math.max(greatest, gram[i * m + i]);
    }
    for (int i = 0; i < m; i++) {
      gram[i * m + i] += RIDGE * greatest;
    }
    double[] shares;
    try {
      shares = Cholesky.of(Matrix.wrap(m, m, gram)).solve(right);
    } catch (NotPositiveDefiniteException e) {
      return output;
    }
    double[] target = output.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < target.length; j++) {
        target[j] -= shares[i] * (dx[i][j] + df[i][j]);
      }
    }
    return target;
  }

  /**
   * Shortens a leap to where EM itself would end, were its steps to shrink at the slowest rate
   * seen: gains shrink as squares of steps. What lies farther may belong to another optimum.
   */
  private double[] withinReach(double[] target, double[] output) {
    double rate = Math.sqrt(slowest);
    double reach = length(residual) * rate / (1 - rate);
    double[] leap = difference(target, output);
    double share = reach / length(leap);
    if (share >= 1) {
      return target;
    }
    for (int i = 0; i < leap.length; i++) {
      leap[i] = output[i] + share * leap[i];
    }
    return leap;
  }

  private static double length(double[] x) {
    return Math.sqrt(ArrayMath.dot(x, 0, x, 0, x.length));
  }

  /** A plain step was made. */
  void stepped(double gain) {
    double rate = gain / lastGain;
    boolean steady = rate > SLOW && rate < 1 && Math.abs(rate - lastRate) < STEADY * (1 - rate);
    steadySteps = steady ? steadySteps + 1 : 0;
    if (steady) {
      slowest = Math.max(slowest, rate);
    }
    lastRate = rate;
    lastGain = gain;
    plainSteps = Math.max(0, plainSteps - 1);
    leaping |= steadySteps >= PATIENCE;
  }

  /** A leap was made and kept. */
  void leapt(double gain) {
    forgetRate();
    pause = Math.max(1, pause / 2);
    if (gain * slowest < tolerance * (1 - slowest)) {
      plainSteps = CONFIRMING_STEPS;
    }
  }

  /** A leap did not raise the objective and was taken back, or parameters were mended. */
  void failed() {
    plainSteps = pause;
    pause = Math.min(MOST_PAUSE, 2 * pause);
    forget();
  }

  private void forget() {
    input = new double[0];
    residual = new double[0];
    inputChanges.clear();
    residualChanges.clear();
    forgetRate();
  }

  private void forgetRate() {
    lastGain = Double.NaN;
    lastRate = Double.NaN;
    steadySteps = 0;
  }
}
