package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;

/**
 * What the features of a model that was fitted without labels are worth to a classifier or a
 * regression on labels: the same linear head on each set of features, judged on the same rows that
 * it was not trained on. Beside the model's features stand the table's own columns, as many
 * principal components as the model has numbers for a row, and the answer that looks at no column
 * at all.
 *
 * <p>Classes are told by logistic regression and judged by accuracy; numbers by ridge regression
 * and judged by R², the share of the variance that is explained. Every row is judged once, in
 * {@link Options#folds} folds, and again with few labels: 10, 100 and 1,000 rows drawn from the
 * training folds. Features are standardised, and principal axes found, on all rows of the training
 * folds, which needs no labels; the head's penalty is chosen by part of the labelled ones. Where
 * the model has components and the label is a class, the clusters are held against the classes too,
 * without any head.
 *
 * <p>The model may have been fitted to these very rows: it has not seen their labels. Same data,
 * model, options and seed give the same numbers. Immutable.
 */
public final class Downstream {

  private static final int MOST_CLASSES = 20;
  private static final List<Integer> FEW_LABELS = List.of(10, 100, 1000);

  private final boolean classes;
  private final long rowCount;
  private final List<Score> scores;
  private final Optional<Agreement> clusters;

  private Downstream(
      boolean classes, long rowCount, List<Score> scores, Optional<Agreement> clusters) {
    this.classes = classes;
    this.rowCount = rowCount;
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

  /**
   * What one set of features is worth.
   *
   * @param features such as {@code codes}, {@code raw columns} or {@code none}
   * @param columns how many numbers there are for each row
   * @param labels how many labelled rows the head was trained on; 0 for all of the other folds
   * @param value accuracy, or R²
   * @param standardError over the rows; of few labels over the draws
   */
  public record Score(
      String features, int columns, int labels, double value, double standardError) {}

  /**
   * Judges the features of a model.
   *
   * @param model has codes, components or a density
   * @param data rows with labels; those whose label is missing are left out
   * @param options folds, draws, rows and seed
   * @param threads how many threads compute the features, at least 1
   * @return what the features are worth
   * @throws IllegalArgumentException if the model tells nothing of rows
   * @throws DataException if there are no labels, too few rows or one class, or the rows do not fit
   *     the model
   */
  public static Downstream of(FittedModel model, Dataset data, Options options, int threads) {
    Set<Features.Kind> kinds = Features.of(model);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException(
          "the " + model.family() + " model tells nothing of rows that a head could use");
    }
    SeededRandom random = new SeededRandom(options.seed());
    Dataset labelled = labelled(data, options.mostRows(), random.split(1));
    double[] labels = labelled.labels().orElseThrow();
    boolean classes = areClasses(labelled.schema().first(ColumnRole.LABEL).orElseThrow(), labels);
    if (classes && Arrays.stream(labels).distinct().count() < 2) {
      throw new DataException("labels must be of at least 2 classes, got 1");
    }
    List<HeadTrial.FeatureSet> sets = sets(model, labelled, kinds, threads);
    HeadTrial trial = new HeadTrial(sets, labels, classes, options, random.split(2));
    List<Score> scores = new ArrayList<>(trial.withAllLabels());
    long training = labels.length - (labels.length + options.folds() - 1L) / options.folds();
    for (int few : FEW_LABELS) {
      if (few < training) {
        scores.addAll(trial.withFewLabels(few));
      }
    }
    Optional<Agreement> clusters = Optional.empty();
    if (classes && model.clusterer().isPresent()) {
      int[] found = Clustering.of(model, labelled, threads).clusters();
      clusters = Optional.of(Agreement.of(found, labels));
    }
    return new Downstream(classes, labels.length, scores, clusters);
  }

  private static Dataset labelled(Dataset data, int mostRows, SeededRandom random) {
    double[] labels =
        data.labels()
            .orElseThrow(
                () ->
                    new DataException("rows must have labels to judge by, got none; name a label"));
    int[] known = new int[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (!Double.isNaN(labels[i])) {
        known[count++] = i;
      }
    }
    if (count < 20) {
      throw new DataException("at least 20 rows must have a label, got " + count);
    }
    Dataset all = count == labels.length ? data : Splits.select(data, Arrays.copyOf(known, count));
    return Splits.subsample(all, mostRows, random);
  }

  /** Whether a column holds classes: words, or one of a few whole numbers. */
  static boolean areClasses(Column column, double[] labels) {
    boolean words = !column.levels().isEmpty();
    boolean whole = Arrays.stream(labels).allMatch(v -> v == Math.rint(v));
    return words || (whole && Arrays.stream(labels).distinct().count() <= MOST_CLASSES);
  }

  private static List<HeadTrial.FeatureSet> sets(
      FittedModel model, Dataset rows, Set<Features.Kind> kinds, int threads) {
    List<HeadTrial.FeatureSet> sets = new ArrayList<>();
    for (Features.Kind kind : kinds) {
      String name =
          kind == Features.Kind.DENSITY ? "log density" : kind.name().toLowerCase(Locale.ROOT);
      sets.add(
          HeadTrial.FeatureSet.of(name, Features.task(model, EnumSet.of(kind)).run(rows, threads)));
    }
    int most = sets.stream().mapToInt(s -> s.matrix().columns()).max().orElse(1);
    if (kinds.size() > 1) {
      sets.add(
          HeadTrial.FeatureSet.of("all of these", Features.task(model, kinds).run(rows, threads)));
    }
    Dataset aligned = AlignedDataset.of(model.schema(), rows);
    HeadTrial.FeatureSet raw =
        HeadTrial.FeatureSet.of(
            "raw columns", RawColumns.of(model.schema().features(), aligned.toMatrix()));
    sets.add(raw);
    if (RawColumns.haveAxes(raw.matrix()) && most < raw.matrix().columns()) {
      sets.add(raw.principal("PCA codes", most));
    }
    sets.add(HeadTrial.FeatureSet.none("none"));
    return sets;
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
   * How many rows were looked at.
   *
   * @return at least 20
   */
  public long rowCount() {
    return rowCount;
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
