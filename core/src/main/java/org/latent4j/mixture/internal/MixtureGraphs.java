package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.UniformNoise;

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
          default -> input.affine(mixture.componentMeans());
        };
    return Optional.of(builder.output(function.output(), answer).build());
  }

  private static GraphValue logJoint(
      GraphBuilder builder, GaussianMixture mixture, double[] logWeights, GraphValue x) {
    int k = mixture.gaussianCount();
    List<GraphValue> terms = new ArrayList<>(logWeights.length);
    for (int c = 0; c < k; c++) {
      terms.add(mixture.covariances().logJoint(c, x, mixture.means().row(c), logWeights[c]));
    }
    mixture.noise().ifPresent(noise -> terms.add(logJoint(noise, x, logWeights[k])));
    return builder.concat(terms);
  }

  /**
   * log w − log V inside the box and −∞ outside. With z the coordinates in half widths, the sum of
   * max(|z| − 1, 0) is 0 inside, and outside at least the spacing of numbers at 1, so that a slope
   * of 1e18 takes it beyond 1.
   */
  private static GraphValue logJoint(UniformNoise noise, GraphValue x, double logWeight) {
    GraphValue centred = x.minus(noise.centre());
    GraphValue z = noise.axes().map(centred::affine).orElse(centred).dividedBy(noise.halfWidths());
    GraphValue beyond = z.plus(-1).relu().plus(z.negate().plus(-1).relu()).sum();
    GraphValue indicator = beyond.times(-1e18).plus(1).relu();
    return indicator.log().plus(logWeight - noise.logVolume());
  }
}
