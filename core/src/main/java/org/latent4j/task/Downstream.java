package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;

/**
 * What the features of a model that was fitted without labels are worth to a classifier or a
 * regression on labels: the same heads on each set of features, judged on the same rows that they
 * were not trained on. Beside the model's features, of a network also its last hidden layer, stand
 * the table's own columns, as many principal components as the model has numbers for a row, the
 * hidden layer aside, as many numbers that are made at random, by the model's own network before
 * training where it has one, and the answer that looks at no column.
 *
 * <p>Classes are told by logistic regression and judged by accuracy; numbers by ridge regression
 * and judged by R², the share of the variance that is explained; both also by the nearest labelled
 * rows. Every row is judged once, in {@link Options#folds} folds or by heads that learn from rows
 * of their own, and again with few labels: 10, 100 and 1,000 of the rows to learn from. Features
 * are standardised for linear heads, and principal axes found, on all rows to learn from, which
 * needs no labels; a head's penalty, or the number of neighbours, is chosen by part of the labelled
 * ones. Distances are between codes as they are, pixels as they are, and other columns in their
 * deviations. Where the model has components and the label is a class, the clusters are held
 * against the classes too, without any head.
 *
 * <p>The model may have been fitted to these very rows: it has not seen their labels. Same data,
 * model, options and seed give the same numbers. Immutable.
 */
public final class Downstream {

  private static final int MOST_CLASSES = 20;
  private static final List<Integer> FEW_LABELS = List.of(10, 100, 1000);

  private final boolean classes;
  private final long rowCount;
  private final long trainingRowCount;
  private final List<Score> scores;
  private final Optional<Agreement> clusters;

  private Downstream(
      boolean classes,
      long rowCount,
      long trainingRowCount,
      List<Score> scores,
      Optional<Agreement> clusters) {
    this.classes = classes;
    this.rowCount = rowCount;
    this.trainingRowCount = trainingRowCount;
    this.scores = List.copyOf(scores);
    this.clusters = clusters;
  }

  /**
   * How it is done.
   *
   * @param folds at least 2
   * @param repeats draws of few labels, at least 2
   * @param mostRows rows looked at, a random part of those given, at least 20
   * @param seed of folds and draws
   */
  public record Options(int folds, int repeats, int mostRows, long seed) {

    private static final int FOLDS = 5;
    private static final int REPEATS = 10;
    private static final int ROWS = 20_000;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Options {
      requireAtLeast("folds", 2, folds);
      requireAtLeast("repeats", 2, repeats);
      requireAtLeast("mostRows", 20, mostRows);
    }

    private static void requireAtLeast(String name, int least, int value) {
      if (value < least) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s must be at least %d, got %d", name, least, value));
      }
    }

    /**
     * 5 folds, 10 draws, 20,000 rows, seed 0.
     *
     * @return the defaults
     */
    public static Options defaults() {
      return new Options(FOLDS, REPEATS, ROWS, 0);
    }
  }

  /** What learns from labelled rows. */
  public enum Head {
    /** Logistic regression of classes, ridge regression of numbers. */
    LINEAR,
    /** What the nearest labelled rows say. */
    NEIGHBOURS
  }

  /**
   * What one set of features is worth.
   *
   * @param features such as {@code codes}, {@code raw columns} or {@code none}
   * @param columns how many numbers there are for each row
   * @param head what learnt from them
   * @param labels how many labelled rows the head was trained on; 0 for all there are
   * @param value accuracy, or R²
   * @param standardError over the rows; of few labels over the draws
   */
  public record Score(
      String features, int columns, Head head, int labels, double value, double standardError) {}

  /**
   * Judges the features of a model on rows that are divided into folds.
   *
   * @param model has codes, components or a density
   * @param data rows with labels; those whose label is missing are left out
   * @param options folds, draws, rows and seed
   * @param threads how many threads work, at least 1
   * @return what the features are worth
   * @throws IllegalArgumentException if the model tells nothing of rows
   * @throws DataException if there are no labels, too few rows or one class, or the rows do not fit
   *     the model
   */
  public static Downstream of(FittedModel model, Dataset data, Options options, int threads) {
    return of(model, Optional.empty(), data, options, threads);
  }

  /**
   * Judges the features of a model on rows, by heads that learn from other rows.
   *
   * @param model has codes, components or a density
   * @param training rows with labels to learn from; without them the rows are divided into folds
   * @param data rows with labels to be told; those whose label is missing are left out
   * @param options folds, draws, rows and seed
   * @param threads how many threads work, at least 1
   * @return what the features are worth
   * @throws IllegalArgumentException if the model tells nothing of rows
   * @throws DataException if there are no labels, too few rows or one class, or the rows do not fit
   *     the model
   */
  public static Downstream of(
      FittedModel model, Optional<Dataset> training, Dataset data, Options options, int threads) {
    Set<Features.Kind> kinds = Features.of(model);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException(
          "the " + model.family() + " model tells nothing of rows that a head could use");
    }
    SeededRandom random = new SeededRandom(options.seed());
    Dataset labelled = labelled(data, options.mostRows(), random.split(1));
    List<Dataset> parts = new ArrayList<>(List.of(labelled));
    int first = 0;
    if (training.isPresent()) {
      Dataset learnt = labelled(training.get(), options.mostRows(), random.split(3));
      parts.add(0, learnt);
      first = (int) learnt.rowCount();
    }
    double[] labels = LabelValues.joined(parts);
    boolean classes = areClasses(LabelValues.levels(labelled), labels);
    if (classes && Arrays.stream(labels).distinct().count() < 2) {
      throw new DataException("labels must be of at least 2 classes, got 1");
    }
    List<FeatureSet> sets = new FeatureSets(model, parts, random.split(4), threads).all(kinds);
    HeadTrial trial =
        new HeadTrial(sets, labels, first, classes, options, random.split(2), threads);
    List<Score> scores = new ArrayList<>(trial.withAllLabels());
    for (int few : FEW_LABELS) {
      if (few < trial.trainingRows()) {
        scores.addAll(trial.withFewLabels(few));
      }
    }
    Optional<Agreement> clusters = Optional.empty();
    if (classes && model.clusterer().isPresent()) {
      int[] found = Clustering.of(model, labelled, threads).clusters();
      clusters = Optional.of(Agreement.of(found, labelled.labels().orElseThrow()));
    }
    return new Downstream(classes, labelled.rowCount(), first, scores, clusters);
  }

  private static Dataset labelled(Dataset data, int mostRows, SeededRandom random) {
    double[] labels = LabelValues.of(data);
    int[] known = IntStream.range(0, labels.length).filter(i -> !Double.isNaN(labels[i])).toArray();
    if (known.length < 20) {
      throw new DataException("at least 20 rows must have a label, got " + known.length);
    }
    Dataset all = known.length == labels.length ? data : Splits.select(data, known);
    return Splits.subsample(all, mostRows, random);
  }

  /** Whether labels are classes: words, or one of a few whole numbers. */
  static boolean areClasses(List<String> levels, double[] labels) {
    boolean words = !levels.isEmpty();
    boolean whole = Arrays.stream(labels).allMatch(v -> v == Math.rint(v));
    return words || (whole && Arrays.stream(labels).distinct().count() <= MOST_CLASSES);
  }

  /**
   * What the labels are.
   *
   * @return true for classes, judged by accuracy; false for numbers, judged by R²
   */
  public boolean isOfClasses() {
    return classes;
  }

  /**
   * How many rows were told.
   *
   * @return at least 20
   */
  public long rowCount() {
    return rowCount;
  }

  /**
   * How many rows of their own there were to learn from.
   *
   * @return 0 where the rows were divided into folds
   */
  public long trainingRowCount() {
    return trainingRowCount;
  }

  /**
   * All scores.
   *
   * @return those with all labels, then those with few; of each the model's features first
   */
  public List<Score> scores() {
    return scores;
  }

  /**
   * The clusters of the model against the classes.
   *
   * @return nothing for numbers, or a model without components
   */
  public Optional<Agreement> clusters() {
    return clusters;
  }
}
