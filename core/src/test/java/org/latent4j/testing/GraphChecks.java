package org.latent4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Encoding;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphInterpreter;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Decoder;
import org.latent4j.model.Density;
import org.latent4j.model.Described;
import org.latent4j.model.Encoder;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Model;

/**
 * Checks of a model's graphs against its direct answers, and of a model behind a scaling.
 *
 * @param <M> type of the family's models
 */
public interface GraphChecks<M extends Model> extends ContractSubject<M> {

  @Test
  default void graphsSayWhatTheModelSays() {
    assertGraphsAgree(fitBehind(Encoding.identity(model().featureCount())));
  }

  @Test
  default void graphsSayWhatTheModelSaysBehindAScaling() {
    assertGraphsAgree(fitBehind(scaling()));
  }

  @Test
  default void graphsExistForEachCapability() {
    Described described = described();
    assertThat(described.graph(GraphFunction.LOG_DENSITY).isPresent())
        .isEqualTo(model() instanceof Density);
    assertThat(described.graph(GraphFunction.RESPONSIBILITIES).isPresent())
        .isEqualTo(model() instanceof Clusterer);
    assertThat(described.graph(GraphFunction.ENCODE).isPresent())
        .isEqualTo(model() instanceof Encoder);
    assertThat(described.graph(GraphFunction.DECODE).isPresent())
        .isEqualTo(model() instanceof Decoder);
  }

  /** log p(x) = log p(y) − Σ log scale, with y = (x − offset) / scale. */
  @Test
  default void aScalingChangesTheVariable() {
    FittedModel fitted = fitBehind(scaling());
    double[] offsets = fitted.encoding().offsets();
    double[] scales = fitted.encoding().scales();
    double[][] y = rows().toRows();
    double logScales = 0;
    for (int j = 0; j < scales.length; j++) {
      logScales += Math.log(scales[j]);
      for (double[] row : y) {
        row[j] = (row[j] - offsets[j]) / scales[j];
      }
    }
    Map<String, Matrix> inner = Answers.ofRows(fitted.model(), Matrix.ofRows(y));
    Map<String, Matrix> outer = Answers.ofRows(fitted, rows());
    assertThat(outer.keySet()).isEqualTo(inner.keySet());
    for (Map.Entry<String, Matrix> answer : inner.entrySet()) {
      double[][] expected = answer.getValue().toRows();
      for (double[] row : expected) {
        for (int j = 0; j < row.length; j++) {
          if (answer.getKey().equals("logDensity")) {
            row[j] -= logScales;
          } else if (answer.getKey().equals("decode")) {
            row[j] = offsets[j] + scales[j] * row[j];
          }
        }
      }
      assertClose(outer.get(answer.getKey()), Matrix.ofRows(expected), answer.getKey());
    }
  }

  private void assertGraphsAgree(FittedModel fitted) {
    described();
    Map<String, Matrix> direct = Answers.ofRows(fitted, rows());
    Optional<Matrix> codes = fitted.encoder().map(e -> e.encode(rows()));
    for (GraphFunction function : GraphFunction.values()) {
      Optional<Graph> graph = fitted.graph(function);
      Optional<Matrix> input = function == GraphFunction.DECODE ? codes : Optional.of(rows());
      if (graph.isPresent() && input.isPresent()) {
        Matrix answer =
            GraphInterpreter.run(graph.get(), Map.of(function.input(), input.get()))
                .get(function.output());
        assertClose(answer, direct.get(answerOf(function)), function.name());
      }
    }
  }

  private static String answerOf(GraphFunction function) {
    return switch (function) {
      case LOG_DENSITY -> "logDensity";
      case RESPONSIBILITIES -> "responsibilities";
      case ENCODE -> "encode";
      case DECODE, RECONSTRUCT -> "decode";
    };
  }

  private Described described() {
    assumeTrue(model() instanceof Described, "the model does not describe itself");
    return (Described) model();
  }

  private static void assertClose(Matrix actual, Matrix expected, String what) {
    assertThat(actual.columns()).as(what).isEqualTo(expected.columns());
    assertThat(actual.rows()).as(what).isEqualTo(expected.rows());
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j < expected.columns(); j++) {
        double value = expected.get(i, j);
        assertThat(actual.get(i, j))
            .as("%s of row %d, column %d", what, i, j)
            .isEqualTo(value, within(1e-12 * (1 + Math.abs(value))));
      }
    }
  }
}
