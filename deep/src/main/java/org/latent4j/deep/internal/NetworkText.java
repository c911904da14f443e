package org.latent4j.deep.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latent4j.deep.Activation;
import org.latent4j.graph.ConvolutionShape;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;

/**
 * Networks as words and tensors, and back: such as {@code dense 4 16; relu 16; dense 16 2}. The
 * numbers of {@code dense}, {@code select} and of activations are inputs and outputs, those of
 * {@code sparse} how many are kept, of how many, and inputs, those of {@code convolution} and
 * {@code transposed} the height, width and channels of the large image, filters, kernel and stride;
 * {@code residual} tells how many of the layers that follow are its branch. Weights go by the name
 * of the network and the places of their layer.
 */
final class NetworkText {

  private static final String SEPARATOR = "; ";
  private static final int MOST_LAYERS = 1000;
  private static final int MOST_DEPTH = 8;

  private final ModelState state;
  private final Deque<String> rest;

  private NetworkText(ModelState state, String text) {
    this.state = state;
    rest = new ArrayDeque<>(List.of(text.split(SEPARATOR, MOST_LAYERS)));
  }

  static void put(
      String name, Network network, Map<String, Tensor> tensors, Map<String, String> attributes) {
    List<String> words = new ArrayList<>();
    describe(network, name, words, tensors);
    attributes.put(name, String.join(SEPARATOR, words));
    network.map(
        name,
        (key, weights) -> {
          Matrix matrix = weights.matrix();
          tensors.put(
              key + ".weights",
              Tensor.of(Tensor.Type.F32, matrix.values(), matrix.rows(), matrix.columns()));
          tensors.put(
              key + ".bias", Tensor.of(Tensor.Type.F32, weights.bias(), weights.bias().length));
          return weights;
        });
  }

  private static void describe(
      Network network, String name, List<String> words, Map<String, Tensor> tensors) {
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      String key = name + "." + i;
      words.add(word(layer));
      if (layer instanceof ResidualLayer residual) {
        describe(residual.branch(), key, words, tensors);
      } else if (layer instanceof SelectLayer select) {
        tensors.put(
            key + ".places",
            Tensor.vector(Arrays.stream(select.places()).asDoubleStream().toArray()));
      }
    }
  }

  private static String word(Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      return activation.activation().name().toLowerCase(Locale.ROOT) + " " + layer.inputs();
    }
    if (layer instanceof ResidualLayer residual) {
      return "residual " + residual.branch().layers().size();
    }
    if (layer instanceof ConvolutionLayer convolution) {
      ConvolutionShape s = convolution.shape();
      boolean down = convolution.direction() == ConvolutionLayer.Direction.DOWN;
      return String.format(
          Locale.ROOT,
          "%s %d %d %d %d %d %d",
          down ? "convolution" : "transposed",
          s.height(),
          s.width(),
          s.channels(),
          s.filters(),
          s.kernel(),
          s.stride());
    }
    if (layer instanceof SparseLayer sparse) {
      return "sparse " + sparse.kept() + " " + sparse.among() + " " + sparse.inputs();
    }
    String word = layer instanceof SelectLayer ? "select" : "dense";
    return word + " " + layer.inputs() + " " + layer.outputs();
  }

  /** Reads a network. */
  static Network read(ModelState state, String name) {
    NetworkText text = new NetworkText(state, state.attribute(name));
    try {
      Network network = text.network(name, text.rest.size(), 0);
      if (text.rest.isEmpty()) {
        return network;
      }
    } catch (ArithmeticException | NumberFormatException | IndexOutOfBoundsException e) {
      throw damaged(name, e);
    }
    throw damaged(name, new IllegalArgumentException("layers are left over"));
  }

  private static ModelFormatException damaged(String name, Exception cause) {
    return new ModelFormatException(
        "'" + name + "' describes no network; the file is damaged or newer", cause);
  }

  private Network network(String name, int most, int depth) {
    List<Layer> layers = new ArrayList<>();
    while (layers.size() < most && !rest.isEmpty()) {
      layers.add(layer(name + "." + layers.size(), depth));
    }
    return new Network(layers);
  }

  private Layer layer(String key, int depth) {
    String[] words = rest.remove().split(" ", 8);
    int[] sizes = new int[words.length - 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Integer.parseInt(words[i + 1]);
    }
    switch (words[0]) {
      case "dense" -> {
        return new DenseLayer(weights(key, sizes[0], sizes[1], sizes[1]));
      }
      case "select" -> {
        double[] places = state.vector(key + ".places", sizes[1]);
        return new SelectLayer(sizes[0], Arrays.stream(places).mapToInt(p -> (int) p).toArray());
      }
      case "sparse" -> {
        return new SparseLayer(sizes[0], sizes[1], sizes[2]);
      }
      case "residual" -> {
        if (depth > MOST_DEPTH) {
          throw new NumberFormatException("too deep");
        }
        return new ResidualLayer(network(key, sizes[0], depth + 1));
      }
      case "convolution", "transposed" -> {
        return convolution(key, words[0].equals("convolution"), sizes);
      }
      default -> {
        return activation(words[0], sizes[0]);
      }
    }
  }

  private Layer convolution(String key, boolean down, int[] sizes) {
    ConvolutionShape shape =
        new ConvolutionShape(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]);
    int patch = shape.patchSize();
    int filters = shape.filters();
    return down
        ? new ConvolutionLayer(
            shape, ConvolutionLayer.Direction.DOWN, weights(key, patch, filters, filters))
        : new ConvolutionLayer(
            shape, ConvolutionLayer.Direction.UP, weights(key, filters, patch, shape.channels()));
  }

  private static Layer activation(String word, int width) {
    return Arrays.stream(Activation.values())
        .filter(a -> a.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .map(a -> new ActivationLayer(a, width))
        .orElseThrow(() -> new NumberFormatException("there is no layer '" + word + "'"));
  }

  private Weights weights(String key, int rows, int columns, int added) {
    return new Weights(
        state.matrix(key + ".weights", rows, columns), state.vector(key + ".bias", added));
  }
}
