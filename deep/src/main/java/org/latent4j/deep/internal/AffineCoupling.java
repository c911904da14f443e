package org.latent4j.deep.internal;

import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;

/**
 * y = x·eˢ + t with s = C·tanh(r/C), where a network makes r and t; C bounds what one step can
 * stretch.
 */
public record AffineCoupling() implements CouplingMap {

  /** The most that a step stretches, as a logarithm. */
  static final double BOUND = 3;

  @Override
  public int numbers() {
    return 2;
  }

  private static double stretch(double raw) {
    return BOUND * Math.tanh(raw / BOUND);
  }

  @Override
  public void forward(double x, double[] made, int from, int step, double[] result) {
    double s = stretch(made[from]);
    result[0] = x * Math.exp(s) + made[from + step];
    result[1] = s;
  }

  @Override
  public double inverse(double y, double[] made, int from, int step) {
    return (y - made[from + step]) * Math.exp(-stretch(made[from]));
  }

  private static GraphValue stretch(GraphValue raw) {
    return raw.times(1 / BOUND).tanh().times(BOUND);
  }

  @Override
  public Moved forward(GraphBuilder builder, GraphValue x, GraphValue made) {
    int b = x.width();
    GraphValue stretches = stretch(made.slice(0, b));
    return new Moved(x.times(stretches.exp()).plus(made.slice(b, 2 * b)), stretches);
  }

  @Override
  public GraphValue inverse(GraphBuilder builder, GraphValue y, GraphValue made) {
    int b = y.width();
    return y.minus(made.slice(b, 2 * b)).times(stretch(made.slice(0, b)).negate().exp());
  }
}
