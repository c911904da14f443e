package org.latent4j.deep.internal;

import java.util.Arrays;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Independent normal features; an output is a mean, the deviations are the same for every row. */
public final class GaussianOutput implements OutputDistribution {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final double[] deviations;
  private final long learned;
  private final double constant;

  /**
   * Keeps the deviations.
   *
   * @param learned how many of them are free: all, one for all, or none
   */
  public GaussianOutput(double[] deviations, long learned) {
    this.deviations = deviations;
    this.learned = learned;
    double sum = -0.5 * deviations.length * LOG_TWO_PI;
    for (double deviation : deviations) {
      if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "deviation must be finite and above 0, got " + deviation);
      }
      sum -= Math.log(deviation);
    }
    constant = sum;
  }

  /** The live array, not to be changed. */
  public double[] deviations() {
    return deviations;
  }

  @Override
  public long parameterCount() {
    return learned;
  }

  @Override
  public double[] logLikelihood(Matrix rows, Matrix outputs) {
    double[] sums = new double[rows.rows()];
    double[] x = rows.values();
    double[] means = outputs.values();
    int d = deviations.length;
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        double r = (x[i * d + j] - means[i * d + j]) / deviations[j];
        sum += r * r;
      }
      sums[i] = constant - 0.5 * sum;
    }
    return sums;
  }

  @Override
  public GraphValue logLikelihood(GraphValue rows, GraphValue outputs) {
    return rows.minus(outputs).dividedBy(deviations).squareSum().times(-0.5).plus(constant);
  }

  @Override
  public Matrix information(Matrix outputs) {
    int d = deviations.length;
    double[] values = new double[outputs.rows() * d];
    Arrays.setAll(values, p -> 1 / (deviations[p % d] * deviations[p % d]));
    return Matrix.wrap(outputs.rows(), d, values);
  }

  @Override
  public Matrix mean(Matrix outputs) {
    return outputs;
  }

  @Override
  public GraphValue mean(GraphValue outputs) {
    return outputs;
  }

  @Override
  public Matrix draw(Matrix outputs, SeededRandom random) {
    double[] values = outputs.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += deviations[i % deviations.length] * random.nextGaussian();
    }
    return Matrix.wrap(outputs.rows(), outputs.columns(), values);
  }

  @Override
  public boolean isOfOutcomes() {
    return false;
  }

  @Override
  public Matrix outcomes(Matrix rows, SeededRandom random) {
    return rows;
  }
}
