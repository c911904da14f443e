package org.latent4j.deep.internal;

import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Independent features of 0 and 1; an output is the log odds of 1. For a value x between, the log
 * likelihood is its mean over draws of 1 with probability x: x·l − log(1 + eˡ).
 */
public final class BernoulliOutput implements OutputDistribution {

  @Override
  public long parameterCount() {
    return 0;
  }

  @Override
  public double[] logLikelihood(Matrix rows, Matrix outputs) {
    double[] sums = new double[rows.rows()];
    double[] x = rows.values();
    double[] logOdds = outputs.values();
    int d = rows.columns();
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      for (int p = i * d; p < (i + 1) * d; p++) {
        sum += x[p] * logOdds[p] - ActivationLayer.softplus(logOdds[p]);
      }
      sums[i] = sum;
    }
    return sums;
  }

  @Override
  public GraphValue logLikelihood(GraphValue rows, GraphValue outputs) {
    return rows.times(outputs).minus(outputs.softplus()).sum();
  }

  @Override
  public Matrix information(Matrix outputs) {
    Matrix means = mean(outputs);
    double[] values = means.values();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1 - values[i];
    }
    return means;
  }

  @Override
  public Matrix mean(Matrix outputs) {
    double[] means = outputs.toArray();
    for (int i = 0; i < means.length; i++) {
      means[i] = sigmoid(means[i]);
    }
    return Matrix.wrap(outputs.rows(), outputs.columns(), means);
  }

  private static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  @Override
  public GraphValue mean(GraphValue outputs) {
    return outputs.sigmoid();
  }

  @Override
  public Matrix draw(Matrix outputs, SeededRandom random) {
    return outcomes(mean(outputs), random);
  }

  @Override
  public boolean isOfOutcomes() {
    return true;
  }

  @Override
  public Matrix outcomes(Matrix rows, SeededRandom random) {
    double[] values = rows.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < values[i] ? 1 : 0;
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }
}
