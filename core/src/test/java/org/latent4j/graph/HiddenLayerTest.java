package org.latent4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;

class HiddenLayerTest {

  private static final Matrix ROWS = Matrix.of(2, 2, 3, 6, -1, 0);

  /** (3, 6) becomes (1, 2), which gives (1, 1, 4) + b; (−1, 0) becomes (−1, −1). */
  private static final Matrix BY_HAND = Matrix.of(2, 3, 1, 2, 1, 0, 1, 0);

  private static Matrix hidden(GraphBuilder builder, GraphValue z, Matrix rows) {
    Graph layer = builder.output("z", z).build().hiddenLayer("z", "h").orElseThrow();
    assertThat(layer.outputs()).containsOnlyKeys("h");
    return GraphInterpreter.run(layer, Map.of("x", rows)).get("h");
  }

  /** relu(((x − (1, 2)) / 2)·W + b) with W = (1 −1 0; 0 1 2) and b = (0, 1, −3). */
  private static GraphValue layer(GraphValue x) {
    return x.minus(1, 2)
        .dividedBy(2)
        .affine(Matrix.of(2, 3, 1, -1, 0, 0, 1, 2), new double[] {0, 1, -3})
        .relu();
  }

  /** Mean and logarithm of the variance come from one product, of which the mean is cut out. */
  @Test
  void itFeedsTheWeightsOfTheOutput() {
    GraphBuilder builder = new GraphBuilder();
    GraphValue z = layer(builder.input("x", 2)).affine(Matrix.zeros(3, 4)).slice(0, 2).times(3);
    assertThat(hidden(builder, z, ROWS)).isEqualTo(BY_HAND);
  }

  @Test
  void productsWithoutAnActivationBetweenAreOne() {
    GraphBuilder builder = new GraphBuilder();
    GraphValue z =
        layer(builder.input("x", 2)).affine(Matrix.zeros(3, 5)).affine(Matrix.zeros(5, 1));
    assertThat(hidden(builder, z, ROWS)).isEqualTo(BY_HAND);
  }

  @Test
  void whatBendsTheOutputItselfIsNoLayer() {
    GraphBuilder builder = new GraphBuilder();
    GraphValue z =
        layer(builder.input("x", 2)).affine(Matrix.zeros(3, 2)).tanh().keepGreatest(1, 2);
    assertThat(hidden(builder, z, ROWS)).isEqualTo(BY_HAND);
    GraphBuilder single = new GraphBuilder();
    GraphValue bent = single.input("x", 2).affine(Matrix.zeros(2, 2)).relu();
    assertThat(single.output("z", bent).build().hiddenLayer("z", "h")).isEmpty();
  }

  /** A residual block: what is added to its input counts. */
  @Test
  void sumsOfLayersAreKeptWhole() {
    GraphBuilder builder = new GraphBuilder();
    GraphValue h = layer(builder.input("x", 2));
    GraphValue sum = h.plus(h.affine(Matrix.identity(3), new double[] {0, 0, 1}));
    assertThat(hidden(builder, sum.affine(Matrix.zeros(3, 1)), ROWS))
        .isEqualTo(Matrix.of(2, 3, 2, 4, 3, 0, 2, 1));
  }

  /**
   * A filter of 2 x 2 ones at each pixel in steps of 2, less 10: 1 + 2 + 5 + 6 and 3 + 4 + 7 + 8.
   */
  @Test
  void imagesAreFlattened() {
    GraphBuilder builder = new GraphBuilder();
    ConvolutionShape shape = new ConvolutionShape(2, 4, 1, 1, 2, 2);
    GraphValue small =
        builder
            .input("x", 8)
            .convolution(shape, Matrix.of(4, 1, 1, 1, 1, 1), new double[] {-10})
            .relu();
    Matrix image = Matrix.of(1, 8, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(hidden(builder, small.affine(Matrix.zeros(2, 1)), image))
        .isEqualTo(Matrix.of(1, 2, 4, 12));
  }

  @Test
  void linearFunctionsAndColumnsOfSeveralOriginsHaveNone() {
    GraphBuilder linear = new GraphBuilder();
    GraphValue z = linear.input("x", 2).minus(1, 2).affine(Matrix.zeros(2, 2));
    assertThat(linear.output("z", z).build().hiddenLayer("z", "h")).isEmpty();

    GraphBuilder flow = new GraphBuilder();
    GraphValue x = flow.input("x", 2);
    GraphValue moved = x.slice(0, 1).plus(layer(x).affine(Matrix.zeros(3, 1)));
    Graph coupling = flow.output("z", flow.concat(moved, x.slice(1, 2))).build();
    assertThat(coupling.hiddenLayer("z", "h")).isEmpty();
  }

  @Test
  void outputsMustBeThere() {
    GraphBuilder builder = new GraphBuilder();
    Graph graph = builder.output("z", builder.input("x", 1)).build();
    assertThatThrownBy(() -> graph.hiddenLayer("y", "h"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the graph has no output 'y'; it has z");
  }
}
