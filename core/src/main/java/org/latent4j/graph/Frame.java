package org.latent4j.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.linalg.Matrix;

/**
 * The memory of one run: where each node's rows lie while a block is computed. A buffer is used
 * again once the last reader of its rows is done, so that a mixture of a hundred components needs
 * hardly more room than one of two, and stays in cache.
 */
final class Frame {

  private static final int BLOCK_VALUES = 1 << 15;
  private static final int SMALLEST_BLOCK = 8;
  private static final int LARGEST_BLOCK = 512;

  private final Operand[] operands;
  private final int capacity;
  private final double[] scratch;

  /**
   * Plans the memory.
   *
   * @param graph to be run
   * @param rows how many there are in all
   */
  Frame(Graph graph, int rows) {
    List<GraphNode> nodes = graph.nodes();
    operands = new Operand[nodes.size()];
    scratch = new double[nodes.stream().mapToInt(GraphNode::width).max().orElse(0)];
    List<Integer> bufferWidths = new ArrayList<>();
    int[] bufferOf = assignBuffers(nodes, lastReaders(graph), bufferWidths);
    long rowLength = bufferWidths.stream().mapToLong(Integer::longValue).sum();
    long fitting = BLOCK_VALUES / Math.max(1, rowLength);
    capacity =
        Math.max(
            1, (int) Math.min(rows, Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, fitting))));
    List<double[]> buffers =
        bufferWidths.stream().map(w -> new double[Math.multiplyExact(capacity, w)]).toList();
    for (int i = 0; i < operands.length; i++) {
      GraphNode node = nodes.get(i);
      if (node.operation() == GraphOperation.CONSTANT) {
        operands[i] = new Operand(node.constants().get(0).values(), 0, 0, node.width());
      } else if (node.operation() != GraphOperation.INPUT) {
        operands[i] = new Operand(buffers.get(bufferOf[i]), 0, node.width(), node.width());
      }
    }
  }

  /** The last node that reads each node; beyond the end for outputs. */
  private static int[] lastReaders(Graph graph) {
    int[] last = new int[graph.nodes().size()];
    for (int i = 0; i < last.length; i++) {
      for (int place : graph.nodes().get(i).inputs()) {
        last[place] = i;
      }
    }
    graph.outputs().values().forEach(place -> last[place] = last.length);
    return last;
  }

  private static int[] assignBuffers(List<GraphNode> nodes, int[] last, List<Integer> widths) {
    int[] bufferOf = new int[nodes.size()];
    Arrays.fill(bufferOf, -1);
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < bufferOf.length; i++) {
      GraphNode node = nodes.get(i);
      if (node.operation() == GraphOperation.INPUT || node.operation() == GraphOperation.CONSTANT) {
        continue;
      }
      bufferOf[i] = take(free, widths, node.width());
      for (int place : node.inputs().stream().distinct().toList()) {
        if (last[place] == i && bufferOf[place] >= 0) {
          free.add(bufferOf[place]);
        }
      }
    }
    return bufferOf;
  }

  /** The free buffer of the nearest width, widened if need be, else a new one. */
  private static int take(List<Integer> free, List<Integer> widths, int width) {
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      if (best < 0 || misfit(widths, free.get(i), width) < misfit(widths, free.get(best), width)) {
        best = i;
      }
    }
    if (best < 0) {
      widths.add(width);
      return widths.size() - 1;
    }
    int buffer = free.remove(best);
    widths.set(buffer, Math.max(width, widths.get(buffer)));
    return buffer;
  }

  private static int misfit(List<Integer> widths, int buffer, int width) {
    return Math.abs(widths.get(buffer) - width);
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
