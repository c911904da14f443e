package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.mixture.GaussianMixture;

/** The functions of a Gaussian mixture as graphs. */
public final class MixtureGraphs {

  private MixtureGraphs() {}

  /**
   * Describes a function.
   *
   * @param mixture of k components
   * @param logWeights k natural logarithms
   * @param function which one
   * @return its graph, or nothing
   */
  public static Optional<Graph> of(
      GaussianMixture mixture, double[] logWeights, GraphFunction function) {
    if (function == GraphFunction.RECONSTRUCT) {
      return Optional.empty(); // encode and decode, joined by whoever asks
    }
    GraphBuilder builder = new GraphBuilder();
    boolean decodes = function == GraphFunction.DECODE;
    int width = decodes ? mixture.componentCount() : mixture.featureCount();
    GraphValue input = builder.input(function.input(), width);
    GraphValue answer =
        switch (function) {
          case LOG_DENSITY -> logJoint(builder, mixture, logWeights, input).logSumExp();
          case RESPONSIBILITIES, ENCODE -> logJoint(builder, mixture, logWeights, input).softmax();
          default -> input.affine(mixture.means());
        };
    return Optional.of(builder.output(function.output(), answer).build());
  }

  private static GraphValue logJoint(
      GraphBuilder builder, GaussianMixture mixture, double[] logWeights, GraphValue x) {
    List<GraphValue> terms = new ArrayList<>(logWeights.length);
    for (int c = 0; c < logWeights.length; c++) {
      terms.add(mixture.covariances().logJoint(c, x, mixture.means().row(c), logWeights[c]));
    }
    return builder.concat(terms);
  }
}
