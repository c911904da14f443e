package org.latent4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Tensor;

class RandomWeightsTest {

  private static GraphNode only(Graph graph, GraphOperation operation) {
    List<GraphNode> found =
        graph.nodes().stream().filter(node -> node.operation() == operation).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /** Weights and biases change; places, shapes and scales of columns are no weights. */
  @Test
  void onlyWeightsAndBiasesAreDrawn() {
    GraphBuilder builder = new GraphBuilder();
    ConvolutionShape shape = new ConvolutionShape(4, 4, 1, 2, 3, 2);
    GraphValue x = builder.input("x", 20);
    GraphValue image = x.times(0.5).select(3, 2, 1, 0, 4, 5, 6, 7, 8, 9, 10, 11, -1, 13, 14, 15);
    GraphValue small = image.convolution(shape, Matrix.zeros(9, 2), new double[] {7, 8}).relu();
    GraphValue codes = small.affine(Matrix.zeros(small.width(), 500), new double[500]);
    Graph trained = builder.output("z", codes).build();

    Graph drawn = trained.withRandomWeights(new SeededRandom(1));

    assertThat(drawn.toString()).isEqualTo(trained.toString());
    for (GraphOperation kept : List.of(GraphOperation.CONSTANT, GraphOperation.SELECT)) {
      assertThat(only(drawn, kept)).isEqualTo(only(trained, kept));
    }
    List<Tensor> convolution = only(drawn, GraphOperation.CONVOLUTION).constants();
    assertThat(convolution.get(0).values()).doesNotContain(0);
    assertThat(convolution.get(1).values()).containsExactly(0, 0);
    assertThat(convolution.get(2).values())
        .containsExactly(only(trained, GraphOperation.CONVOLUTION).constants().get(2).values());
    double[] weights = only(drawn, GraphOperation.AFFINE).constants().get(0).values();
    double variance = Arrays.stream(weights).map(w -> w * w).average().orElseThrow();
    double wanted = 2.0 / small.width();
    assertThat(variance).isCloseTo(wanted, within(4 * wanted * Math.sqrt(2.0 / weights.length)));
  }
}
