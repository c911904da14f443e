package org.latent4j.deep.internal;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.graph.ConvolutionShape;
import org.latent4j.linalg.Matrix;

/**
 * Convolutions by LibTorch. Images are stored channels last, as rows are, so that nothing is
 * copied.
 *
 * <p>LibTorch leaves convolutions in single precision to oneDNN, whose slopes are wrong on some
 * processors, seen with LibTorch 2.10 on an AMD processor with AVX-512 for 4 filters. Hence each
 * layer is first held against the same in double precision, which is not oneDNN's.
 */
final class TorchConvolution {

  private static final int ROWS = 16;
  private static final double FREQUENCY = 0.7;

  /** Beyond what rounding explains, and far below what was seen, which was as large as slopes. */
  private static final double TOLERANCE = 1e-3;

  private TorchConvolution() {}

  /** Rows of outputs; belongs to the scope of the caller. */
  static Tensor apply(ConvolutionLayer layer, Tensor rows, Tensor weights, Tensor bias) {
    Tensor made =
        layer.direction() == ConvolutionLayer.Direction.DOWN
            ? down(layer.shape(), rows, weights, bias)
            : up(layer.shape(), rows, weights, bias);
    return made.permute(0, 2, 3, 1).reshape(rows.size(0), layer.outputs());
  }

  private static Tensor down(ConvolutionShape shape, Tensor rows, Tensor weights, Tensor bias) {
    long k = shape.kernel();
    return torch.conv2d(
        image(rows, shape.height(), shape.width(), shape.channels()),
        weights.view(k, k, shape.channels(), shape.filters()).permute(3, 2, 0, 1).contiguous(),
        new TensorOptional(bias),
        both(shape.stride()),
        both(shape.padding()),
        both(1),
        1);
  }

  private static Tensor up(ConvolutionShape shape, Tensor rows, Tensor weights, Tensor bias) {
    long k = shape.kernel();
    long[] rest = {
      rest(shape, shape.height(), shape.smallHeight()),
      rest(shape, shape.width(), shape.smallWidth())
    };
    return torch.conv_transpose2d(
        image(rows, shape.smallHeight(), shape.smallWidth(), shape.filters()),
        weights.view(shape.filters(), k, k, shape.channels()).permute(0, 3, 1, 2).contiguous(),
        new TensorOptional(bias),
        both(shape.stride()),
        both(shape.padding()),
        rest,
        1,
        both(1));
  }

  private static long[] both(long number) {
    return new long[] {number, number};
  }

  private static Tensor image(Tensor rows, long height, long width, long channels) {
    return rows.view(rows.size(0), height, width, channels).permute(0, 3, 1, 2);
  }

  /** Pixels at the end of a side that no patch reaches. */
  private static long rest(ConvolutionShape shape, int large, int small) {
    return large - ((small - 1L) * shape.stride() - 2L * shape.padding() + shape.kernel());
  }

  /**
   * Whether a layer of that shape and its slopes are the same in single as in double precision. If
   * not, LibTorch is told not to use oneDNN from here on.
   */
  @SuppressWarnings("try") // a scope is there to be closed
  static boolean verify(ConvolutionLayer layer) {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> exact = outputAndSlopes(layer, torch.ScalarType.Double);
      List<Tensor> fast = outputAndSlopes(layer, torch.ScalarType.Float);
      for (int i = 0; i < exact.size(); i++) {
        double error = exact.get(i).sub(fast.get(i)).abs().max().item_double();
        if (!(error <= TOLERANCE * exact.get(i).abs().max().item_double())) {
          torch.globalContext().setUserEnabledMkldnn(false);
          return false;
        }
      }
      return true;
    }
  }

  /** Of numbers that are made up: outputs, slopes by rows, by weights. */
  private static List<Tensor> outputAndSlopes(ConvolutionLayer layer, torch.ScalarType type) {
    Tensor rows = numbers(type, ROWS, layer.inputs());
    Matrix shape = layer.weights().matrix();
    Tensor weights = numbers(type, shape.rows(), shape.columns());
    int added = layer.weights().bias().length;
    Tensor bias = numbers(type, 1, added).view(added);
    Tensor output = apply(layer, rows, weights, bias);
    Tensor sum = output.mul(numbers(type, ROWS, layer.outputs())).sum();
    TensorVector slopes = torch.grad(new TensorVector(sum), new TensorVector(rows, weights));
    return List.of(output, slopes.get(0), slopes.get(1));
  }

  /** The same in both precisions. */
  private static Tensor numbers(torch.ScalarType type, long rows, long columns) {
    Tensor numbers =
        torch
            .arange(new Scalar(rows * columns))
            .to(torch.ScalarType.Double)
            .add(new Scalar(columns))
            .mul(new Scalar(FREQUENCY))
            .sin()
            .to(torch.ScalarType.Float)
            .to(type)
            .view(rows, columns)
            .detach();
    numbers.set_requires_grad(true);
    return numbers;
  }
}
