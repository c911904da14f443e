package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.graph.GaussianTerms;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/** The functions of a factor mixture as graphs. */
public final class FactorGraphs {

  private FactorGraphs() {}

  /**
   * Describes a function.
   *
   * @param mixture of k components
   * @param logWeights k natural logarithms
   * @param function which one
   * @return its graph, or nothing
   */
  public static Optional<Graph> of(
      FactorMixture mixture, double[] logWeights, GraphFunction function) {
    if (function == GraphFunction.RECONSTRUCT) {
      return Optional.empty(); // encode and decode, joined by whoever asks
    }
    GraphBuilder builder = new GraphBuilder();
    boolean decodes = function == GraphFunction.DECODE;
    int width = decodes ? mixture.latentSpace().dimension() : mixture.featureCount();
    GraphValue input = builder.input(function.input(), width);
    GraphValue answer =
        switch (function) {
          case LOG_DENSITY -> logJoint(builder, mixture, logWeights, input).logSumExp();
          case RESPONSIBILITIES -> logJoint(builder, mixture, logWeights, input).softmax();
          case ENCODE -> code(builder, mixture, logWeights, input);
          default -> input.affine(new FactorAnswers(mixture).decoder());
        };
    return Optional.of(builder.output(function.output(), answer).build());
  }

  private static GraphValue white(FactorMixture mixture, int c, GraphValue x) {
    return x.minus(mixture.means().row(c))
        .dividedBy(mixture.covariances().get(c).deviations().clone());
  }

  private static GraphValue logJoint(
      GraphBuilder builder, FactorMixture mixture, double[] logWeights, GraphValue x) {
    List<GraphValue> terms = new ArrayList<>(logWeights.length);
    for (int c = 0; c < logWeights.length; c++) {
      FactorCovariance covariance = mixture.covariances().get(c);
      double logNoise = 0;
      for (double variance : covariance.noise()) {
        logNoise += Math.log(variance);
      }
      double constant = logWeights[c] - 0.5 * logNoise;
      GraphValue y = white(mixture, c, x);
      double[] centre = new double[x.width()];
      double[] variances = Arrays.stream(covariance.singularValues()).map(s -> 1 + s * s).toArray();
      terms.add(
          variances.length == 0
              ? GaussianTerms.diagonal(y, centre, new double[] {1}, constant)
              : GaussianTerms.lowRank(y, centre, covariance.axes(), variances, 1, constant));
    }
    return builder.concat(terms);
  }

  private static GraphValue code(
      GraphBuilder builder, FactorMixture mixture, double[] logWeights, GraphValue x) {
    GraphValue responsibilities = logJoint(builder, mixture, logWeights, x).softmax();
    List<GraphValue> parts = new ArrayList<>();
    parts.add(responsibilities);
    for (int c = 0; c < logWeights.length; c++) {
      FactorCovariance covariance = mixture.covariances().get(c);
      if (covariance.latentDimension() > 0) {
        Matrix weights = covariance.axes().timesTransposed(covariance.codeMap());
        GraphValue mean = white(mixture, c, x).affine(weights);
        parts.add(mean.times(responsibilities.slice(c, c + 1)));
      }
    }
    return builder.concat(parts);
  }
}
