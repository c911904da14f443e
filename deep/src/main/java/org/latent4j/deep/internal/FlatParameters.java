package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * The parameters of a network side by side in one array off the heap, so that an optimiser, an
 * average or a checkpoint is one loop. Each parameter is a window of the array. Owns native memory
 * outside any scope until it is closed; for one thread.
 */
final class FlatParameters implements AutoCloseable {

  /** A window: where it starts, and its shape. */
  private record Window(int from, int rows, int columns) {
    int size() {
      return rows * columns;
    }
  }

  private final Map<String, Window> windows = new LinkedHashMap<>();
  private final List<float[]> starts = new ArrayList<>();
  private int total;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private Optional<FloatPointer> memory = Optional.empty();

  /** Adds a parameter whose entries start as a function of their place. */
  void add(String name, int rows, int columns, IntToDoubleFunction start) {
    float[] values = new float[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) start.applyAsDouble(i);
    }
    windows.put(name, new Window(total, rows, columns));
    starts.add(values);
    total = Math.addExact(total, values.length);
  }

  /**
   * Adds a dense layer: weights uniform within ±√(6/(inputs + outputs)) (Glorot and Bengio 2010,
   * equation 16), nothing added.
   */
  void addLayer(String name, int inputs, int outputs, SeededRandom random) {
    double limit = Math.sqrt(6.0 / (inputs + outputs));
    add(name + ".weights", inputs, outputs, i -> limit * (2 * random.nextDouble() - 1));
    add(name + ".bias", 1, outputs, i -> 0);
  }

  /** Takes the memory; no parameter can be added after. */
  void allocate() {
    FloatPointer values = new FloatPointer(total);
    int from = 0;
    for (float[] start : starts) {
      values.position(from).put(start);
      from += start.length;
    }
    values.position(0);
    starts.clear();
    memory = Optional.of(values);
    windows.forEach(
        (name, window) -> {
          long[] shape =
              window.rows() == 1
                  ? new long[] {window.columns()}
                  : new long[] {window.rows(), window.columns()};
          Tensor tensor = torch.from_blob(at(values, window), shape);
          tensor.set_requires_grad(true);
          tensors.put(name, tensor);
        });
  }

  private static FloatPointer at(FloatPointer all, Window window) {
    return all.getPointer(window.from());
  }

  private FloatPointer memory() {
    return memory.orElseThrow(() -> new IllegalStateException("parameters are not allocated"));
  }

  int size() {
    return total;
  }

  Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("there is no parameter '" + name + "'");
    }
    return tensor;
  }

  float[] values() {
    float[] values = new float[size()];
    memory().position(0).get(values);
    return values;
  }

  void set(float[] values) {
    memory().position(0).put(values);
  }

  /**
   * Copies the gradients of all and forgets them, so that the next are not added to them; belongs
   * to a scope of the caller.
   */
  void takeGradients(float[] target) {
    windows.forEach(
        (name, window) -> {
          Tensor gradient = get(name).mutable_grad();
          if (gradient.defined()) {
            gradient.contiguous().data_ptr_float().get(target, window.from(), window.size());
            gradient.reset();
          } else {
            Arrays.fill(target, window.from(), window.from() + window.size(), 0);
          }
        });
  }

  /** One parameter out of values of all. */
  Matrix matrix(String name, float[] all) {
    Window window = window(name);
    double[] values = new double[window.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all[window.from() + i];
    }
    return Matrix.wrap(window.rows(), window.columns(), values);
  }

  /** Writes one parameter into values of all. */
  void put(String name, double[] values, float[] all) {
    Window window = window(name);
    if (values.length != window.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' must have %d numbers, got %d",
              name,
              window.size(),
              values.length));
    }
    for (int i = 0; i < values.length; i++) {
      all[window.from() + i] = (float) values[i];
    }
  }

  private Window window(String name) {
    Window window = windows.get(name);
    if (window == null) {
      throw new IllegalArgumentException("there is no parameter '" + name + "'");
    }
    return window;
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    memory.ifPresent(FloatPointer::close);
  }
}
