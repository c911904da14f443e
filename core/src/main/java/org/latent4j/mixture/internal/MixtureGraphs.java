package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.UniformNoise;

/** The functions of a mixture as graphs. */
public final class MixtureGraphs {

  private MixtureGraphs() {}

  /** Adds the log joint density of a component to a graph. */
  @FunctionalInterface
  public interface Term {

    /**
     * Adds the steps.
     *
     * @param component from 0
     * @param x d wide
     * @return 1 wide
     */
    GraphValue logJoint(int component, GraphValue x);
  }

  /**
   * Describes a function.
   *
   * @param means k×d
   * @param function which one
   * @param term log joint density of each component
   * @return its graph, or nothing
   */
  public static Optional<Graph> of(Matrix means, GraphFunction function, Term term) {
    if (function == GraphFunction.RECONSTRUCT) {
      return Optional.empty(); // encode and decode, joined by whoever asks
    }
    GraphBuilder builder = new GraphBuilder();
    boolean decodes = function == GraphFunction.DECODE;
    GraphValue input = builder.input(function.input(), decodes ? means.rows() : means.columns());
    GraphValue answer =
        switch (function) {
          case LOG_DENSITY -> logJoint(builder, means.rows(), term, input).logSumExp();
          case RESPONSIBILITIES, ENCODE -> logJoint(builder, means.rows(), term, input).softmax();
          default -> input.affine(means);
        };
    return Optional.of(builder.output(function.output(), answer).build());
  }

  private static GraphValue logJoint(GraphBuilder builder, int k, Term term, GraphValue x) {
    List<GraphValue> terms = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      terms.add(term.logJoint(c, x));
    }
    return builder.concat(terms);
  }

  /**
   * Log joint density of a noise component: log w − log V inside the box and −∞ outside. With z the
   * coordinates in half widths, the sum of max(|z| − 1, 0) is 0 inside, and outside at least the
   * spacing of numbers at 1, so that a slope of 1e18 takes it beyond 1.
   *
   * @param noise over d features
   * @param x d wide
   * @param logWeight log w
   * @return 1 wide
   */
  public static GraphValue logJoint(UniformNoise noise, GraphValue x, double logWeight) {
    GraphValue centred = x.minus(noise.centre());
    GraphValue z = noise.axes().map(centred::affine).orElse(centred).dividedBy(noise.halfWidths());
    GraphValue beyond = z.plus(-1).relu().plus(z.negate().plus(-1).relu()).sum();
    GraphValue indicator = beyond.times(-1e18).plus(1).relu();
    return indicator.log().plus(logWeight - noise.logVolume());
  }
}
