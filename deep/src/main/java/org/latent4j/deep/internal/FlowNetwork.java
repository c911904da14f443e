package org.latent4j.deep.internal;

import java.util.List;
import java.util.Locale;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * A map between rows and codes of as many numbers, made of steps that each leave the first part of
 * a row alone, move the others by a {@link CouplingMap} of what a network makes of that part, and
 * then put the others first. Both ways are in closed form. Immutable.
 */
public final class FlowNetwork {

  private final int width;
  private final CouplingMap coupling;
  private final List<Network> steps;

  /**
   * Keeps its arguments.
   *
   * @param width number d of features
   * @param steps networks in order, of {@link #kept} inputs, and as outputs the numbers that the
   *     coupling needs for each of the other features
   */
  public FlowNetwork(int width, CouplingMap coupling, List<Network> steps) {
    for (int l = 0; l < steps.size(); l++) {
      int inputs = kept(width, l);
      Network network = steps.get(l);
      if (network.inputs() != inputs
          || network.outputs() != coupling.numbers() * (width - inputs)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "step %d must have %d inputs and %d outputs, got %d and %d",
                l + 1,
                inputs,
                coupling.numbers() * (width - inputs),
                network.inputs(),
                network.outputs()));
      }
    }
    this.width = width;
    this.coupling = coupling;
    this.steps = List.copyOf(steps);
  }

  /** How many features a step leaves alone: the smaller and the greater half in turn. */
  static int kept(int width, int step) {
    return step % 2 == 0 ? width / 2 : width - width / 2;
  }

  public int width() {
    return width;
  }

  public CouplingMap coupling() {
    return coupling;
  }

  public List<Network> steps() {
    return steps;
  }

  public long parameterCount() {
    return steps.stream().mapToLong(Network::parameterCount).sum();
  }

  /** Codes of rows; adds the logarithm of each row's Jacobian determinant to an array. */
  public Matrix forward(Matrix rows, double[] logDeterminants) {
    Matrix values = rows;
    double[] moved = new double[2];
    for (int l = 0; l < steps.size(); l++) {
      int a = kept(width, l);
      int b = width - a;
      Matrix made = steps.get(l).apply(values.columnRange(0, a));
      double[] next = new double[values.rows() * width];
      for (int i = 0; i < values.rows(); i++) {
        for (int j = 0; j < b; j++) {
          int from = i * made.columns() + j;
          coupling.forward(values.get(i, a + j), made.values(), from, b, moved);
          next[i * width + j] = moved[0];
          logDeterminants[i] += moved[1];
        }
        for (int j = 0; j < a; j++) {
          next[i * width + b + j] = values.get(i, j);
        }
      }
      values = Matrix.wrap(values.rows(), width, next);
    }
    return values;
  }

  /** Rows of codes. */
  public Matrix inverse(Matrix codes) {
    Matrix values = codes;
    for (int l = steps.size() - 1; l >= 0; l--) {
      int a = kept(width, l);
      int b = width - a;
      Matrix made = steps.get(l).apply(values.columnRange(b, width));
      double[] before = new double[values.rows() * width];
      for (int i = 0; i < values.rows(); i++) {
        for (int j = 0; j < a; j++) {
          before[i * width + j] = values.get(i, b + j);
        }
        for (int j = 0; j < b; j++) {
          int from = i * made.columns() + j;
          before[i * width + a + j] = coupling.inverse(values.get(i, j), made.values(), from, b);
        }
      }
      values = Matrix.wrap(values.rows(), width, before);
    }
    return values;
  }

  /**
   * Codes and the logarithm of the Jacobian determinant as steps of a graph.
   *
   * @param logDeterminant 1 wide
   */
  public record Forward(GraphValue codes, GraphValue logDeterminant) {}

  /** The same as steps of a graph. */
  public Forward forward(GraphBuilder builder, GraphValue rows) {
    GraphValue values = rows;
    GraphValue total = builder.constant(0);
    for (int l = 0; l < steps.size(); l++) {
      int a = kept(width, l);
      GraphValue first = values.slice(0, a);
      GraphValue made = steps.get(l).apply(first);
      CouplingMap.Moved moved = coupling.forward(builder, values.slice(a, width), made);
      total = moved.logSlopes().sum().plus(total);
      values = builder.concat(moved.values(), first);
    }
    return new Forward(values, total);
  }

  /** Rows of codes as steps of a graph. */
  public GraphValue inverse(GraphBuilder builder, GraphValue codes) {
    GraphValue values = codes;
    for (int l = steps.size() - 1; l >= 0; l--) {
      int a = kept(width, l);
      int b = width - a;
      GraphValue first = values.slice(b, width);
      GraphValue made = steps.get(l).apply(first);
      GraphValue moved = coupling.inverse(builder, values.slice(0, b), made);
      values = builder.concat(first, moved);
    }
    return values;
  }
}
