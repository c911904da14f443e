package org.latent4j.linear;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Settings;

/** What the families of this package share. */
final class LinearFamilies {

  /** Name of the option for q, and of the tensors. */
  static final String LATENT = "latent";

  static final String MEAN = "mean";
  static final String AXES = "principalAxes";
  static final String VARIANCES = "explainedVariance";

  private LinearFamilies() {}

  /** Says why a schema is not made of enough numbers. */
  static Optional<String> refusal(String name, int leastFeatures, Schema schema) {
    if (schema.featureCount() < leastFeatures) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s needs at least %d numeric column%s, got %d",
              name,
              leastFeatures,
              leastFeatures == 1 ? "" : "s",
              schema.featureCount()));
    }
    return schema.features().stream()
        .filter(c -> c.kind() == ColumnKind.CATEGORICAL)
        .map(Column::name)
        .findFirst()
        .map(column -> name + " needs numbers, but column '" + column + "' holds words");
  }

  /** What other rules say of a latent dimension that was left to be chosen. */
  static List<String> remarks(Dataset data, Settings settings, FitContext context) {
    if (settings.integer(LATENT) != 0 || data.hasMissing()) {
      return List.of(); // the other rules look at complete rows
    }
    DimensionVotes votes = DimensionVotes.of(data, context);
    return List.of(votes.sentence(), votes.agreement());
  }

  /** Reads the frame of a model. */
  static PrincipalFrame frame(ModelState state) {
    double[] mean = state.vector(MEAN, -1);
    Matrix axes = state.matrix(AXES, mean.length, -1);
    return new PrincipalFrame(mean, axes);
  }

  /** Turns any complaint about parts into one about the file. */
  static <M extends Model> M load(Supplier<M> reader) {
    try {
      return reader.get();
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + "; the file is damaged", e);
    }
  }
}
