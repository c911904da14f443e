package org.latent4j.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which buffer holds the rows of which node while a block is computed. A buffer is used again once
 * the last reader of its rows is done, so that a mixture of a hundred components needs hardly more
 * room than one of two, and stays in cache. Inputs and constants need no buffer.
 */
final class BufferPlan {

  private final int[] bufferOf;
  private final List<Integer> widths = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();

  BufferPlan(Graph graph) {
    List<GraphNode> nodes = graph.nodes();
    int[] last = lastReaders(graph);
    bufferOf = new int[nodes.size()];
    Arrays.fill(bufferOf, -1);
    for (int i = 0; i < bufferOf.length; i++) {
      GraphNode node = nodes.get(i);
      if (node.operation() != GraphOperation.INPUT && node.operation() != GraphOperation.CONSTANT) {
        bufferOf[i] = take(node.width());
        for (int place : node.inputs().stream().distinct().toList()) {
          if (last[place] == i && bufferOf[place] >= 0) {
            free.add(bufferOf[place]);
          }
        }
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

  /** The free buffer of the nearest width, widened if need be, else a new one. */
  private int take(int width) {
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      if (best < 0 || misfit(free.get(i), width) < misfit(free.get(best), width)) {
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

  private int misfit(int buffer, int width) {
    return Math.abs(widths.get(buffer) - width);
  }

  /** The buffer of a node, by number; −1 for inputs and constants. */
  int bufferOf(int place) {
    return bufferOf[place];
  }

  /** How many numbers each buffer has per row. */
  List<Integer> widths() {
    return widths;
  }
}
