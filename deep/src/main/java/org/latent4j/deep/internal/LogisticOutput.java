package org.latent4j.deep.internal;

import java.util.Arrays;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Independent features on grids, such as bytes: a logistic variable about the output, rounded to
 * the grid, what lies beyond its ends counting as the ends (Salimans, Karpathy, Chen and Kingma
 * 2017, "PixelCNN++", equation 2, arXiv:1701.05517, with one component and a scale for each
 * feature). The mass of a cell is told as a density over its width, so that it compares with other
 * densities. Immutable.
 *
 * <p>With a and b the upper and lower edge of the cell, less the output, over the scale, the mass
 * is σ(a) − σ(b) = σ(a)·σ(−b)·(1 − e^{b−a}); an end drops the factor of its open side and the last.
 */
public final class LogisticOutput implements OutputDistribution {

  private final double[] scales;
  private final Grid grid;

  /** The grids of all features: steps, and the least and greatest values. Arrays are kept. */
  public static final class Grid {
    private final double[] steps;
    private final double[] lows;
    private final double[] highs;

    public Grid(double[] steps, double[] lows, double[] highs) {
      for (int j = 0; j < steps.length; j++) {
        if (!(steps[j] > 0 && lows[j] < highs[j] && highs[j] < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "a grid must have a step above 0 and ends apart, got " + steps[j]);
        }
      }
      this.steps = steps;
      this.lows = lows;
      this.highs = highs;
    }

    /** The live array, not to be changed. */
    public double[] steps() {
      return steps;
    }

    /** The live array, not to be changed. */
    public double[] lows() {
      return lows;
    }

    /** The live array, not to be changed. */
    public double[] highs() {
      return highs;
    }
  }

  /** Keeps its arguments. */
  public LogisticOutput(double[] scales, Grid grid) {
    for (double scale : scales) {
      if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("scale must be finite and above 0, got " + scale);
      }
    }
    this.scales = scales;
    this.grid = grid;
  }

  /** The live array, not to be changed. */
  public double[] scales() {
    return scales;
  }

  public Grid grid() {
    return grid;
  }

  @Override
  public long parameterCount() {
    return scales.length;
  }

  /** log(1 − e^{−step/scale}) of each feature. */
  private double[] logInner() {
    double[] values = new double[scales.length];
    Arrays.setAll(values, j -> Math.log(-Math.expm1(-grid.steps[j] / scales[j])));
    return values;
  }

  private double logWidths() {
    return Arrays.stream(grid.steps).map(Math::log).sum();
  }

  @Override
  public double[] logLikelihood(Matrix rows, Matrix outputs) {
    int d = scales.length;
    double[] logInner = logInner();
    double logWidths = logWidths();
    double[] sums = new double[rows.rows()];
    for (int i = 0; i < sums.length; i++) {
      double sum = -logWidths;
      for (int j = 0; j < d; j++) {
        double x = rows.get(i, j);
        double centre = outputs.get(i, j);
        double half = grid.steps[j] / 2;
        double low = end(x - grid.lows[j], grid.steps[j]);
        double high = end(grid.highs[j] - x, grid.steps[j]);
        double a = (x + half - centre) / scales[j];
        double b = (x - half - centre) / scales[j];
        sum +=
            -(1 - high) * ActivationLayer.softplus(-a)
                - (1 - low) * ActivationLayer.softplus(b)
                + (1 - low) * (1 - high) * logInner[j];
      }
      sums[i] = sum;
    }
    return sums;
  }

  /** 1 at and beyond an end of the grid, 0 from the next value on. */
  private static double end(double distance, double step) {
    return 1 - Math.max(0, 1 - Math.max(0, 1 - distance / step));
  }

  @Override
  public GraphValue logLikelihood(GraphValue rows, GraphValue outputs) {
    double[] halves = Arrays.stream(grid.steps).map(h -> h / 2).toArray();
    GraphValue notLow = inside(rows.minus(grid.lows));
    GraphValue notHigh = inside(rows.negate().plus(grid.highs));
    GraphValue centred = rows.minus(outputs);
    GraphValue above = centred.plus(halves).dividedBy(scales).negate().softplus().times(notHigh);
    GraphValue below = centred.minus(halves).dividedBy(scales).softplus().times(notLow);
    GraphValue inner = notLow.times(notHigh).times(logInner());
    return inner.minus(above).minus(below).sum().minus(logWidths());
  }

  /** 1 less {@link #end}. */
  private GraphValue inside(GraphValue distances) {
    return distances.dividedBy(grid.steps).negate().plus(1).relu().negate().plus(1).relu();
  }

  @Override
  public Matrix information(Matrix outputs) {
    int d = scales.length;
    double[] values = new double[outputs.rows() * d];
    Arrays.setAll(values, p -> 1 / (3 * scales[p % d] * scales[p % d]));
    return Matrix.wrap(outputs.rows(), d, values);
  }

  /** Of the variable before it is rounded: the integral of what is above each value of the grid. */
  @Override
  public Matrix mean(Matrix outputs) {
    double[] means = outputs.toArray();
    for (int p = 0; p < means.length; p++) {
      int j = p % scales.length;
      double s = scales[j];
      double overLow = ActivationLayer.softplus((means[p] - grid.lows[j]) / s);
      double overHigh = ActivationLayer.softplus((means[p] - grid.highs[j]) / s);
      means[p] = grid.lows[j] + s * (overLow - overHigh);
    }
    return Matrix.wrap(outputs.rows(), outputs.columns(), means);
  }

  @Override
  public GraphValue mean(GraphValue outputs) {
    GraphValue overLow = outputs.minus(grid.lows).dividedBy(scales).softplus();
    GraphValue overHigh = outputs.minus(grid.highs).dividedBy(scales).softplus();
    return overLow.minus(overHigh).times(scales).plus(grid.lows);
  }

  @Override
  public Matrix draw(Matrix outputs, SeededRandom random) {
    double[] values = outputs.toArray();
    for (int p = 0; p < values.length; p++) {
      int j = p % scales.length;
      double u = random.nextDouble();
      double x = values[p] + scales[j] * (Math.log(u) - Math.log1p(-u));
      double steps = Math.rint((x - grid.lows[j]) / grid.steps[j]);
      double most = Math.rint((grid.highs[j] - grid.lows[j]) / grid.steps[j]);
      values[p] = grid.lows[j] + grid.steps[j] * Math.max(0, Math.min(most, steps));
    }
    return Matrix.wrap(outputs.rows(), outputs.columns(), values);
  }

  @Override
  public boolean isOfOutcomes() {
    return false;
  }

  @Override
  public Matrix outcomes(Matrix rows, SeededRandom random) {
    return rows;
  }
}
