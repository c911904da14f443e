package org.latent4j.select;

import java.util.List;
import java.util.stream.Collectors;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.model.Conditional;
import org.latent4j.model.Density;
import org.latent4j.model.ModelFamily;

/**
 * Which families a search can compare on some rows. A density over numbers and a probability of
 * values are of different kinds: on a column of 0 and 1 a Gaussian can be as dense as it likes at
 * both, and no probability is above 1. So where columns hold words, or 0 and 1, the families that
 * give these probabilities are compared with each other, and elsewhere the others.
 */
final class Contenders {

  private Contenders() {}

  /**
   * The families to compare.
   *
   * @param families those asked for
   * @param data the rows
   * @param notes receives a sentence about families that are left out
   */
  static List<ModelFamily> of(List<ModelFamily> families, Dataset data, List<String> notes) {
    List<ModelFamily> dense =
        families.stream()
            .filter(f -> Density.class.isAssignableFrom(f.modelType())) // else no judgement
            .filter(f -> !data.hasKnownComponents() || f.keepsKnownComponents())
            .toList();
    return takingGaps(ofOneKind(dense, data, notes), data, notes);
  }

  private static List<ModelFamily> ofOneKind(
      List<ModelFamily> dense, Dataset data, List<String> notes) {
    boolean discrete = data.schema().hasDiscreteFeatures();
    List<ModelFamily> suitable = dense.stream().filter(f -> f.takesWords() == discrete).toList();
    if (suitable.isEmpty() || suitable.size() == dense.size()) {
      return dense;
    }
    if (discrete) {
      notes.add(
          String.format(
              "%s words, or 0 and 1: compared are models that give these probabilities (%s), not"
                  + " densities over numbers (%s)",
              columns(data.schema()),
              names(suitable),
              names(dense.stream().filter(f -> !f.takesWords()).toList())));
    }
    return suitable;
  }

  /** Those that take rows with missing values, where there are such; all if none does. */
  private static List<ModelFamily> takingGaps(
      List<ModelFamily> families, Dataset data, List<String> notes) {
    List<ModelFamily> taking =
        families.stream().filter(f -> Conditional.class.isAssignableFrom(f.modelType())).toList();
    if (taking.isEmpty() || taking.size() == families.size() || !data.hasMissing()) {
      return families;
    }
    notes.add(
        "values are missing: compared are models that take such rows ("
            + names(taking)
            + "), not those that need complete ones ("
            + names(families.stream().filter(f -> !taking.contains(f)).toList())
            + ")");
    return taking;
  }

  /**
   * Refuses rows with known components for a family that does not keep them.
   *
   * @throws DataException if there are some and it does not
   */
  static void requireKept(ModelFamily family, Dataset data) {
    if (data.hasKnownComponents() && !family.keepsKnownComponents()) {
      throw new DataException(
          "a fit of "
              + family.name()
              + " does not keep known components; "
              + names(ModelFamily.all().stream().filter(ModelFamily::keepsKnownComponents).toList())
              + " do");
    }
  }

  /** Why there is nothing to try. */
  static String withoutCandidates(List<ModelFamily> families) {
    return families.size() == 1
        ? families.get(0).name() + " proposes no size for these rows; name one, and do not search"
        : "no family has a candidate for these columns; name a model";
  }

  private static String columns(Schema schema) {
    List<String> names =
        schema.features().stream()
            .filter(c -> c.kind() == ColumnKind.CATEGORICAL || c.kind() == ColumnKind.BINARY)
            .map(Column::name)
            .toList();
    return names.size() == 1
        ? "column '" + names.get(0) + "' holds"
        : "column '" + names.get(0) + "' and " + (names.size() - 1) + " more hold";
  }

  private static String names(List<ModelFamily> families) {
    return families.stream().map(ModelFamily::name).collect(Collectors.joining(", "));
  }
}
