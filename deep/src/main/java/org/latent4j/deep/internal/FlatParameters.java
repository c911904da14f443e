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
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.linalg.Matrix;

/**
 * The parameters of a network side by side in one array off the heap, so that an optimiser, an
 * average or a checkpoint is one loop. Each parameter is a window of the array. Owns native memory
 * outside any scope until it is closed. Threads may read side by side while none sets values.
 */
final class FlatParameters implements AutoCloseable {

  /** A window: where it starts, and its shape. */
  private record Window(int from, List<Integer> shape) {
    int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    int rows() {
      return shape.size() == 1 ? 1 : shape.get(0);
    }

    /** A parameter of its own that shares the memory of all. */
    Tensor of(Tensor all) {
      long[] sizes = shape.stream().mapToLong(Integer::longValue).toArray();
      try (Tensor part = all.narrow(0, from, size());
          Tensor shaped = part.view(sizes)) {
        Tensor tensor = shaped.detach();
        tensor.set_requires_grad(true);
        return tensor;
      }
    }
  }

  private final Map<String, Window> windows = new LinkedHashMap<>();
  private final List<float[]> starts = new ArrayList<>();
  private int total;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private Optional<Memory> memory = Optional.empty();

  /** Adds a parameter whose entries start as a function of their place. */
  void add(String name, IntToDoubleFunction start, Integer... shape) {
    Window window = new Window(total, List.of(shape));
    float[] values = new float[window.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) start.applyAsDouble(i);
    }
    windows.put(name, window);
    starts.add(values);
    total = Math.addExact(total, values.length);
  }

  /**
   * Takes the memory; no parameter can be added after.
   *
   * @param device where networks see the parameters
   */
  void allocate(Device device) {
    FloatPointer values = new FloatPointer(total);
    int from = 0;
    for (float[] start : starts) {
      values.position(from).put(start);
      from += start.length;
    }
    values.position(0);
    starts.clear();
    memory = Optional.of(new Memory(values, torch.from_blob(values, total), device));
    windows.forEach((name, window) -> tensors.put(name, window.of(memory().seen())));
  }

  /** Memory of this machine and what networks see, which is the same but on a card. */
  private record Memory(FloatPointer values, Tensor host, Device device, Tensor seen) {
    Memory(FloatPointer values, Tensor host, Device device) {
      this(values, host, device, host.to(device, torch.ScalarType.Float));
    }

    @SuppressWarnings("try") // a scope is there to be closed
    void put(float[] all) {
      values.position(0).put(all);
      if (!device.is_cpu()) {
        try (PointerScope scope = new PointerScope()) {
          seen.copy_(host);
        }
      }
    }

    void close() {
      seen.close();
      host.close();
      values.close();
    }
  }

  private Memory memory() {
    return memory.orElseThrow(() -> new IllegalStateException("parameters are not allocated"));
  }

  Device device() {
    return memory().device();
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
    memory().values().position(0).get(values);
    return values;
  }

  void set(float[] values) {
    memory().put(values);
  }

  /** The slopes of a number by all parameters, undefined where it does not depend on one. */
  TensorVector slopes(Tensor of) {
    return torch.grad(
        new TensorVector(of),
        new TensorVector(tensors.values().toArray(new Tensor[0])),
        new TensorVector(),
        new BoolOptional(),
        false,
        true);
  }

  /** Copies the slopes of a number by all parameters; belongs to a scope of the caller. */
  void differentiate(Tensor of, float[] target) {
    TensorVector slopes = slopes(of);
    int place = 0;
    for (Window window : windows.values()) {
      Tensor slope = slopes.get(place++);
      if (slope.defined()) {
        slope.cpu().contiguous().data_ptr_float().get(target, window.from(), window.size());
      } else {
        Arrays.fill(target, window.from(), window.from() + window.size(), 0);
      }
    }
  }

  /** One parameter out of values of all, a row for each place of its first dimension. */
  Matrix matrix(String name, float[] all) {
    Window window = window(name);
    double[] values = new double[window.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all[window.from() + i];
    }
    return Matrix.wrap(window.rows(), values.length / window.rows(), values);
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
    memory.ifPresent(Memory::close);
  }
}
