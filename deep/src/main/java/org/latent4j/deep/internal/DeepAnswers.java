package org.latent4j.deep.internal;

import java.util.Locale;
import java.util.Optional;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * What a model answers that is a prior over codes, a decoder and an encoder of normal posteriors:
 * the same for all that are trained in different ways. In the units of the rows. Immutable,
 * thread-safe.
 */
public final class DeepAnswers {

  private static final int BLOCK_ROWS = 4096;

  private final DeepModel parts;
  private final CodePrior prior;
  private final Evaluator evaluator;

  public DeepAnswers(DeepModel parts, CodePrior prior) {
    int q = parts.latentDimension();
    if (parts.encoder().outputs() != 2 * q) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the encoder must have %d outputs (2 x latent dimension), got %d",
              2 * q,
              parts.encoder().outputs()));
    }
    this.parts = parts;
    this.prior = prior;
    evaluator = new Evaluator(parts.encoder(), parts.decoder(), parts.output(), prior);
  }

  public DeepModel parts() {
    return parts;
  }

  public CodePrior prior() {
    return prior;
  }

  public Evaluator evaluator() {
    return evaluator;
  }

  public long parameterCount() {
    return parts.parameterCount() + prior.parameterCount();
  }

  private Matrix inner(Matrix observations) {
    parts.requireFeatures(observations);
    return parts.conditioning().apply(observations);
  }

  public double[] logDensity(Matrix observations) {
    parts.requireFeatures(observations);
    double[] values = new double[observations.rows()];
    for (int from = 0; from < values.length; from += BLOCK_ROWS) {
      int to = Math.min(values.length, from + BLOCK_ROWS);
      double[] bounds = evaluator.bound(inner(observations.rowRange(from, to)));
      for (int i = from; i < to; i++) {
        values[i] = bounds[i - from] + parts.conditioning().logJacobian();
      }
    }
    return values;
  }

  public Matrix outcomes(Matrix observations, SeededRandom random) {
    parts.requireFeatures(observations);
    return parts.outcomes(observations, random);
  }

  public Matrix logWeights(Matrix observations, int samples, SeededRandom random) {
    Matrix weights = evaluator.logWeights(inner(observations), samples, random);
    double[] values = weights.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += parts.conditioning().logJacobian();
    }
    return weights;
  }

  public Matrix divergences(Matrix observations) {
    return evaluator.divergences(inner(observations));
  }

  public Matrix encode(Matrix observations) {
    return evaluator.encode(inner(observations));
  }

  public Matrix decode(Matrix latent) {
    return parts.decode(latent);
  }

  public Matrix sample(int count, SeededRandom random) {
    Matrix codes = prior.sample(count, parts.latentDimension(), random);
    return parts.conditioning().invert(parts.output().draw(parts.decoder().apply(codes), random));
  }

  /** The steps of the log density, codes and decoded codes; nothing for other functions. */
  public Optional<Graph> graph(GraphFunction function) {
    GraphBuilder builder = new GraphBuilder();
    return switch (function) {
      case LOG_DENSITY -> {
        GraphValue x = builder.input(function.input(), parts.featureCount());
        GraphValue bound = evaluator.bound(builder, parts.conditioning().apply(x));
        yield Optional.of(
            builder
                .output(function.output(), bound.plus(parts.conditioning().logJacobian()))
                .build());
      }
      case ENCODE -> {
        GraphValue x = builder.input(function.input(), parts.featureCount());
        yield Optional.of(builder.output(function.output(), codes(x)).build());
      }
      case DECODE -> Optional.of(parts.decodeGraph());
      case RESPONSIBILITIES, RECONSTRUCT -> Optional.empty();
    };
  }

  /** The steps from a row to its code. */
  public GraphValue codes(GraphValue x) {
    GraphValue posterior = parts.encoder().apply(parts.conditioning().apply(x));
    return posterior.slice(0, parts.latentDimension());
  }
}
