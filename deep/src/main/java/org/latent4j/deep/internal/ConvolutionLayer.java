package org.latent4j.deep.internal;

import java.util.function.BiFunction;
import org.latent4j.graph.ConvolutionShape;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * A convolution of an image, down to a smaller one, or transposed, up to a larger one. Immutable.
 * Both are one product of patches with the weights: of all places of all rows of a block at once,
 * by BLAS, at a cost of places · patch · filters multiplications a row and as many copies as
 * patches have numbers.
 */
public final class ConvolutionLayer implements Layer {

  private static final int BLOCK_VALUES = 1 << 19;

  /** Which way a layer goes. */
  enum Direction {
    DOWN,
    UP
  }

  private final ConvolutionShape shape;
  private final Direction direction;
  private final Weights weights;

  /**
   * Keeps its arguments.
   *
   * @param weights down: a row for each number of a patch, a column and a bias for each filter; up:
   *     a row for each filter, a column for each number of a patch, a bias for each channel
   */
  ConvolutionLayer(ConvolutionShape shape, Direction direction, Weights weights) {
    int patch = shape.patchSize();
    int filters = shape.filters();
    this.shape = shape;
    this.direction = direction;
    this.weights =
        direction == Direction.DOWN
            ? weights.require("a convolution", patch, filters, filters)
            : weights.require("a transposed convolution", filters, patch, shape.channels());
  }

  ConvolutionShape shape() {
    return shape;
  }

  Direction direction() {
    return direction;
  }

  Weights weights() {
    return weights;
  }

  @Override
  public int inputs() {
    return direction == Direction.DOWN ? shape.largeSize() : shape.smallSize();
  }

  @Override
  public int outputs() {
    return direction == Direction.DOWN ? shape.smallSize() : shape.largeSize();
  }

  @Override
  public Matrix apply(Matrix rows) {
    int n = rows.rows();
    double[] values = new double[Math.multiplyExact(n, outputs())];
    int patches = shape.places() * shape.patchSize();
    int block = Math.max(1, BLOCK_VALUES / patches);
    for (int from = 0; from < n; from += block) {
      int count = Math.min(block, n - from);
      if (direction == Direction.DOWN) {
        down(rows.values(), from, count, values);
      } else {
        up(rows.rowRange(from, from + count), from, values);
      }
    }
    weights.addBias(values);
    return Matrix.wrap(n, outputs(), values);
  }

  private void down(double[] images, int from, int count, double[] target) {
    int patches = shape.places() * shape.patchSize();
    double[] gathered = new double[count * patches];
    for (int i = 0; i < count; i++) {
      shape.gather(images, (from + i) * inputs(), gathered, i * patches);
    }
    double[] made =
        Matrix.wrap(count * shape.places(), shape.patchSize(), gathered)
            .times(weights.matrix())
            .values();
    System.arraycopy(made, 0, target, from * outputs(), made.length);
  }

  private void up(Matrix images, int from, double[] target) {
    int patches = shape.places() * shape.patchSize();
    double[] made =
        Matrix.wrap(images.rows() * shape.places(), shape.filters(), images.values())
            .times(weights.matrix())
            .values();
    for (int i = 0; i < images.rows(); i++) {
      shape.scatter(made, i * patches, target, (from + i) * outputs());
    }
  }

  @Override
  public GraphValue apply(GraphValue rows) {
    return direction == Direction.DOWN
        ? rows.convolution(shape, weights.matrix(), weights.bias())
        : rows.transposedConvolution(shape, weights.matrix(), weights.bias());
  }

  @Override
  public ConvolutionLayer map(String name, BiFunction<String, Weights, Weights> function) {
    return new ConvolutionLayer(shape, direction, function.apply(name, weights));
  }
}
