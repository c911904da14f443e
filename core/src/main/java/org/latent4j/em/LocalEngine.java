package org.latent4j.em;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Workers;

/**
 * Visits the blocks of a data set with threads of this machine. Threads take runs of rows as they
 * come free; the statistics of the runs are merged pairwise up a binary tree whose shape is fixed,
 * as soon as both children are there, so that few are ever alive and the order of additions never
 * changes. Thread-safe.
 */
public final class LocalEngine implements Engine {

  private final int threads;

  /**
   * Makes an engine.
   *
   * @param threads how many threads work, the calling one included; at least 1
   * @throws IllegalArgumentException if threads is below 1
   */
  public LocalEngine(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    this.threads = threads;
  }

  @Override
  public <P, S extends Statistics<S>> S count(
      Dataset data, Expectation<P, S> expectation, P parameters) {
    int features = data.featureCount();
    int blockRows = RowBlock.defaultCapacity(features);
    RowRanges ranges =
        RowRanges.of(data.rowCount(), blockRows, expectation.statisticsSize(features));
    int capacity = (int) Math.min(blockRows, data.rowCount());
    MergeTree<S> tree = new MergeTree<>(ranges.count());
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          try (RowBlock block = new RowBlock(capacity, features);
              Expectation.Counter<S> counter = expectation.begin(parameters, capacity)) {
            for (int run = next.getAndIncrement();
                run < ranges.count();
                run = next.getAndIncrement()) {
              for (long row = ranges.from(run); row < ranges.to(run); row += capacity) {
                block.fill(data, row, (int) Math.min(capacity, ranges.to(run) - row));
                counter.add(block);
              }
              tree.put(run, counter.take());
            }
          }
        };
    Workers.run(Math.min(threads, ranges.count()), work);
    return tree.root();
  }

  /** A binary tree over the runs; each parent is its left child with its right child merged in. */
  private static final class MergeTree<S extends Statistics<S>> {
    private final int leaves;
    private final List<AtomicReferenceArray<S>> waiting = new ArrayList<>();
    private volatile S root;

    MergeTree(int leaves) {
      this.leaves = leaves;
      for (int width = leaves; width > 1; width = (width + 1) / 2) {
        waiting.add(new AtomicReferenceArray<>((width + 1) / 2));
      }
    }

    void put(int leaf, S statistics) {
      S mine = statistics;
      int index = leaf;
      int width = leaves;
      for (AtomicReferenceArray<S> parents : waiting) {
        boolean hasSibling = (index ^ 1) < width;
        if (hasSibling) {
          if (parents.compareAndSet(index >> 1, null, mine)) {
            return;
          }
          S other = parents.getAndSet(index >> 1, null);
          boolean left = (index & 1) == 0;
          S parent = left ? mine : other;
          parent.merge(left ? other : mine);
          mine = parent;
        }
        index >>= 1;
        width = (width + 1) / 2;
      }
      root = mine;
    }

    S root() {
      return root;
    }
  }
}
