package org.latent4j.deep.internal;

import java.util.Locale;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * What auto-encoders of every kind consist of. Immutable.
 *
 * @param conditioning between rows and what networks see
 * @param encoder d inputs
 * @param decoder q inputs, d outputs
 * @param output the distribution of rows about the decoder's outputs
 */
public record DeepModel(
    Conditioning conditioning, Network encoder, Network decoder, OutputDistribution output) {

  public DeepModel {
    int d = conditioning.offsets().length;
    if (encoder.inputs() != d || decoder.outputs() != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "encoder inputs and decoder outputs must be %d (features), got %d and %d",
              d,
              encoder.inputs(),
              decoder.outputs()));
    }
  }

  public DeepModel withEncoder(Network newEncoder) {
    return new DeepModel(conditioning, newEncoder, decoder, output);
  }

  public int featureCount() {
    return conditioning.offsets().length;
  }

  public int latentDimension() {
    return decoder.inputs();
  }

  /** Numbers that p(x|z) depends on; those of the encoder only approximate. */
  public long parameterCount() {
    return decoder.parameterCount() + output.parameterCount();
  }

  public void requireFeatures(Matrix observations) {
    if (observations.columns() != featureCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "observations must have %d features, got %d",
              featureCount(),
              observations.columns()));
    }
  }

  /** Draws where values stand for probabilities, else the rows themselves. */
  public Matrix outcomes(Matrix observations, SeededRandom random) {
    return output.isOfOutcomes()
        ? conditioning.invert(output.outcomes(conditioning.apply(observations), random))
        : observations;
  }

  public Matrix decode(Matrix latent) {
    if (latent.columns() != latentDimension()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latent must have %d columns, got %d",
              latentDimension(),
              latent.columns()));
    }
    return conditioning.invert(output.mean(decoder.apply(latent)));
  }

  public Graph decodeGraph() {
    GraphBuilder builder = new GraphBuilder();
    GraphValue codes = builder.input(GraphFunction.DECODE.input(), latentDimension());
    GraphValue mean = conditioning.invert(output.mean(decoder.apply(codes)));
    return builder.output(GraphFunction.DECODE.output(), mean).build();
  }
}
