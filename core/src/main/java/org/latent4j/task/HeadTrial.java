package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Linear heads on sets of features, trained and judged on the same divisions of the rows. */
final class HeadTrial {

  private final List<FeatureSet> sets;
  private final double[] labels;
  private final boolean classes;
  private final Downstream.Options options;
  private final SeededRandom random;
  private final int[][] folds;

  /**
   * Features of all rows.
   *
   * @param name as it is told
   * @param matrix n×d
   * @param axes how many principal components of the training rows stand for the columns; 0 for the
   *     columns themselves
   * @param empty whether no feature is looked at
   */
  record FeatureSet(String name, Matrix matrix, int axes, boolean empty) {

    static FeatureSet of(String name, Matrix matrix) {
      return new FeatureSet(name, matrix, 0, false);
    }

    static FeatureSet none(String name) {
      return new FeatureSet(name, Matrix.of(0, 0), 0, true);
    }

    FeatureSet principal(String newName, int count) {
      return new FeatureSet(newName, matrix, count, false);
    }

    int columns() {
      return axes > 0 ? axes : matrix.columns();
    }

    /** The features of all rows, standardised by some, whose labels are not looked at. */
    Matrix by(int[] some) {
      Matrix own = axes > 0 ? RawColumns.principalScores(matrix, some, axes) : matrix;
      return RawColumns.standardised(own, some);
    }
  }

  HeadTrial(
      List<FeatureSet> sets,
      double[] labels,
      boolean classes,
      Downstream.Options options,
      SeededRandom random) {
    this.sets = sets;
    this.labels = labels.clone();
    this.classes = classes;
    this.options = options;
    this.random = random;
    folds = folds(shuffled(labels.length, random.split(0)));
  }

  private static int[] shuffled(int n, SeededRandom random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
    return order;
  }

  /** Deals rows to folds in turn, class by class, so that all folds have the classes alike. */
  private int[][] folds(int[] order) {
    int[] dealt =
        classes
            ? Arrays.stream(order)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> labels[i]))
                .mapToInt(Integer::intValue)
                .toArray()
            : order;
    int count = options.folds();
    int[][] parts = new int[count][];
    for (int f = 0; f < count; f++) {
      int fold = f;
      parts[f] =
          IntStream.range(0, dealt.length)
              .filter(i -> i % count == fold)
              .map(i -> dealt[i])
              .toArray();
    }
    return parts;
  }

  /** The rows of the other folds, in no order. */
  private int[] others(int fold) {
    int[] rows =
        IntStream.range(0, folds.length)
            .filter(f -> f != fold)
            .flatMap(f -> Arrays.stream(folds[f]))
            .toArray();
    int[] order = shuffled(rows.length, random.split(-1L - fold));
    return Arrays.stream(order).map(i -> rows[i]).toArray();
  }

  /** Each row judged once, by a head that learnt from the other folds. */
  List<Downstream.Score> withAllLabels() {
    List<Downstream.Score> scores = new ArrayList<>();
    for (FeatureSet set : sets) {
      double[] losses = new double[labels.length];
      double[] base = new double[labels.length];
      for (int f = 0; f < folds.length; f++) {
        int[] training = others(f);
        judge(set, training, training, folds[f], losses, base);
      }
      scores.add(score(set, losses, base));
    }
    return scores;
  }

  private Downstream.Score score(FeatureSet set, double[] losses, double[] base) {
    double[] ones = new double[losses.length];
    Arrays.fill(ones, 1);
    WeightedMean loss = WeightedMean.of(losses, ones);
    double scale = classes ? 1 : WeightedMean.of(base, ones).mean();
    return new Downstream.Score(
        set.name(), set.columns(), 0, 1 - loss.mean() / scale, loss.standardError() / scale);
  }

  /** A head that learns from few rows of the other folds, in each of several draws. */
  List<Downstream.Score> withFewLabels(int count) {
    double[][] values = new double[sets.size()][options.repeats()];
    for (int r = 0; r < options.repeats(); r++) {
      int fold = r % folds.length;
      int[] pool = others(fold);
      int[] order = shuffled(pool.length, random.split(1 + (long) count * options.repeats() + r));
      int[] training = Arrays.stream(order).limit(count).map(i -> pool[i]).toArray();
      for (int s = 0; s < sets.size(); s++) {
        double[] losses = new double[labels.length];
        double[] base = new double[labels.length];
        judge(sets.get(s), pool, training, folds[fold], losses, base);
        double loss = Arrays.stream(folds[fold]).mapToDouble(i -> losses[i]).sum();
        double whole = Arrays.stream(folds[fold]).mapToDouble(i -> base[i]).sum();
        values[s][r] = 1 - loss / (classes ? folds[fold].length : whole);
      }
    }
    double[] ones = new double[options.repeats()];
    Arrays.fill(ones, 1);
    List<Downstream.Score> scores = new ArrayList<>();
    for (int s = 0; s < sets.size(); s++) {
      WeightedMean mean = WeightedMean.of(values[s], ones);
      scores.add(
          new Downstream.Score(
              sets.get(s).name(), sets.get(s).columns(), count, mean.mean(), mean.standardError()));
    }
    return scores;
  }

  /** Puts what each judged row costs, and what it costs to say the mean of all, at its place. */
  private void judge(
      FeatureSet set, int[] pool, int[] training, int[] judged, double[] losses, double[] base) {
    double[] known = Arrays.stream(training).mapToDouble(i -> labels[i]).toArray();
    double mean = Arrays.stream(labels).average().orElse(0);
    double[] predicted = predict(set, pool, training, known, judged);
    for (int i = 0; i < judged.length; i++) {
      double truth = labels[judged[i]];
      double error = predicted[i] - truth;
      losses[judged[i]] = classes ? (error == 0 ? 0 : 1) : error * error;
      base[judged[i]] = classes ? 1 : (truth - mean) * (truth - mean);
    }
  }

  private double[] predict(
      FeatureSet set, int[] pool, int[] training, double[] known, int[] judged) {
    if (set.empty() || Arrays.stream(known).distinct().count() == 1) {
      return same(known, classes, judged.length);
    }
    Matrix features = set.by(pool);
    Matrix learnt = features.selectRows(training);
    LinearHead head =
        classes ? LinearHead.classifier(learnt, known) : LinearHead.regression(learnt, known);
    return head.predict(features.selectRows(judged));
  }

  /** The same answer for all rows: the most frequent class, or the mean, of those known. */
  static double[] same(double[] known, boolean classes, int count) {
    double[] distinct = Arrays.stream(known).distinct().sorted().toArray();
    double[] same = new double[count];
    Arrays.fill(same, classes ? mostFrequent(known, distinct) : mean(known));
    return same;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double mostFrequent(double[] values, double[] distinct) {
    double best = distinct[0];
    long most = 0;
    for (double value : distinct) {
      long count = Arrays.stream(values).filter(v -> v == value).count();
      if (count > most) {
        most = count;
        best = value;
      }
    }
    return best;
  }
}
