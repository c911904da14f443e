package org.latent4j.graph;

/**
 * The rows of one node within the block at hand: row i is {@code width} numbers from {@code offset
 * + i · stride}. A constant has stride 0, so each row is the same.
 */
record Operand(double[] array, int offset, int stride, int width) {

  int start(int row) {
    return offset + row * stride;
  }
}
