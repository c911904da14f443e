package org.latent4j.task;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LatentSpace;

/**
 * What a model knows of each row as numbers for another program, such as a classifier: its code,
 * the probabilities of its components, and its log density. A model gives those that it has.
 */
public final class Features {

  private static final String NAME = "features";

  private Features() {}

  /** What is told of a row. */
  public enum Kind {
    /** E[z|x]. */
    CODES,
    /** p(component|x). */
    RESPONSIBILITIES,
    /** log p(x). */
    DENSITY
  }

  /**
   * What a model has. The codes of a mixture are its responsibilities, and are named once, as
   * these.
   *
   * @param model any model
   * @return the kinds, in order; empty for a model that tells nothing of rows
   */
  public static Set<Kind> of(FittedModel model) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    boolean mixture = model.clusterer().isPresent();
    boolean coordinates =
        model
            .encoder()
            .map(e -> !mixture || e.latentSpace().kind() == LatentSpace.Kind.CONTINUOUS)
            .orElse(false);
    if (coordinates) {
      kinds.add(Kind.CODES);
    }
    if (mixture) {
      kinds.add(Kind.RESPONSIBILITIES);
    }
    if (model.density().isPresent()) {
      kinds.add(Kind.DENSITY);
    }
    return kinds;
  }

  /**
   * The features of each row as a task.
   *
   * @param model has all that is asked for
   * @param kinds at least one
   * @return gives the columns of codes ({@code z1}, …), of responsibilities ({@code p1}, …) and
   *     {@code logDensity}, as far as they are asked for
   * @throws IllegalArgumentException if the model lacks something, or nothing is asked for
   */
  public static RowTask task(FittedModel model, Set<Kind> kinds) {
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("kinds must be at least one, got none");
    }
    List<RowTask> parts = new ArrayList<>();
    if (kinds.contains(Kind.CODES)) {
      parts.add(Codes.task(model));
    }
    if (kinds.contains(Kind.RESPONSIBILITIES)) {
      parts.add(Clustering.probabilities(model));
    }
    if (kinds.contains(Kind.DENSITY)) {
      parts.add(Scoring.task(model));
    }
    List<String> columns = parts.stream().flatMap(part -> part.columns().stream()).toList();
    return new RowTask(NAME, model, columns, rows -> joined(parts, rows, columns.size()));
  }

  private static Matrix joined(List<RowTask> parts, Matrix rows, int width) {
    double[] values = new double[Math.multiplyExact(rows.rows(), width)];
    int begin = 0;
    for (RowTask part : parts) {
      Matrix answer = part.answer(rows);
      int columns = answer.columns();
      for (int i = 0; i < answer.rows(); i++) {
        System.arraycopy(answer.values(), i * columns, values, i * width + begin, columns);
      }
      begin += columns;
    }
    return Matrix.wrap(rows.rows(), width, values);
  }
}
