package org.latent4j.model;

import java.util.Optional;
import org.latent4j.data.Encoding;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** What a model of encoded rows knows of some features given others, in the user's units. */
final class EncodedConditional implements Conditional {

  private final Conditional inner;
  private final Encoding encoding;

  EncodedConditional(Conditional inner, Encoding encoding) {
    this.inner = inner;
    this.encoding = encoding;
  }

  @Override
  public ConditionalDistribution given(double... observation) {
    Matrix encoded = encoding.apply(Matrix.of(1, observation.length, observation));
    ConditionalDistribution distribution = inner.given(encoded.row(0));
    return new Distribution(distribution, encoding.select(distribution.columns()));
  }

  @Override
  public Model marginal(int... columns) {
    Model marginal = inner.marginal(columns);
    return encoding.isIdentity() ? marginal : new Marginal(marginal, encoding.select(columns));
  }

  @Override
  public Matrix impute(Matrix observations) {
    return filled(observations, inner.impute(encoding.apply(observations)));
  }

  @Override
  public Matrix imputeDraws(Matrix observations, SeededRandom random) {
    return filled(observations, inner.imputeDraws(encoding.apply(observations), random));
  }

  /** Observed values keep their bits. */
  private Matrix filled(Matrix observations, Matrix encoded) {
    double[] values = encoding.invert(encoded).toArray();
    double[] given = observations.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(given[i]) ? values[i] : given[i];
    }
    return Matrix.wrap(observations.rows(), observations.columns(), values);
  }

  private static double[] logDensity(Density inner, Encoding encoding, Matrix observations) {
    double[] values = inner.logDensity(encoding.apply(observations));
    double[] logJacobians = encoding.logJacobians(observations);
    for (int i = 0; i < values.length; i++) {
      values[i] += logJacobians[i];
    }
    return values;
  }

  /** Of the sought features. */
  private static final class Distribution implements ConditionalDistribution {
    private final ConditionalDistribution inner;
    private final Encoding encoding;

    Distribution(ConditionalDistribution inner, Encoding encoding) {
      this.inner = inner;
      this.encoding = encoding;
    }

    @Override
    public int[] columns() {
      return inner.columns();
    }

    @Override
    public double[] mean() {
      return inverted(inner.mean());
    }

    @Override
    public double[] guess() {
      return inverted(inner.guess());
    }

    private double[] inverted(double[] row) {
      return encoding.invert(Matrix.wrap(1, row.length, row)).toArray();
    }

    @Override
    public Matrix covariance() {
      Matrix scales = Matrix.diagonal(encoding.scales());
      return scales.times(inner.covariance()).times(scales);
    }

    @Override
    public Optional<double[]> probabilities(int place) {
      return inner.probabilities(place);
    }

    @Override
    public DensityKind densityKind() {
      return inner.densityKind();
    }

    @Override
    public double[] logDensity(Matrix observations) {
      return EncodedConditional.logDensity(inner, encoding, observations);
    }

    @Override
    public Matrix sample(int count, SeededRandom random) {
      return encoding.invert(inner.sample(count, random));
    }
  }

  /** The model of some features. */
  private static final class Marginal implements Model, Density, Sampler, Conditional {
    private final Model inner;
    private final Encoding encoding;
    private final EncodedConditional conditional;

    Marginal(Model inner, Encoding encoding) {
      this.inner = inner;
      this.encoding = encoding;
      conditional = new EncodedConditional((Conditional) inner, encoding);
    }

    @Override
    public int featureCount() {
      return inner.featureCount();
    }

    @Override
    public long parameterCount() {
      return inner.parameterCount();
    }

    @Override
    public DensityKind densityKind() {
      return ((Density) inner).densityKind();
    }

    @Override
    public double[] logDensity(Matrix observations) {
      return EncodedConditional.logDensity((Density) inner, encoding, observations);
    }

    @Override
    public Matrix sample(int count, SeededRandom random) {
      return encoding.invert(((Sampler) inner).sample(count, random));
    }

    @Override
    public ConditionalDistribution given(double... observation) {
      return conditional.given(observation);
    }

    @Override
    public Model marginal(int... columns) {
      return conditional.marginal(columns);
    }

    @Override
    public Matrix impute(Matrix observations) {
      return conditional.impute(observations);
    }

    @Override
    public Matrix imputeDraws(Matrix observations, SeededRandom random) {
      return conditional.imputeDraws(observations, random);
    }
  }
}
