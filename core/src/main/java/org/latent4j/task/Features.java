package org.latent4j.task;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphInterpreter;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LatentSpace;

/**
 * What a model knows of each row as numbers for another program, such as a classifier: its code,
 * the probabilities of its components, its log density, and what its network made of it before the
 * code. A model gives those that it has.
 */
public final class Features {

  private static final String NAME = "features";
  private static final String HIDDEN_OUTPUT = "h";

  private Features() {}

  /** What is told of a row. */
  public enum Kind {
    /** E[z|x]. */
    CODES,
    /** p(component|x). */
    RESPONSIBILITIES,
    /** log p(x). */
    DENSITY,
    /** The last hidden layer of the network that codes come from. */
    HIDDEN
  }

  /**
   * What a model has to say. The codes of a mixture are its responsibilities, and are named once,
   * as these. A hidden layer, hundreds of numbers on the way to the codes, is not among them.
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
   * @return gives the columns of codes ({@code z1}, …), of responsibilities ({@code p1}, …), {@code
   *     logDensity}, and of the hidden layer ({@code h1}, …), as far as they are asked for
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
    if (kinds.contains(Kind.HIDDEN)) {
      parts.add(hidden(model).orElseThrow(() -> lacksHiddenLayer(model)));
    }
    List<String> columns = parts.stream().flatMap(part -> part.columns().stream()).toList();
    return new RowTask(NAME, model, columns, rows -> joined(parts, rows, columns.size()));
  }

  /**
   * The last hidden layer of the network that codes come from, for each row.
   *
   * @param model any model
   * @return gives columns {@code h1}, {@code h2}, …, after the activation, images flattened;
   *     nothing for a model whose codes come from no network, or from one without a hidden layer
   */
  public static Optional<RowTask> hidden(FittedModel model) {
    return model
        .graph(GraphFunction.ENCODE)
        .flatMap(graph -> graph.hiddenLayer(GraphFunction.ENCODE.output(), HIDDEN_OUTPUT))
        .map(layer -> new RowTask(NAME, model.schema(), columns(layer), rows -> run(layer, rows)));
  }

  private static List<String> columns(Graph layer) {
    return IntStream.rangeClosed(1, layer.outputWidth(HIDDEN_OUTPUT))
        .mapToObj(j -> HIDDEN_OUTPUT + j)
        .toList();
  }

  private static Matrix run(Graph layer, Matrix rows) {
    Map<String, Matrix> inputs = Map.of(GraphFunction.ENCODE.input(), rows);
    return GraphInterpreter.run(layer, inputs).values().iterator().next();
  }

  private static IllegalArgumentException lacksHiddenLayer(FittedModel model) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "the %s model has no hidden layer; %s of one need codes that come from a network",
            model.family(),
            NAME));
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
