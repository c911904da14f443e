package org.latent4j.task;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Encoder;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.Model;
import org.latent4j.model.Variational;

/**
 * z ~ N(0, I) of two dimensions, x ~ N(z₁, 1): the posterior of z₁ is N(x/2, 1/2), that of z₂ the
 * prior. Here q(z₁|x) is moved by a shift s, which costs the bound s² nats exactly.
 */
record ShiftedPosterior(double shift) implements Model, Encoder, Variational {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  @Override
  public int featureCount() {
    return 1;
  }

  @Override
  public long parameterCount() {
    return 1;
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(2, LatentSpace.Kind.CONTINUOUS);
  }

  @Override
  public Matrix encode(Matrix observations) {
    double[] codes = new double[2 * observations.rows()];
    for (int i = 0; i < observations.rows(); i++) {
      codes[2 * i] = mean(observations.get(i, 0));
    }
    return Matrix.wrap(observations.rows(), 2, codes);
  }

  private double mean(double x) {
    return x / 2 + shift;
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.LOWER_BOUND;
  }

  /** log p(x) − KL(q ‖ posterior). */
  @Override
  public double[] logDensity(Matrix observations) {
    double[] values = observations.toArray();
    Arrays.setAll(values, i -> exact(values[i]) - shift * shift);
    return values;
  }

  /** log N(x; 0, 2). */
  static double exact(double x) {
    return -0.5 * (LOG_TWO_PI + Math.log(2) + x * x / 2);
  }

  @Override
  public Matrix outcomes(Matrix observations, SeededRandom random) {
    return observations;
  }

  @Override
  public Matrix logWeights(Matrix observations, int samples, SeededRandom random) {
    double[] logs = new double[observations.rows() * samples];
    for (int p = 0; p < logs.length; p++) {
      double x = observations.get(p / samples, 0);
      double e = random.nextGaussian();
      double z = mean(x) + Math.sqrt(0.5) * e;
      double logJoint = -LOG_TWO_PI - 0.5 * (z * z + (x - z) * (x - z));
      logs[p] = logJoint + 0.5 * (LOG_TWO_PI + Math.log(0.5) + e * e);
    }
    return Matrix.wrap(observations.rows(), samples, logs);
  }

  @Override
  public Matrix divergences(Matrix observations) {
    double[] values = new double[2 * observations.rows()];
    for (int i = 0; i < observations.rows(); i++) {
      double m = mean(observations.get(i, 0));
      values[2 * i] = 0.5 * (m * m + 0.5 - 1 + Math.log(2));
    }
    return Matrix.wrap(observations.rows(), 2, values);
  }
}
