package org.latent4j.deep.internal;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.deep.Activation;
import org.latent4j.linalg.Matrix;

/** A {@link Network} while it is trained. */
final class TorchNetwork {

  private static final String WEIGHTS = ".weights";
  private static final String BIAS = ".bias";

  private final FlatParameters parameters;
  private final String name;
  private final Network start;

  /** Adds the weights of a network to parameters that are not yet allocated. */
  TorchNetwork(FlatParameters parameters, String name, Network start) {
    this.parameters = parameters;
    this.name = name;
    this.start = start;
    start.map(
        name,
        (key, weights) -> {
          Matrix matrix = weights.matrix();
          parameters.add(key + WEIGHTS, i -> matrix.values()[i], matrix.rows(), matrix.columns());
          parameters.add(key + BIAS, i -> weights.bias()[i], weights.bias().length);
          return weights;
        });
  }

  /** Whether LibTorch was seen to convolve as it should; takes the slow ways where it does not. */
  boolean verifyConvolutions() {
    return verify(start);
  }

  private static boolean verify(Layer layer) {
    if (layer instanceof Network network) {
      return network.layers().stream().map(TorchNetwork::verify).reduce(true, Boolean::logicalAnd);
    }
    return layer instanceof ResidualLayer residual
        ? verify(residual.branch())
        : !(layer instanceof ConvolutionLayer convolution) || TorchConvolution.verify(convolution);
  }

  /** Rows of outputs; belongs to the scope of the caller. */
  Tensor apply(Tensor rows) {
    return apply(start, name, rows);
  }

  private Tensor apply(Layer layer, String key, Tensor rows) {
    if (layer instanceof Network network) {
      Tensor values = rows;
      for (int i = 0; i < network.layers().size(); i++) {
        values = apply(network.layers().get(i), key + "." + i, values);
      }
      return values;
    }
    if (layer instanceof ResidualLayer residual) {
      return rows.add(apply(residual.branch(), key, rows));
    }
    if (layer instanceof ActivationLayer activation) {
      return activate(activation.activation(), rows);
    }
    if (layer instanceof SelectLayer select) {
      return select(select, rows);
    }
    if (layer instanceof SparseLayer sparse) {
      return sparsify(sparse, rows);
    }
    Tensor weights = parameters.get(key + WEIGHTS);
    Tensor bias = parameters.get(key + BIAS);
    return layer instanceof ConvolutionLayer convolution
        ? TorchConvolution.apply(convolution, rows, weights, bias)
        : torch.addmm(bias, rows, weights);
  }

  private static Tensor activate(Activation activation, Tensor rows) {
    return switch (activation) {
      case RELU -> rows.relu();
      case TANH -> rows.tanh();
      case SOFTPLUS -> torch.softplus(rows);
    };
  }

  private static Tensor select(SelectLayer layer, Tensor rows) {
    long[] places = new long[layer.outputs()];
    for (int j = 0; j < places.length; j++) {
      places[j] = layer.places()[j] < 0 ? layer.inputs() : layer.places()[j];
    }
    Tensor index = torch.tensor(places).to(rows.device(), torch.ScalarType.Long);
    return torch.constant_pad_nd(rows, new long[] {0, 1}).index_select(1, index);
  }

  private static Tensor sparsify(SparseLayer layer, Tensor rows) {
    Tensor all = rows.narrow(1, 0, layer.among());
    Tensor greatest = torch.topk(all, layer.kept()).get0();
    Tensor kept = all.mul(all.ge(greatest.narrow(1, layer.kept() - 1L, 1)));
    int rest = layer.inputs() - layer.among();
    return rest == 0
        ? kept
        : torch.cat(new TensorVector(kept, rows.narrow(1, layer.among(), rest)), 1);
  }

  /** The network of some values of all parameters. */
  Network network(float[] values) {
    return start.map(
        name,
        (key, old) ->
            new Weights(
                parameters.matrix(key + WEIGHTS, values),
                parameters.matrix(key + BIAS, values).values()));
  }

  /** Puts the weights of a network in place of those at the start. */
  void start(Network network, float[] values) {
    network.map(
        name,
        (key, weights) -> {
          parameters.put(key + WEIGHTS, weights.matrix().values(), values);
          parameters.put(key + BIAS, weights.bias(), values);
          return weights;
        });
  }
}
