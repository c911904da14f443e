package org.latent4j.graph;

/**
 * What a node of a graph does. A value is a batch: n rows of some width, one row per observation.
 * Every operation works on each row by itself, so a row's result does not depend on the rows beside
 * it. Arithmetic is IEEE 754 binary64; NaN spreads.
 *
 * <p>The four elementwise operations of two values (a, b) ask for equal widths, or for width 1 on
 * one side, which is then used for every column of the other.
 */
public enum GraphOperation {
  /** The rows given under the node's {@link GraphNode#name name}. */
  INPUT(0),
  /** The same row for every observation: constant 0, of shape [width]. */
  CONSTANT(0),
  /**
   * x·W + b. Constant 0 is W, of shape [width of x, width]; constant 1 is b, of shape [width], and
   * may be absent, which means 0.
   */
  AFFINE(1),
  /** a + b, elementwise. */
  ADD(2),
  /** a − b, elementwise. */
  SUBTRACT(2),
  /** a · b, elementwise. */
  MULTIPLY(2),
  /** a / b, elementwise. */
  DIVIDE(2),
  /** −x, elementwise. */
  NEGATE(1),
  /** x², elementwise. */
  SQUARE(1),
  /** √x, elementwise; NaN below 0. */
  SQRT(1),
  /** eˣ, elementwise. */
  EXP(1),
  /** Natural logarithm, elementwise; −∞ at 0, NaN below. */
  LOG(1),
  /** max(x, 0), elementwise. */
  RELU(1),
  /** Hyperbolic tangent, elementwise. */
  TANH(1),
  /** 1 / (1 + e⁻ˣ), elementwise, without overflow. */
  SIGMOID(1),
  /** log(1 + eˣ), elementwise, computed as max(x, 0) + log(1 + e^(−|x|)). */
  SOFTPLUS(1),
  /** Sum of the row, width 1. */
  SUM(1),
  /** Sum of the squares of the row, width 1. */
  SQUARE_SUM(1),
  /** Greatest value of the row, width 1. */
  MAX(1),
  /** log Σ eˣ of the row with its maximum taken out first, width 1; −∞ for a row of −∞. */
  LOG_SUM_EXP(1),
  /** eˣ / Σ eˣ of the row with its maximum taken out first; NaN for a row of −∞. */
  SOFTMAX(1),
  /** The columns of all inputs, side by side, in order; at least one input. */
  CONCAT(-1),
  /** Columns {@link GraphNode#from} (inclusive) to {@code from + width} (exclusive) of x. */
  SLICE(1),
  /**
   * Row x of a table: constant 0, of shape [levels, width]; x has width 1 and is a whole number
   * from 0 to levels − 1, or NaN, which gives a row of NaN.
   */
  GATHER(1),
  /**
   * Column places[j] of x as column j, 0 where places[j] is −1: constant 0 is places, of shape
   * [width].
   */
  SELECT(1),
  /**
   * The first m columns of x where they are at least the k-th greatest of these, 0 where they are
   * not, and the other columns as they are: constant 0 holds k and m.
   */
  KEEP_GREATEST(1),
  /**
   * A {@link ConvolutionShape convolution} of the large image x to the small one. Constant 0 is W,
   * of shape [patch, filters]; constant 1 is b, of shape [filters]; constant 2 holds height, width
   * and channels of x, kernel and stride.
   */
  CONVOLUTION(1),
  /**
   * A transposed {@link ConvolutionShape convolution} of the small image x to the large one.
   * Constant 0 is W, of shape [filters, patch]; constant 1 is b, of shape [channels]; constant 2
   * holds height, width and channels of the result, kernel and stride.
   */
  TRANSPOSED_CONVOLUTION(1);

  private final int arity;

  GraphOperation(int arity) {
    this.arity = arity;
  }

  /**
   * How many values the operation takes.
   *
   * @return 0, 1 or 2; −1 for any number from 1
   */
  public int arity() {
    return arity;
  }
}
