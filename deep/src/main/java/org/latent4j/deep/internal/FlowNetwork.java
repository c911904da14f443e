package org.latent4j.deep.internal;

import java.util.List;
import java.util.Locale;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * A map between rows and codes of as many numbers, made of steps that each leave the first part of
 * a row alone, scale and shift the others by what a network makes of that part, and then put the
 * others first. Both ways are in closed form. Immutable.
 *
 * <p>A step is y₂ = x₂·eˢ + t with s = C·tanh(r/C) and (r, t) the outputs of its network for x₁; C
 * bounds what one step can stretch.
 */
public final class FlowNetwork {

  /** The most that a step stretches, as a logarithm. */
  static final double BOUND = 3;

  private final int width;
  private final List<Network> steps;

  /**
   * Keeps its arguments.
   *
   * @param width number d of features
   * @param steps networks in order, of {@link #kept} inputs and twice the other features as outputs
   */
  public FlowNetwork(int width, List<Network> steps) {
    for (int l = 0; l < steps.size(); l++) {
      int inputs = kept(width, l);
      Network network = steps.get(l);
      if (network.inputs() != inputs || network.outputs() != 2 * (width - inputs)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "step %d must have %d inputs and %d outputs, got %d and %d",
                l + 1,
                inputs,
                2 * (width - inputs),
                network.inputs(),
                network.outputs()));
      }
    }
    this.width = width;
    this.steps = List.copyOf(steps);
  }

  /** How many features a step leaves alone: the smaller and the greater half in turn. */
  static int kept(int width, int step) {
    return step % 2 == 0 ? width / 2 : width - width / 2;
  }

  public int width() {
    return width;
  }

  public List<Network> steps() {
    return steps;
  }

  public long parameterCount() {
    return steps.stream().mapToLong(Network::parameterCount).sum();
  }

  private static double stretch(double raw) {
    return BOUND * Math.tanh(raw / BOUND);
  }

  /** Codes of rows; adds the logarithm of each row's Jacobian determinant to an array. */
  public Matrix forward(Matrix rows, double[] logDeterminants) {
    Matrix values = rows;
    for (int l = 0; l < steps.size(); l++) {
      int a = kept(width, l);
      int b = width - a;
      Matrix made = steps.get(l).apply(values.columnRange(0, a));
      double[] next = new double[values.rows() * width];
      for (int i = 0; i < values.rows(); i++) {
        for (int j = 0; j < b; j++) {
          double s = stretch(made.get(i, j));
          logDeterminants[i] += s;
          next[i * width + j] = values.get(i, a + j) * Math.exp(s) + made.get(i, b + j);
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
          double moved = values.get(i, j) - made.get(i, b + j);
          before[i * width + a + j] = moved * Math.exp(-stretch(made.get(i, j)));
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
      int b = width - a;
      GraphValue first = values.slice(0, a);
      GraphValue made = steps.get(l).apply(first);
      GraphValue stretches = stretch(made.slice(0, b));
      total = stretches.sum().plus(total);
      GraphValue moved = values.slice(a, width).times(stretches.exp()).plus(made.slice(b, 2 * b));
      values = builder.concat(moved, first);
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
      GraphValue moved =
          values
              .slice(0, b)
              .minus(made.slice(b, 2 * b))
              .times(stretch(made.slice(0, b)).negate().exp());
      values = builder.concat(first, moved);
    }
    return values;
  }

  private static GraphValue stretch(GraphValue raw) {
    return raw.times(1 / BOUND).tanh().times(BOUND);
  }
}
