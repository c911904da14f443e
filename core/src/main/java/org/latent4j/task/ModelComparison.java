package org.latent4j.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.Dataset;
import org.latent4j.data.Fingerprint;
import org.latent4j.data.Schema;
import org.latent4j.data.WeightedMean;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FittedModel;

/**
 * How well some fitted models describe the same rows: mean log density of each, and how far it is
 * behind the best, row by row, so that what the rows have in common cancels in the standard error.
 * The models must be of the same columns, of the same kinds: a density over a number and the
 * probability of a word cannot be compared. Rows that a model was fitted to flatter it, which is
 * told. Immutable.
 *
 * @param entries the best model first
 * @param rowCount how many rows there were
 */
public record ModelComparison(List<Entry> entries, long rowCount) {

  /** Copies the entries. */
  public ModelComparison {
    entries = List.copyOf(entries);
  }

  /**
   * One model.
   *
   * @param place among the models given, from 0
   * @param logDensity log density per row in nats, with its standard error
   * @param difference the same less that of the best model, in pairs: at most 0
   * @param densityKind whether the numbers are exact
   * @param parameterCount of the model
   * @param fittedToTheseRows whether the model was fitted to just these rows
   */
  public record Entry(
      int place,
      WeightedMean logDensity,
      WeightedMean difference,
      DensityKind densityKind,
      long parameterCount,
      boolean fittedToTheseRows) {}

  /**
   * Compares models.
   *
   * @param models at least one, each with a density
   * @param data n rows with the features of all models, n at least 1
   * @param threads how many threads work, at least 1
   * @return the models in order
   * @throws IllegalArgumentException if there is no model, one has no density, or they are not of
   *     the same columns
   * @throws org.latent4j.data.DataException if the rows do not fit a model
   */
  public static ModelComparison of(List<FittedModel> models, Dataset data, int threads) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models must be at least one, got none");
    }
    for (FittedModel model : models) {
      requireSameColumns(models.get(0).schema(), model.schema());
    }
    double[] weights = Weights.of(data);
    List<double[]> logDensities = new ArrayList<>();
    for (FittedModel model : models) {
      logDensities.add(Scoring.of(model, data, threads).logDensities());
    }
    List<WeightedMean> means = logDensities.stream().map(v -> WeightedMean.of(v, weights)).toList();
    int best =
        Collections.max(
            IntStream.range(0, models.size()).boxed().toList(),
            Comparator.<Integer>comparingDouble(m -> means.get(m).mean()).thenComparing(m -> -m));
    String fingerprint = Fingerprint.of(data);
    List<Entry> entries = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      FittedModel model = models.get(m);
      entries.add(
          new Entry(
              m,
              means.get(m),
              difference(logDensities.get(m), logDensities.get(best), weights),
              model.density().orElseThrow().densityKind(),
              model.model().parameterCount(),
              model.provenance().fingerprint().equals(fingerprint)));
    }
    entries.sort(Comparator.comparingDouble(e -> -e.logDensity().mean()));
    return new ModelComparison(entries, data.rowCount());
  }

  private static WeightedMean difference(double[] values, double[] best, double[] weights) {
    double[] differences = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      differences[i] = values[i] == best[i] ? 0 : values[i] - best[i];
    }
    return WeightedMean.of(differences, weights);
  }

  private static void requireSameColumns(Schema first, Schema other) {
    List<String> names = first.featureNames();
    if (!new TreeSet<>(names).equals(new TreeSet<>(other.featureNames()))) {
      throw new IllegalArgumentException(
          "models must be of the same columns to be compared, got "
              + String.join(", ", names)
              + " and "
              + String.join(", ", other.featureNames()));
    }
    for (Column column : first.features()) {
      if (isDiscrete(column) != isDiscrete(other.column(column.name()))) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "models must take a column for the same kind to be compared, got '%s' as %s and as"
                    + " %s",
                column.name(),
                column.kind().name().toLowerCase(Locale.ROOT),
                other.column(column.name()).kind().name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  private static boolean isDiscrete(Column column) {
    return column.kind() == ColumnKind.CATEGORICAL || column.kind() == ColumnKind.BINARY;
  }
}
