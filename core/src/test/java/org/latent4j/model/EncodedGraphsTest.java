package org.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphInterpreter;
import org.latent4j.linalg.Matrix;
import org.latent4j.testing.DiagonalGaussian;

/** With y = (x − 10) / 4 in front of N(y; 1, 0.5²): x has mean 14 and deviation 2. */
class EncodedGraphsTest {

  private static final Encoding ENCODING = Encoding.affine(new double[] {10}, new double[] {4});
  private static final DiagonalGaussian MODEL =
      new DiagonalGaussian(new double[] {1}, new double[] {0.5});

  @Test
  void logDensityHasTheJacobian() {
    double expected = -0.5 * (1 + Math.log(2 * Math.PI)) - Math.log(2);
    assertThat(run(GraphFunction.LOG_DENSITY, 16)).isEqualTo(expected, within(1e-15));
  }

  @Test
  void encodeTakesRowsInTheUsersUnits() {
    assertThat(run(GraphFunction.ENCODE, 17)).isEqualTo(1.5);
  }

  @Test
  void decodeGivesRowsInTheUsersUnits() {
    assertThat(run(GraphFunction.DECODE, 1.5)).isEqualTo(17);
  }

  @Test
  void responsibilitiesTakeRowsInTheUsersUnits() {
    double x = 14 + 2 * Math.log(3);
    assertThat(run(GraphFunction.RESPONSIBILITIES, x)).isEqualTo(0.25, within(1e-15));
  }

  @Test
  void reconstructJoinsEncodeAndDecode() {
    assertThat(run(GraphFunction.RECONSTRUCT, 17)).isEqualTo(17);
  }

  @Test
  void reconstructOfAModelWithoutEncoderIsNothing() {
    Model decoder =
        new Blank(
            function ->
                function == GraphFunction.DECODE ? MODEL.graph(function) : Optional.empty());
    assertThat(fitted(decoder, ENCODING).graph(GraphFunction.RECONSTRUCT)).isEmpty();
  }

  @Test
  void identityAddsNoStep() {
    Graph graph = fitted(MODEL, Encoding.identity(1)).graph(GraphFunction.ENCODE).orElseThrow();
    assertThat(graph).hasToString(MODEL.graph(GraphFunction.ENCODE).orElseThrow().toString());
  }

  @Test
  void aModelThatDoesNotDescribeItselfHasNoGraph() {
    Model silent =
        new Model() {
          @Override
          public int featureCount() {
            return 1;
          }

          @Override
          public long parameterCount() {
            return 1;
          }
        };
    assertThat(fitted(silent, ENCODING).graph(GraphFunction.ENCODE)).isEmpty();
  }

  @Test
  void aGraphWithoutTheAnswerIsRefused() {
    GraphBuilder builder = new GraphBuilder();
    Graph misnamed = builder.output("code", builder.input("x", 1)).build();
    FittedModel fitted = fitted(new Blank(function -> Optional.of(misnamed)), ENCODING);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fitted.graph(GraphFunction.ENCODE))
        .withMessage("the graph of ENCODE must have an output 'z', it has code");
  }

  private static double run(GraphFunction function, double input) {
    Graph graph = fitted(MODEL, ENCODING).graph(function).orElseThrow();
    Map<String, Matrix> inputs = Map.of(function.input(), Matrix.of(1, 1, input));
    return GraphInterpreter.run(graph, inputs).get(function.output()).get(0, 0);
  }

  private static FittedModel fitted(Model model, Encoding encoding) {
    return new FittedModel(
        "diagonal",
        model,
        Schema.numeric(1),
        encoding,
        FitReport.closedForm(0, 1, List.of()),
        new FittedModel.Provenance(Map.of(), 0, "", ""),
        ReferenceRows.NONE);
  }

  /** Describes itself in a given way and can do nothing else. */
  private record Blank(Described description) implements Model, Described {
    @Override
    public int featureCount() {
      return 1;
    }

    @Override
    public long parameterCount() {
      return 1;
    }

    @Override
    public Optional<Graph> graph(GraphFunction function) {
      return description.graph(function);
    }
  }
}
