package org.latent4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class GraphInterpreterTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void affineMultipliesAndAdds() {
    Matrix weights = Matrix.of(5, 2, 1.0, 10, 2, 20, 3, 30, 4, 40, 5, 50);
    Matrix x = Matrix.of(2, 5, 1.0, 1, 1, 1, 1, 1, 0, -1, 0, 2);
    assertThat(apply(x, v -> v.affine(weights))).isEqualTo(Matrix.of(2, 2, 15.0, 150, 8, 80));
    assertThat(apply(x, v -> v.affine(weights, new double[] {0.5, -1})))
        .isEqualTo(Matrix.of(2, 2, 15.5, 149, 8.5, 79));
  }

  @Test
  void affineAgreesWithTheProductOfMatrices() {
    SeededRandom random = new SeededRandom(1);
    for (int width = 1; width <= 9; width++) {
      Matrix x = gaussian(random, 11, width);
      Matrix weights = gaussian(random, width, 7);
      double[] expected = x.times(weights).values();
      assertThat(apply(x, v -> v.affine(weights)).values())
          .as("width %d", width)
          .containsExactly(expected, within(1e-13));
    }
  }

  @Test
  void arithmeticIsElementwise() {
    Matrix x = Matrix.of(2, 2, 1.0, 2, 3, -4);
    assertThat(apply(x, v -> v.plus(v.square()))).isEqualTo(Matrix.of(2, 2, 2.0, 6, 12, 12));
    assertThat(apply(x, v -> v.square().minus(v))).isEqualTo(Matrix.of(2, 2, 0.0, 2, 6, 20));
    assertThat(apply(x, v -> v.times(v.negate()))).isEqualTo(Matrix.of(2, 2, -1.0, -4, -9, -16));
    assertThat(apply(x, v -> v.square().dividedBy(v))).isEqualTo(x);
  }

  @Test
  void constantRowsMeetEveryRow() {
    Matrix x = Matrix.of(2, 2, 1.0, 2, 3, 4);
    assertThat(apply(x, v -> v.plus(10, 20))).isEqualTo(Matrix.of(2, 2, 11.0, 22, 13, 24));
    assertThat(apply(x, v -> v.minus(1, 2))).isEqualTo(Matrix.of(2, 2, 0.0, 0, 2, 2));
    assertThat(apply(x, v -> v.times(2, 3))).isEqualTo(Matrix.of(2, 2, 2.0, 6, 6, 12));
    assertThat(apply(x, v -> v.dividedBy(2, 4))).isEqualTo(Matrix.of(2, 2, 0.5, 0.5, 1.5, 1));
  }

  @Test
  void narrowValuesMeetEveryColumnFromBothSides() {
    Matrix x = Matrix.of(2, 2, 1.0, 2, 3, 5);
    assertThat(apply(x, v -> v.minus(v.sum()))).isEqualTo(Matrix.of(2, 2, -2.0, -1, -5, -3));
    assertThat(apply(x, v -> v.sum().minus(v))).isEqualTo(Matrix.of(2, 2, 2.0, 1, 5, 3));
    assertThat(apply(x, v -> v.times(3))).isEqualTo(Matrix.of(2, 2, 3.0, 6, 9, 15));
  }

  @Test
  void mapsAreTheFunctionsTheyAreNamedFor() {
    assertThat(map(1.5, GraphValue::negate)).isEqualTo(-1.5);
    assertThat(map(-1.5, GraphValue::square)).isEqualTo(2.25);
    assertThat(map(6.25, GraphValue::sqrt)).isEqualTo(2.5);
    assertThat(map(1, GraphValue::exp)).isEqualTo(Math.E);
    assertThat(map(Math.E, GraphValue::log)).isEqualTo(1);
    assertThat(map(-2, GraphValue::relu)).isZero();
    assertThat(map(2, GraphValue::relu)).isEqualTo(2);
    assertThat(map(Math.log(2), GraphValue::tanh)).isEqualTo(0.6, within(1e-15));
    assertThat(map(Math.log(3), GraphValue::sigmoid)).isEqualTo(0.75, within(1e-15));
    assertThat(map(-Math.log(3), GraphValue::sigmoid)).isEqualTo(0.25, within(1e-15));
    assertThat(map(0, GraphValue::softplus)).isEqualTo(Math.log(2), within(1e-15));
  }

  @Test
  void activationsDoNotOverflow() {
    assertThat(map(1000, GraphValue::sigmoid)).isEqualTo(1);
    assertThat(map(-700, GraphValue::sigmoid)).isEqualTo(Math.exp(-700), within(1e-315));
    assertThat(map(1000, GraphValue::softplus)).isEqualTo(1000);
    assertThat(map(-50, GraphValue::softplus)).isEqualTo(Math.exp(-50), within(1e-35));
  }

  @Test
  void reductionsTakeRowsTogether() {
    Matrix x = Matrix.of(2, 3, 1.0, -2, 3, 0, -5, -1);
    assertThat(apply(x, GraphValue::sum)).isEqualTo(Matrix.of(2, 1, 2.0, -6));
    assertThat(apply(x, GraphValue::squareSum)).isEqualTo(Matrix.of(2, 1, 14.0, 26));
    assertThat(apply(x, GraphValue::max)).isEqualTo(Matrix.of(2, 1, 3.0, 0));
  }

  @Test
  void logSumExpDoesNotOverflow() {
    double half = Math.log(0.5);
    Matrix x = Matrix.of(4, 2, half, half, 1000, 1000, -1000, -1000, -INFINITY, 3);
    double[] expected = {0, 1000 + Math.log(2), -1000 + Math.log(2), 3};
    assertThat(apply(x, GraphValue::logSumExp).values()).containsExactly(expected, within(1e-13));
  }

  @Test
  void logSumExpKeepsInfinities() {
    Matrix x = Matrix.of(2, 2, -INFINITY, -INFINITY, 1, INFINITY);
    assertThat(apply(x, GraphValue::logSumExp)).isEqualTo(Matrix.of(2, 1, -INFINITY, INFINITY));
  }

  @Test
  void softmaxDividesByItsSum() {
    Matrix x = Matrix.of(2, 2, 1000 + Math.log(3), 1000, -INFINITY, 0);
    assertThat(apply(x, GraphValue::softmax).values())
        .containsExactly(new double[] {0.75, 0.25, 0, 1}, within(1e-13));
  }

  @Test
  void nanSpreadsToItsRowOnly() {
    Matrix x = Matrix.of(2, 2, Double.NaN, 1, 2, 3);
    List<UnaryOperator<GraphValue>> functions =
        List.of(
            GraphValue::sum,
            GraphValue::squareSum,
            GraphValue::max,
            GraphValue::logSumExp,
            v -> v.softmax().sum(),
            v -> v.affine(Matrix.zeros(2, 1)));
    for (UnaryOperator<GraphValue> function : functions) {
      Matrix answer = apply(x, function);
      assertThat(answer.get(0, 0)).isNaN();
      assertThat(answer.get(1, 0)).isFinite();
    }
  }

  @Test
  void columnsAreTakenApartAndPutTogether() {
    Matrix x = Matrix.of(2, 3, 1.0, 2, 3, 4, 5, 6);
    assertThat(apply(x, v -> v.slice(1, 3))).isEqualTo(Matrix.of(2, 2, 2.0, 3, 5, 6));
    GraphBuilder builder = new GraphBuilder();
    GraphValue v = builder.input("x", 3);
    GraphValue swapped = builder.concat(v.slice(2, 3), builder.constant(9, 8), v.slice(0, 1));
    assertThat(run(builder.output("y", swapped).build(), x))
        .isEqualTo(Matrix.of(2, 4, 3.0, 9, 8, 1, 6, 9, 8, 4));
  }

  @Test
  void gatherTakesRowsOfATable() {
    Matrix table = Matrix.of(3, 2, 1.0, 2, 3, 4, 5, 6);
    Matrix x = Matrix.of(3, 1, 2, 0, Double.NaN);
    assertThat(apply(x, v -> v.gather(table)))
        .isEqualTo(Matrix.of(3, 2, 5.0, 6, 1, 2, Double.NaN, Double.NaN));
  }

  @Test
  void gatherRefusesAnIndexOutsideItsTable() {
    for (double index : new double[] {3, -1, 0.5, INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> apply(Matrix.of(1, 1, index), v -> v.gather(Matrix.zeros(3, 2))))
          .withMessage("the index of a gather must be a whole number from 0 to 2, got " + index);
    }
  }

  @Test
  void manyBlocksGiveTheBitsOfSingleRows() {
    SeededRandom random = new SeededRandom(2);
    Matrix x = gaussian(random, 3000, 6);
    Graph graph = mixture(random, 6, 5);
    Map<String, Matrix> all = GraphInterpreter.run(graph, Map.of("x", x));
    for (int i : new int[] {0, 1, 7, 511, 512, 1500, 2999}) {
      Map<String, Matrix> one = GraphInterpreter.run(graph, Map.of("x", x.rowRange(i, i + 1)));
      all.forEach((name, rows) -> assertThat(rows.rowRange(i, i + 1)).isEqualTo(one.get(name)));
    }
  }

  @Test
  void buffersThatAreUsedAgainDoNotDisturbLaterReaders() {
    SeededRandom random = new SeededRandom(3);
    Matrix x = gaussian(random, 50, 4);
    GraphBuilder builder = new GraphBuilder();
    GraphValue v = builder.input("x", 4);
    GraphValue early = v.exp();
    GraphValue chain = v;
    for (int i = 0; i < 20; i++) {
      chain = builder.concat(chain.slice(0, 1 + i % 4), v).slice(0, 4).plus(1);
    }
    Graph graph = builder.output("y", chain.plus(early).minus(chain)).output("e", early).build();
    Map<String, Matrix> answers = GraphInterpreter.run(graph, Map.of("x", x));
    double[] expected = Arrays.stream(x.values()).map(Math::exp).toArray();
    assertThat(answers.get("e").values()).containsExactly(expected);
    assertThat(answers.get("y").values()).containsExactly(expected, within(1e-12));
  }

  @Test
  void threadsShareAGraph() {
    SeededRandom random = new SeededRandom(4);
    Matrix x = gaussian(random, 500, 3);
    Graph graph = mixture(random, 3, 4);
    Map<String, Matrix> expected = GraphInterpreter.run(graph, Map.of("x", x));
    List<Map<String, Matrix>> answers =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> GraphInterpreter.run(graph, Map.of("x", x)))
            .toList();
    assertThat(answers).allMatch(expected::equals);
  }

  @Test
  void noRowsGiveNoRows() {
    assertThat(apply(Matrix.zeros(0, 3), GraphValue::squareSum)).isEqualTo(Matrix.zeros(0, 1));
  }

  @Test
  void inputsAndConstantsMayBeOutputs() {
    GraphBuilder builder = new GraphBuilder();
    Graph graph =
        builder.output("x", builder.input("x", 2)).output("c", builder.constant(7, 8)).build();
    Matrix x = Matrix.of(2, 2, 1.0, 2, 3, 4);
    Map<String, Matrix> answers = GraphInterpreter.run(graph, Map.of("x", x));
    assertThat(answers.get("x")).isEqualTo(x).isNotSameAs(x);
    assertThat(answers.get("c")).isEqualTo(Matrix.of(2, 2, 7.0, 8, 7, 8));
  }

  @Test
  void inputIsNotChanged() {
    Matrix x = gaussian(new SeededRandom(5), 40, 3);
    double[] before = x.toArray();
    apply(x, v -> v.plus(1).exp().softmax());
    assertThat(x.values()).containsExactly(before);
  }

  @Test
  void refusesInputsThatDoNotFit() {
    GraphBuilder builder = new GraphBuilder();
    GraphValue sum = builder.input("a", 2).plus(builder.input("b", 2));
    Graph graph = builder.output("y", sum).build();
    Matrix a = Matrix.zeros(3, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphInterpreter.run(graph, Map.of("a", a)))
        .withMessage("input 'b' of the graph is not given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphInterpreter.run(graph, Map.of("a", a, "b", Matrix.zeros(4, 2))))
        .withMessage("input 'b' of the graph must be 3 x 2, got 4 x 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphInterpreter.run(graph, Map.of("a", Matrix.zeros(3, 1), "b", a)))
        .withMessage("input 'a' of the graph must be 3 x 2, got 3 x 1");
  }

  @Test
  void refusesAGraphWithoutInputs() {
    GraphBuilder builder = new GraphBuilder();
    Graph graph = builder.output("y", builder.constant(1)).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphInterpreter.run(graph, Map.of()))
        .withMessage("a graph without inputs cannot be run: nothing tells the number of rows");
  }

  private static double map(double x, UnaryOperator<GraphValue> function) {
    return apply(Matrix.of(1, 1, x), function).get(0, 0);
  }

  private static Matrix apply(Matrix x, UnaryOperator<GraphValue> function) {
    GraphBuilder builder = new GraphBuilder();
    GraphValue y = function.apply(builder.input("x", x.columns()));
    return run(builder.output("y", y).build(), x);
  }

  private static Matrix run(Graph graph, Matrix x) {
    return GraphInterpreter.run(graph, Map.of("x", x)).get("y");
  }

  private static Graph mixture(SeededRandom random, int d, int k) {
    GraphBuilder builder = new GraphBuilder();
    GraphValue x = builder.input("x", d);
    List<GraphValue> terms = new ArrayList<>();
    for (int c = 0; c < k; c++) {
      double[] mean = gaussian(random, 1, d).values();
      Matrix factor = gaussian(random, d, d).plus(Matrix.identity(d).scaled(5));
      terms.add(x.minus(mean).affine(factor).squareSum().times(-0.5));
    }
    GraphValue joint = builder.concat(terms);
    return builder
        .output("logDensity", joint.logSumExp())
        .output("responsibilities", joint.softmax())
        .build();
  }

  private static Matrix gaussian(SeededRandom random, int rows, int columns) {
    double[] values = new double[rows * columns];
    random.fillGaussian(values);
    return Matrix.wrap(rows, columns, values);
  }
}
