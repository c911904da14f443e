package org.latent4j.deep.internal;

import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;

/**
 * A monotone map of one number by some numbers that a network has made, the same for all features
 * that a step moves. The made numbers of a row stand in blocks: first number 0 of all b features,
 * then number 1, and so on. Immutable.
 */
public sealed interface CouplingMap permits AffineCoupling, SplineCoupling {

  /** How many numbers a network makes for each feature. */
  int numbers();

  /**
   * One feature forth.
   *
   * @param made numbers of the row, that of place m at {@code from + m · step}
   * @param result takes y and log ∂y/∂x
   */
  void forward(double x, double[] made, int from, int step, double[] result);

  /** One feature back. */
  double inverse(double y, double[] made, int from, int step);

  /**
   * All features of a row as steps of a graph.
   *
   * @param values b wide
   * @param logSlopes b wide
   */
  record Moved(GraphValue values, GraphValue logSlopes) {}

  Moved forward(GraphBuilder builder, GraphValue x, GraphValue made);

  GraphValue inverse(GraphBuilder builder, GraphValue y, GraphValue made);
}
