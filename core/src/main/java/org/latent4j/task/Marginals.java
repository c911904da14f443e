package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.Schema;
import org.latent4j.model.Conditional;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ReferenceRows;

/**
 * The model of some columns of a fitted model, the others summed out: its log density is that of
 * rows in which the others are missing. It is a fitted model like any other, of the same family
 * where that holds its marginals. It has no reference rows, for nothing is kept by which those of
 * the whole could be scored again; the margins of its columns stay.
 */
public final class Marginals {

  private static final String NAME = "marginal";

  private Marginals() {}

  /**
   * Sums columns out.
   *
   * @param model answers for some features given others
   * @param columns names of the features to keep, each once, in the order wanted
   * @return the model of these columns
   * @throws IllegalArgumentException if the model cannot tell, there is no such feature, one is
   *     named twice or none is, or no family holds what comes out
   */
  public static FittedModel of(FittedModel model, List<String> columns) {
    Conditional inner = conditional(model);
    int[] features = features(model.schema(), columns);
    Model marginal = inner.marginal(features);
    String family =
        familyOf(model.family(), marginal)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        String.format(
                            Locale.ROOT,
                            "the marginal of so few columns (%d) of a %s model is of no family that can"
                                + " be kept; name more columns",
                            features.length,
                            model.family())));
    List<Margin> margins = model.reference().margins();
    List<Margin> kept =
        margins.isEmpty() ? margins : Arrays.stream(features).mapToObj(margins::get).toList();
    return new FittedModel(
        family,
        marginal,
        schema(model.schema(), features),
        model.encoding().select(features),
        FitReport.closedForm(
            Double.NaN,
            model.report().weightTotal(),
            List.of(
                String.format(
                    Locale.ROOT,
                    "the marginal of %d of the %d columns of a %s model",
                    features.length,
                    model.schema().featureCount(),
                    model.family()))),
        model.provenance(),
        ReferenceRows.NONE.withMargins(kept));
  }

  /** The model's own answers, about encoded rows. */
  private static Conditional conditional(FittedModel model) {
    if (model.model() instanceof Conditional inner) {
      return inner;
    }
    throw new IllegalArgumentException(
        "the "
            + model.family()
            + " model cannot sum columns out; "
            + NAME
            + " needs one of "
            + String.join(", ", ModelFamily.takingGaps()));
  }

  private static Optional<String> familyOf(String own, Model marginal) {
    List<String> able =
        ModelFamily.all().stream()
            .filter(f -> f.modelType().isInstance(marginal))
            .map(ModelFamily::name)
            .toList();
    return able.contains(own) ? Optional.of(own) : able.stream().findFirst();
  }

  private static int[] features(Schema schema, List<String> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("columns must be at least one, got none");
    }
    List<String> names = schema.featureNames();
    int[] features = new int[columns.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = names.indexOf(columns.get(i));
      if (features[i] < 0) {
        throw new IllegalArgumentException(
            "columns must be among those of the model ("
                + String.join(", ", names)
                + "), got '"
                + columns.get(i)
                + "'");
      }
    }
    if (new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException(
          "columns must be named once each, got " + String.join(", ", columns));
    }
    return features;
  }

  private static Schema schema(Schema whole, int[] features) {
    List<Column> columns = new ArrayList<>();
    Arrays.stream(features).forEach(j -> columns.add(whole.features().get(j)));
    whole.columns().stream().filter(c -> !c.isFeature()).forEach(columns::add);
    return Schema.of(columns);
  }
}
