package org.latent4j.graph;

import java.util.Arrays;
import java.util.List;
import org.latent4j.linalg.Tensor;

/** The arithmetic of convolutions on a block of rows: patches, then a product with the weights. */
final class Convolutions {

  private Convolutions() {}

  /** Sizes as a constant of a node; the filters are told by the weights. */
  static Tensor sizes(ConvolutionShape shape) {
    return Tensor.vector(
        shape.height(), shape.width(), shape.channels(), shape.kernel(), shape.stride());
  }

  private static ConvolutionShape shape(List<Tensor> constants, int filters) {
    double[] sizes = constants.get(2).values();
    return new ConvolutionShape(
        (int) sizes[0], (int) sizes[1], (int) sizes[2], filters, (int) sizes[3], (int) sizes[4]);
  }

  static void convolve(Operand x, List<Tensor> constants, Operand out, int rows) {
    ConvolutionShape shape = shape(constants, constants.get(0).size(1));
    int size = shape.patchSize();
    double[] patches = new double[shape.places() * size];
    Operand each = new Operand(patches, 0, size, size);
    for (int i = 0; i < rows; i++) {
      shape.gather(x.array(), x.start(i), patches, 0);
      int filters = shape.filters();
      Operand made = new Operand(out.array(), out.start(i), filters, filters);
      Kernels.affine(each, constants.subList(0, 2), made, shape.places());
    }
  }

  static void convolveTransposed(Operand x, List<Tensor> constants, Operand out, int rows) {
    ConvolutionShape shape = shape(constants, constants.get(0).size(0));
    int size = shape.patchSize();
    double[] patches = new double[shape.places() * size];
    Operand each = new Operand(patches, 0, size, size);
    double[] bias = constants.get(1).values();
    for (int i = 0; i < rows; i++) {
      int filters = shape.filters();
      Operand seen = new Operand(x.array(), x.start(i), filters, filters);
      Kernels.affine(seen, constants.subList(0, 1), each, shape.places());
      int start = out.start(i);
      for (int p = 0; p < out.width(); p += bias.length) {
        System.arraycopy(bias, 0, out.array(), start + p, bias.length);
      }
      shape.scatter(patches, 0, out.array(), start);
    }
  }

  static void select(Operand x, Tensor places, Operand out, int rows) {
    double[] from = places.values();
    int[] columns = Arrays.stream(from).mapToInt(p -> (int) p).toArray();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns.length; j++) {
        out.array()[out.start(i) + j] = columns[j] < 0 ? 0 : x.array()[x.start(i) + columns[j]];
      }
    }
  }
}
