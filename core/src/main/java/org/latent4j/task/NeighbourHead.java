package org.latent4j.task;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;

/**
 * What the nearest of the labelled rows say: the class of most of them, of the nearest where
 * several classes have as many, or the mean of their numbers. How many are asked is chosen from 1,
 * 3, 5, 9 and 15, by what the labelled rows, 1,000 of them at most, say of each other.
 */
final class NeighbourHead {

  private static final int[] COUNTS = {1, 3, 5, 9, 15};
  private static final int MOST_TO_CHOOSE = 1000;

  private final Matrix learnt;
  private final double[] labels;
  private final boolean classes;
  private final int count;

  /**
   * Takes labelled rows.
   *
   * @param learnt n×d, n at least 2
   * @param labels n classes or numbers
   * @param classes whether they are classes
   * @param threads how many threads work
   */
  NeighbourHead(Matrix learnt, double[] labels, boolean classes, int threads) {
    this.learnt = learnt;
    this.labels = labels;
    this.classes = classes;
    int[] asked = IntStream.range(0, Math.min(MOST_TO_CHOOSE, labels.length)).toArray();
    int most = Math.min(COUNTS[COUNTS.length - 1], labels.length - 1);
    NearestRows near = NearestRows.ofOthers(learnt, asked, most, threads);
    int best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int candidate : COUNTS) {
      if (candidate <= most) {
        double loss = 0;
        for (int i : asked) {
          double error = answer(near, i, candidate) - labels[i];
          loss += classes ? (error == 0 ? 0 : 1) : error * error;
        }
        if (loss < least) {
          least = loss;
          best = candidate;
        }
      }
    }
    count = best;
  }

  /** How many rows are asked. */
  int count() {
    return count;
  }

  /** The class, or the number, that is expected of each row. */
  double[] predict(Matrix rows, int threads) {
    NearestRows near = NearestRows.of(learnt, rows, count, threads);
    double[] predicted = new double[rows.rows()];
    Arrays.setAll(predicted, i -> answer(near, i, count));
    return predicted;
  }

  private double answer(NearestRows near, int query, int asked) {
    if (!classes) {
      double sum = 0;
      for (int place = 0; place < asked; place++) {
        sum += labels[near.row(query, place)];
      }
      return sum / asked;
    }
    Map<Double, Integer> votes = new HashMap<>();
    int most = 0;
    for (int place = 0; place < asked; place++) {
      most = Math.max(most, votes.merge(labels[near.row(query, place)], 1, Integer::sum));
    }
    for (int place = 0; ; place++) {
      double label = labels[near.row(query, place)];
      if (votes.get(label) == most) {
        return label;
      }
    }
  }
}
