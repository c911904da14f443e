package org.latent4j.graph;

/**
 * The rows of one node within the block at hand: row i is {@code width} numbers from {@code offset
 * + i · stride}. A constant has stride 0, so each row is the same.
 */
final class Operand {

  private final double[] array;
  private final int offset;
  private final int stride;
  private final int width;

  Operand(double[] array, int offset, int stride, int width) {
    this.array = array;
    this.offset = offset;
    this.stride = stride;
    this.width = width;
  }

  double[] array() {
    return array;
  }

  int width() {
    return width;
  }

  int start(int row) {
    return offset + row * stride;
  }
}
