package org.latent4j.graph;

import java.util.List;
import org.latent4j.linalg.Matrix;

/** The memory of one run: where each node's rows lie while a block is computed. */
final class Frame {

  private static final int BLOCK_VALUES = 1 << 15;
  private static final int SMALLEST_BLOCK = 8;
  private static final int LARGEST_BLOCK = 512;

  private final Operand[] operands;
  private final int capacity;
  private final double[] scratch;

  /**
   * Takes the memory.
   *
   * @param graph to be run
   * @param rows how many there are in all
   */
  Frame(Graph graph, int rows) {
    List<Integer> widths = graph.plan().widths();
    capacity = blockRows(widths, rows);
    double[][] buffers = new double[widths.size()][];
    for (int b = 0; b < buffers.length; b++) {
      buffers[b] = new double[Math.multiplyExact(capacity, widths.get(b))];
    }
    operands = new Operand[graph.nodes().size()];
    int widest = 0;
    for (int i = 0; i < operands.length; i++) {
      GraphNode node = graph.nodes().get(i);
      int width = node.width();
      widest = Math.max(widest, width);
      if (node.operation() == GraphOperation.CONSTANT) {
        operands[i] = new Operand(node.constants().get(0).values(), 0, 0, width);
      } else if (node.operation() != GraphOperation.INPUT) {
        operands[i] = new Operand(buffers[graph.plan().bufferOf(i)], 0, width, width);
      }
    }
    scratch = new double[widest];
  }

  /** As many rows as fit the cache together with the rest of a block. */
  private static int blockRows(List<Integer> widths, int rows) {
    long rowLength = 1;
    for (int width : widths) {
      rowLength += width;
    }
    long fitting = Math.min(LARGEST_BLOCK, BLOCK_VALUES / rowLength);
    return (int) Math.max(1, Math.min(rows, Math.max(SMALLEST_BLOCK, fitting)));
  }

  /** Most rows of a block. */
  int capacity() {
    return capacity;
  }

  /** Room for one row of any node. */
  double[] scratch() {
    return scratch;
  }

  /** Lets an input node see a matrix from a row on. */
  void show(int place, Matrix rows, int firstRow) {
    int width = rows.columns();
    operands[place] = new Operand(rows.values(), firstRow * width, width, width);
  }

  Operand operand(int place) {
    return operands[place];
  }
}
