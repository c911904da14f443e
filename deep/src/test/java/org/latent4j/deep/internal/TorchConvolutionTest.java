package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.graph.ConvolutionShape;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Outputs are linear in rows and in weights, so slopes are known from outputs in plain Java. */
class TorchConvolutionTest {

  @BeforeAll
  static void load() {
    LibTorch.require();
  }

  static Stream<ConvolutionLayer> layers() {
    return Stream.of(
            new ConvolutionShape(6, 6, 1, 4, 4, 2),
            new ConvolutionShape(6, 6, 4, 4, 3, 1),
            new ConvolutionShape(8, 8, 3, 32, 4, 2))
        .flatMap(
            shape ->
                Stream.of(ConvolutionLayer.Direction.values())
                    .map(direction -> layer(shape, direction)));
  }

  private static ConvolutionLayer layer(
      ConvolutionShape shape, ConvolutionLayer.Direction direction) {
    boolean down = direction == ConvolutionLayer.Direction.DOWN;
    int rows = down ? shape.patchSize() : shape.filters();
    int columns = down ? shape.filters() : shape.patchSize();
    double[] bias = new double[down ? shape.filters() : shape.channels()];
    return new ConvolutionLayer(shape, direction, new Weights(gaussian(rows, columns, 1), bias));
  }

  private static Matrix gaussian(int rows, int columns, long seed) {
    double[] values = new double[rows * columns];
    new SeededRandom(seed).fillGaussian(values);
    return Matrix.wrap(rows, columns, values);
  }

  private static Tensor tensor(Matrix matrix) {
    float[] values = new float[matrix.rows() * matrix.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) matrix.values()[i];
    }
    Tensor tensor = torch.tensor(values).view(matrix.rows(), matrix.columns()).detach();
    tensor.set_requires_grad(true);
    return tensor;
  }

  private static double dot(Matrix a, Matrix b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      sum += a.values()[i] * b.values()[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("layers")
  @SuppressWarnings("try") // a scope is there to be closed
  void slopesAreThoseOfThePlainLayer(ConvolutionLayer layer) {
    TorchConvolution.verify(layer);
    Matrix rows = gaussian(18, layer.inputs(), 2);
    Matrix direction = gaussian(18, layer.outputs(), 3);
    try (PointerScope scope = new PointerScope()) {
      Tensor x = tensor(rows);
      Tensor w = tensor(layer.weights().matrix());
      Tensor bias = torch.zeros(layer.weights().bias().length);
      Tensor output = TorchConvolution.apply(layer, x, w, bias);
      TensorVector slopes =
          torch.grad(new TensorVector(output.mul(tensor(direction)).sum()), new TensorVector(x, w));
      for (int probe = 0; probe < 5; probe++) {
        Matrix dx = gaussian(18, layer.inputs(), 10 + probe);
        assertClose(slopes.get(0), dx, dot(direction, layer.apply(dx)));
        Matrix shape = layer.weights().matrix();
        Matrix dw = gaussian(shape.rows(), shape.columns(), 20 + probe);
        ConvolutionLayer other = layer.map("", (name, old) -> new Weights(dw, old.bias()));
        assertClose(slopes.get(1), dw, dot(direction, other.apply(rows)));
      }
    }
  }

  private static void assertClose(Tensor slope, Matrix step, double expected) {
    float[] values = new float[(int) slope.numel()];
    slope.contiguous().data_ptr_float().get(values);
    double sum = 0;
    double size = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * step.values()[i];
      size += Math.abs(values[i] * step.values()[i]);
    }
    assertThat(Math.abs(sum - expected)).isLessThan(1e-5 * size);
  }
}
