package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;

/**
 * A monotone spline of K quotients of quadratics between −B and B, and the identity outside
 * (Gregory and Delbourgo 1982; Durkan, Bekasov, Murray and Papamakarios 2019, "Neural spline
 * flows", equations 4 and 5, and 6 to 8 for the way back, arXiv:1906.04032). A network makes K
 * widths and K heights of bins, which a softmax turns into shares of 2B, and K − 1 slopes at the
 * inner knots; at the ends the slope is 1. Numbers of 0 give the identity.
 *
 * <p>The graph has no branches: a bin sees x cut to its range, so that bins below add their whole
 * height and those above nothing, and log slopes add up likewise.
 *
 * @param bins K, at least 2
 */
public record SplineCoupling(int bins) implements CouplingMap {

  /** B: rows have variances near 1. */
  static final double BOUND = 5;

  /** Least share of a bin, and least slope at a knot. */
  static final double LEAST = 1e-3;

  /** What gives a slope of 1 by softplus. */
  static final double UNIT = Math.log(Math.expm1(1 - LEAST));

  public SplineCoupling {
    if (bins < 2 || bins * LEAST >= 0.5) {
      throw new IllegalArgumentException("bins must be from 2 to 499, got " + bins);
    }
  }

  @Override
  public int numbers() {
    return 3 * bins - 1;
  }

  /** Bins of one feature: sizes by softmax, then where the bins start. */
  private void sizes(double[] made, int from, int step, double[] sizes) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < bins; k++) {
      max = Math.max(max, made[from + k * step]);
    }
    double sum = 0;
    for (int k = 0; k < bins; k++) {
      sizes[k] = Math.exp(made[from + k * step] - max);
      sum += sizes[k];
    }
    for (int k = 0; k < bins; k++) {
      sizes[k] = 2 * BOUND * (LEAST + (1 - bins * LEAST) * sizes[k] / sum);
    }
  }

  /** The slope at the start of a bin. */
  private double slope(double[] made, int from, int step, int bin) {
    return bin == 0 || bin == bins
        ? 1
        : LEAST + ActivationLayer.softplus(made[from + (2 * bins + bin - 1) * step] + UNIT);
  }

  /** The bin that holds a number, whose start is put behind the sizes. */
  private int find(double[] sizes, double value) {
    double start = -BOUND;
    int bin = 0;
    while (bin + 1 < bins && value >= start + sizes[bin]) {
      start += sizes[bin++];
    }
    sizes[bins] = start;
    return bin;
  }

  private double start(double[] sizes, int bin) {
    double start = -BOUND;
    for (int k = 0; k < bin; k++) {
      start += sizes[k];
    }
    return start;
  }

  @Override
  public void forward(double x, double[] made, int from, int step, double[] result) {
    if (!(x > -BOUND && x < BOUND)) {
      result[0] = x;
      result[1] = 0;
      return;
    }
    double[] widths = new double[bins + 1];
    double[] heights = new double[bins + 1];
    sizes(made, from, step, widths);
    sizes(made, from + bins * step, step, heights);
    int k = find(widths, x);
    double s = heights[k] / widths[k];
    double left = slope(made, from, step, k);
    double right = slope(made, from, step, k + 1);
    double t = (x - widths[bins]) / widths[k];
    double between = t * (1 - t);
    double below = s + (left + right - 2 * s) * between;
    result[0] = start(heights, k) + heights[k] * (s * t * t + left * between) / below;
    double above = right * t * t + 2 * s * between + left * (1 - t) * (1 - t);
    result[1] = Math.log(s * s * above / (below * below));
  }

  @Override
  public double inverse(double y, double[] made, int from, int step) {
    if (!(y > -BOUND && y < BOUND)) {
      return y;
    }
    double[] widths = new double[bins + 1];
    double[] heights = new double[bins + 1];
    sizes(made, from, step, widths);
    sizes(made, from + bins * step, step, heights);
    int k = find(heights, y);
    double s = heights[k] / widths[k];
    double left = slope(made, from, step, k);
    double curve = left + slope(made, from, step, k + 1) - 2 * s;
    double u = (y - heights[bins]) / heights[k];
    double a = s - left + u * curve;
    double b = left - u * curve;
    double root = Math.sqrt(Math.max(0, b * b + 4 * a * s * u));
    return start(widths, k) + widths[k] * (2 * s * u / (b + root));
  }

  /** Sizes, starts and slopes of all bins as steps of a graph, each b wide. */
  private final class Knots {
    private final int b;
    private final List<GraphValue> widths;
    private final List<GraphValue> heights;
    private final List<GraphValue> slopes = new ArrayList<>();

    Knots(GraphBuilder builder, GraphValue made, int b) {
      this.b = b;
      widths = sizes(made, 0);
      heights = sizes(made, bins);
      double[] ones = new double[b];
      Arrays.fill(ones, 1);
      GraphValue unit = builder.constant(ones);
      slopes.add(unit);
      for (int k = 1; k < bins; k++) {
        slopes.add(block(made, 2 * bins + k - 1).plus(UNIT).softplus().plus(LEAST));
      }
      slopes.add(unit);
    }

    private GraphValue block(GraphValue made, int number) {
      return made.slice(number * b, (number + 1) * b);
    }

    private List<GraphValue> sizes(GraphValue made, int first) {
      GraphValue max = block(made, first);
      for (int k = 1; k < bins; k++) {
        max = max.plus(block(made, first + k).minus(max).relu());
      }
      List<GraphValue> sizes = new ArrayList<>();
      GraphValue sum = null;
      for (int k = 0; k < bins; k++) {
        GraphValue e = block(made, first + k).minus(max).exp();
        sum = sum == null ? e : sum.plus(e);
        sizes.add(e);
      }
      for (int k = 0; k < bins; k++) {
        GraphValue share = sizes.get(k).dividedBy(sum);
        sizes.set(k, share.times(1 - bins * LEAST).plus(LEAST).times(2 * BOUND));
      }
      return sizes;
    }
  }

  /** x cut to 0 and 1. */
  private static GraphValue cut(GraphValue x) {
    return x.negate().plus(1).relu().negate().plus(1).relu();
  }

  /** What of x is beyond the ends. */
  private static GraphValue beyond(GraphValue x) {
    return x.minus(BOUND).relu().minus(x.negate().minus(BOUND).relu());
  }

  @Override
  public Moved forward(GraphBuilder builder, GraphValue x, GraphValue made) {
    Knots knots = new Knots(builder, made, x.width());
    GraphValue values = beyond(x).minus(BOUND);
    GraphValue logSlopes = x.times(0);
    GraphValue rest = x.plus(BOUND);
    for (int k = 0; k < bins; k++) {
      GraphValue width = knots.widths.get(k);
      GraphValue height = knots.heights.get(k);
      GraphValue left = knots.slopes.get(k);
      GraphValue right = knots.slopes.get(k + 1);
      GraphValue s = height.dividedBy(width);
      GraphValue t = cut(rest.dividedBy(width));
      GraphValue between = t.minus(t.square());
      GraphValue below = left.plus(right).minus(s.times(2)).times(between).plus(s);
      GraphValue above = s.times(t.square()).plus(left.times(between));
      values = values.plus(height.times(above).dividedBy(below));
      GraphValue slope =
          right
              .times(t.square())
              .plus(s.times(between).times(2))
              .plus(left.times(t.negate().plus(1).square()))
              .times(s.square())
              .dividedBy(below.square())
              .dividedBy(left);
      logSlopes = logSlopes.plus(slope.log());
      rest = rest.minus(width);
    }
    return new Moved(values, logSlopes);
  }

  @Override
  public GraphValue inverse(GraphBuilder builder, GraphValue y, GraphValue made) {
    Knots knots = new Knots(builder, made, y.width());
    GraphValue values = beyond(y).minus(BOUND);
    GraphValue rest = y.plus(BOUND);
    for (int k = 0; k < bins; k++) {
      GraphValue width = knots.widths.get(k);
      GraphValue height = knots.heights.get(k);
      GraphValue left = knots.slopes.get(k);
      GraphValue s = height.dividedBy(width);
      GraphValue u = cut(rest.dividedBy(height));
      GraphValue curve = left.plus(knots.slopes.get(k + 1)).minus(s.times(2)).times(u);
      GraphValue b = left.minus(curve);
      GraphValue a = s.minus(left).plus(curve);
      GraphValue root = b.square().plus(a.times(s).times(u).times(4)).relu().sqrt();
      GraphValue t = s.times(u).times(2).dividedBy(b.plus(root));
      values = values.plus(width.times(t));
      rest = rest.minus(height);
    }
    return values;
  }
}
