package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphInterpreter;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Whether what LibTorch trains is what plain Java and graphs say afterwards, to 1e-5. */
final class Agreement {

  static final Matrix ROWS = rows(30, 5, 1);
  static final Matrix CODES = rows(30, 3, 2);

  private Agreement() {}

  static Matrix rows(int n, int d, long seed) {
    double[] values = new double[n * d];
    new SeededRandom(seed).fillGaussian(values);
    Arrays.setAll(values, i -> (float) values[i]);
    return Matrix.wrap(n, d, values);
  }

  static Tensor tensor(Matrix matrix) {
    float[] values = new float[matrix.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) matrix.values()[i];
    }
    return torch.from_blob(new FloatPointer(values), matrix.rows(), matrix.columns()).clone();
  }

  static void assertClose(Tensor actual, double[] expected) {
    float[] values = new float[expected.length];
    assertThat(actual.numel()).isEqualTo(expected.length);
    actual.contiguous().data_ptr_float().get(values);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i])
          .isEqualTo(expected[i], within(1e-5 * (1 + Math.abs(expected[i]))));
    }
  }

  static double[] run(
      Map<String, Matrix> inputs,
      BiFunction<GraphBuilder, Map<String, GraphValue>, GraphValue> steps) {
    GraphBuilder builder = new GraphBuilder();
    Map<String, GraphValue> values = new LinkedHashMap<>();
    inputs.forEach((name, rows) -> values.put(name, builder.input(name, rows.columns())));
    Graph graph = builder.output("answer", steps.apply(builder, values)).build();
    return GraphInterpreter.run(graph, inputs).get("answer").values();
  }
}
