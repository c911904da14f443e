package org.latent4j.deep.internal;

import java.util.Arrays;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Codes that a flow makes standard normal (Chen et al. 2017, "Variational lossy autoencoder",
 * section 3.2, arXiv:1611.02731, with couplings in place of autoregression). Thread-safe. The
 * distribution of one coordinate by itself has no closed form: it is told by {@link
 * DrawnMarginals}.
 */
public final class FlowPrior implements CodePrior {

  private static final StandardNormalPrior BASE = new StandardNormalPrior();

  private final FlowNetwork network;
  private final DrawnMarginals marginals;

  /** Keeps the map from codes to standard normal numbers. */
  public FlowPrior(FlowNetwork network) {
    this.network = network;
    marginals = new DrawnMarginals(this, network.width());
  }

  public FlowNetwork network() {
    return network;
  }

  @Override
  public long parameterCount() {
    return network.parameterCount();
  }

  @Override
  public double[] logDensity(Matrix codes, double[] noise) {
    double[] values = new double[codes.rows()];
    double[] base = BASE.logDensity(network.forward(codes, values), noise);
    Arrays.setAll(values, i -> values[i] + base[i]);
    return values;
  }

  @Override
  public GraphValue logDensity(GraphBuilder builder, GraphValue codes, double[] noise) {
    FlowNetwork.Forward forward = network.forward(builder, codes);
    return BASE.logDensity(builder, forward.codes(), noise).plus(forward.logDeterminant());
  }

  @Override
  public Matrix logMarginals(Matrix codes) {
    return marginals.logDensity(codes);
  }

  @Override
  public Matrix sample(int count, int dimension, SeededRandom random) {
    return network.inverse(BASE.sample(count, dimension, random));
  }
}
