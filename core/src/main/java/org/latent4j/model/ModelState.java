package org.latent4j.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;

/**
 * A model as data: named tensors and short texts. Immutable.
 *
 * @param tensors numbers by name, in the order they are written
 * @param attributes texts by name
 */
public record ModelState(Map<String, Tensor> tensors, Map<String, String> attributes) {

  /** Copies the maps, in order. */
  public ModelState {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /**
   * A text.
   *
   * @param name its name
   * @return its value
   * @throws ModelFormatException if it is missing
   */
  public String attribute(String name) {
    String value = attributes.get(name);
    if (value == null) {
      throw new ModelFormatException("the model lacks its '" + name + "'; the file is damaged");
    }
    return value;
  }

  /**
   * A tensor of a known shape, all values finite.
   *
   * @param name its name
   * @param shape expected; −1 where any size at least 1 will do
   * @return the tensor
   * @throws ModelFormatException if it is missing, of another shape, or holds a value that is not
   *     finite
   */
  public Tensor tensor(String name, int... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new ModelFormatException("the model lacks its '" + name + "'; the file is damaged");
    }
    boolean fits = tensor.rank() == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] < 0 ? tensor.size(i) >= 1 : tensor.size(i) == shape[i];
    }
    if (!fits) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "'%s' must have shape %s (-1: any), got %s; the file is damaged",
              name,
              java.util.Arrays.toString(shape),
              tensor.shapeText()));
    }
    for (double value : tensor.values()) {
      if (!Double.isFinite(value)) {
        throw new ModelFormatException(
            "'" + name + "' holds " + value + ", but must be finite; the file is damaged");
      }
    }
    return tensor;
  }

  /**
   * A tensor of rank 2 as a matrix.
   *
   * @param name its name
   * @param rows expected, −1 for any
   * @param columns expected, −1 for any
   * @return the matrix
   * @throws ModelFormatException as {@link #tensor}
   */
  public Matrix matrix(String name, int rows, int columns) {
    Tensor tensor = tensor(name, rows, columns);
    return Matrix.wrap(tensor.size(0), tensor.size(1), tensor.values());
  }

  /**
   * A tensor of rank 1 as an array.
   *
   * @param name its name
   * @param length expected, −1 for any
   * @return the values, a copy
   * @throws ModelFormatException as {@link #tensor}
   */
  public double[] vector(String name, int length) {
    return tensor(name, length).values().clone();
  }
}
