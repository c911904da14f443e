package org.latent4j.model;

import java.util.Arrays;
import org.latent4j.data.Encoding;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** A model of encoded rows, asked in the units of the rows before encoding. */
record EncodedVariational(Variational inner, Encoding encoding) implements Variational {

  @Override
  public DensityKind densityKind() {
    return inner.densityKind();
  }

  @Override
  public double[] logDensity(Matrix observations) {
    double[] values = inner.logDensity(encoding.apply(observations));
    Arrays.setAll(values, i -> values[i] + encoding.logJacobian());
    return values;
  }

  @Override
  public Matrix outcomes(Matrix observations, SeededRandom random) {
    return encoding.invert(inner.outcomes(encoding.apply(observations), random));
  }

  @Override
  public Matrix logWeights(Matrix observations, int samples, SeededRandom random) {
    Matrix weights = inner.logWeights(encoding.apply(observations), samples, random);
    double[] values = weights.toArray();
    Arrays.setAll(values, i -> values[i] + encoding.logJacobian());
    return Matrix.wrap(weights.rows(), weights.columns(), values);
  }

  @Override
  public Matrix divergences(Matrix observations) {
    return inner.divergences(encoding.apply(observations));
  }
}
