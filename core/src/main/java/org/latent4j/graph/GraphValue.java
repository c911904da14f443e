package org.latent4j.graph;

import java.util.List;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;

/**
 * A batch of rows in a graph that is being built: what an input gives, or a step. Each method adds
 * a step and returns its value; what the step does is told at its {@link GraphOperation}. A method
 * throws {@link IllegalArgumentException} when widths do not fit.
 */
public final class GraphValue {

  private final GraphBuilder builder;
  private final int place;
  private final int width;

  GraphValue(GraphBuilder builder, int place, int width) {
    this.builder = builder;
    this.place = place;
    this.width = width;
  }

  GraphBuilder builder() {
    return builder;
  }

  int place() {
    return place;
  }

  /**
   * Number of columns.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Multiplies each row by a matrix.
   *
   * @param weights one row per column of this value
   * @return this · weights
   */
  public GraphValue affine(Matrix weights) {
    return builder.affine(this, weights, List.of());
  }

  /**
   * Multiplies each row by a matrix and adds a row.
   *
   * @param weights one row per column of this value
   * @param bias one number per column of the weights; copied
   * @return this · weights + bias
   */
  public GraphValue affine(Matrix weights, double[] bias) {
    return builder.affine(this, weights, List.of(Tensor.vector(bias.clone())));
  }

  /**
   * Adds.
   *
   * @param other of equal width, or one of the two 1 wide
   * @return this + other
   */
  public GraphValue plus(GraphValue other) {
    return builder.combine(GraphOperation.ADD, this, other);
  }

  /**
   * Adds a constant.
   *
   * @param row one number, or one per column
   * @return this + row
   */
  public GraphValue plus(double... row) {
    return plus(builder.constant(row));
  }

  /**
   * Subtracts.
   *
   * @param other of equal width, or one of the two 1 wide
   * @return this − other
   */
  public GraphValue minus(GraphValue other) {
    return builder.combine(GraphOperation.SUBTRACT, this, other);
  }

  /**
   * Subtracts a constant.
   *
   * @param row one number, or one per column
   * @return this − row
   */
  public GraphValue minus(double... row) {
    return minus(builder.constant(row));
  }

  /**
   * Multiplies elementwise.
   *
   * @param other of equal width, or one of the two 1 wide
   * @return this · other
   */
  public GraphValue times(GraphValue other) {
    return builder.combine(GraphOperation.MULTIPLY, this, other);
  }

  /**
   * Multiplies by a constant, elementwise.
   *
   * @param row one number, or one per column
   * @return this · row
   */
  public GraphValue times(double... row) {
    return times(builder.constant(row));
  }

  /**
   * Divides elementwise.
   *
   * @param other of equal width, or one of the two 1 wide
   * @return this / other
   */
  public GraphValue dividedBy(GraphValue other) {
    return builder.combine(GraphOperation.DIVIDE, this, other);
  }

  /**
   * Divides by a constant, elementwise.
   *
   * @param row one number, or one per column
   * @return this / row
   */
  public GraphValue dividedBy(double... row) {
    return dividedBy(builder.constant(row));
  }

  /**
   * Negates.
   *
   * @return −this
   */
  public GraphValue negate() {
    return builder.map(GraphOperation.NEGATE, this, width);
  }

  /**
   * Squares each number.
   *
   * @return this², elementwise
   */
  public GraphValue square() {
    return builder.map(GraphOperation.SQUARE, this, width);
  }

  /**
   * Square root of each number.
   *
   * @return √this
   */
  public GraphValue sqrt() {
    return builder.map(GraphOperation.SQRT, this, width);
  }

  /**
   * Exponential of each number.
   *
   * @return e to the power of this
   */
  public GraphValue exp() {
    return builder.map(GraphOperation.EXP, this, width);
  }

  /**
   * Natural logarithm of each number.
   *
   * @return log this
   */
  public GraphValue log() {
    return builder.map(GraphOperation.LOG, this, width);
  }

  /**
   * Zero where negative.
   *
   * @return max(this, 0)
   */
  public GraphValue relu() {
    return builder.map(GraphOperation.RELU, this, width);
  }

  /**
   * Hyperbolic tangent of each number.
   *
   * @return tanh this
   */
  public GraphValue tanh() {
    return builder.map(GraphOperation.TANH, this, width);
  }

  /**
   * Logistic function of each number.
   *
   * @return 1 / (1 + e^−this)
   */
  public GraphValue sigmoid() {
    return builder.map(GraphOperation.SIGMOID, this, width);
  }

  /**
   * Smooth ramp of each number.
   *
   * @return log(1 + e^this)
   */
  public GraphValue softplus() {
    return builder.map(GraphOperation.SOFTPLUS, this, width);
  }

  /**
   * Sum of each row.
   *
   * @return 1 wide
   */
  public GraphValue sum() {
    return builder.map(GraphOperation.SUM, this, 1);
  }

  /**
   * Sum of squares of each row.
   *
   * @return 1 wide
   */
  public GraphValue squareSum() {
    return builder.map(GraphOperation.SQUARE_SUM, this, 1);
  }

  /**
   * Greatest number of each row.
   *
   * @return 1 wide
   */
  public GraphValue max() {
    return builder.map(GraphOperation.MAX, this, 1);
  }

  /**
   * Logarithm of the sum of exponentials of each row.
   *
   * @return 1 wide
   */
  public GraphValue logSumExp() {
    return builder.map(GraphOperation.LOG_SUM_EXP, this, 1);
  }

  /**
   * Exponentials of each row, divided by their sum.
   *
   * @return as wide as this; rows sum to 1
   */
  public GraphValue softmax() {
    return builder.map(GraphOperation.SOFTMAX, this, width);
  }

  /**
   * Some consecutive columns.
   *
   * @param from first column, from 0
   * @param to after the last column
   * @return to − from columns
   */
  public GraphValue slice(int from, int to) {
    return builder.slice(this, from, to);
  }

  /**
   * Rows of a table, chosen by this value, which must be 1 wide.
   *
   * @param table one row per level
   * @return as wide as the table
   */
  public GraphValue gather(Matrix table) {
    return builder.gather(this, table);
  }

  /**
   * Some columns, in any order, and columns of 0.
   *
   * @param places which column of this each column of the result is, −1 for 0; at least one
   * @return as many columns as there are places
   * @throws IllegalArgumentException if there is none, or a place is out of range
   */
  public GraphValue select(int... places) {
    return builder.select(this, places);
  }

  /**
   * The greatest of the first columns, 0 for the others of these, and the rest as it is.
   *
   * @param kept k, how many are kept, at least 1; more where several equal the least of them
   * @param among m, of how many of the first columns
   * @return as many columns as this has
   * @throws IllegalArgumentException if a number is out of range
   */
  public GraphValue keepGreatest(int kept, int among) {
    return builder.keepGreatest(this, kept, among);
  }

  /**
   * A convolution of this, the large image.
   *
   * @param shape sizes
   * @param weights a column for each filter, a row for each number of a patch
   * @param bias a number for each filter
   * @return the small image
   * @throws IllegalArgumentException if sizes disagree
   */
  public GraphValue convolution(ConvolutionShape shape, Matrix weights, double[] bias) {
    return builder.convolution(this, shape, weights, bias);
  }

  /**
   * A transposed convolution of this, the small image.
   *
   * @param shape sizes
   * @param weights a row for each filter, a column for each number of a patch
   * @param bias a number for each channel of the large image
   * @return the large image
   * @throws IllegalArgumentException if sizes disagree
   */
  public GraphValue transposedConvolution(ConvolutionShape shape, Matrix weights, double[] bias) {
    return builder.transposed(this, shape, weights, bias);
  }
}
