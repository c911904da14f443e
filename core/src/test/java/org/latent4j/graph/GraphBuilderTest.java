package org.latent4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;

class GraphBuilderTest {

  private final GraphBuilder builder = new GraphBuilder();

  @Test
  void infersWidths() {
    GraphValue x = builder.input("x", 3);
    assertThat(x.affine(Matrix.zeros(3, 5)).width()).isEqualTo(5);
    assertThat(x.plus(1).width()).isEqualTo(3);
    assertThat(x.sum().times(x).width()).isEqualTo(3);
    assertThat(x.squareSum().width()).isEqualTo(1);
    assertThat(x.slice(1, 3).width()).isEqualTo(2);
    assertThat(builder.concat(x, x.max()).width()).isEqualTo(4);
    assertThat(x.max().gather(Matrix.zeros(2, 7)).width()).isEqualTo(7);
  }

  @Test
  void refusesWidthsThatDoNotFit() {
    GraphValue x = builder.input("x", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x.minus(1, 2))
        .withMessage("subtract must have equal widths, or width 1 on one side, got 3 and 2");
  }

  @Test
  void refusesWeightsOfAnotherWidth() {
    GraphValue x = builder.input("x", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x.affine(Matrix.zeros(4, 2)))
        .withMessage(
            "affine weights must have 3 rows (the width of the value) and at least 1 column,"
                + " got 4 x 2");
  }

  @Test
  void refusesBiasOfAnotherLength() {
    GraphValue x = builder.input("x", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x.affine(Matrix.zeros(3, 2), new double[3]))
        .withMessage("affine bias must have 2 numbers (columns of the weights), got 3");
  }

  @Test
  void refusesSliceOutside() {
    GraphValue x = builder.input("x", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x.slice(2, 4))
        .withMessage("slice must take at least 1 of 3 columns, got 2 (inclusive) to 4 (exclusive)");
  }

  @Test
  void refusesWideIndex() {
    GraphValue x = builder.input("x", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x.gather(Matrix.zeros(2, 2)))
        .withMessage("the index of a gather must have width 1, got 3");
  }

  @Test
  void refusesEmptyTable() {
    GraphValue x = builder.input("x", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x.gather(Matrix.zeros(0, 2)))
        .withMessage("the table of a gather must not be empty, got 0 x 2");
  }

  @Test
  void refusesInputsThatCannotBe() {
    builder.input("x", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.input("x", 2))
        .withMessage("the graph has an input 'x' already");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.input("", 2))
        .withMessage("the name of an input must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.input("y", 0))
        .withMessage("width of input 'y' must be at least 1, got 0");
  }

  @Test
  void refusesOutputsThatCannotBe() {
    GraphValue x = builder.input("x", 3);
    builder.output("y", x);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.output("y", x))
        .withMessage("the graph has an output 'y' already");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.output("", x))
        .withMessage("the name of an output must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphBuilder().build())
        .withMessage("a graph must have at least 1 output, got none");
  }

  @Test
  void refusesValuesOfAnotherBuilder() {
    GraphValue foreign = new GraphBuilder().input("x", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.input("x", 3).plus(foreign))
        .withMessage("a value must belong to the builder that uses it");
  }

  @Test
  void refusesEmptyConstantsAndConcats() {
    assertThatIllegalArgumentException()
        .isThrownBy(builder::constant)
        .withMessage("a constant row must have at least 1 number, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(builder::concat)
        .withMessage("concat needs at least 1 value, got none");
  }

  @Test
  void leavesOutStepsThatNoOutputNeeds() {
    GraphValue x = builder.input("x", 3);
    x.exp();
    GraphValue square = x.square();
    x.log();
    Graph graph = builder.output("y", square.sum()).build();
    assertThat(graph)
        .hasToString("%0 = INPUT 'x' : 3\n%1 = SQUARE(%0) : 3\n%2 = SUM(%1) : 1\ny = %2\n");
  }

  @Test
  void keepsInputsThatNoOutputNeeds() {
    builder.input("unused", 2);
    Graph graph = builder.output("y", builder.input("x", 1).negate()).build();
    assertThat(graph.inputs()).containsOnlyKeys("unused", "x");
    assertThat(graph.inputWidth("unused")).isEqualTo(2);
    assertThat(graph.outputWidth("y")).isEqualTo(1);
  }

  @Test
  void namesTheInputsThereAre() {
    Graph graph = builder.output("y", builder.input("x", 1)).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.inputWidth("z"))
        .withMessage("the graph has no input 'z'; it has x");
  }

  @Test
  void appendsAnotherGraph() {
    GraphValue x = builder.input("x", 2);
    GraphValue y = builder.append(squareSum(), Map.of("v", x.plus(1))).get("s");
    Graph graph = builder.output("y", y.negate()).build();
    Matrix answer = GraphInterpreter.run(graph, Map.of("x", Matrix.of(1, 2, 1.0, 2.0))).get("y");
    assertThat(answer).isEqualTo(Matrix.of(1, 1, -13.0));
  }

  @Test
  void refusesArgumentsThatDoNotFit() {
    GraphValue x = builder.input("x", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.append(squareSum(), Map.of("v", x)))
        .withMessage("input 'v' must have width 2, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.append(squareSum(), Map.of("w", x)))
        .withMessage("input 'v' of the graph is not given");
  }

  @Test
  void copiesConstants() {
    double[] row = {1, 2};
    GraphValue sum = builder.input("x", 2).plus(row);
    row[0] = 100;
    Graph graph = builder.output("y", sum).build();
    assertThat(GraphInterpreter.run(graph, Map.of("x", Matrix.zeros(1, 2))).get("y"))
        .isEqualTo(Matrix.of(1, 2, 1.0, 2.0));
  }

  private static Graph squareSum() {
    GraphBuilder inner = new GraphBuilder();
    return inner.output("s", inner.input("v", 2).squareSum()).build();
  }
}
