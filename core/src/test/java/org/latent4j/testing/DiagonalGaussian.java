package org.latent4j.testing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.graph.GaussianTerms;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Clusterer;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;

/**
 * Independent Gaussian features, with every capability and every answer in closed form: z is
 * standard normal of dimension d, x = mean + deviation · z, and the component of a row is 1 with
 * probability 1 / (1 + e^(−z₁)), else 0.
 */
public final class DiagonalGaussian implements LatentVariableModel, Clusterer, Described {

  private final double[] mean;
  private final double[] deviations;

  /**
   * A model of given parameters.
   *
   * @param mean d numbers; copied
   * @param deviations d numbers above 0; copied
   */
  public DiagonalGaussian(double[] mean, double[] deviations) {
    this.mean = mean.clone();
    this.deviations = deviations.clone();
  }

  /**
   * Mean of each feature.
   *
   * @return d numbers, a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * Standard deviation of each feature.
   *
   * @return d numbers, a copy
   */
  public double[] deviations() {
    return deviations.clone();
  }

  @Override
  public int featureCount() {
    return mean.length;
  }

  @Override
  public long parameterCount() {
    return 2L * mean.length;
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    Matrix z = encode(observations);
    double constant = -0.5 * mean.length * Math.log(2 * Math.PI);
    for (double deviation : deviations) {
      constant -= Math.log(deviation);
    }
    double[] values = new double[z.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = constant - 0.5 * Arrays.stream(z.row(i)).map(v -> v * v).sum();
    }
    return values;
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    double[] z = new double[count * mean.length];
    random.fillGaussian(z);
    return decode(Matrix.wrap(count, mean.length, z));
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(mean.length, LatentSpace.Kind.CONTINUOUS);
  }

  @Override
  public Matrix encode(Matrix observations) {
    requireColumns("observations must have %d features, got %d", observations);
    double[] z = observations.toArray();
    for (int i = 0; i < z.length; i++) {
      z[i] = (z[i] - mean[i % mean.length]) / deviations[i % mean.length];
    }
    return Matrix.wrap(observations.rows(), mean.length, z);
  }

  @Override
  public Matrix decode(Matrix latent) {
    requireColumns("latent must have %d columns, got %d", latent);
    double[] x = latent.toArray();
    for (int i = 0; i < x.length; i++) {
      x[i] = mean[i % mean.length] + deviations[i % mean.length] * x[i];
    }
    return Matrix.wrap(latent.rows(), mean.length, x);
  }

  @Override
  public int componentCount() {
    return 2;
  }

  @Override
  public Matrix responsibilities(Matrix observations) {
    Matrix z = encode(observations);
    double[] values = new double[2 * z.rows()];
    for (int i = 0; i < z.rows(); i++) {
      values[2 * i] = 1 / (1 + Math.exp(z.get(i, 0)));
      values[2 * i + 1] = 1 / (1 + Math.exp(-z.get(i, 0)));
    }
    return Matrix.wrap(z.rows(), 2, values);
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    GraphBuilder builder = new GraphBuilder();
    GraphValue given = builder.input(function.input(), mean.length);
    GraphValue answer =
        switch (function) {
          case LOG_DENSITY -> GaussianTerms.diagonal(given, mean, deviations, 0);
          case RESPONSIBILITIES -> {
            GraphValue first = code(given).slice(0, 1);
            yield builder.concat(first.negate().sigmoid(), first.sigmoid());
          }
          case ENCODE -> code(given);
          case DECODE -> given.times(deviations).plus(mean);
          case RECONSTRUCT -> given;
        };
    return function == GraphFunction.RECONSTRUCT
        ? Optional.empty()
        : Optional.of(builder.output(function.output(), answer).build());
  }

  private GraphValue code(GraphValue x) {
    return x.minus(mean).dividedBy(deviations);
  }

  private void requireColumns(String sentence, Matrix rows) {
    if (rows.columns() != mean.length) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, sentence, mean.length, rows.columns()));
    }
  }
}
