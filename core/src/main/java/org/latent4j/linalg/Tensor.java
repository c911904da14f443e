package org.latent4j.linalg;

import java.util.Arrays;
import java.util.Locale;

/**
 * Numbers in a rectangular block of any rank, row-major. Values are held as doubles; {@link
 * #type()} says how they are stored in a file. Immutable by convention.
 */
public final class Tensor {

  /** How values are stored in a file. */
  public enum Type {
    /** 64-bit floating point. */
    F64(8),
    /** 32-bit floating point. */
    F32(4),
    /** 64-bit whole number. */
    I64(8),
    /** 32-bit whole number. */
    I32(4),
    /** Unsigned byte. */
    U8(1);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /**
     * Size of one value.
     *
     * @return bytes
     */
    public int bytes() {
      return bytes;
    }
  }

  private final Type type;
  private final int[] shape;
  private final double[] values;

  private Tensor(Type type, int[] shape, double[] values) {
    this.type = type;
    this.shape = shape;
    this.values = values;
  }

  /**
   * A tensor over an array, which is kept.
   *
   * @param type how it is stored; the values must be representable in it
   * @param values as many as the product of the shape
   * @param shape sizes, each at least 0; none for a single number
   * @return the tensor
   * @throws IllegalArgumentException if shape and number of values disagree
   */
  public static Tensor of(Type type, double[] values, int... shape) {
    long size = 1;
    for (int length : shape) {
      size = length < 0 ? -1 : Math.multiplyExact(size, length);
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor of shape %s must have %d values, got %d",
              Arrays.toString(shape),
              size,
              values.length));
    }
    return new Tensor(type, shape.clone(), values);
  }

  /**
   * A 64-bit tensor of rank 1.
   *
   * @param values kept, not copied
   * @return the tensor
   */
  public static Tensor vector(double... values) {
    return of(Type.F64, values, values.length);
  }

  /**
   * A 64-bit tensor of rank 2.
   *
   * @param matrix kept, not copied
   * @return the tensor
   */
  public static Tensor of(Matrix matrix) {
    return of(Type.F64, matrix.values(), matrix.rows(), matrix.columns());
  }

  /**
   * How values are stored in a file.
   *
   * @return the type
   */
  public Type type() {
    return type;
  }

  /**
   * Number of dimensions.
   *
   * @return the rank, 0 for a single number
   */
  public int rank() {
    return shape.length;
  }

  /**
   * Size along one dimension.
   *
   * @param dimension from 0
   * @return its size
   */
  public int size(int dimension) {
    return shape[dimension];
  }

  /**
   * Sizes along all dimensions.
   *
   * @return a copy
   */
  public int[] shape() {
    return shape.clone();
  }

  /**
   * The sizes as text.
   *
   * @return such as {@code [3, 4]}
   */
  public String shapeText() {
    return Arrays.toString(shape);
  }

  /**
   * The values, row-major.
   *
   * @return the live array, not to be changed
   */
  public double[] values() {
    return values;
  }
}
