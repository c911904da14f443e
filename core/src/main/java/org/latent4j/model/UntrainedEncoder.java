package org.latent4j.model;

import java.util.Map;
import java.util.Optional;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphInterpreter;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * The encoder of a network before any training: the same layers, activations and scaling of the
 * columns with weights that are drawn at random ({@link Graph#withRandomWeights}). What its codes
 * are worth is what training must add to.
 */
public final class UntrainedEncoder {

  private UntrainedEncoder() {}

  /**
   * Makes one.
   *
   * @param model any fitted model
   * @param random where the weights come from
   * @return an encoder of rows in the user's units; nothing when the model's own encoder is no
   *     network that describes itself
   */
  public static Optional<Encoder> of(FittedModel model, SeededRandom random) {
    Optional<LatentSpace> space = model.encoder().map(Encoder::latentSpace);
    Optional<Graph> trained = model.graph(GraphFunction.ENCODE).filter(Graph::hasActivations);
    if (space.isEmpty() || trained.isEmpty()) {
      return Optional.empty();
    }
    Graph untrained = trained.get().withRandomWeights(random);
    String input = GraphFunction.ENCODE.input();
    String output = GraphFunction.ENCODE.output();
    return Optional.of(
        new Encoder() {
          @Override
          public LatentSpace latentSpace() {
            return space.get();
          }

          @Override
          public Matrix encode(Matrix observations) {
            Matrix codes = GraphInterpreter.run(untrained, Map.of(input, observations)).get(output);
            if (codes == null) {
              throw new IllegalStateException("a graph of codes has no output " + output);
            }
            return codes;
          }
        });
  }
}
