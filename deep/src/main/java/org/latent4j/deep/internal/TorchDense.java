package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.deep.Activation;
import org.latent4j.linalg.SeededRandom;

/** A {@link DenseNetwork} while it is trained. */
final class TorchDense {

  private final FlatParameters parameters;
  private final String name;
  private final int depth;
  private final Activation activation;

  /**
   * Adds the layers to parameters that are not yet allocated.
   *
   * @param widths inputs, hidden layers, outputs
   */
  TorchDense(
      FlatParameters parameters,
      String name,
      int[] widths,
      Activation activation,
      SeededRandom random) {
    this.parameters = parameters;
    this.name = name;
    this.depth = widths.length - 1;
    this.activation = activation;
    for (int i = 0; i < depth; i++) {
      parameters.addLayer(layer(i), widths[i], widths[i + 1], random);
    }
  }

  private String layer(int index) {
    return name + "." + index;
  }

  /** Rows of outputs; belongs to the scope of the caller. */
  Tensor apply(Tensor rows) {
    Tensor values = rows;
    for (int i = 0; i < depth; i++) {
      values =
          torch.addmm(
              parameters.get(layer(i) + ".bias"), values, parameters.get(layer(i) + ".weights"));
      if (i + 1 < depth) {
        values =
            switch (activation) {
              case RELU -> values.relu();
              case TANH -> values.tanh();
              case SOFTPLUS -> torch.softplus(values);
            };
      }
    }
    return values;
  }

  /** The network of some values of all parameters. */
  DenseNetwork network(float[] values) {
    List<DenseNetwork.Layer> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      layers.add(
          new DenseNetwork.Layer(
              parameters.matrix(layer(i) + ".weights", values),
              parameters.matrix(layer(i) + ".bias", values).values()));
    }
    return new DenseNetwork(layers, activation);
  }

  /** Lets the network start with outputs of 0. */
  void silence(float[] values) {
    String last = layer(depth - 1) + ".weights";
    parameters.put(last, new double[parameters.matrix(last, values).values().length], values);
  }

  /** Puts the weights of a network in place of those at the start. */
  void start(DenseNetwork network, float[] values) {
    for (int i = 0; i < depth; i++) {
      DenseNetwork.Layer layer = network.layers().get(i);
      parameters.put(layer(i) + ".weights", layer.weights().values(), values);
      parameters.put(layer(i) + ".bias", layer.bias(), values);
    }
  }
}
