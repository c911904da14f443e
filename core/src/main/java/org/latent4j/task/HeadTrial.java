package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Heads on sets of features, trained and judged on the same divisions of the rows: linear ones on
 * standardised features, and nearest neighbours on features in one unit.
 */
final class HeadTrial {

  private final List<FeatureSet> sets;
  private final double[] labels;
  private final boolean classes;
  private final Downstream.Options options;
  private final SeededRandom random;
  private final int threads;
  private final List<Division> divisions;

  /** Places of rows to learn from, in no order, and of other rows to be told. */
  private static final class Division {
    final int[] training;
    final int[] judged;

    /** Principal scores of all rows by those to learn from, which take longer than any head. */
    private final Map<String, Matrix> principal = new HashMap<>();

    private final Map<Boolean, Matrix> latest = new HashMap<>();
    private String latestSet = "";

    Division(int[] training, int[] judged) {
      this.training = training;
      this.judged = judged;
    }

    /** Standardised features of all rows, or in one unit; those of the last set are kept. */
    Matrix features(FeatureSet set, boolean standardised) {
      if (set.axes() > 0) {
        Matrix scores = principal.computeIfAbsent(set.name(), name -> set.inOneUnit(training));
        return standardised ? RawColumns.standardised(scores, training) : scores;
      }
      if (!latestSet.equals(set.name())) {
        latest.clear();
        latestSet = set.name();
      }
      return latest.computeIfAbsent(
          standardised,
          wanted ->
              wanted
                  ? RawColumns.standardised(set.inOneUnit(training), training)
                  : set.inOneUnit(training));
    }
  }

  /**
   * Divides the rows.
   *
   * @param labels of all rows
   * @param first how many of the rows, from the first, are there to learn from, the others to be
   *     told; 0 to divide them into folds
   */
  HeadTrial(
      List<FeatureSet> sets,
      double[] labels,
      int first,
      boolean classes,
      Downstream.Options options,
      SeededRandom random,
      int threads) {
    this.sets = sets;
    this.labels = labels.clone();
    this.classes = classes;
    this.options = options;
    this.random = random;
    this.threads = threads;
    divisions =
        first > 0
            ? List.of(
                new Division(
                    shuffled(first, random.split(-1L)),
                    IntStream.range(first, labels.length).toArray()))
            : divisions(folds(shuffled(labels.length, random.split(0))));
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

  /** Each fold is told by what the others say. */
  private List<Division> divisions(int[][] folds) {
    List<Division> made = new ArrayList<>();
    for (int f = 0; f < folds.length; f++) {
      int fold = f;
      int[] rows =
          IntStream.range(0, folds.length)
              .filter(other -> other != fold)
              .flatMap(other -> Arrays.stream(folds[other]))
              .toArray();
      int[] order = shuffled(rows.length, random.split(-1L - fold));
      made.add(new Division(Arrays.stream(order).map(i -> rows[i]).toArray(), folds[f]));
    }
    return made;
  }

  /** How many rows there are to learn from in each division. */
  int trainingRows() {
    return divisions.stream().mapToInt(d -> d.training.length).min().orElse(0);
  }

  /** Which set is told by which head. */
  private record Entry(FeatureSet set, Downstream.Head head) {}

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Downstream.Head head : Downstream.Head.values()) {
      for (FeatureSet set : sets) {
        if (head == Downstream.Head.LINEAR || set.unit() != FeatureSet.Unit.NONE) {
          entries.add(new Entry(set, head));
        }
      }
    }
    return entries;
  }

  /** Each row judged once, by a head that learnt from the other rows. */
  List<Downstream.Score> withAllLabels() {
    List<Downstream.Score> scores = new ArrayList<>();
    for (Entry entry : entries()) {
      double[] losses = new double[labels.length];
      double[] base = new double[labels.length];
      double[] counts = new double[labels.length];
      for (Division division : divisions) {
        judge(entry, division, division.training, losses, base);
        for (int row : division.judged) {
          counts[row] = 1;
        }
      }
      WeightedMean loss = WeightedMean.of(losses, counts);
      double scale = classes ? 1 : WeightedMean.of(base, counts).mean();
      scores.add(score(entry, 0, 1 - loss.mean() / scale, loss.standardError() / scale));
    }
    return scores;
  }

  private static Downstream.Score score(Entry entry, int count, double value, double error) {
    return new Downstream.Score(
        entry.set().name(), entry.set().columns(), entry.head(), count, value, error);
  }

  /** A head that learns from few rows, in each of several draws. */
  List<Downstream.Score> withFewLabels(int count) {
    List<Entry> entries = entries();
    double[][] values = new double[entries.size()][options.repeats()];
    for (int e = 0; e < values.length; e++) {
      for (int r = 0; r < options.repeats(); r++) {
        Division division = divisions.get(r % divisions.size());
        int[] training = drawn(division.training, count, r);
        double[] losses = new double[labels.length];
        double[] base = new double[labels.length];
        judge(entries.get(e), division, training, losses, base);
        double loss = Arrays.stream(division.judged).mapToDouble(i -> losses[i]).sum();
        double whole = Arrays.stream(division.judged).mapToDouble(i -> base[i]).sum();
        values[e][r] = 1 - loss / whole;
      }
    }
    double[] ones = new double[options.repeats()];
    Arrays.fill(ones, 1);
    List<Downstream.Score> scores = new ArrayList<>();
    for (int e = 0; e < values.length; e++) {
      WeightedMean mean = WeightedMean.of(values[e], ones);
      scores.add(score(entries.get(e), count, mean.mean(), mean.standardError()));
    }
    return scores;
  }

  private int[] drawn(int[] pool, int count, int repeat) {
    SeededRandom ofRepeat = random.split(1 + (long) count * options.repeats() + repeat);
    return Arrays.stream(shuffled(pool.length, ofRepeat)).limit(count).map(i -> pool[i]).toArray();
  }

  /** Puts what each judged row costs, and what it costs to say the mean of all, at its place. */
  private void judge(
      Entry entry, Division division, int[] training, double[] losses, double[] base) {
    double[] known = Arrays.stream(training).mapToDouble(i -> labels[i]).toArray();
    double mean = Arrays.stream(labels).average().orElse(0);
    double[] predicted = predict(entry, division, training, known);
    for (int i = 0; i < predicted.length; i++) {
      int row = division.judged[i];
      double error = predicted[i] - labels[row];
      losses[row] = classes ? (error == 0 ? 0 : 1) : error * error;
      base[row] = classes ? 1 : (labels[row] - mean) * (labels[row] - mean);
    }
  }

  private double[] predict(Entry entry, Division division, int[] training, double[] known) {
    int[] judged = division.judged;
    if (entry.set().isEmpty() || Arrays.stream(known).distinct().count() == 1) {
      return same(known, classes, judged.length);
    }
    boolean linear = entry.head() != Downstream.Head.NEIGHBOURS;
    Matrix features = division.features(entry.set(), linear);
    Matrix learnt = features.selectRows(training);
    if (!linear) {
      return new NeighbourHead(learnt, known, classes, threads)
          .predict(features.selectRows(judged), threads);
    }
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
