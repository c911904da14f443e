package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.FittedModel;

/**
 * What one column of a model is expected to be, given the others: p(target | the rest), which for a
 * mixture is mixture regression. The others may have gaps, and the target is not looked at. Needs a
 * model that answers for some columns given others.
 */
public final class Prediction {

  private static final String NAME = "predict";

  private Prediction() {}

  /**
   * Predicts a column.
   *
   * @param model answers for some columns given others
   * @param target name of a feature
   * @return takes rows without the target. For a number it gives two columns, the conditional mean
   *     under the target's name and {@code deviation}, the conditional standard deviation; for a
   *     column whose words the model knows, the index of the most probable word and the
   *     probabilities {@code p(word)} of all
   * @throws IllegalArgumentException if the model does not answer so, or has no such feature, or no
   *     other
   */
  public static RowTask task(FittedModel model, String target) {
    Conditional conditional = Capabilities.conditional(model, NAME);
    Schema schema = model.schema();
    int place = schema.featureNames().indexOf(target);
    if (place < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "target must be a column that the model was fitted to, got '%s'; these are %s",
              target,
              String.join(", ", schema.featureNames())));
    }
    if (schema.featureCount() == 1) {
      throw new IllegalArgumentException(
          "target must leave other columns to predict it by, but '" + target + "' is all there is");
    }
    Column column = schema.features().get(place);
    boolean worded = knowsWords(conditional, schema.featureCount(), place);
    List<String> columns = new ArrayList<>(List.of(target));
    if (worded) {
      column.levels().forEach(level -> columns.add("p(" + level + ")"));
    } else {
      columns.add("deviation");
    }
    return RowTask.forGaps(
        NAME,
        without(schema, target),
        columns,
        (first, rows) -> {
          Matrix wider = withGap(rows, place);
          return worded
              ? words(conditional, wider, place, column.levels().size())
              : numbers(conditional, wider, place);
        });
  }

  /** The target keeps its place, so that rows without names of columns may have it or not. */
  private static Schema without(Schema schema, String target) {
    return Schema.of(
        schema.columns().stream()
            .map(c -> c.name().equals(target) ? c.withRole(ColumnRole.SOUGHT) : c)
            .toList());
  }

  /** Whether the model takes a feature for words: asked of the row of which nothing is known. */
  private static boolean knowsWords(Conditional conditional, int features, int place) {
    double[] nothing = new double[features];
    Arrays.fill(nothing, Double.NaN);
    return conditional.given(nothing).probabilities(place).isPresent();
  }

  private static Matrix withGap(Matrix rows, int place) {
    int d = rows.columns() + 1;
    double[] values = new double[rows.rows() * d];
    for (int i = 0; i < rows.rows(); i++) {
      System.arraycopy(rows.values(), i * (d - 1), values, i * d, place);
      values[i * d + place] = Double.NaN;
      System.arraycopy(
          rows.values(), i * (d - 1) + place, values, i * d + place + 1, d - 1 - place);
    }
    return Matrix.wrap(rows.rows(), d, values);
  }

  private static Matrix numbers(Conditional conditional, Matrix rows, int place) {
    double[] means = conditional.impute(rows).column(place);
    double[] deviations = conditional.deviations(rows).column(place);
    double[] values = new double[2 * means.length];
    for (int i = 0; i < means.length; i++) {
      values[2 * i] = means[i];
      values[2 * i + 1] = deviations[i];
    }
    return Matrix.wrap(means.length, 2, values);
  }

  private static Matrix words(Conditional conditional, Matrix rows, int place, int levels) {
    double[] values = new double[rows.rows() * (levels + 1)];
    for (int i = 0; i < rows.rows(); i++) {
      ConditionalDistribution given = conditional.given(rows.row(i));
      int sought = Arrays.binarySearch(given.columns(), place);
      Optional<double[]> probabilities = given.probabilities(sought);
      values[i * (levels + 1)] = given.guess()[sought];
      System.arraycopy(probabilities.orElseThrow(), 0, values, i * (levels + 1) + 1, levels);
    }
    return Matrix.wrap(rows.rows(), levels + 1, values);
  }
}
